/// What the rules make of one tensor.
struct RuleDecision: Hashable, Sendable {
  /// The index of the rule that has the last word, or `nil` where none matches.
  let decidedBy: Int?
  /// The indices of the rules that match, ascending.
  let matchedBy: [Int]
  /// The final state.
  let requiresGrad: Bool
  /// The parameter's own state, which holds where no rule matches.
  let ownRequiresGrad: Bool
}
