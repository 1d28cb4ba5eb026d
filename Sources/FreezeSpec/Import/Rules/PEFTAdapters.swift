/// The adapters that PEFT puts beside the modules of a model.
struct PEFTAdapters {
  /// The modules that get one; `nil` where that is not known.
  let targets: [(path: String, module: Module)]?
  /// How the targets become known.
  let whyUnknown: [String]
  /// The endings of paths that the targets have.
  private let endings: [String]
  private let method: PEFTMethod

  init(
    _ reader: inout RulesReader, _ method: PEFTMethod, _ saved: PEFTSavedModules
  ) throws(Reported) {
    self.method = method
    let settings = reader.settings
    guard let wanted = settings["target_modules"], !wanted.isNull else {
      let hasParameters = settings["target_parameters"]?.isTruthy == true
      targets = hasParameters ? [] : nil
      whyUnknown =
        method.hasTargets
        ? ["write `target_modules` out: PEFT has a table by `model_type` for it"] : []
      endings = []
      return
    }
    let matcher = try PEFTMatcher(&reader, wanted, saved)
    var found: [(String, Module)] = []
    for (path, module) in reader.model.modules where !path.isEmpty {
      if matcher.matches(path) { found.append((path, module)) }
    }
    try matcher.report(found.isEmpty, &reader)
    targets = found
    whyUnknown = []
    endings = matcher.endings
  }

  /// Entries of biases by the endings of their names, where these take in no other.
  func shortened(
    _ entries: [RuleDraft.Entry], _ setting: String, _ span: SourceSpan, _ model: NamedModel
  ) -> [RuleDraft.Entry] {
    if endings.isEmpty || entries.count <= endings.count { return entries }
    let wanted = Set(
      entries.compactMap { if case .exact(let name) = $0.test { ExactString(name) } else { nil } })
    let ends = endings.map { "." + $0 + ".bias" }.filter { end in
      model.names.contains { $0.endsExactly(with: end) }
    }
    let taken = model.names.filter { name in ends.contains { name.endsExactly(with: $0) } }
    guard Set(taken.map { ExactString($0) }) == wanted else { return entries }
    return ends.map { RuleDraft.Entry(test: .ending($0), setting: setting, span: span) }
  }

  // MARK: What is not in the architecture

  /// Says what PEFT adds to the model.
  func list(_ reader: inout RulesReader) throws(Reported) {
    let span =
      reader.settings.entry("target_modules")?.keySpan
      ?? reader.settings.entry("peft_type")?.keySpan
    for entry in reader.addedParameters {
      reader.list(
        "`\(entry.key)` adds parameters that are not in the architecture", at: entry.keySpan)
    }
    guard let targets else {
      reader.list("what \(method.name) adds is not in the architecture", at: span, help: whyUnknown)
      return
    }
    if targets.isEmpty { return }
    if let (path, module) = targets.first(where: { method.refuses($0.module) }) {
      throw reader.refuse(
        "PEFT would stop: `target_modules` takes `\(clipped(path))`, "
          + (module.type.unknown.contains(.classes)
            ? "which is no layer" : article(module.type.printedName))
          + ", and \(method.name) has no adapter for that", at: span)
    }
    guard method.name == "LORA", let elements = try loraElements(targets, &reader) else {
      reader.list(
        "the adapters of \(counted(targets.count, "module")) are not in the architecture", at: span)
      return
    }
    reader.list(
      "adapters of \(counted(targets.count, "module")) with \(counted(elements, "element")) are not in the architecture, and train",
      at: span, help: ["put their modules into the architecture to plan them, too"])
  }

  /// The elements of all LoRA adapters; `nil` where a kind of module or of LoRA is met whose adapters
  /// are not known.
  private func loraElements(
    _ targets: [(path: String, module: Module)], _ reader: inout RulesReader
  ) throws(Reported) -> Int? {
    let settings = reader.settings
    let rank = settings["r"]?.integer ?? 8
    let usesDoRA = settings["use_dora"]?.isTruthy == true
    let hasBias = settings["lora_bias"]?.isTruthy == true
    let special = [
      "layer_replication", "use_bdlora", "megatron_config", "eva_config", "arrow_config",
    ]
    if special.contains(where: { settings[$0]?.isTruthy == true }) { return nil }
    let ranks = try rankPatterns(&reader)
    var total = 0
    for (path, module) in targets {
      guard
        let elements = LoRAElements(module)?
          .count(rank: ranks[ExactString(path)] ?? rank, usesDoRA: usesDoRA, hasBias: hasBias)
      else { return nil }
      total = saturatingSum(total, elements)
    }
    return total
  }

