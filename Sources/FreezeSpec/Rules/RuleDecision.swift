/// What the rules make of one tensor.
struct RuleDecision: Hashable, Sendable {
  /// The index of the rule that has the last word, or `nil` where none matches.
  let decidedBy: Int?
  /// The indices of the rules that match, ascending.
  let matchedBy: [Int]
  /// The final state.
  let requiresGrad: Bool
  /// The parameter's own state.
  let ownRequiresGrad: Bool
  /// The state that holds where no rule matches: its own one, unless the config's `unmatched` says
  /// otherwise; `nil` where a rule has to.
  let stateWithoutRules: Bool?

  /// Makes a decision; by default the parameter's own state holds where no rule matches.
  init(
    decidedBy: Int?, matchedBy: [Int], requiresGrad: Bool, ownRequiresGrad: Bool,
    unmatched: UnmatchedOutcome? = nil
  ) {
    self.decidedBy = decidedBy
    self.matchedBy = matchedBy
    self.requiresGrad = requiresGrad
    self.ownRequiresGrad = ownRequiresGrad
    stateWithoutRules = UnmatchedOutcome.state(unmatched, ownState: ownRequiresGrad)
  }
}
