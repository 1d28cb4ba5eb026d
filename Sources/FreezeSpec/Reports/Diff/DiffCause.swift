/// Why a parameter is in a state: the rule that decided it, or the lack of one.
struct DiffCause: Hashable {
  /// The state.
  var requiresGrad: Bool
  /// The rule that decided it.
  var rule: PlanSnapshot.Rule?
  /// The config in which the rule stands.
  var path: String

  /// What becomes there of the parameters that no rule matches, where the config says so.
  var unmatched: UnmatchedOutcome?

  /// The cause of a group's state on one side; `nil` where the side does not tell of states.
  init?(_ state: Bool?, _ rule: Int?, in plan: PlanSnapshot?) {
    guard let state, let plan else { return nil }
    requiresGrad = state
    self.rule = plan.rule(rule)
    path = plan.path
    unmatched = plan.unmatched
  }

  /// The state in a word.
  var state: String { requiresGrad ? "trainable" : "frozen" }

  /// Why, where no rule decided.
  var withoutRule: String {
    switch (unmatched, requiresGrad) {
    case (.train, true): "no rule matches, and unmatched: train"
    case (.freeze, false): "no rule matches, and unmatched: freeze"
    case (_, true): "no rule matches"
    case (_, false): "no rule matches, and it declares requires_grad: false"
    }
  }
}
