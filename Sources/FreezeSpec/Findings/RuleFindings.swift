/// What is wrong with rules, and with further selectors, once it is known what they match.
struct RuleFindings {
  /// The findings about rules.
  private(set) var ofRules: [Diagnostic]
  /// The findings about further selectors.
  private(set) var ofSelectors: [Diagnostic] = []

  /// What the rules decide; a failure where one of them has an error.
  ///
  /// A rule with an error decides nothing, and what the others make of that says nothing of them: who
  /// followed the advice would have a wrong plan once the error is mended.
  private(set) var decisions: Result<RuleEvaluation, Reported>

  /// Looks at what rules and further selectors match, and at what the rules decide.
  ///
  /// - Parameters:
  ///   - evaluation: What those decide that can be read.
  ///   - matching: What they match.
  ///   - written: All rules.
  ///   - tree: The model.
  ///   - budget: The steps that may be taken to hold further selectors against it.
  init(
    _ evaluation: RuleEvaluation, _ matching: RuleMatching, of written: [Result<Rule, Reported>],
    _ tree: inout ModuleTree, _ budget: inout MatchingBudget
  ) {
    let engine = matching.engine
    let tensorOfName = matching.names.tensorOfName
    decisions = .success(evaluation)
    ofRules = OvershootFindings(engine.rules, &tree, tensorOfName, &budget).diagnostics
    let mustMatch = engine.program.roots.indices.filter {
      $0 >= engine.rules.count || !engine.rules[$0].isOptional
    }
    let parts = PartFaults(
      mustMatch.map { ($0, engine.program.nodes[Int(engine.program.roots[$0])].selector) },
      &tree, tensorOfName: tensorOfName, budget: &budget)
    let faults =
      SelectorFault.find(in: engine.program, matching.walk.evaluator, of: mustMatch)
      + parts.faults
    var findings = FaultFindings(parameters: tree, tensorOfName)
    for (fault, finding) in zip(faults, findings.diagnostics(faults, &budget)) {
      if fault.owner < engine.rules.count {
        ofRules.append(finding)
      } else {
        ofSelectors.append(finding)
      }
    }
    do throws(Reported) {
      for rule in written { _ = try rule.get() }
      try stopAtError()
      let ties = TieFindings(matching, tree, &budget)
      let effects = EffectFindings(evaluation, rulesInConflict: ties.rulesInConflict)
      let reach = TieReach(
        evaluation, matching, except: ties.rulesInConflict.union(ties.rulesPastExceptions))
      ofRules += ties.diagnostics + reach.findings(&tree) + effects.diagnostics
      try stopAtError()
    } catch {
      decisions = .failure(error)
    }
  }

  private func stopAtError() throws(Reported) {
    if ofRules.contains(where: { $0.severity == .error }) { throw Reported() }
  }
}
