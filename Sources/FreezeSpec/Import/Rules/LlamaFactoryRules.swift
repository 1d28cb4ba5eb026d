/// LLaMA-Factory's `finetuning_type: freeze` and `full`.
///
/// A parameter stays as it is where a part of its name is that of a wanted layer or module, and no part
/// that of a forbidden one; all others are frozen.
enum LlamaFactoryRules {
  /// What `finetuning_type` takes.
  private static let types = ["lora", "oft", "freeze", "full"]

  static func read(_ reader: inout RulesReader) throws(Reported) -> ToolRules {
    let settings = reader.settings
    if settings["peft_config"]?.entries != nil, settings["finetuning_type"] == nil {
      throw reader.refuse(
        "`peft_config` is of LLaMA-Factory's v1, whose matching is another",
        at: settings.entry("peft_config")?.keySpan,
        help: ["import the settings of v0: finetuning_type and freeze_…"])
    }
    if let bits = settings["quantization_bit"], bits.isTruthy {
      throw reader.refuse(
        "LLaMA-Factory would stop: it trains nothing but adapters of a quantized model",
        at: bits.span)
    }
    let type = settings["finetuning_type"]
    let root = reader.model.model.root.type.printedName
    let composite = CompositeModel.named(root)
    var forbidden = try forbiddenKeys(composite?.model, &reader)
    if let composite, !forbidden.isEmpty {
      reader.remark(
        "by its class, \(root), the model is taken for one of model_type \(composite.type)")
    }
    if let type, !type.isNull, type.string == nil {
      throw reader.wrongKind("finetuning_type", type, "one of \(listed(types, "or"))")
    }
    switch type?.string ?? "lora" {
    case "full":
      if settings["use_llama_pro"]?.isTruthy == true {
        throw reader.refuse(
          "LLaMA-Factory would stop: `use_llama_pro` goes with freeze and lora",
          at: settings["use_llama_pro"]?.span)
      }
      return try full(forbidden, &reader)
    case "freeze":
      var wanted = try layerNeedles(composite?.model, &reader)
      wanted += try extraNeedles(&reader)
      if let composite, try !reader.bool("freeze_multi_modal_projector", default: true) {
        wanted.append(
          Needles(
            composite.model.projector.map { ($0, nil) }, "freeze_multi_modal_projector: false",
            settings["freeze_multi_modal_projector"]?.span))
      }
      // What no needle wants needs no second rule.
      forbidden = forbidden.map { needles in
        var needles = needles
        needles.isReported = false
        return needles
      }
      return try freeze(wanted, forbidden, &reader)
    case let other where !types.contains(where: { $0.isExactly(other) }):
      throw reader.refuse(
        "LLaMA-Factory would stop: `finetuning_type: \(clipped(other))` is none of "
          + listed(types, "or"), at: type?.span)
    case let other:
      throw reader.refuse(
        "`finetuning_type: \(clipped(other))` trains adapters, which --model does not have",
        at: type?.span,
        help: [
          "import the adapter_config.json that the run writes: --for peft",
          "finetuning_type: freeze and full become rules",
        ])
    }
  }

  /// Texts of which one has to stand in a name, with the setting that they come from.
  private struct Needles {
    var texts: [(text: String, part: String?)]
    let setting: String
    let span: SourceSpan?
    var because: String
    var isReported = true

    init(
      _ texts: [(String, String?)], _ setting: String, _ span: SourceSpan?, because: String? = nil
    ) {
      self.texts = texts
      self.setting = setting
      self.span = span
      self.because = because ?? setting
    }

    func draft(_ state: ParameterState) -> RuleDraft {
      RuleDraft(
        state: state,
        entries: texts.map { text, part in
          RuleDraft.Entry(
            test: .part(text), setting: part.map { "\(setting), \($0)" } ?? setting, span: span,
            isReported: isReported)
        }, because: because)
    }

    var tests: [NameTest] { texts.map { .part($0.text) } }
  }

  // MARK: The two types

