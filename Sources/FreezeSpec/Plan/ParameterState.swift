/// The state of a parameter.
public enum ParameterState: String, CaseIterable, Sendable {
  /// `requires_grad` is False.
  case frozen
  /// `requires_grad` is True.
  case trainable
}