  /// The ranks of targets by `rank_pattern`, the first that matches.
  private func rankPatterns(
    _ reader: inout RulesReader
  ) throws(Reported) -> [ExactString: Int] {
    guard let entries = reader.settings["rank_pattern"]?.entries else { return [:] }
    let paths = (targets ?? []).map(\.path)
    var patterns: [(rank: Int, test: NameTest, setting: String)] = []
    for entry in entries {
      guard let rank = entry.value.integer else {
        throw reader.wrongKind("rank_pattern", entry.value, "an integer")
      }
      let setting = "rank_pattern: \(Quoted.excerpt(entry.key))"
      let regex = try reader.regex(
        "(?:.*\\.)?(?:\(entry.key))", .whole, of: setting, at: entry.keySpan)
      patterns.append((rank, .regex(regex), setting))
    }
    var ranks: [ExactString: Int] = [:]
    for (index, found) in try reader.matches(patterns.map(\.test), in: paths).enumerated() {
      if found.isEmpty {
        reader.warnOfNothing(
          "`\(patterns[index].setting)` matches no target", at: entries[index].keySpan)
      }
      for path in found where ranks[ExactString(paths[path])] == nil {
        ranks[ExactString(paths[path])] = patterns[index].rank
      }
    }
    return ranks
  }
}

/// The sizes of a module that a LoRA adapter follows.
private struct LoRAElements {
  private var inputs: Int
  private var outputs: Int
  /// How much larger the first factor is for a convolution's kernel.
  private var kernel = 1
  private var isEmbedding = false
  /// The pair of a MultiheadAttention's projection beside that of its inputs.
  private var further: (inputs: Int, outputs: Int)?

  init?(_ module: Module) {
    let names = module.type.allNames
    let shape = module.parameters.first { $0.name == "weight" }?.shape.map { $0 } ?? []
    if names.contains("MultiheadAttention") {
      guard let joint = module.parameters.first(where: { $0.name == "in_proj_weight" })?.shape
      else { return nil }
      (outputs, inputs) = (joint[0], joint[1])
      further = (joint[1], joint[1])
    } else if names.contains("Embedding"), shape.count == 2 {
      (inputs, outputs) = (shape[0], shape[1])
      isEmbedding = true
    } else if names.contains("Linear"), shape.count == 2 {
      (outputs, inputs) = (shape[0], shape[1])
    } else if module.type.name == "Conv1D", shape.count == 2 {
      (inputs, outputs) = (shape[0], shape[1])
    } else if names.contains(where: { ["Conv1d", "Conv2d", "Conv3d"].contains($0) }),
      shape.count > 2
    {
      (outputs, inputs) = (shape[0], shape[1])
      kernel = shape[2...].reduce(1, saturatingProduct)
    } else {
      return nil
    }
  }

  /// The elements of its adapter.
  func count(rank: Int, usesDoRA: Bool, hasBias: Bool) -> Int? {
    if further != nil, usesDoRA || hasBias { return nil }
    var total = saturatingProduct(rank, saturatingSum(saturatingProduct(inputs, kernel), outputs))
    if let further {
      total = saturatingSum(total, saturatingProduct(rank, further.inputs + further.outputs))
    }
    if usesDoRA { total = saturatingSum(total, outputs) }
    if hasBias, !isEmbedding { total = saturatingSum(total, outputs) }
    return total
  }
}

extension RulesReader {
  /// The settings by which PEFT adds parameters that belong to no module's adapter.
  var addedParameters: [Setting.Entry] {
    ["target_parameters", "trainable_token_indices"].compactMap { settings.entry($0) }
      .filter { $0.value.isTruthy }
  }
}