  private static func full(
    _ forbidden: [Needles], _ reader: inout RulesReader
  ) throws(Reported) -> ToolRules {
    let isForbidden = try reader.marks(forbidden.flatMap(\.tests))
    var rules = ToolRules(
      drafts: forbidden.map { $0.draft(.frozen) },
      states: reader.model.names.indices.map { reader.model[$0].requiresGrad })
    for tensor in rules.states.indices where isForbidden[tensor] { rules.states[tensor] = false }
    return rules
  }

  private static func freeze(
    _ wanted: [Needles], _ forbidden: [Needles], _ reader: inout RulesReader
  ) throws(Reported) -> ToolRules {
    let model = reader.model
    let isWanted = try reader.marks(wanted.flatMap(\.tests))
    let isForbidden = try reader.marks(forbidden.flatMap(\.tests))
    let all = RuleDraft.Entry(test: .all, setting: "finetuning_type", span: nil, isReported: false)
    var drafts = [
      RuleDraft(
        state: .frozen, entries: [all],
        because: "finetuning_type: freeze, which trains what is named")
    ]
    drafts += wanted.map { $0.draft(.trainable) }
    drafts += forbidden.map { $0.draft(.frozen) }
    var states: [Bool] = []
    var left: [RuleDraft.Entry] = []
    for (tensor, name) in model.names.enumerated() {
      let isTrained = isWanted[tensor] && !isForbidden[tensor]
      states.append(isTrained && model[tensor].requiresGrad)
      if isTrained, !model[tensor].requiresGrad {
        left.append(
          RuleDraft.Entry(
            test: .exact(name), setting: "finetuning_type", span: nil, isReported: false))
      }
    }
    if !left.isEmpty {
      drafts.append(
        RuleDraft(
          state: .frozen, entries: left,
          because: "LLaMA-Factory leaves as it is what it wants to train, and this is frozen"))
    }
    return ToolRules(drafts: drafts, states: states)
  }

  // MARK: Layers

  private static func layerNeedles(
    _ composite: CompositeModel?, _ reader: inout RulesReader
  ) throws(Reported) -> [Needles] {
    let settings = reader.settings
    let setting = settings["freeze_trainable_layers"]
    guard let wanted = setting.map({ $0.isNull ? nil : $0.integer }) ?? 2 else {
      throw reader.wrongKind("freeze_trainable_layers", setting ?? settings, "an integer")
    }
    let list = try LayerList.find(composite, &reader)
    let count = list.count
    let usesLlamaPro = try reader.bool("use_llama_pro", default: false)
    let ids = try layers(wanted, of: count, usesLlamaPro, at: setting?.span, &reader)

    let modules = try splitList("freeze_trainable_modules", default: ["all"], &reader)
    let known = hiddenModules(reader.model)
    let moduleSpan = settings["freeze_trainable_modules"]?.span
    let exactKnown = Set(known.map { ExactString($0) })
    for module in modules where module != "all" && !exactKnown.contains(ExactString(module)) {
      throw reader.refuse(
        "LLaMA-Factory would stop: `freeze_trainable_modules: \(Quoted.excerpt(module))` is no module of a layer",
        at: moduleSpan, help: ["its choices are \(listed(known, "and", most: 20))"])
    }
    var texts: [(String, String?)] = []
    try reader.make(texts: saturatingProduct(modules.count, ids.count))
    for module in modules {
      for id in ids {
        texts.append((".\(id).\(module == "all" ? "" : module)", "layer \(id)"))
      }
    }
    let shown =
      usesLlamaPro
      ? "freeze_trainable_layers: \(wanted) with use_llama_pro"
      : "freeze_trainable_layers: \(wanted)"
    if texts.isEmpty {
      reader.warnOfNothing("`\(shown)` is no layer at all", at: setting?.span)
      return []
    }
    var because = "\(shown), of \(counted(count, "layer"))"
    if modules != ["all"] {
      because += "; freeze_trainable_modules: \(modules.joined(separator: ","))"
    }
    let needles = Needles(texts, shown, setting?.span ?? moduleSpan, because: because)
    try warnOfOtherLists(needles, list, &reader)
    return [needles]
  }

