/// The check for layers whose weight and bias are in different states.
struct SplitLayers {
  let survey: TrainingSurvey
  private var plan: FreezePlan { survey.plan }

  /// Two rules between which layers fall apart; 0 stands for no rule.
  private struct Split: Hashable {
    var weightRule: Int
    var biasRule: Int
    var weightTrains: Bool
  }

  /// The layers that fall apart between two rules.
  private struct Found {
    /// The first of them, and what of it falls apart.
    let place: ModuleTree.Place
    private(set) var pairs: [WeightsWithBias.Pair] = []
    private(set) var count = 0
    /// The names that the later rule decides, up to a few.
    private(set) var kinds: [String] = []
    /// The number of the last.
    private var last = -1

    /// How many names are told.
    static let mostKinds = 8

    init(place: ModuleTree.Place) { self.place = place }

    mutating func add(_ pair: WeightsWithBias.Pair, _ kind: String, at item: MixedModules.Item) {
      if item.place.number == place.number { pairs.append(pair) }
      if item.place.number != last { count += item.count }
      last = item.place.number
      if kinds.count <= Self.mostKinds, !kinds.contains(where: { $0.isExactly(kind) }) {
        kinds.append(kind)
      }
    }
  }

  /// Finds layers whose weight is frozen and whose bias trains, or the other way round, where that
  /// looks like an oversight: one finding for each two rules.
  ///
  /// It is no oversight where the later of the rules chooses by kind, with `parameter: bias` or a
  /// pattern such as `*.bias`, as in BitFit; nor where an expectation speaks of the parameter that
  /// the later rule leaves out; nor of a tied tensor, whose state comes from where its other name is:
  /// the weight of an output layer goes with the embedding, its bias does not.
  var findings: [Diagnostic] {
    guard !plan.rules.isEmpty else { return [] }
    var choosesKind = [Bool?](repeating: nil, count: plan.rules.count)
    var found: [Split: Found] = [:]
    let states = survey.states
    var pairs = WeightsWithBias()
    // Where all is in one state no layer falls apart.
    for item in survey.mixedModules where states.areMixed(item.place.ownParameters) {
      let place = item.place
      for pair in pairs.pairs(in: place.module) {
        let (weight, bias) = (place.firstParameter + pair.weight, place.firstParameter + pair.bias)
        guard states.isFrozen(weight) != states.isFrozen(bias), !isTied(weight), !isTied(bias)
        else { continue }
        let split = Split(
          weightRule: survey.decision(ofName: weight).decidedBy ?? 0,
          biasRule: survey.decision(ofName: bias).decidedBy ?? 0,
          weightTrains: !states.isFrozen(weight))
        let later = max(split.weightRule, split.biasRule)
        let leftOut = survey.tensor(ofName: later == split.weightRule ? bias : weight)
        if later == 0 || survey.isExpected(leftOut) { continue }
        let isOfKind = choosesKind[later - 1] ?? plan.rules[later - 1].selector.choosesKind
        choosesKind[later - 1] = isOfKind
        if isOfKind { continue }
        let kind = place.module.parameters[later == split.weightRule ? pair.weight : pair.bias].name
        found[split, default: Found(place: place)].add(pair, kind, at: item)
      }
    }
    var tree = ModuleTree(plan.model.root)
    return found.sorted { $0.value.place.number < $1.value.place.number }.map {
      finding($0.key, $0.value, in: &tree)
    }
  }

  private func isTied(_ name: Int) -> Bool {
    plan.model.tiedNames[survey.tensor(ofName: name)] != nil
  }

