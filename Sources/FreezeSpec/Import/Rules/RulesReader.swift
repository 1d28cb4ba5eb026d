/// What the reading of a tool's settings starts from, and what it finds.
struct RulesReader {
  let tool: RulesTool
  private(set) var settings: Setting
  let model: NamedModel
  /// The phase of a schedule that is wanted.
  var phase = 0
  /// How many layers the model has, where the user says so.
  var layers: Int?
  private(set) var findings = DiagnosticCollector()
  /// What was taken for granted, each a sentence without a full stop.
  private(set) var remarks: [String] = []
  /// The steps that matching may still take.
  private(set) var budget = MatchingBudget()

  init(_ tool: RulesTool, _ settings: Setting, _ model: NamedModel) {
    self.tool = tool
    self.settings = settings
    self.model = model
  }

  /// Goes through the settings of the tool.
  mutating func rules() throws(Reported) -> ToolRules {
    switch tool {
    case .axolotl: try AxolotlRules.read(&self)
    case .llamaFactory: try LlamaFactoryRules.read(&self)
    case .msSwift: try MSSwiftRules.read(&self)
    case .peft: try PEFTRules.read(&self)
    case .finetuningScheduler: try FinetuningSchedulerRules.read(&self)
    }
  }

  // MARK: Findings

  /// Makes a finding.
  mutating func add(_ finding: Diagnostic) { findings.add(finding) }

  /// Makes an error, and returns what to throw.
  mutating func refuse(_ message: String, at span: SourceSpan?, help: [String] = []) -> Reported {
    add(Diagnostic(.settingRefused, message, at: span, help: help))
    return Reported()
  }

  /// Warns of a setting that does nothing there, which nobody is told.
  mutating func warnOfNothing(
    _ message: String, at span: SourceSpan?, notes: [String] = [], help: [String] = []
  ) {
    add(Diagnostic(.settingDoesNothing, message, at: span, notes: notes, help: help))
  }

  /// Warns of a setting that the tool reads otherwise than it looks.
  mutating func warnOfReading(
    _ message: String, at span: SourceSpan?, notes: [String] = [], help: [String] = []
  ) {
    add(Diagnostic(.settingMisread, message, at: span, notes: notes, help: help))
  }

  /// Lists a setting that the config cannot say.
  mutating func list(_ message: String, at span: SourceSpan?, help: [String] = []) {
    add(Diagnostic(.settingNotCarried, message, at: span, help: help))
  }

  /// Says in the config what was taken for granted.
  mutating func remark(_ text: String) { remarks.append(text) }

  /// Refuses what torch refuses: to train integers.
  mutating func refuseIntegers(
    _ states: [Bool], at span: SourceSpan?
  ) throws(Reported) {
    guard
      let tensor = states.indices.first(where: {
        states[$0] && !model[$0].dtype.canRequireGrad
      })
    else { return }
    throw refuse(
      "\(tool.name) would stop: `\(clipped(model.names[tensor]))` is of \(model[tensor].dtype.rawValue), "
        + "and torch trains no integers", at: span)
  }

  // MARK: Values

  /// Goes on without a setting, which the tool passes over.
  mutating func passOver(_ entry: Setting.Entry) {
    let others = settings.entries?.filter { !$0.key.isExactly(entry.key) } ?? []
    settings = Setting(content: .mapping(others), span: settings.span)
  }

  /// A setting that is to be true or false.
  mutating func bool(_ key: String, default value: Bool) throws(Reported) -> Bool {
    guard let setting = settings[key], !setting.isNull else { return value }
    switch setting.content {
    case .bool(let value): return value
    case .string(let text) where ["true", "false"].contains(lowercased(text)):
      return lowercased(text) == "true"
    default: throw wrongKind(key, setting, "true or false")
    }
  }

  /// A setting that is to be a list of strings, or one string for a list of one.
  ///
  /// - Parameter takesString: Whether a string by itself is such a list.
  mutating func strings(_ key: String, takesString: Bool) throws(Reported) -> [Setting] {
    guard let setting = settings[key], !setting.isNull else { return [] }
    if takesString, setting.string != nil { return [setting] }
    guard let items = setting.items else {
      throw wrongKind(key, setting, "a list of strings")
    }
    for item in items where item.string == nil {
      throw wrongKind("\(key)[]", item, "a string")
    }
    return items
  }

  /// The error of a value of another kind.
  mutating func wrongKind(_ key: String, _ setting: Setting, _ wanted: String) -> Reported {
    refuse("`\(key)` is \(setting.kindName); \(tool.name) takes \(wanted)", at: setting.span)
  }

  /// Reads an expression that the tool hands to `re`.
  mutating func regex(
    _ text: String, _ way: PythonRegex.Way, of key: String, at span: SourceSpan
  ) throws(Reported) -> PythonRegex {
    do throws(PatternError) {
      return try PythonRegex(text, way)
    } catch {
      if error.isOnlyUnsupported {
        throw refuse(
          "`\(key)` cannot be carried over: \(error.message)", at: span,
          help: ["write in its place what it matches, without that, and import again"])
      }
      throw refuse("\(tool.name) would stop: `\(key)` is no expression: \(error.message)", at: span)
    }
  }

  /// Which names each of some tests picks.
  ///
  /// - Parameter names: The names in question; those of the model's parameters where it is left out.
  mutating func matches(
    _ tests: [NameTest], in names: [String]? = nil
  ) throws(Reported) -> [[Int]] {
    do throws(Diagnostic) {
      return try NameTest.matches(tests, in: names ?? model.names, &budget)
    } catch {
      throw refuse(error)
    }
  }

  /// Refuses settings that need too much, which are at fault together.
  private mutating func refuse(_ error: Diagnostic) -> Reported {
    add(
      Diagnostic(
        error.code, error.message, at: settings.span,
        help: ["write fewer patterns in the settings, or import them for a smaller model"]))
    return Reported()
  }

  /// Takes from the steps of matching what it costs to make texts for it.
  mutating func make(texts: Int) throws(Reported) {
    budget.spend(saturatingProduct(texts, 100))
    if budget.left > 0 { return }
    throw refuse(NameTest.stepLimit(of: "the settings"))
  }

  /// Which names any of some tests picks, as a mark for each.
  mutating func marks(
    _ tests: [NameTest], in names: [String]? = nil
  ) throws(Reported) -> [Bool] {
    var marks = Array(repeating: false, count: (names ?? model.names).count)
    for picked in try matches(tests, in: names) { for index in picked { marks[index] = true } }
    return marks
  }
}