  private static func layers(
    _ wanted: Int, of count: Int, _ usesLlamaPro: Bool, at span: SourceSpan?,
    _ reader: inout RulesReader
  ) throws(Reported) -> [Int] {
    if usesLlamaPro {
      guard wanted != 0, count % wanted == 0 else {
        throw reader.refuse(
          "LLaMA-Factory would stop: use_llama_pro spreads \(wanted) over the \(count) layers, which does not come out even",
          at: span)
      }
      // `range(stride - 1, N + stride - 1, stride)`, whose stride has the sign of the number.
      let stride = count / wanted
      return stride > 0
        ? Array(Swift.stride(from: stride - 1, to: count + stride - 1, by: stride)) : []
    }
    if wanted > 0 { return Array(max(0, count - wanted)..<count) }
    return Array(0..<min(wanted == .min ? count : -wanted, count))
  }

  /// What may stand in `freeze_trainable_modules`.
  private static func hiddenModules(_ model: NamedModel) -> [String] {
    var found: Set<ExactString> = []
    for name in model.names {
      guard let rest = name.behindLast(".0.") ?? name.behindLast(".1.") else { continue }
      found.insert(ExactString(components(rest)[0]))
    }
    return found.map(\.text).sorted()
  }

  /// Warns of layers' numbers that stand in other lists too.
  private static func warnOfOtherLists(
    _ needles: Needles, _ list: LayerList, _ reader: inout RulesReader
  ) throws(Reported) {
    guard let path = list.path else { return }
    let isTaken = try reader.marks(needles.tests)
    let isMeant = try reader.marks(needles.texts.map { .prefix(path + $0.text) })
    let others = isTaken.indices.filter { isTaken[$0] && !isMeant[$0] }
    guard let first = others.first else { return }
    reader.warnOfReading(
      "`\(needles.setting)` takes \(counted(others.count)) besides, whose name has such a number elsewhere: "
        + "`\(clipped(reader.model.names[first]))`", at: needles.span)
  }

  // MARK: Further modules

  private static func extraNeedles(_ reader: inout RulesReader) throws(Reported) -> [Needles] {
    let key = "freeze_extra_modules"
    let names = reader.model.names
    let span = reader.settings[key]?.span
    var known: Set<ExactString> = []
    let number = try reader.regex(
      "\\.\\d+\\.", .anywhere, of: key, at: span ?? reader.settings.span)
    let isNumbered = try reader.marks([.regex(number)])
    for (tensor, name) in names.enumerated() where !isNumbered[tensor] {
      let parts = components(name)
      guard parts.count > 1 else {
        throw reader.refuse(
          "LLaMA-Factory would stop: `\(clipped(name))` is a parameter of the model itself, and it looks for the "
            + "module before the last dot", at: reader.settings["finetuning_type"]?.span)
      }
      known.insert(ExactString(parts[parts.count - 2]))
    }
    var needles: [Needles] = []
    let modules = try splitList(key, default: [], &reader)
    let picks = try reader.matches(modules.map { .part($0) })
    let starts = try reader.matches(modules.map { .prefix($0 + ".") })
    let parts = try reader.matches(modules.map { .part("." + $0 + ".") })
    for (index, module) in modules.enumerated() {
      let setting = "\(key): \(Quoted.excerpt(module))"
      guard known.contains(ExactString(module)) else {
        var help = ["its choices are \(listed(known.map(\.text).sorted(), "and", most: 20))"]
        if let tied = reader.model.furtherNames.first(where: { $0.name.holds(module + ".") }) {
          help.append(
            "`\(clipped(tied.name))` is another name of `\(clipped(names[tied.tensor]))`, the first, which counts alone"
          )
        }
        throw reader.refuse(
          "LLaMA-Factory would stop: `\(setting)` is not found", at: span, help: help)
      }
      needles.append(Needles([(module, nil)], setting, span))
      let meant = Set(starts[index] + parts[index])
      let others = picks[index].filter { !meant.contains($0) }
      if let first = others.first {
        reader.warnOfReading(
          "`\(setting)` is looked for anywhere in a name, and so takes \(counted(others.count)) besides: "
            + "`\(clipped(names[first]))`", at: span)
      }
    }
    return needles
  }

