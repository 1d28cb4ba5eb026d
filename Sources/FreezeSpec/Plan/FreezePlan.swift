/// A freeze plan: the decision for every parameter of a model, and where each comes from.
public struct FreezePlan: Sendable {
  /// The config's path.
  public let path: String
  /// The plan's name.
  public let name: String
  /// What the plan is for.
  public let description: String?
  /// The model.
  public let model: Model
  /// The rules, in order.
  public let rules: [Rule]
  /// What the rules decide, by the index of ``Model/parameters``, and what each rule did.
  public let evaluation: RuleEvaluation
  /// The totals.
  public let summary: PlanSummary
  /// The softmax, where the config has one.
  public let softmax: SoftmaxPreview?
  /// The assertions that hold the plan in place; all of them hold.
  public let expectations: [Expectation]
  /// The modules that training holds in eval mode.
  public let evalMode: EvalMode
}

extension FreezePlan {
  /// What a rule did.
  func ledgerEntry(of rule: Rule) -> RuleLedgerEntry {
    evaluation.ledger.indices.contains(rule.index - 1)
      ? evaluation.ledger[rule.index - 1] : RuleLedgerEntry(rule: rule.index)
  }
}
