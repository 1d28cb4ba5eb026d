/// The softmax of a config.
struct SoftmaxConfig: Sendable {
  /// By what the logits are divided; finite and above 0.
  var temperature: Double
  /// The dimension along which the probabilities sum to 1; negative ones count from the last.
  var dim: Int
  /// The logits, where the config gives some.
  var logits: NumberArray?
  /// Its place.
  var span: SourceSpan
}

/// A rectangular array of numbers, row by row.
public struct NumberArray: Hashable, Sendable {
  /// Its sizes.
  public internal(set) var shape: [Int]
  /// Its elements, the last dimension fastest.
  public internal(set) var elements: [Double]
}