  // MARK: Parts of multimodal models

  private static func forbiddenKeys(
    _ composite: CompositeModel?, _ reader: inout RulesReader
  ) throws(Reported) -> [Needles] {
    let parts: [(key: String, isOn: Bool, keys: [String])] = [
      ("freeze_vision_tower", true, composite?.vision ?? []),
      ("freeze_multi_modal_projector", true, composite?.projector ?? []),
      ("freeze_language_model", false, composite?.language ?? []),
    ]
    var needles: [Needles] = []
    for part in parts {
      let setting = reader.settings[part.key]
      guard try reader.bool(part.key, default: part.isOn) else { continue }
      guard composite != nil else {
        if let setting {
          reader.warnOfNothing(
            "`\(part.key)` is for the multimodal models that LLaMA-Factory knows by their model_type",
            at: setting.span,
            notes: ["the class of --model is \(reader.model.model.root.type.printedName)"])
        }
        continue
      }
      let because = "\(part.key): true\(setting == nil ? ", the default" : "")"
      var found = Needles(
        part.keys.map { ($0, nil) }, "\(part.key): true", setting?.span, because: because)
      found.isReported = setting != nil
      needles.append(found)
    }
    return needles
  }

  /// Items with commas between them, or a list.
  private static func splitList(
    _ key: String, default items: [String], _ reader: inout RulesReader
  ) throws(Reported) -> [String] {
    guard let setting = reader.settings[key], !setting.isNull else { return items }
    if let text = setting.string {
      return text.unicodeScalars.split(separator: ",", omittingEmptySubsequences: false)
        .map { pythonStrip($0) }
    }
    return try reader.strings(key, takesString: true).compactMap(\.string)
  }
}

/// The list of a model's layers.
private struct LayerList {
  let count: Int
  /// The path of the list; `nil` where several have as many layers.
  let path: String?

  static func find(
    _ composite: CompositeModel?, _ reader: inout RulesReader
  ) throws(Reported) -> LayerList {
    let encoders = (composite?.vision ?? []) + (composite?.projector ?? [])
    var lists: [(path: String, count: Int)] = []
    for (path, module) in reader.model.modules where module.type.allNames.contains("ModuleList") {
      let isInOther = lists.contains { path.startsExactly(with: $0.path + ".") }
      let isOfEncoder = encoders.contains { (path + ".").holds($0) }
      if isInOther || isOfEncoder || module.parameterCount == 0 { continue }
      lists.append((path, module.children.count))
    }
    if let count = reader.layers {
      let same = lists.filter { $0.count == count }
      return LayerList(count: count, path: same.count == 1 ? same[0].path : nil)
    }
    guard let first = lists.first, lists.allSatisfy({ $0.count == first.count }) else {
      let found = lists.map { "\(clipped($0.path)) with \($0.count)" }
      throw reader.refuse(
        lists.isEmpty
          ? "the number of layers is not known: the model has no list of them"
          : "the number of layers is not known: there are \(listed(found))",
        at: reader.settings["freeze_trainable_layers"]?.span
          ?? reader.settings["finetuning_type"]?.span,
        help: [
          "give num_hidden_layers of config.json, from which LLaMA-Factory has it, by --layers"
        ])
    }
    let paths = listed(lists.map { clipped($0.path) })
    reader.remark(
      "the number of layers, \(first.count), is that of \(paths); LLaMA-Factory takes it from config.json"
    )
    return LayerList(count: first.count, path: lists.count == 1 ? first.path : nil)
  }
}

extension String {
  /// What `split(mark)[-1]` is in Python, which finds marks from the front on, and none in another; `nil`
  /// where there is none.
  fileprivate func behindLast(_ mark: String) -> String? {
    let (text, mark) = (Array(utf8), Array(mark.utf8))
    var index = 0
    var end: Int?
    while index + mark.count <= text.count {
      if text[index..<index + mark.count].elementsEqual(mark) {
        index += mark.count
        end = index
      } else {
        index += 1
      }
    }
    return end.map { String(decoding: text[$0...], as: UTF8.self) }
  }
}
