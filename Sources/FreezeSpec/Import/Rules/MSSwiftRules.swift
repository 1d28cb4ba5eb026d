/// ms-swift's `tuner_type: full`.
///
/// All parameters train at first. Then the first ones freeze up to a share of the elements, then those of
/// `freeze_parameters` and `freeze_parameters_regex`, and those of `trainable_…` train after all.
enum MSSwiftRules {
  static func read(_ reader: inout RulesReader) throws(Reported) -> ToolRules {
    let settings = reader.settings
    let tuner = settings["tuner_type"] ?? settings["train_type"]
    let type = tuner?.string ?? "lora"
    if type != "full" {
      throw reader.refuse(
        "`tuner_type: \(clipped(type))`\(tuner == nil ? ", the default," : "") trains adapters, which --model does not have",
        at: tuner?.span,
        help: [
          "import the adapter_config.json that the run writes: --for peft",
          "tuner_type: full becomes rules",
        ])
    }
    try checkMultimodal(&reader)
    let model = reader.model
    var rules = ToolRules(drafts: [], states: Array(repeating: true, count: model.names.count))
    try reader.refuseIntegers(rules.states, at: tuner?.span)
    wakeFrozen(&rules, model)
    try freezeRatio(&rules, &reader)
    try pick("freeze_parameters", .frozen, &rules, &reader)
    try pickRegex("freeze_parameters_regex", .frozen, &rules, &reader)
    try pick("trainable_parameters", .trainable, &rules, &reader)
    try pickRegex("trainable_parameters_regex", .trainable, &rules, &reader)
    rules.othersTrain = rules.drafts.contains { $0.state == .trainable }
    return rules
  }

  /// Trains what the model itself would leave frozen.
  private static func wakeFrozen(_ rules: inout ToolRules, _ model: NamedModel) {
    let frozen = model.names.indices.filter { !model[$0].requiresGrad }
    if frozen.isEmpty { return }
    let entries = frozen.map {
      RuleDraft.Entry(
        test: .exact(model.names[$0]), setting: "tuner_type: full", span: nil, isReported: false)
    }
    rules.drafts.append(
      RuleDraft(
        state: .trainable, entries: entries,
        because: "tuner_type: full, which makes every parameter train first"))
  }

  // MARK: The settings, in their order

  private static func freezeRatio(
    _ rules: inout ToolRules, _ reader: inout RulesReader
  ) throws(Reported) {
    let key = "freeze_parameters_ratio"
    guard let setting = reader.settings[key], !setting.isNull else { return }
    guard let ratio = setting.number ?? setting.string.flatMap(Double.init), !ratio.isNaN else {
      throw reader.wrongKind(key, setting, "a number")
    }
    if ratio <= 0 { return }
    let model = reader.model
    let total = model.names.indices.reduce(0) { saturatingSum($0, model[$1].elements) }
    let share = Double(total) * ratio
    let most = share < Double(Int.max) ? Int(share) : Int.max
    var sum = 0
    var count = 0
    for tensor in model.names.indices {
      sum = saturatingSum(sum, model[tensor].elements)
      // As bisect_right has it: all whose running total is at most that.
      if sum <= most { count = tensor + 1 }
    }
    let shown = "\(key): \(NumberText.plain(ratio))"
    if count == 0 {
      return reader.warnOfNothing(
        "`\(shown)` freezes nothing: the first parameter has more elements than that share",
        at: setting.span)
    }
    for tensor in 0..<count { rules.states[tensor] = false }
    let entries = FirstTensors(count, of: model).tests.map {
      RuleDraft.Entry(test: $0, setting: shown, span: setting.span)
    }
    rules.drafts.append(RuleDraft(state: .frozen, entries: entries, because: shown))
  }

  private static func pick(
    _ key: String, _ state: ParameterState, _ rules: inout ToolRules, _ reader: inout RulesReader
  ) throws(Reported) {
    let items = try reader.strings(key, takesString: true)
    if items.isEmpty { return }
    var entries: [RuleDraft.Entry] = []
    let starts = items.map { $0.string ?? "" }
    let picks = try reader.matches(starts.map(NameTest.prefix))
    for (index, start) in starts.enumerated() {
      let span = items[index].span
      let setting = "\(key): \(Quoted.excerpt(start))"
      entries.append(RuleDraft.Entry(test: .prefix(start), setting: setting, span: span))
      for tensor in picks[index] { rules.states[tensor] = state == .trainable }
      warnOfLonger(start, setting, picks[index], span, &reader)
    }
    rules.drafts.append(RuleDraft(state: state, entries: entries, because: key))
  }

