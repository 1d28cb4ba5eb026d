/// What comes of a tool's settings on a model: a config, or the reasons why there is none.
package struct RulesImport: Sendable {
  /// The config; `nil` where there are errors.
  package let config: [UInt8]?
  /// What was found about the settings; it points into the tool's file.
  package let settings: PlanOutcome
  /// What was found about the config; `nil` where it could not be made.
  package let plan: PlanOutcome?

  /// The files that a run starts from.
  package struct Request {
    /// The tool.
    package var tool: RulesTool
    /// Its file.
    package var file: ConfigFile
    /// The config that has the model, with what reads the files that it names.
    package var model: ConfigFile
    package var modelReader: ReferenceReader
    /// Where the new config has its model from.
    package var origin: ModelOrigin
    /// The new config's path and place, its bytes left out.
    package var target: ConfigFile
    package var targetReader: ReferenceReader
    /// The phase of a schedule.
    package var phase = 0
    /// How many layers the model has, where the user says so.
    package var layers: Int?

    package init(
      tool: RulesTool, file: ConfigFile, model: ConfigFile, modelReader: ReferenceReader,
      origin: ModelOrigin, target: ConfigFile, targetReader: ReferenceReader, phase: Int = 0,
      layers: Int? = nil
    ) {
      self.tool = tool
      self.file = file
      self.model = model
      self.modelReader = modelReader
      self.origin = origin
      self.target = target
      self.targetReader = targetReader
      self.phase = phase
      self.layers = layers
    }
  }

  private init(config: [UInt8]? = nil, settings: PlanOutcome, plan: PlanOutcome? = nil) {
    self.config = config
    self.settings = settings
    self.plan = plan
  }

  /// Makes rules of a tool's settings, writes them as a config, and holds the plan of that config
  /// against the states that the tool gives the model.
  package init(_ request: Request) {
    let built = FreezePlan.make(from: request.model, reader: request.modelReader, triesCures: false)
    var diagnostics = DiagnosticCollector()
    guard let root = built.model, let model = try? Model(root, &diagnostics) else {
      self.init(settings: built)
      return
    }
    var sources = SourceMap()
    let settings = SettingsFile(request.file, &sources, &diagnostics).root
    guard let settings else {
      self.init(settings: PlanOutcome(diagnostics: diagnostics.sorted, sources: sources))
      return
    }
    var reader = RulesReader(request.tool, settings, NamedModel(model))
    reader.phase = request.phase
    reader.layers = request.layers
    let plan = try? Self.plan(request, &reader)
    let findings = reader.findings.sorted
    self.init(
      config: findings.contains { $0.severity == .error } ? nil : plan?.bytes,
      settings: PlanOutcome(
        diagnostics: findings, droppedDiagnostics: reader.findings.dropped, sources: sources),
      plan: plan?.outcome)
  }

  private static func plan(
    _ request: Request, _ reader: inout RulesReader
  ) throws(Reported) -> (bytes: [UInt8], outcome: PlanOutcome) {
    let toolRules = try reader.rules()
    var rules = try ImportedRules(toolRules, &reader)
    while true {
      let text = RulesConfigText(rules, request.origin, reader, path: request.file.path)
      let bytes = Array(text.text.utf8)
      let file = ConfigFile(
        path: request.target.path, identity: request.target.identity, bytes: bytes)
      let outcome = FreezePlan.make(from: file, reader: request.targetReader)
      if let plan = outcome.plan, !outcome.hasErrors {
        try compare(plan, with: toolRules.states, &reader)
        return (bytes, outcome)
      }
      var isChanged = false
      for finding in outcome.diagnostics {
        guard let span = finding.span else { continue }
        let line = outcome.sources.location(of: span).line
        let rule = text.lineOfRule.partitioningIndex { $0 > line } - 1
        guard rules.rules.indices.contains(rule) else { continue }
        if adapt(&rules, rule, to: finding, outcome.sources.text(of: span), &reader) {
          isChanged = true
        }
      }
      if !isChanged {
        reader.add(
          Diagnostic(
            .statesDiffer,
            "the config that says what \(reader.tool.name) does has errors, and is not written",
            at: nil,
            help: outcome.diagnostics.contains { $0.code == .from }
              ? ["write it with -o beside the model, or into a repository that holds both"] : []))
        return (bytes, outcome)
      }
    }
  }

  /// Writes a rule as the language wants it, where that holds for a mistake what the tool accepts.
  private static func adapt(
    _ rules: inout ImportedRules, _ number: Int, to finding: Diagnostic, _ text: String,
    _ reader: inout RulesReader
  ) -> Bool {
    let rule = rules.rules[number]
    switch finding.code {
    case .ruleMatchesNothing where !rule.isOptional:
      // An alternative of an expression, say.
      rules.makeOptional(number)
      reader.warnOfNothing(
        "a part of `\(rule.setting)` matches nothing: \(finding.message)", at: rule.span,
        notes: ["\(reader.tool.name) accepts that in silence"])
      return true
    case .digitClass where rules.writeOut(text, in: number):
      reader.warnOfReading("in `\(rule.setting)` \(finding.message)", at: rule.span)
      return true
    default: return false
    }
  }

  /// Refuses a config whose plan is not what the tool does.
  private static func compare(
    _ plan: FreezePlan, with states: [Bool], _ reader: inout RulesReader
  ) throws(Reported) {
    let model = reader.model
    let sameNames =
      plan.model.parameters.count == model.names.count
      && zip(plan.model.parameters, model.names).allSatisfy { $0.name.isExactly($1) }
    let differing = states.indices.filter {
      sameNames && plan.evaluation[$0].requiresGrad != states[$0]
    }
    if sameNames, differing.isEmpty { return }
    let names = differing.map { "`\(clipped(model.names[$0]))`" }
    reader.add(
      Diagnostic(
        .statesDiffer,
        sameNames
          ? "the rules are not what \(reader.tool.name) does with \(listed(names)), and are not written"
          : "the config's model is another than that of --model, and is not written", at: nil))
    throw Reported()
  }
}

