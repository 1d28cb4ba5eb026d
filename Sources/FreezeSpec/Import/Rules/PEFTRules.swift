/// PEFT's `adapter_config.json`: what of the base model trains beside its adapters.
///
/// The base is frozen; the modules of `modules_to_save` train, as copies, and biases by `bias`.
enum PEFTRules {
  static func read(_ reader: inout RulesReader) throws(Reported) -> ToolRules {
    guard let type = reader.settings["peft_type"]?.string else {
      throw reader.refuse(
        "the file has no `peft_type`: it is no adapter_config.json of PEFT's", at: nil)
    }
    let span = reader.settings["peft_type"]?.span
    guard let method = PEFTMethod.named(type) else {
      throw reader.refuse(
        "PEFT would stop: it has no `peft_type: \(Quoted.excerpt(type))`", at: span)
    }
    if type == "LN_TUNING" {
      throw reader.refuse(
        "LN_TUNING cannot be carried over: it trains copies of norms by a table of models",
        at: span, help: ["write a rule that trains the norms"])
    }
    passOverForeign(method, &reader)
    let adapters = try PEFTAdapters(&reader, method)
    let saved = try savedModules(method, &reader)
    try refuseSaved(saved, adapters, &reader)
    var rules = ToolRules(
      drafts: [freezing], states: Array(repeating: false, count: reader.model.names.count))
    try train(saved, &rules, &reader)
    try trainBiases(adapters, &rules, &reader)
    try reader.refuseIntegers(rules.states, at: reader.settings.entry("modules_to_save")?.keySpan)
    try adapters.list(&reader)
    return rules
  }

  /// Leaves out the settings that a method does not have.
  private static func passOverForeign(_ method: PEFTMethod, _ reader: inout RulesReader) {
    for key in method.foreignKeys {
      guard let entry = reader.settings.entry(key) else { continue }
      reader.passOver(entry)
      if !entry.value.isTruthy || entry.value.string == "none" { continue }
      reader.warnOfNothing(
        "`\(key)` is no setting of \(method.name)", at: entry.keySpan,
        notes: ["PEFT passes it over with a warning"])
    }
  }

  private static var freezing: RuleDraft {
    let entry = RuleDraft.Entry(test: .all, setting: "peft_type", span: nil, isReported: false)
    return RuleDraft(
      state: .frozen, entries: [entry], because: "PEFT freezes all but what it adds")
  }

  // MARK: modules_to_save

  /// A module of `modules_to_save`.
  struct Saved {
    let name: String
    let setting: String
    let span: SourceSpan
    /// Whether PEFT adds it by itself.
    var isImplied = false
  }

  static func savedModules(
    _ method: PEFTMethod, _ reader: inout RulesReader
  ) throws(Reported) -> [Saved] {
    var saved: [Saved] = []
    for item in try reader.strings("modules_to_save", takesString: false) {
      guard let name = item.string else { continue }
      saved.append(
        Saved(name: name, setting: "modules_to_save: \(Quoted.excerpt(name))", span: item.span))
    }
    if let task = reader.settings["task_type"], let type = task.string,
      ["SEQ_CLS", "TOKEN_CLS"].contains(type), method.savesModules
    {
      for name in ["classifier", "score"] where !saved.contains(where: { $0.name.isExactly(name) })
      {
        saved.append(
          Saved(
            name: name, setting: "task_type: \(type), which saves \(name)", span: task.span,
            isImplied: true))
      }
    }
    return saved
  }

  /// Refuses to save what is an adapter by then: names are compared by their ends, and adapters come first.
  private static func refuseSaved(
    _ saved: [Saved], _ adapters: PEFTAdapters, _ reader: inout RulesReader
  ) throws(Reported) {
    guard let targets = adapters.targets, !targets.isEmpty else { return }
    for module in saved {
      if let target = targets.first(where: { $0.path.endsExactly(with: module.name) }) {
        throw reader.refuse(
          "PEFT would stop: `\(module.setting)` takes `\(clipped(target.path))`, whose name ends so, and which "
            + "`target_modules` takes too", at: module.span,
          help: ["write the whole name of the module that is meant"])
      }
      if let inner = ["base_layer", "default"].first(where: { $0.endsExactly(with: module.name) }) {
        throw reader.refuse(
          "`\(module.setting)` takes the `\(inner)` within each adapter, whose name ends so",
          at: module.span, help: ["write the whole name of the module that is meant"])
      }
    }
  }

