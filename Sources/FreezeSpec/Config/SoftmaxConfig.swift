/// The softmax of a config.
struct SoftmaxConfig: Sendable {
  /// By what the logits are divided: a number, or a list of them; what is written as one is finite
  /// and above 0.
  var temperature: Expression
  /// The dimension along which the probabilities sum to 1; negative ones count from the last.
  var dim: Int
  /// The logits, where the config gives some.
  var logits: NumberArray?
  /// The logits of a teacher, of the same shape, where the config gives some.
  var teacher: NumberArray?
  /// Its place.
  var span: SourceSpan
}
