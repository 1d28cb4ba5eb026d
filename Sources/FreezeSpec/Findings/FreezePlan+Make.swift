extension FreezePlan {
  /// Goes from a config's bytes to its plan.
  ///
  /// - Parameters:
  ///   - file: The config.
  ///   - reader: Reads the files that it names.
  /// - Returns: The plan and all findings; no plan where one of them is an error.
  public static func make(from file: ConfigFile, reader: ReferenceReader) -> PlanOutcome {
    var loader = ConfigLoader(reader: reader)
    let configs = loader.load(file)
    var diagnostics = loader.diagnostics
    // Rules are held against a whole model only: against half of one they would miss for no fault
    // of theirs.
    let root = configs.flatMap { ModelBuilder.build($0, &diagnostics) }
    var plan: FreezePlan?
    if let configs {
      plan = make(configs, root, path: file.path, &diagnostics)
    }
    loader.ignores.silence(&diagnostics, in: loader.sources)
    return PlanOutcome(
      plan: diagnostics.hasErrors ? nil : plan, model: root, diagnostics: diagnostics.sorted,
      droppedDiagnostics: diagnostics.dropped, sources: loader.sources)
  }

  private static func make(
    _ configs: ConfigSet, _ root: Module?, path: String, _ diagnostics: inout DiagnosticCollector
  ) -> FreezePlan? {
    let config = configs.main
    let selectors = config.expectations.compactMap(\.selector)
    let engine = RuleEngine(
      rules: config.rules, areComplete: config.hasAllRules, selectors: selectors)
    for finding in engine.patternDiagnostics { diagnostics.add(finding) }
    guard let root else { return nil }
    let model = Model(root, &diagnostics)
    let evaluation = engine.evaluate(root, tensorOfName: model.tensorOfName)
    for finding in evaluation.diagnostics { diagnostics.add(finding) }
    guard let summary = PlanSummary(model, evaluation) else {
      diagnostics.add(
        Diagnostic(
          .limit, "the model has more than 2^63 - 1 elements", at: config.model?.span))
      return nil
    }
    let states = StateCounts(model, evaluation)
    let plan = FreezePlan(
      path: path, name: config.name, description: config.description, model: model,
      rules: config.rules, evaluation: evaluation, summary: summary,
      softmax: config.softmax.map(SoftmaxPreview.init), expectations: config.expectations,
      evalMode: EvalMode(config.evalSelectors, in: root, states, &diagnostics))
    plan.check(config.expectations, &diagnostics)
    checkThatThereAre(config.wrappedClasses, in: root, &diagnostics)
    if !diagnostics.hasErrors {
      for finding in TrainingSurvey(plan, states, config).findings { diagnostics.add(finding) }
    }
    return plan
  }
}
