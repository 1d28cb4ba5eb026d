/// Why a parameter is in a state: the rule that decided it, or the lack of one.
struct DiffCause: Hashable {
  /// The state.
  var requiresGrad: Bool
  /// The rule that decided it.
  var rule: PlanSnapshot.Rule?
  /// The config in which the rule stands.
  var path: String
  /// Why it is so where no rule decided.
  private var undecided: UndecidedReason?

  /// The cause of a group's state on one side; `nil` where the side does not tell of states.
  init?(_ state: Bool?, _ rule: Int?, _ undecided: UndecidedReason?, in plan: PlanSnapshot?) {
    guard let state, let plan else { return nil }
    requiresGrad = state
    self.rule = plan.rule(rule)
    path = plan.path
    self.undecided = undecided
  }

  /// The state in a word.
  var state: String { requiresGrad ? "trainable" : "frozen" }

  /// Why, where no rule decided.
  var withoutRule: String { "no rule matches" + (undecided?.clause(isOfOne: true) ?? "") }
}
