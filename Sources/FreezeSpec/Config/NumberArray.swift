/// A rectangular array of numbers, row by row.
public struct NumberArray: Hashable, Sendable {
  /// Its sizes.
  public internal(set) var shape: [Int]
  /// Its elements, the last dimension fastest.
  public internal(set) var elements: [Double]
}
