/// One step of a freeze plan: what it selects and the state that it gives.
struct Rule: Sendable {
  /// The place among the rules, from 1.
  let index: Int
  /// The state that it gives.
  let action: RuleAction
  /// What it selects.
  let selector: Selector
  /// The reason, for reviews.
  let because: String?
  /// Whether it may match nothing.
  let isOptional: Bool
  /// Where the rule stands.
  let span: SourceSpan

  /// Makes a rule.
  init(
    index: Int, action: RuleAction, selector: Selector, because: String? = nil,
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

extension [Rule] {
  /// The place of the rule of an index; one with an error is not among them.
  func position(ofIndex index: Int) -> Int? {
    if indices.contains(index - 1), self[index - 1].index == index { return index - 1 }
    let place = partitioningIndex { $0.index >= index }
    return place < count && self[place].index == index ? place : nil
  }
}

/// The state that a rule gives.
public enum RuleAction: String, Sendable {
  /// `requires_grad = False`.
  case freeze
  /// `requires_grad = True`.
  case train

  /// What `requires_grad` becomes.
  var requiresGrad: Bool { self == .train }
}
