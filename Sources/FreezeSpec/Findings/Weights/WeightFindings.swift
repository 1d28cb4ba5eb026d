/// What is wrong between a plan and the checkpoint that its training starts from.
///
/// What costs most is a frozen parameter that the checkpoint lacks: it stays at its random initial
/// values for good. A parameter that trains may be new on purpose, as a head is; it is worth a word
/// where it belongs to something that the checkpoint has.
struct WeightFindings {
  let plan: FreezePlan
  let path: String
  let comparison: WeightsComparison
  private let places: DeclaredPlaces
  private let units: MissingUnits
  /// The paths of modules of torch.nn around what is missing or too much.
  private let torchModules: Set<ExactString>
  /// The embedding of the vocabulary, which is the largest.
  private let vocabulary: Model.ParameterEntry?
  private let foundKinds: Set<NameKind>
  /// The paths of norms that are frozen as a whole, where running statistics are told.
  private let frozenNorms: Set<ExactString>
  /// Those of norms that eval mode holds: their statistics stay, whatever trains.
  private let heldNorms: Set<ExactString>

  init(_ plan: FreezePlan, _ path: String, _ comparison: WeightsComparison, _ configs: ConfigSet) {
    self.plan = plan
    self.path = path
    self.comparison = comparison
    places = DeclaredPlaces(configs)
    torchModules = Self.torchModules(
      around: comparison.missing.map(\.name)
        + comparison.unexpected.map { comparison.tensors[$0].name }, in: plan.model.root)
    vocabulary = Self.vocabulary(of: plan.model)
    let isWhole = comparison.missing.isEmpty && comparison.unexpected.isEmpty
    units = MissingUnits(found: isWhole ? [] : comparison.foundNames)
    foundKinds =
      isWhole
      ? [] : Set(zip(comparison.foundNames, comparison.foundShapes).map { NameKind($0, $1) })
    let statistics = (comparison.missing + comparison.reshaped.map(\.item)).filter(\.isStatistic)
    (frozenNorms, heldNorms) = Self.norms(of: statistics, in: plan)
  }

  /// The paths of the norms of some running statistics that do not train: those that are frozen as a whole, and
  /// those that are held in eval mode.
  private static func norms(
    of statistics: [WeightsComparison.Item], in plan: FreezePlan
  ) -> (frozen: Set<ExactString>, held: Set<ExactString>) {
    var frozen: Set<ExactString> = []
    var held: Set<ExactString> = []
    if statistics.isEmpty { return (frozen, held) }
    let states = StateCounts(plan.model, plan.evaluation)
    var tree = ModuleTree(plan.model.root)
    for path in Set(statistics.map { ExactString(modulePath(of: $0.name)) }) {
      guard let place = tree.module(at: path.text) else { continue }
      if states.areFrozen(place.ownParameters) { frozen.insert(path) }
      if plan.evalMode.holds(place) { held.insert(path) }
    }
    return (frozen, held)
  }

  private static func torchModules(around names: [String], in root: Module) -> Set<ExactString> {
    var tree = ModuleTree(root)
    var found: Set<ExactString> = []
    for path in Set(names.map { ExactString(modulePath(of: $0)) }) {
      if let place = tree.module(at: path.text),
        Catalogue.layer(named: place.module.type.name) != nil
      {
        found.insert(path)
      }
    }
    return found
  }

  private static func vocabulary(of model: Model) -> Model.ParameterEntry? {
    var largest: Model.ParameterEntry?
    for entry in model.parameters where entry.type.name == "Embedding" {
      if entry.parameter.shape.first ?? 0 > largest?.parameter.shape.first ?? 0 { largest = entry }
    }
    return largest
  }

  /// The findings, in no order.
  var findings: [Diagnostic] {
    if comparison.isUnrelated, let finding = unrelated { return [finding] }
    return renamed + missing + reshaped + unexpected
  }

  /// Parameters that the checkpoint lacks and that start anew, which nothing speaks against.
  var fresh: [WeightsComparison.Item] {
    comparison.isUnrelated
      ? [] : comparison.missing.filter { $0.parameter != nil && trains($0) && !isSuspect($0) }
  }

  // MARK: States

  private func decision(_ item: WeightsComparison.Item) -> RuleDecision? {
    item.parameter.map { plan.evaluation[$0] }
  }

  /// Whether something trains; running statistics do with their norm.
  private func trains(_ item: WeightsComparison.Item) -> Bool {
    decision(item)?.requiresGrad
      ?? !(frozenNorms.contains(ExactString(modulePath(of: item.name))) || isHeld(item))
  }

  /// Whether the module of something is held in eval mode.
  private func isHeld(_ item: WeightsComparison.Item) -> Bool {
    heldNorms.contains(ExactString(modulePath(of: item.name)))
  }

