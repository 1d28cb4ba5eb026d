/// What the rules make of one tensor.
public struct RuleDecision: Hashable, Sendable {
  /// The index of the rule that has the last word, or `nil` where none matches.
  public let decidedBy: Int?
  /// The indices of the rules that match, ascending.
  public let matchedBy: [Int]
  /// The final state.
  public let requiresGrad: Bool
  /// The parameter's own state, which holds where no rule matches.
  public let ownRequiresGrad: Bool
}