  /// Warns of a prefix that ends in the middle of a name.
  private static func warnOfLonger(
    _ start: String, _ setting: String, _ matched: [Int], _ span: SourceSpan,
    _ reader: inout RulesReader
  ) {
    let names = matched.map { reader.model.names[$0] }
    let isWhole = names.contains { $0.isExactly(start) || $0.startsExactly(with: start + ".") }
    guard isWhole, !start.endsExactly(with: ".") else { return }
    let longer = names.filter { !$0.isExactly(start) && !$0.startsExactly(with: start + ".") }
    guard let first = longer.first else { return }
    reader.warnOfReading(
      "`\(setting)` takes \(counted(longer.count)) besides, whose name only starts so: `\(clipped(first))`",
      at: span, help: ["end it with a dot where that is not meant"])
  }

  private static func pickRegex(
    _ key: String, _ state: ParameterState, _ rules: inout ToolRules, _ reader: inout RulesReader
  ) throws(Reported) {
    guard let setting = reader.settings[key], !setting.isNull else { return }
    guard let text = setting.string else { throw reader.wrongKind(key, setting, "a string") }
    let shown = "\(key): \(Quoted.excerpt(text))"
    do throws(PatternError) {
      _ = try RegexParser.parse(text)
    } catch  where !error.isOnlyUnsupported {
      return reader.warnOfNothing(
        "`\(shown)` is no expression: \(error.message)", at: setting.span,
        notes: ["ms-swift passes it over with a warning"])
    } catch {}
    let test = NameTest.regex(try reader.regex(text, .anywhere, of: shown, at: setting.span))
    for tensor in try reader.matches([test])[0] { rules.states[tensor] = state == .trainable }
    let entry = RuleDraft.Entry(test: test, setting: shown, span: setting.span)
    rules.drafts.append(RuleDraft(state: state, entries: [entry], because: shown))
  }

  // MARK: Multimodal models

  private static let flags = ["freeze_llm", "freeze_vit", "freeze_aligner"]

  /// Names of modules by which a model is known to see or hear.
  private static let media = [
    "visual", "vision_tower", "vision_model", "vision_encoder", "audio_tower", "audio_model",
    "audio_encoder", "multi_modal_projector", "mm_projector", "embed_vision", "embed_audio", "vpm",
  ]

  /// Refuses a multimodal model whose parts the lists do not name: ms-swift adds them by a table of its
  /// own, and writes them into args.json.
  private static func checkMultimodal(_ reader: inout RulesReader) throws(Reported) {
    let settings = reader.settings
    let isExpanded = (flags + ["freeze_parameters", "trainable_parameters"]).allSatisfy {
      settings[$0] != nil
    }
    if isExpanded { return }
    let part = reader.model.modules.first { path, _ in
      media.contains { $0.isExactly(lastComponent(path)) }
    }
    if let part {
      throw reader.refuse(
        "`\(clipped(part.path))` is a part of a multimodal model; ms-swift adds such parts to its lists by a table, as "
          + "freeze_vit and freeze_aligner are true by default",
        at: flags.lazy.compactMap { settings.entry($0)?.keySpan }.first
          ?? settings["tuner_type"]?.span,
        help: ["import the args.json of the run, where the lists are written out"])
    }
    for flag in flags {
      guard let entry = settings.entry(flag) else { continue }
      reader.warnOfNothing("`\(flag)` is for multimodal models", at: entry.keySpan)
    }
  }
}

/// The first tensors of a model, by modules and names.
private struct FirstTensors {
  private(set) var tests: [NameTest] = []
  private let count: Int
  private let tensorOfName: [Int]?

  init(_ count: Int, of model: NamedModel) {
    self.count = count
    tensorOfName = model.model.tensorOfName
    if count == model.names.count {
      tests = [.all]
      return
    }
    let root = ModuleTree.Place(module: model.model.root, number: 0, firstParameter: 0)
    visit(root, "")
  }

  private func holds(_ name: Int) -> Bool { (tensorOfName?[name] ?? name) < count }

  private mutating func visit(_ place: ModuleTree.Place, _ path: String) {
    func full(_ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }
    for (index, parameter) in place.module.parameters.enumerated()
    where holds(place.firstParameter + index) { tests.append(.exact(full(parameter.name))) }
    var whole: [(name: String, isNumbered: Bool)] = []
    var parts: [(ModuleTree.Place, String)] = []
    var first = place.firstParameter + place.module.parameters.count
    for (index, child) in place.module.children.enumerated() {
      let inner = ModuleTree.Place(module: child.module, number: 0, firstParameter: first)
      first = inner.parameters.upperBound
      if inner.parameters.isEmpty { continue }
      if inner.parameters.allSatisfy(holds) {
        whole.append((child.name, child.name == String(index) && whole.count == index))
      } else if inner.parameters.contains(where: holds) {
        parts.append((inner, full(child.name)))
      }
    }
    let isRun =
      whole.count > 2 && whole.allSatisfy(\.isNumbered) && !path.utf8.contains(UInt8(ascii: "["))
    if isRun {
      tests.append(.modules("\(path)[:\(whole.count)]", paths: whole.map { full($0.name) }))
    } else {
      tests += whole.map { NameTest.module(full($0.name)) }
    }
    for (inner, path) in parts { visit(inner, path) }
  }
}