  private func finding(_ split: Split, _ found: Found, in tree: inout ModuleTree) -> Diagnostic {
    let isWeightLater = split.weightRule > split.biasRule
    let later = survey.rule(max(split.weightRule, split.biasRule))
    let earlier = survey.rule(min(split.weightRule, split.biasRule))
    let path = survey.quotedPath(found.place, in: &tree)
    let module = found.place.module
    let names = found.pairs.prefix(Found.mostKinds + 1).map {
      (module.parameters[$0.weight].name, module.parameters[$0.bias].name)
    }
    // Others have further parameters, which the layer's path would take in.
    let isPlain = module.parameterCount == 2 && names[0].0 == "weight"
    let states = split.weightTrains ? ("trains", "is frozen") : ("is frozen", "trains")
    let many = split.weightTrains ? ("train", "are frozen") : ("are frozen", "train")
    let message: String
    if found.count > 1 {
      message =
        "the weights of \(grouped(found.count)) layers, such as \(path), \(many.0), and their biases \(many.1)"
    } else if isPlain {
      message = "the weight of \(path) \(states.0), and its bias \(states.1)"
    } else {
      let further = found.pairs.count - 1
      message =
        "`\(clipped(names[0].0))` of \(path) \(states.0), and its `\(clipped(names[0].1))` \(states.1)"
        + (further > 0 ? "; and so of \(counted(further, "further pair"))" : "")
    }
    let leftOut = isWeightLater ? "bias" : "weight"
    let owner = tree.path(of: found.place)
    let own = names.flatMap { [$0.0, $0.1] }.map {
      flowScalar(owner.isEmpty ? $0 : "\(owner).\($0)")
    }
    let both =
      isPlain && !owner.isEmpty
      ? "{module: \(flowScalar(owner))}" : "[\(own.joined(separator: ", "))]"
    let kinds = found.kinds.map(flowScalar)
    let kind = kinds.count == 1 ? kinds[0] : "[\(kinds.joined(separator: ", "))]"
    return Diagnostic(
      .splitLayer, message, at: later?.selector.span ?? survey.modelSpan,
      related: earlier.map {
        [
          Diagnostic.Related(
            span: $0.selector.span, message: "rule \($0.index) decides the \(leftOut)")
        ]
      } ?? [],
      notes: earlier == nil
        ? [
          "no rule decides the \(leftOut): "
            + (plan.unmatched.map { "unmatched: \($0.outcome.rawValue)" }
              ?? "everything trains at first")
        ] : [],
      help: [
        own.count > 2 * Found.mostKinds
          ? "name both"
          : "for both write \(both)" + (found.count > 1 ? ", and so for the others" : ""),
        "where it is meant, choose by kind: {\(owner.isEmpty ? "" : "module: …, ")parameter: "
          + "\(kinds.count > Found.mostKinds ? "…" : kind)}",
      ])
  }
}

/// The parameters of modules that are a weight and its bias: `weight` and `bias`, `in_proj_weight`
/// and `in_proj_bias`, `weight_ih_l0` and `bias_ih_l0`.
struct WeightsWithBias {
  /// The indices of two parameters of a module.
  typealias Pair = (weight: Int, bias: Int)

  /// How many names have been read.
  private(set) var namesRead = 0
  /// What was found: one object may stand at a million places.
  private var known: [ObjectIdentifier: [Pair]] = [:]

  /// The pairs of a module, whose names are read once.
  mutating func pairs(in module: Module) -> [Pair] {
    let parameters = module.parameters
    if parameters.count < 2 { return [] }
    if parameters.count == 2, parameters[0].name == "weight", parameters[1].name == "bias" {
      return [(0, 1)]
    }
    if let pairs = known[ObjectIdentifier(module)] { return pairs }
    namesRead += parameters.count
    let pairs = Self.pairs(of: parameters.map(\.name))
    known[ObjectIdentifier(module)] = pairs
    return pairs
  }

  private static func pairs(of names: [String]) -> [Pair] {
    var indices: [ExactString: Int] = [:]
    for (index, name) in names.enumerated() { indices[ExactString(name)] = index }
    return names.enumerated().compactMap { index, name in
      guard let range = firstRange(of: "weight", in: name) else { return nil }
      let bias = name[..<range.lowerBound] + "bias" + name[range.upperBound...]
      return indices[ExactString(bias)].map { (index, $0) }
    }
  }
}

extension Selector {
  /// Whether the selector chooses between weights and biases as kinds: by `parameter`, or by a
  /// pattern over many names that says one of the words.
  fileprivate var choosesKind: Bool {
    switch self {
    case .glob(let value): value.isPatternOfKind(.glob)
    case .frozen: false
    case .anyOf(let items, _): items.contains(where: \.choosesKind)
    case .allOf(let mapping):
      mapping.except?.choosesKind == true
        || mapping.terms.contains { term in
          term.key == .parameter || term.values.contains { $0.isPatternOfKind(term.key) }
        }
    }
  }
}

extension SelectorValue {
  /// Whether a value is a pattern that says `weight` or `bias`; braces alone are a list of names.
  fileprivate func isPatternOfKind(_ key: SelectorKey) -> Bool {
    guard key == .regex || (key == .glob && text.utf8.contains(where: Glob.isWildcard))
    else { return false }
    return ["weight", "bias"].contains { firstRange(of: $0, in: text) != nil }
  }
}
