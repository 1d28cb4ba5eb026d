/// Decides every parameter of a model by the rules.
///
/// All names and patterns of all rules are matched together in one walk over the model, so the cost
/// is about that of the walk, however many rules there are.
///
/// ```swift
/// let engine = RuleEngine(rules: rules, selectors: expectations)
/// let evaluation = engine.evaluate(model.root)
/// evaluation[0].requiresGrad
/// ```
public struct RuleEngine: Sendable {
  /// The rules, in order.
  public let rules: [Rule]
  /// Whether no rule was left out for an error, and each pattern can be read.
  let areRulesComplete: Bool
  /// Further selectors that are evaluated in the same walk.
  public let selectors: [Selector]
  /// Errors in the patterns of rules and selectors; what they stand in is left out of matching.
  public var patternDiagnostics: [Diagnostic] { program.diagnostics }

  /// The bound on the ways in which rules may overlap.
  var overlapLimit = Limits.overlappingRules
  /// The selectors of the rules, then the further ones, then those that look for overshoot.
  let program: SelectorProgram
  /// Globs that may match more than they were meant to.
  let overshoots: [GlobOvershoot]

  /// Reads the patterns of the rules and of further selectors.
  ///
  /// - Parameters:
  ///   - rules: The rules, in order.
  ///   - areComplete: Whether they are all there; with one left out for an error, the others' effect
  ///     is not judged.
  ///   - selectors: Further selectors.
  public init(rules: [Rule], areComplete: Bool = true, selectors: [Selector] = []) {
    self.rules = rules
    self.selectors = selectors
    overshoots = GlobOvershoot.find(in: rules)
    program = SelectorProgram(
      rules.map(\.selector) + selectors, patterns: overshoots.flatMap(\.patterns))
    let program = program
    areRulesComplete =
      areComplete && !program.roots.prefix(rules.count).contains { program.nodes[Int($0)].isBroken }
  }

  /// Decides the parameters of a model.
  ///
  /// - Parameters:
  ///   - root: The model.
  ///   - tensorOfName: For each name, in `named_parameters(remove_duplicate=False)` order, the
  ///     tensor it stands for, counted from 0 by first name; `nil` where each is one of its own.
  /// - Returns: The decisions by tensor, the ledger and the findings.
  public func evaluate(_ root: Module, tensorOfName: [Int]? = nil) -> RuleEvaluation {
    var tree = ModuleTree(root)
    var walk = ParameterWalk(program, &tree, limit: overlapLimit)
    var evaluation = RuleEvaluation()
    let names = NameGroups(tensorOfName, nameCount: walk.matchOfName.count)
    let matchOfTensor = names.combined(&walk)
    evaluation.decide(matchOfTensor, walk.matches, by: rules)
    let ledger = Ledger(rules: rules, evaluation)
    evaluation.ledger = ledger.entries
    let selections = selections(walk, matchOfTensor)
    evaluation.selections = Array(selections.prefix(selectors.count))

    if let atom = walk.oversized {
      evaluation.diagnostics = [oversized(atom)]
      evaluation.areRulesSound = false
      evaluation.selectorDiagnostics = Array(repeating: [], count: selectors.count)
      return evaluation
    }
    var findings = RuleFindings(engine: self, walk: walk, names: names, tree: tree)
    findings.reportOvershoot(Array(selections.dropFirst(selectors.count)))
    findings.reportNothing()
    // A rule with an error decides nothing, and what the others make of that says nothing of them:
    // who followed the advice would have a wrong plan once the error is mended.
    if areRulesComplete, !findings.hasRuleErrors {
      findings.reportTies()
      findings.reportTiedExceptions()
      findings.reportNoEffect(ledger, evaluation.decisions)
    }
    evaluation.areRulesSound = areRulesComplete && !findings.hasRuleErrors
    evaluation.diagnostics = findings.ruleDiagnostics
    evaluation.selectorDiagnostics = findings.selectorDiagnostics
    return evaluation
  }

  /// The error of rules that match parameters in too many different ways.
  private func oversized(_ atom: Int32) -> Diagnostic {
    let occurrence = program.occurrencesOfAtom[Int(atom)].first.map { program.occurrences[Int($0)] }
    let value = occurrence.map { program.terms[Int($0.term)].term.values[$0.value] }
    return Diagnostic(
      .limit, "the rules match the model's parameters in too many different ways", at: value?.span,
      help: ["write fewer rules that overlap"])
  }

  /// For each selector after the rules, the tensors that it matches.
  private func selections(_ walk: ParameterWalk, _ matchOfTensor: [Int32]) -> [[Int]] {
    var result: [[Int]] = Array(repeating: [], count: program.roots.count - rules.count)
    if result.isEmpty { return [] }
    let further = walk.matches.map { match in
      match.filter { $0 >= rules.count }.map { Int($0) - rules.count }
    }
    for (tensor, code) in matchOfTensor.enumerated() {
      for selector in further[Int(code >> 1)] { result[selector].append(tensor) }
    }
    return result
  }
}