/// The file of a tool's settings: YAML, or JSON where it starts like that.
private struct SettingsFile {
  let root: Setting?

  init(_ file: ConfigFile, _ sources: inout SourceMap, _ diagnostics: inout DiagnosticCollector) {
    let text = TextDecoder.decode(file.bytes)
    let source = SourceFile(path: file.path, identity: file.identity, bytes: text.bytes)
    let id = sources.add(source)
    if let problem = text.problem {
      diagnostics.add(problem.diagnostic(file: id))
      root = nil
      return
    }
    let isJSON =
      text.bytes.first { !$0.isASCIISpace } == UInt8(ascii: "{")
      && file.path.hasSuffix(".json")
    if isJSON {
      var reader = JSONReader(text.bytes, nesting: Limits.nesting)
      do throws(JSONError) {
        let setting = try Setting(&reader, text.bytes, file: id)
        try reader.end()
        root = setting
      } catch {
        diagnostics.add(
          Diagnostic(
            .settingRefused, "the file is no JSON: \(error.message)",
            at: SourceSpan(file: id, start: error.offset, end: error.offset + 1)))
        root = nil
      }
      return
    }
    let isEmpty = text.bytes.split(separator: 0x0A).allSatisfy { line in
      [nil, UInt8(ascii: "#")].contains(line.first { !$0.isASCIISpace })
    }
    if isEmpty {
      diagnostics.add(
        Diagnostic(.settingRefused, "the file is empty; settings are a mapping", at: nil))
      root = nil
      return
    }
    guard let node = YAMLParser.parse(source, file: id, into: &diagnostics) else {
      root = nil
      return
    }
    let setting = Setting(node)
    if setting.entries == nil {
      diagnostics.add(
        Diagnostic(
          .settingRefused, "the file is \(setting.kindName); settings are a mapping",
          at: setting.span))
    }
    root = diagnostics.hasErrors ? nil : setting
  }
}