  private func counts(_ items: [WeightsComparison.Item]) -> (frozen: Int, trainable: Int) {
    let parameters = items.filter { $0.parameter != nil }
    let frozen = parameters.count { !trains($0) }
    return (frozen, parameters.count - frozen)
  }

  /// The rule that decides the first of some items.
  private func rule(_ items: [WeightsComparison.Item]) -> [Diagnostic.Related] {
    guard let first = items.first, let index = decision(first)?.decidedBy,
      plan.rules.indices.contains(index - 1)
    else { return [] }
    let rule = plan.rules[index - 1]
    let verb = rule.action == .freeze ? "freezes" : "trains"
    let what = items.count == 1 ? "it" : quoted(first.name)
    return [Diagnostic.Related(span: rule.selector.span, message: "rule \(index) \(verb) \(what)")]
  }

  // MARK: Names

  private func quoted(_ name: String) -> String { "\"\(clipped(name, to: 120))\"" }

  private func span(of path: String) -> SourceSpan? {
    var places = places
    return places.span(of: path)
  }

  private var file: String { clipped(path, to: 80) }

  /// Names as an enumeration, folded by their numbers.
  static func folded(_ names: [String], most: Int = 4) -> String {
    var known: Set<ExactString> = []
    let names = names.filter { known.insert(ExactString($0)).inserted }
    let folds = FoldedName.fold(names, keys: Array(repeating: 0, count: names.count))
    return listed(folds.map { clipped($0.glob, to: 120) }, most: most)
  }

  /// Items by the place that declares what is missing, in their order.
  private func grouped(
    _ items: [WeightsComparison.Item], _ unit: (WeightsComparison.Item) -> String
  )
    -> [(span: SourceSpan?, items: [WeightsComparison.Item], units: [String])]
  {
    var groups: [(span: SourceSpan?, items: [WeightsComparison.Item], units: [String])] = []
    var indices: [SourceSpan?: Int] = [:]
    var places = places
    for item in items {
      let unit = unit(item)
      let span = places.span(of: unit)
      if let index = indices[span] {
        groups[index].items.append(item)
        groups[index].units.append(unit)
      } else {
        indices[span] = groups.count
        groups.append((span, [item], [unit]))
      }
    }
    return groups
  }

  // MARK: All of it

  /// The finding of a checkpoint that has nothing of the model.
  private var unrelated: Diagnostic? {
    let parameters = comparison.missing.filter { $0.parameter != nil }
    guard let first = parameters.first else { return nil }
    let (frozen, _) = counts(parameters)
    let names = comparison.tensors.first.map {
      "the checkpoint has names such as \(quoted($0.name))"
    }
    return Diagnostic(
      frozen > 0 ? .frozenWithoutWeights : .weightsMissing,
      "none of the model's \(counted(parameters.count)) is in \(file)"
        + (frozen > 0
          ? ", and \(FreezeSpec.grouped(frozen)) \(frozen == 1 ? "is" : "are") frozen" : ""),
      at: span(of: ""),
      notes: ["the model has names such as \(quoted(first.name))"]
        + [names ?? "there is no tensor in it"],
      help: ["give the weights of this model; it may be another part of the file: --key"])
  }

  // MARK: Names that differ

  private var renamed: [Diagnostic] {
    comparison.renamed.map { found in
      let (frozen, trainable) = counts(found.items)
      let what =
        frozen == 0
        ? "\(counted(trainable, "trainable parameter")) \(trainable == 1 ? "has" : "have")"
        : "\(counted(frozen, "frozen parameter")) \(frozen == 1 ? "has" : "have")"
      let rename = found.rename
      let all = [rename] + found.others
      let old = listed(
        all.map { $0.oldText.isEmpty ? "nothing" : "`\(clipped($0.oldText))`" }
          + (all.count < RenameSearch.candidatesPerName ? [] : ["another"]), "or")
      let how =
        if rename.new.isEmpty {
          "with \(old) before them"
        } else if rename.old.isEmpty, all.count == 1 {
          "without `\(clipped(rename.newText))` before them"
        } else {
          "\(old) stands there for `\(clipped(rename.newText))`"
        }
      let module =
        rename.isOfEnd
        ? found.items[0].name : rename.new.prefix { $0 != "*" }.joined(separator: ".")
      return Diagnostic(
        frozen > 0 ? .frozenWithoutWeights : .weightsMissing,
        "\(what) other names in \(file): \(how)",
        at: span(of: module), related: rule(found.items.filter { !trains($0) }),
        notes: [
          "\(quoted(found.firstName))\(all.count > 1 ? ", say," : "") for \(quoted(found.items[0].name))"
        ]
          + (frozen > 0 && trainable > 0
            ? ["so \(trainable == 1 ? "has" : "have") \(counted(trainable, "trainable parameter"))"]
            : [])
          + ["load_state_dict(strict=False) passes over them in silence"],
        help: [
          all.count == 1
            ? "where the training script renames them, say so: --rename \(clipped(rename.option, to: 200))"
            : "say which of them the training script takes: "
              + listed(all.map { "--rename \(clipped($0.option, to: 200))" }, "or")
        ])
    }
  }

