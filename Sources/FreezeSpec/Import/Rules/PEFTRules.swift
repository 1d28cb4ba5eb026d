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
    let saved = try PEFTSavedModules(&reader, method)
    let adapters = try PEFTAdapters(&reader, method, saved)
    try saved.refuse(adapters, &reader)
    var rules = ToolRules(
      drafts: [freezing], states: Array(repeating: false, count: reader.model.names.count))
    try saved.train(&rules, &reader)
    try trainBiases(adapters, &rules, &reader)
    try reader.refuseIntegers(rules.states, at: reader.settings.entry("modules_to_save")?.keySpan)
    try adapters.list(&reader)
    rules.addsTraining = adapters.targets?.isEmpty != true || !reader.addedParameters.isEmpty
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
