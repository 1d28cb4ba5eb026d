extension FreezePlan {
  /// Goes from a config's bytes to its plan.
  ///
  /// - Parameters:
  ///   - file: The config.
  ///   - reader: Reads the files that it names.
  /// - Returns: The plan and all findings. There is no plan where one of them is an error, but for
  ///   expectations: where these fail, the plan is there and shows why.
  public static func make(from file: ConfigFile, reader: ReferenceReader) -> PlanOutcome {
    make(from: file, reader: reader, weights: nil)
  }

  /// The same, held against the weights that training starts from.
  ///
  /// - Parameters:
  ///   - triesCures: Whether cures are tried that only a further run can bear out.
  ///   - makesNotes: Whether notes to rules are wanted, which no finding tells of.
  package static func make(
    from file: ConfigFile, reader: ReferenceReader, weights: Weights? = nil,
    triesCures: Bool = true, makesNotes: Bool = true
  ) -> PlanOutcome {
    var loader = ConfigLoader(reader: reader, argumentsOfClass: Catalogue.arguments(of:))
    let configs = loader.load(file)
    var diagnostics = loader.diagnostics
    // Rules are held against a whole model only: against half of one they would miss for no fault
    // of theirs.
    let built = configs.map { ModelBuilder.build($0, &diagnostics) }
    let root = built?.root
    var plan: FreezePlan?
    if let configs, let built, let root {
      var maker = PlanMaker(configs.main, root, built.temperatures, diagnostics)
      plan = try? maker.plan(path: file.path, loader.sources, makesNotes: makesNotes)
      diagnostics = maker.diagnostics
      if !diagnostics.hasErrors {
        let unused = UnusedDefinitions(configs)
        let findings =
          unused.findings + unused.findingsOfGivenValues + unused.findingsOfIndices
          + unused.findingsOfKeptValues(loader.sources)
        for finding in findings { diagnostics.add(finding) }
      }
    }
    var comparison: WeightsOutcome?
    if let weights, let plan, let configs {
      let findings = WeightFindings(
        plan, weights.path, WeightsComparison(plan.model, weights), configs)
      for finding in findings.findings { diagnostics.add(finding) }
      comparison = WeightsOutcome(findings, weights)
    }
    loader.ignores.silence(
      &diagnostics, in: loader.sources,
      unasked: weights == nil ? DiagnosticCode.ofWeights : [])
    let findings = diagnostics.sorted
    let outcome = PlanOutcome(
      plan: plan?.with(findings: findings).with(configs: configs), model: root,
      isRead: configs != nil, diagnostics: findings, droppedDiagnostics: diagnostics.dropped,
      sources: loader.sources, weights: comparison)
    return triesCures ? CureTrial(file: file, reader: reader).curing(outcome) : outcome
  }
}

/// Makes the plan of a config whose model is built, and all findings about it.
private struct PlanMaker {
  private(set) var diagnostics: DiagnosticCollector
  private let config: FreezeConfig
  private let root: Module
  private let softmax: Result<SoftmaxPreview, Reported>?
  private var budget = MatchingBudget()

  init(
    _ config: FreezeConfig, _ root: Module, _ temperatures: Result<[Double], Reported>,
    _ diagnostics: DiagnosticCollector
  ) {
    self.config = config
    self.root = root
    softmax = config.softmax.map { softmax in
      softmax.flatMap { softmax in
        temperatures.map {
          SoftmaxPreview(
            temperatures: $0, dim: softmax.dim, logits: softmax.logits, teacher: softmax.teacher)
        }
      }
    }
    self.diagnostics = diagnostics
  }

  mutating func plan(path: String, _ sources: SourceMap, makesNotes: Bool) throws(Reported)
    -> FreezePlan
  {
    let model = try Model(root, &diagnostics)
    var tree = ModuleTree(root)
    let selectors = config.expectations.compactMap(\.selector)
    let rules = config.readableRules
    if root.holdsUnknown { try checkUnknown(rules.map(\.selector) + selectors, &tree) }
    let engine = try reporting { (_) throws(Diagnostic) in
      try RuleEngine(rules: rules, selectors: selectors)
    }
    let matching = try reporting { (budget) throws(Diagnostic) in
      let matching = try engine.match(&tree, tensorOfName: model.tensorOfName, budget: &budget)
      try matching.checkMatches()
      return matching
    }
    let evaluation = RuleEvaluation(matching, unmatched: config.unmatched?.outcome)
    let states = StateCounts(model, evaluation)
    let modules = try moduleMatching(&tree, states)

    let findings = RuleFindings(evaluation, matching, of: config.rules, &tree, &budget)
    add(findings.ofRules)
    add(findings.ofSelectors)
    let paths = rules.map(\.selector) + selectors + config.evalSelectors
    add(SlicesPastEnd(paths, &tree).diagnostics)
    reportFaults(modules, &tree, states)
    guard let summary = PlanSummary(model, evaluation) else {
      throw report(
        Diagnostic(.limit, "the model has more than 2^63 - 1 elements", at: config.model?.span))
    }
    let decisions = try findings.decisions.get()
    let evalMode = modules.map { EvalMode(config.evalSelectors, $0.walk, in: tree) }
    let hasErrors = diagnostics.hasErrors
    var plan = FreezePlan(
      path: path, name: config.name, description: config.description, model: model,
      rules: rules, evaluation: decisions, summary: summary,
      softmax: try? softmax?.get(), expectations: heldExpectations,
      evalMode: evalMode ?? EvalMode(), sources: sources, unmatched: config.unmatched,
      wrappedClasses: config.wrappedClasses.map(\.text))
    plan = plan.with(outcomes: ExpectationChecks(plan, matching).outcomes)
    add(ExpectationFindings(plan).diagnostics)
    // What no rule matches has no state then: there is no plan.
    if let refusal = UnmatchedFindings(plan).refusal { throw report(refusal) }
    let untrainable = UntrainableTypes(plan).refusals
    add(untrainable)
    if hasErrors || !untrainable.isEmpty { throw Reported() }
    let survey = TrainingSurvey(plan, states, matching, config, budget)
    add(survey.findings)
    if !makesNotes { return plan }
    return plan.with(
      partialCovers: PartialCovers(survey, &budget)?.covers ?? [],
      oneDigitNotes: findings.oneDigitNotes)
  }