  // MARK: What is not there

  private var missing: [Diagnostic] {
    var frozen: [WeightsComparison.Item] = []
    var suspects: [WeightsComparison.Item] = []
    for item in comparison.missing {
      if item.parameter == nil, !isAlone(item) { continue }
      if !trains(item), decision(item)?.decidedBy != nil || item.parameter == nil {
        frozen.append(item)
      } else if isSuspect(item) {
        suspects.append(item)
      }
    }
    func findings(_ code: DiagnosticCode, _ items: [WeightsComparison.Item]) -> [Diagnostic] {
      grouped(items) { units.unit(of: $0.name) }.enumerated().map { index, group in
        let cures = index < Limits.suggestions ? cures(of: group.items[0]) : []
        return finding(code, group.items, group.units, at: group.span, cures)
      }
    }
    // Parameters can be trained, statistics cannot.
    return [(DiagnosticCode.frozenWithoutWeights, frozen), (.weightsMissing, suspects)]
      .flatMap { code, items in
        findings(code, items.filter { $0.parameter != nil })
          + findings(code, items.filter { $0.parameter == nil && isHeld($0) })
          + findings(code, items.filter { $0.parameter == nil && !isHeld($0) })
      }
  }

  /// Whether nothing else of its module is missing.
  private func isAlone(_ item: WeightsComparison.Item) -> Bool {
    units.unit(of: item.name).isExactly(item.name)
  }

  /// Whether something that trains, or stays as it is by its own declaration, is probably missing by
  /// mistake: others of its kind are there, or the rest of its layer is.
  private func isSuspect(_ item: WeightsComparison.Item) -> Bool {
    if let decision = decision(item), !decision.requiresGrad { return true }
    if foundKinds.contains(NameKind(item.name, Array(item.shape))) { return true }
    if embedding(like: item) != nil { return true }
    return isAlone(item) && isOfTorch(modulePath(of: item.name))
  }

  private func isOfTorch(_ path: some StringProtocol) -> Bool {
    torchModules.contains(ExactString(path))
  }

  private func finding(
    _ code: DiagnosticCode, _ items: [WeightsComparison.Item], _ units: [String],
    at span: SourceSpan?, _ cures: [String]
  ) -> Diagnostic {
    let first = items[0]
    let isOne = items.count == 1
    let isOfNorm = first.parameter == nil
    let state = trains(first) ? "trainable" : "frozen"
    let kind = isOfNorm ? "running statistic" : "\(state) parameter"
    let isFrozenNorm = frozenNorms.contains(ExactString(modulePath(of: first.name)))
    let ofNorm = isFrozenNorm ? "frozen" : isHeld(first) ? "held" : "trainable"
    let norm = isOfNorm ? " of \(isOne ? "a \(ofNorm) norm" : "\(ofNorm) norms")" : ""
    let what =
      isOne
      ? "the \(kind) \(quoted(first.name))\(norm) is" : "\(counted(items.count, kind))\(norm) are"
    let moves = isOfNorm && !isHeld(first)
    let verb = moves ? "start" : "stay"
    let consequence =
      trains(first)
      ? isOne ? "it starts anew" : "they start anew"
      : (isOne ? "it \(verb)s" : "they \(verb)")
        + (isOfNorm ? " as a new norm has \(isOne ? "it" : "them")" : " at random initial values")
        + (moves ? ", and then \(isOne ? "follows" : "follow") the batches" : "")
    let cure =
      code != .frozenWithoutWeights
      ? "where that is meant, say so: # freezespec: ignore[\(code.rawValue)]"
      : (isOfNorm ? "" : "train \(isOne ? "it" : "them"), or ")
        + "start from weights that have \(isOne ? "it" : "them")"
        + (comparison.unexpected.isEmpty
          ? "" : "; where what loads them renames others, as transformers may: --rename OLD=NEW")
    return Diagnostic(
      code, "\(what) not in \(file): \(consequence)", at: span, related: rule(items),
      notes: isOne ? [] : ["missing: \(Self.folded(units))"], help: cures + [cure])
  }

