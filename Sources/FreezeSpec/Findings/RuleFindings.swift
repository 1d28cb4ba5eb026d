/// What is wrong with rules, and with further selectors, once it is known what they match.
struct RuleFindings {
  /// The findings about rules.
  private(set) var ofRules: [Diagnostic]
  /// The findings about further selectors.
  private(set) var ofSelectors: [Diagnostic] = []
  /// What is only noted of rules, by their indices from 1.
  let oneDigitNotes: [(rule: Int, text: String)]

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
    let overshoots = OvershootFindings(
      engine.rulesAndSelectors, &tree, tensorOfName, &budget
    ).diagnostics
    let mustMatch = engine.program.roots.indices.filter {
      $0 >= engine.rules.count || !engine.rules[$0].isOptional
    }
    let nested = NestedIndices(engine.rulesAndSelectors, &tree, &budget).diagnostics
    let owned = engine.program.roots.indices.map {
      (owner: $0, selector: engine.program.nodes[Int(engine.program.roots[$0])].selector)
    }
    let digits = DigitClassFindings(owned, &tree, tensorOfName, &budget)
    // Which indices a pattern hits says little where its numbers are none.
    let nestedSpans = Set(nested.compactMap(\.span))
    let oneDigit = OneDigitFindings(matching, &tree, &budget)
    oneDigitNotes = oneDigit.notes
    ofRules =
      nested
      + (overshoots + oneDigit.diagnostics).filter { finding in
        // The cure of a number that hits two lists is a path, which leaves no star beside it.
        finding.span.map { !nestedSpans.contains($0) } ?? true
      }
    ofRules.removeAll { finding in finding.span.map { digits.values.contains($0) } ?? false }
    for (owner, finding) in digits.diagnostics { add(finding, of: owner, engine) }
    ofRules +=
      IdleExceptions(
        mustMatch.map { owned[$0].selector }, &tree, tensorOfName, &budget
      ).diagnostics
    let parts = PartFaults(
      mustMatch.map { owned[$0] }, &tree, tensorOfName: tensorOfName, budget: &budget)
    let faults =
      SelectorFault.find(in: engine.program, matching.walk.evaluator, of: mustMatch)
      + parts.faults
    // What was meant as numbers is told once.
    let others = faults.filter { !digits.values.contains($0.valueSpan) }
    var findings = FaultFindings(parameters: tree, tensorOfName)
    for (fault, finding) in zip(others, findings.diagnostics(others, &budget)) {
      add(finding, of: fault.owner, engine)
    }
    do throws(Reported) {
      for rule in written { _ = try rule.get() }
      try stopAtError()
      let ties = TieFindings(matching, tree, &budget)
      let reach = TieReach(
        evaluation, matching, except: ties.rulesInConflict.union(ties.rulesPastExceptions),
        in: &tree)
      let effects = EffectFindings(
        evaluation, meant: ties.rulesInConflict.union(reach.attestingRules))
      ofRules += ties.diagnostics + reach.findings(&tree) + effects.diagnostics
      try stopAtError()
    } catch {
      decisions = .failure(error)
    }
  }

  /// Adds a finding about a selector of a program.
  private mutating func add(_ finding: Diagnostic, of owner: Int, _ engine: RuleEngine) {
    if owner < engine.rules.count {
      ofRules.append(finding)
    } else {
      ofSelectors.append(finding)
    }
  }

  private func stopAtError() throws(Reported) {
    if ofRules.contains(where: { $0.severity == .error }) { throw Reported() }
  }
}