  /// The expectations that can be held: of a softmax with errors nothing is known.
  private var heldExpectations: [Expectation] {
    guard case .failure = softmax else { return config.expectations }
    return config.expectations.filter { if case .softmax = $0.claim { false } else { true } }
  }

  /// Refuses what asks for parts of the model that are not known.
  private mutating func checkUnknown(_ selectors: [Selector], _ tree: inout ModuleTree)
    throws(Reported)
  {
    let ofModules = config.evalSelectors + wrappedSelectors
    let root = root
    let ofShapes = UnknownPartFindings(root, .parameters).diagnostics(config.expectations)
    let findings = try reporting { (budget) throws(Diagnostic) in
      let found = try UnknownPartFindings(root, .parameters).diagnostics(selectors, &tree, &budget)
      return found + ofShapes
        + (try UnknownPartFindings(root, .modules).diagnostics(ofModules, &tree, &budget))
    }
    add(findings)
    if !findings.isEmpty { throw Reported() }
  }

  /// The classes that FSDP wraps, as selectors.
  private var wrappedSelectors: [Selector] {
    config.wrappedClasses.map { value in
      let term = SelectorTerm(key: .type, keySpan: value.span, values: [value], isList: false)
      return Selector.allOf(SelectorMapping(terms: [term], span: value.span))
    }
  }

  /// What the selectors of `eval`, and behind them the classes of `wrap`, match of the modules.
  ///
  /// - Returns: `nil` where there are neither.
  private mutating func moduleMatching(_ tree: inout ModuleTree, _ states: StateCounts)
    throws(Reported) -> RuleMatching?
  {
    let selectors = config.evalSelectors + wrappedSelectors
    if selectors.isEmpty { return nil }
    return try reporting { [root] (budget) throws(Diagnostic) in
      try RuleEngine(rules: [], selectors: selectors)
        .match(&tree, .modules(frozen: states.frozenModules(in: root)), budget: &budget)
    }
  }

  /// Reports what matches nothing in the selectors of modules.
  private mutating func reportFaults(
    _ modules: RuleMatching?, _ tree: inout ModuleTree, _ states: StateCounts
  ) {
    guard let modules else { return }
    let program = modules.engine.program
    let whole = SelectorFault.find(in: program, modules.walk.evaluator, of: program.roots.indices)
    let parts = PartFaults(
      program.roots.enumerated().map { ($0, program.nodes[Int($1)].selector) }, &tree,
      .modules(frozen: states.frozenModules(in: root)), budget: &budget)
    // The classes of `wrap` stand in one list.
    let classes = config.wrappedClasses.count > 50 ? [] : config.wrappedClasses
    let faults = (whole + parts.faults).filter { !$0.isIdleValue }.map { fault in
      var fault = fault
      if fault.owner >= config.evalSelectors.count {
        fault.beside += classes.map { MistypedWord.Beside(key: .type, text: $0.text) }
      }
      return fault
    }
    var findings = FaultFindings(modules: tree)
    add(findings.diagnostics(faults, &budget))
  }

  private mutating func add(_ findings: [Diagnostic]) {
    for finding in findings { diagnostics.add(finding) }
  }

  private mutating func report(_ finding: Diagnostic) -> Reported {
    diagnostics.add(finding)
    return Reported()
  }

  /// Runs a step whose error is to be reported.
  private mutating func reporting<Result>(
    _ step: (inout MatchingBudget) throws(Diagnostic) -> Result
  ) throws(Reported) -> Result {
    do throws(Diagnostic) {
      return try step(&budget)
    } catch {
      throw report(error)
    }
  }
}
