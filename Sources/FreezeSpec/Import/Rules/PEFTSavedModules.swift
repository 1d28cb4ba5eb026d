/// The modules of PEFT's `modules_to_save`, which train as copies.
struct PEFTSavedModules {
  private struct Entry {
    let name: String
    let setting: String
    let span: SourceSpan
    /// Whether PEFT adds it by itself.
    var isImplied = false
    /// The modules whose paths end so, as PEFT asks.
    var modules: [Int] = []
  }

  private var entries: [Entry] = []

  init(_ reader: inout RulesReader, _ method: PEFTMethod) throws(Reported) {
    for item in try reader.strings("modules_to_save", takesString: false) {
      guard let name = item.string else { continue }
      entries.append(
        Entry(name: name, setting: "modules_to_save: \(Quoted.excerpt(name))", span: item.span))
    }
    if let task = reader.settings["task_type"], let type = task.string,
      ["SEQ_CLS", "TOKEN_CLS"].contains(type), method.savesModules
    {
      for name in ["classifier", "score"]
      where !entries.contains(where: { $0.name.isExactly(name) }) {
        entries.append(
          Entry(
            name: name, setting: "task_type: \(type), which saves \(name)", span: task.span,
            isImplied: true))
      }
    }
    let paths = reader.model.modules.map(\.path)
    let found = try reader.matches(entries.map { .ending($0.name) }, in: paths)
    for index in entries.indices {
      entries[index].modules = found[index].filter { !paths[$0].isEmpty }
    }
  }

  /// The modules that get no adapter for being saved, or below one that is.
  func excluded(_ paths: [String], _ reader: inout RulesReader) throws(Reported) -> [Bool] {
    var tests: [NameTest] = []
    for entry in entries {
      tests.append(
        .regex(
          try reader.regex(
            "(?:|.*\\.)\(entry.name)(?:|\\..*)", .whole, of: entry.setting, at: entry.span)))
    }
    return try reader.marks(tests, in: paths)
  }

  /// Refuses to save what is an adapter by then: names are compared by their ends, and adapters come first.
  func refuse(_ adapters: PEFTAdapters, _ reader: inout RulesReader) throws(Reported) {
    guard let targets = adapters.targets, !targets.isEmpty else { return }
    let modules = reader.model.modules
    let adapted = Set(targets.map { ExactString($0.path) })
    for entry in entries {
      if let target = entry.modules.first(where: { adapted.contains(ExactString(modules[$0].path)) }
      ) {
        throw reader.refuse(
          "PEFT would stop: `\(entry.setting)` takes `\(clipped(modules[target].path))`, whose name ends so, and "
            + "which `target_modules` takes too", at: entry.span,
          help: ["write the whole name of the module that is meant"])
      }
      if let inner = ["base_layer", "default"].first(where: { $0.endsExactly(with: entry.name) }) {
        throw reader.refuse(
          "`\(entry.setting)` takes the `\(inner)` within each adapter, whose name ends so",
          at: entry.span, help: ["write the whole name of the module that is meant"])
      }
    }
  }

  /// Makes rules of them.
  func train(_ rules: inout ToolRules, _ reader: inout RulesReader) throws(Reported) {
    for entry in entries {
      let draft = RuleDraft.Entry(
        test: .below(entry.name), setting: entry.setting, span: entry.span,
        isReported: !entry.isImplied)
      rules.drafts.append(
        RuleDraft(state: .trainable, entries: [draft], because: entry.setting))
    }
    try refuseCutTies(&reader)
    try refuseLists(&reader)
    // A module whose path ends so trains with all below it.
    rules.states = try reader.marks(entries.map { .below($0.name) })
    for entry in entries { warn(of: entry, &reader) }
  }

  private func refuseLists(_ reader: inout RulesReader) throws(Reported) {
    for entry in entries {
      for number in entry.modules {
        let (path, module) = reader.model.modules[number]
        guard
          let list = ["ModuleList", "ModuleDict", "ParameterList", "ParameterDict"]
            .first(where: module.type.allNames.contains)
        else { continue }
        throw reader.refuse(
          "PEFT would stop: `\(entry.setting)` takes `\(clipped(path))`, a \(list), which it cannot wrap",
          at: entry.span)
      }
    }
  }

  /// Warns of a module that is taken though its own name is longer.
  private func warn(of entry: Entry, _ reader: inout RulesReader) {
    let paths = entry.modules.map { reader.model.modules[$0].path }
    let whole = paths.filter { $0.endsExactly(with: "." + entry.name) }
    let others = paths.filter {
      !$0.isExactly(entry.name) && !$0.endsExactly(with: "." + entry.name)
    }
    guard let path = others.first else { return }
    // The longer name is only a cure where it takes in no other module.
    let isCure = whole.count == 1 && paths.count { $0.endsExactly(with: whole[0]) } == 1
    reader.warnOfReading(
      "`\(entry.setting)` takes \(counted(others.count, "module")) whose name only ends so, such as "
        + "`\(clipped(path))`", at: entry.span,
      help: isCure ? ["where \(quoted(whole[0])) is meant, write that"] : [])
  }

  /// Refuses a module whose copy is no longer one tensor with what it is tied to.
  private func refuseCutTies(_ reader: inout RulesReader) throws(Reported) {
    let model = reader.model
    let further = model.furtherNames
    if further.isEmpty { return }
    let tests = entries.map { NameTest.below($0.name) }
    let copies = try reader.matches(tests, in: further.map(\.name))
    let firstCopies = try reader.matches(tests, in: further.map { model.names[$0.tensor] })
    for (index, entry) in entries.enumerated() {
      let (second, first) = (Set(copies[index]), Set(firstCopies[index]))
      guard let number = second.symmetricDifference(first).min() else { continue }
      let (name, firstName) = (further[number].name, model.names[further[number].tensor])
      let (copied, left) = second.contains(number) ? (name, firstName) : (firstName, name)
      throw reader.refuse(
        "`\(entry.setting)` trains a copy of `\(clipped(copied))`, which is then no longer one tensor with "
          + "`\(clipped(left))`: a plan of this model cannot say that", at: entry.span,
        help: ["take the tie out of the architecture: it is the model that PEFT trains then"])
    }
  }
}
