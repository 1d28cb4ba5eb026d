/// What a run has left of the steps in which selectors may be held against its model.
///
/// All that asks the model shares it: rules and expectations, `eval` and `wrap`, and the findings
/// that try out what would have matched. Those go without an answer where nothing is left.
struct MatchingBudget {
  /// The steps that are left.
  private(set) var left: Int

  /// Starts with all steps of a run.
  init(_ steps: Int = Limits.matchingSteps) { left = steps }

  /// Takes steps away.
  mutating func spend(_ steps: Int) { left = max(0, left - steps) }
}
