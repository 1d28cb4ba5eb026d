/// One step of a freeze plan: what it selects and the state that it gives.
public struct Rule: Sendable {
  /// The state that a rule gives.
  public enum Action: String, Sendable {
    /// `requires_grad = False`.
    case freeze
    /// `requires_grad = True`.
    case train

    /// What `requires_grad` becomes.
    public var requiresGrad: Bool { self == .train }
  }

  /// The place among the rules, from 1.
  public let index: Int
  /// The state that it gives.
  public let action: Action
  /// What it selects.
  public let selector: Selector
  /// The reason, for reviews.
  public let because: String?
  /// Whether it may match nothing.
  public let isOptional: Bool
  /// Where the rule stands.
  public let span: SourceSpan

  /// Makes a rule.
  public init(
    index: Int, action: Action, selector: Selector, because: String? = nil,
    isOptional: Bool = false, span: SourceSpan
  ) {
    self.index = index
    self.action = action
    self.selector = selector
    self.because = because
    self.isOptional = isOptional
    self.span = span
  }
}
