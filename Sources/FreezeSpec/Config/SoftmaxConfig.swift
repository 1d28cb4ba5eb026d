/// The softmax of a config.
public struct SoftmaxConfig: Sendable {
  /// By what the logits are divided; finite and above 0.
  public var temperature: Double
  /// The dimension along which the probabilities sum to 1; negative ones count from the last.
  public var dim: Int
  /// The logits, where the config gives some.
  public var logits: NumberArray?
  /// Its place.
  public var span: SourceSpan
}

/// A rectangular array of numbers, row by row.
public struct NumberArray: Hashable, Sendable {
  /// Its sizes.
  public var shape: [Int]
  /// Its elements, the last dimension fastest.
  public var elements: [Double]
}