  /// What a name may stand under in the checkpoint, or be tied to in the model.
  private func cures(of item: WeightsComparison.Item) -> [String] {
    let alike = comparison.unexpected.lazy.map { comparison.tensors[$0] }
      .filter { $0.shape.map { item.shape.elementsEqual($0) } ?? true }
      .prefix(Limits.suggestionCandidates).map(\.name)
    let near = Suggestion.nearest(to: item.name, in: Array(alike), limit: 1)
    if let near = near.first { return ["the checkpoint has \(quoted(near))"] }
    guard let embedding = embedding(like: item) else { return [] }
    return ["where it is one tensor with \(quoted(embedding)), which is there, say so under `tie`"]
  }

  /// The embedding with which an output layer may be one tensor: saving leaves one of the two out.
  private func embedding(like item: WeightsComparison.Item) -> String? {
    guard let index = item.parameter, plan.model.parameters.module(of: index).type.name == "Linear",
      item.shape.count == 2
    else { return nil }
    return vocabulary?.parameter.shape == item.shape ? vocabulary?.name : nil
  }

  // MARK: What has another shape

  private var reshaped: [Diagnostic] {
    let shapes = Dictionary(
      comparison.reshaped.map { (ExactString($0.item.name), $0.shape) }, uniquingKeysWith: { $1 })
    return grouped(comparison.reshaped.map(\.item)) { $0.name }.map { group in
      let frozen = group.items.filter { !trains($0) && ($0.parameter != nil || $0.isStatistic) }
      let first = frozen.first ?? group.items[0]
      let others = group.items.count - 1
      let shape = Shape(shapes[ExactString(first.name)] ?? [])
      let more =
        others == 0
        ? "" : ", and \(FreezeSpec.grouped(others)) more differ\(others == 1 ? "s" : "")"
      let isBuffer = first.parameter == nil
      let state = isBuffer ? "the buffer " : trains(first) ? "" : "the frozen "
      return Diagnostic(
        frozen.isEmpty ? .weightsReshaped : .frozenWithoutWeights,
        "\(state)\(quoted(first.name)) is \(first.shape) here and \(shape) in \(file)\(more)",
        at: group.span, related: rule([first]),
        notes: others == 0 ? [] : ["they are \(Self.folded(group.items.map(\.name)))"],
        help: frozen.isEmpty
          ? [
            "take it out of what is loaded, and it starts anew: load_state_dict refuses it",
            "where that is done, say so: # freezespec: ignore[\(DiagnosticCode.weightsReshaped.rawValue)]",
          ] : ["give it the shape that the weights have" + (isBuffer ? "" : ", or train it")])
    }
  }

  // MARK: What is too much

  private var unexpected: [Diagnostic] {
    let suspects = comparison.unexpected.map { comparison.tensors[$0] }.filter(isSuspect)
    let items = suspects.map {
      WeightsComparison.Item(names: [$0.name], shape: Shape($0.shape ?? []), parameter: nil)
    }
    return grouped(items) { nearestModule(to: $0.name) }.map { group in
      let first = group.items[0]
      let count = group.items.count
      return Diagnostic(
        .weightsUnexpected,
        count == 1
          ? "the model has no \(quoted(first.name)), which \(file) has"
          : "the model lacks \(FreezeSpec.grouped(count)) tensors that \(file) has beside its own",
        at: group.span,
        notes: count == 1 ? [] : ["they are \(Self.folded(group.items.map(\.name)))"],
        help: [
          "declare \(count == 1 ? "it" : "them"), as the model that was trained has "
            + "\(count == 1 ? "it" : "them")",
          "where it is meant, say so: # freezespec: ignore[\(DiagnosticCode.weightsUnexpected.rawValue)]",
        ])
    }
  }

  /// Whether a tensor that the model does not have belongs to something that it has: it is of a kind
  /// with others, or of a layer of torch.nn whose other tensors are there.
  private func isSuspect(_ tensor: Checkpoint.Tensor) -> Bool {
    if let shape = tensor.shape, foundKinds.contains(NameKind(tensor.name, shape)) { return true }
    // Counters and what is quantised are none that a model declares.
    let isFloat = tensor.dtype.map { $0.contains("float") } ?? true
    let path = modulePath(of: tensor.name)
    return isFloat && !path.isEmpty && units.isPresent(String(path)) && isOfTorch(path)
  }

  /// The path of the module that is there and nearest around a name.
  private func nearestModule(to name: String) -> String {
    let unit = units.unit(of: name)
    return String(modulePath(of: unit))
  }
}

extension WeightsComparison {
  /// Whether the checkpoint has nothing of the model.
  var isUnrelated: Bool {
    foundParameters == 0 && reshaped.isEmpty && renamed.isEmpty && !missing.isEmpty
  }
}
