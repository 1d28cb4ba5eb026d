/// A freeze plan: the decision for every parameter of a model, and where each comes from.
public struct FreezePlan: Sendable {
  /// The config's path.
  public var path: String
  /// The plan's name.
  public var name: String
  /// What the plan is for.
  public var description: String?
  /// The model.
  public var model: Model
  /// The rules, in order.
  public var rules: [Rule]
  /// What the rules decide, by the index of ``Model/parameters``, and what each rule did.
  public var evaluation: RuleEvaluation
  /// The totals.
  public var summary: PlanSummary
  /// The softmax, where the config has one.
  public var softmax: SoftmaxPreview?
  /// The assertions that hold the plan in place; all of them hold.
  public var expectations: [Expectation] = []
  /// The modules that training holds in eval mode.
  public var evalMode = EvalMode()
}

extension FreezePlan {
  /// What a rule did.
  func ledgerEntry(of rule: Rule) -> RuleLedgerEntry {
    evaluation.ledger.indices.contains(rule.index - 1)
      ? evaluation.ledger[rule.index - 1] : RuleLedgerEntry(rule: rule.index)
  }
}
