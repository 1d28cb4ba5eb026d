/// What is wrong with rules, and with further selectors, once it is known what they match.
struct RuleFindings {
  /// The findings about rules.
  private(set) var ofRules: [Diagnostic]
  /// The findings about further selectors.
  private(set) var ofSelectors: [Diagnostic] = []

  /// Whether the rules are without an error, so that what they decide is what was meant.
  var areRulesSound: Bool { !ofRules.contains { $0.severity == .error } }

  /// Looks at what rules and further selectors match.
  ///
  /// - Parameters:
  ///   - matching: What they match.
  ///   - tree: The model.
  init(_ matching: RuleMatching, _ tree: inout ModuleTree) {
    let engine = matching.engine
    let tensorOfName = matching.names.tensorOfName
    ofRules = OvershootFindings(engine.rules, &tree, tensorOfName).diagnostics
    let mustMatch = engine.program.roots.indices.filter {
      $0 >= engine.rules.count || !engine.rules[$0].isOptional
    }
    let faults = SelectorFault.find(in: engine.program, matching.walk.evaluator, of: mustMatch)
    var findings = FaultFindings(parameters: tree, tensorOfName)
    for (fault, finding) in zip(faults, findings.diagnostics(faults)) {
      if fault.owner < engine.rules.count {
        ofRules.append(finding)
      } else {
        ofSelectors.append(finding)
      }
    }
  }

  /// Looks at what the rules decide, where all of them are sound.
  ///
  /// A rule with an error decides nothing, and what the others make of that says nothing of them: who
  /// followed the advice would have a wrong plan once the error is mended.
  mutating func addDecisions(
    _ evaluation: RuleEvaluation, _ matching: RuleMatching, _ tree: ModuleTree
  ) {
    let ties = TieFindings(matching, tree)
    let effects = EffectFindings(evaluation, rulesInConflict: ties.rulesInConflict)
    ofRules += ties.diagnostics + effects.diagnostics
  }
}
