/// A freeze plan: the decision for every parameter of a model, and where each comes from.
///
/// What it says is read from its ``PlanSnapshot``.
public struct FreezePlan: Sendable {
  /// The config's path.
  let path: String
  /// The plan's name.
  let name: String
  /// What the plan is for, as the config says it.
  public let description: String?
  /// The model.
  let model: Model
  /// The rules, in order.
  let rules: [Rule]
  /// What the rules decide, by the index of ``Model/parameters``, and what each rule did.
  let evaluation: RuleEvaluation
  /// The totals.
  let summary: PlanSummary
  /// The softmax, where the config has one.
  let softmax: SoftmaxPreview?
  /// The assertions that hold the plan in place.
  let expectations: [Expectation]
  /// The modules that training holds in eval mode.
  let evalMode: EvalMode
  /// The texts that its rules and warnings point into.
  let sources: SourceMap
  /// Whether each of the expectations holds, in their order.
  ///
  /// A plan is there although one fails: that is the moment at which it is wanted.
  public private(set) var expectationOutcomes: [ExpectationOutcome] = []
  /// What becomes of the parameters that no rule matches, where the config says so.
  var unmatched: UnmatchedParameters?
  /// The classes whose modules FSDP wraps, in order.
  var wrappedClasses: [String] = []
  /// The rules that cover most of a list where others cover it all, by rule: notes for who reviews them.
  private(set) var partialCovers: [PartialCover] = []
  /// Rules, by index from 1, that freeze modules with one digit in their numbers and no others.
  private(set) var oneDigitNotes: [(rule: Int, text: String)] = []
  /// What was found about it, for the reports that tell of that too.
  private(set) var findings: [Diagnostic] = []
  /// The config and the files that it names, for exports of the model; `nil` where the plan was made of
  /// something else.
  private(set) var configs: ConfigSet?
}

extension FreezePlan {
  /// The same with what was found about it.
  consuming func with(findings: [Diagnostic]) -> FreezePlan {
    self.findings = findings
    return self
  }

  /// The same with the config that it was made of.
  consuming func with(configs: ConfigSet?) -> FreezePlan {
    self.configs = configs
    return self
  }

  /// The same with notes to its rules.
  consuming func with(
    partialCovers: [PartialCover], oneDigitNotes: [(rule: Int, text: String)]
  ) -> FreezePlan {
    self.partialCovers = partialCovers
    self.oneDigitNotes = oneDigitNotes
    return self
  }

  /// The notes to a rule, each a sentence without a full stop, its subject left out where that is the
  /// rule.
  func notes(to rule: Rule) -> [String] {
    oneDigitNotes.filter { $0.rule == rule.index }.prefix(4).map(\.text)
      + partialCovers.filter { $0.rule == rule.index }.prefix(4).map(\.text)
  }

  /// The same with what became of its expectations.
  consuming func with(outcomes: [ExpectationOutcome]) -> FreezePlan {
    expectationOutcomes = outcomes
    return self
  }

  /// The tensors, of those with several names, whose deciding rule matches some of these and not the
  /// others.
  var tensorsDecidedByOneName: Set<Int> {
    guard let tensorOfName = model.tensorOfName else { return [] }
    var tree = ModuleTree(model.root)
    return evaluation.tensorsDecidedByOneName(tensorOfName, in: &tree)
  }

  /// What a rule did.
  func ledgerEntry(of rule: Rule) -> RuleLedgerEntry {
    evaluation.ledger.indices.contains(rule.index - 1)
      ? evaluation.ledger[rule.index - 1] : RuleLedgerEntry(rule: rule.index)
  }
}