  private static func train(
    _ saved: [Saved], _ rules: inout ToolRules, _ reader: inout RulesReader
  ) throws(Reported) {
    let model = reader.model
    for module in saved {
      let entry = RuleDraft.Entry(
        test: .below(module.name), setting: module.setting, span: module.span,
        isReported: !module.isImplied)
      rules.drafts.append(
        RuleDraft(state: .trainable, entries: [entry], because: module.setting))
      try refuseCutTies(module, &reader)
    }
    for (path, found) in model.modules where !path.isEmpty {
      guard
        let list = ["ModuleList", "ModuleDict", "ParameterList", "ParameterDict"]
          .first(where: found.type.allNames.contains),
        let module = saved.first(where: { path.endsExactly(with: $0.name) })
      else { continue }
      throw reader.refuse(
        "PEFT would stop: `\(module.setting)` takes `\(clipped(path))`, a \(list), which it cannot wrap",
        at: module.span)
    }
    // As PEFT does it: a module whose path ends so trains with all below it.
    let names = Set(saved.map { ExactString($0.name) })
    let lengths = Set(saved.map(\.name.utf8.count))
    for (tensor, name) in model.names.enumerated() {
      let dots = name.utf8.indices.filter { name.utf8[$0] == UInt8(ascii: ".") }
      rules.states[tensor] = dots.contains { dot in
        lengths.contains { length in
          String(name.utf8[..<dot].suffix(length)).map { names.contains(ExactString($0)) } == true
        }
      }
    }
    for module in saved { warn(of: module, &reader) }
  }

  /// Warns of a module that is taken though its own name is longer.
  private static func warn(of module: Saved, _ reader: inout RulesReader) {
    let others = reader.model.modules.filter { other, _ in
      other.endsExactly(with: module.name) && !other.isExactly(module.name)
        && !other.endsExactly(with: "." + module.name)
    }
    guard let path = others.first?.path else { return }
    // The longer name is only a cure where it takes in no other module.
    let whole = reader.model.modules.map(\.path).filter { $0.endsExactly(with: "." + module.name) }
    let isCure =
      whole.count == 1
      && reader.model.modules.count { $0.path.endsExactly(with: whole[0]) } == 1
    reader.warnOfReading(
      "`\(module.setting)` takes \(counted(others.count, "module")) whose name only ends so, such as "
        + "`\(clipped(path))`", at: module.span,
      help: isCure ? ["where \(quoted(whole[0])) is meant, write that"] : [])
  }

  /// Refuses a module whose copy is no longer one tensor with what it is tied to.
  private static func refuseCutTies(_ module: Saved, _ reader: inout RulesReader) throws(Reported) {
    let model = reader.model
    let part = module.name + "."
    for (name, tensor) in model.furtherNames {
      let first = model.names[tensor]
      guard name.holds(part) != first.holds(part) else { continue }
      let (copied, left) = name.holds(part) ? (name, first) : (first, name)
      throw reader.refuse(
        "`\(module.setting)` trains a copy of `\(clipped(copied))`, which is then no longer one tensor with "
          + "`\(clipped(left))`: a plan of this model cannot say that", at: module.span,
        help: ["take the tie out of the architecture: it is the model that PEFT trains then"])
    }
  }

  // MARK: bias

  private static func trainBiases(
    _ adapters: PEFTAdapters, _ rules: inout ToolRules, _ reader: inout RulesReader
  ) throws(Reported) {
    guard let setting = reader.settings["bias"] else { return }
    guard let bias = setting.string else {
      throw reader.wrongKind("bias", setting, "none, all or lora_only")
    }
    let shown = "bias: \(Quoted.excerpt(bias))"
    if bias == "none" { return }
    if bias == "all" {
      let entry = RuleDraft.Entry(test: .last("bias"), setting: shown, span: setting.span)
      rules.drafts.append(RuleDraft(state: .trainable, entries: [entry], because: shown))
      for (tensor, name) in reader.model.names.enumerated()
      where name.isExactly("bias") || name.endsExactly(with: ".bias") {
        rules.states[tensor] = true
      }
      return
    }
    guard bias.hasSuffix("_only") else {
      throw reader.refuse("PEFT would stop: it has no `\(shown)`", at: setting.span)
    }
    guard let targets = adapters.targets else {
      throw reader.refuse(
        "`\(shown)` cannot be carried over: which modules get an adapter is not known",
        at: setting.span,
        help: adapters.whyUnknown)
    }
    let names = Set(
      targets.map { path, module in
        // The projection of an attention gets an adapter of its own.
        let isAttention = module.type.allNames.contains("MultiheadAttention")
        return ExactString(path + (isAttention ? ".out_proj.bias" : ".bias"))
      })
    var entries: [RuleDraft.Entry] = []
    for (tensor, name) in reader.model.names.enumerated()
    where names.contains(ExactString(name)) {
      rules.states[tensor] = true
      entries.append(RuleDraft.Entry(test: .exact(name), setting: shown, span: setting.span))
    }
    if entries.isEmpty {
      return reader.warnOfNothing(
        "`\(shown)` trains nothing: no module with an adapter has a bias", at: setting.span)
    }
    entries = adapters.shortened(entries, shown, setting.span, reader.model)
    rules.drafts.append(
      RuleDraft(state: .trainable, entries: entries, because: shown, kind: "bias"))
  }
}
