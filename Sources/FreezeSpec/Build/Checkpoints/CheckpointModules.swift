/// Makes modules of what a checkpoint tells of them.
struct CheckpointModules {
  private let tree: CheckpointTree
  private let types: CheckpointTypes
  private let layers: CheckpointLayers
  private let budget: EvaluationBudget
  private let reporter: Reporter
  private let span: SourceSpan

  /// Makes the model of a checkpoint.
  ///
  /// - Parameter reference: The `from` that asks for it, where errors are reported.
  static func model(
    of checkpoint: Checkpoint, _ reference: FileReference, _ factory: LayerFactory,
    _ budget: EvaluationBudget, _ reporter: Reporter
  ) throws(Reported) -> Module {
    let tree: CheckpointTree
    do throws(CheckpointError) {
      try checkpoint.checkIsWhole()
      tree = try CheckpointTree(checkpoint)
    } catch {
      throw reporter.report(
        .from, "\(clipped(reference.path)) tells of no model: \(error.message)",
        at: reference.span, help: error.help)
    }
    let modules = CheckpointModules(
      tree: tree, types: CheckpointTypes(tree, factory),
      layers: CheckpointLayers(factory: factory, budget: budget), budget: budget,
      reporter: reporter,
      span: reference.span)
    return try modules.model()
  }

  private func model() throws(Reported) -> Module {
    try budget.charge(
      for: LayerWork(
        modules: tree.moduleCount, tensors: tree.tensors.count, children: tree.moduleCount),
      at: span)
    var made: [Module?] = Array(repeating: nil, count: tree.nodes.count)
    // Those in a module stand behind it.
    for number in tree.nodes.indices.reversed() {
      made[number] = try module(number, made)
    }
    guard let root = made[0] else { throw Reported() }
    let ties = tree.ties.map(tie)
    return ties.isEmpty ? root : root.adding(ties: ties)
  }

  private func module(_ number: Int, _ made: [Module?]) throws(Reported) -> Module {
    let node = tree.nodes[number]
    var parameters: [Parameter] = []
    for index in node.parameters {
      let (shape, dtype) = try facts(of: index)
      var requiresGrad = dtype.canRequireGrad
      if case .parameter(let state) = tree.tensors[index].kind {
        requiresGrad = requiresGrad && state
      }
      parameters.append(
        Parameter(
          name: tree.name(of: index), shape: shape, dtype: dtype, requiresGrad: requiresGrad))
    }
    var buffers: [Buffer] = []
    for index in node.buffers {
      let (shape, dtype) = try facts(of: index)
      buffers.append(Buffer(name: tree.name(of: index), shape: shape, dtype: dtype))
    }
    let children = node.children.compactMap { child in
      made[child.node].map { Module.Child(name: child.name, module: $0) }
    }
    let type = types.type(of: node)
    let layer = try tree.facts(of: node).flatMap { facts throws(Reported) in
      try layers.layer(type, facts, tensors: parameters.count, at: span)
    }
    return try budget.checked(
      Module(
        type: type, parameters: parameters, buffers: buffers, children: children,
        extraRepr: layer?.extraRepr, dropout: layer?.dropout ?? 0),
      at: span)
  }

  private func facts(of index: Int) throws(Reported) -> (Shape, DType) {
    let tensor = tree.tensors[index]
    guard let name = tensor.dtype, let dtype = DType(name: name) else {
      throw reporter.report(
        .from,
        "`\(clipped(tensor.name))` is of type torch.\(clipped(tensor.dtype ?? "")), which no config has",
        at: span)
    }
    guard let shape = tensor.shape, shape.count <= 64, elementCount(shape) != nil else {
      throw reporter.report(
        .limit, "`\(clipped(tensor.name))` has more dimensions or elements than a tensor can have",
        at: span)
    }
    return (Shape(shape), dtype)
  }

  /// The names of one parameter.
  private func tie(_ parameters: [Int]) -> Tie {
    Tie(
      names: parameters.map { PlacedName(text: tree.tensors[$0].name, span: span) }, span: span)
  }
}

extension Checkpoint {
  /// Refuses a checkpoint of which files are absent: what is in them is not known but for names.
  func checkIsWhole() throws(CheckpointError) {
    guard let file = absentFiles.first else { return }
    throw CheckpointError(
      absentFiles.count == 1
        ? "its file \(clipped(file)) is not there, which tells the shapes of its tensors"
        : "\(absentFiles.count) of its files are not there, which tell the shapes of their tensors: "
          + "\(clipped(file)) is the first",
      help: ["load them: of a file of safetensors the first bytes are enough"])
  }
}

/// The classes of a checkpoint's modules.
private struct CheckpointTypes {
  private let known: [ExactString: ModuleType]
  private let plain: ModuleType
  private let norm: ModuleType

  init(_ tree: CheckpointTree, _ factory: LayerFactory) {
    plain = .unknown(tree.unknown)
    norm = .unknown(tree.unknown, base: "_NormBase")
    var known: [ExactString: ModuleType] = [:]
    let names = Set(tree.nodes.compactMap { $0.module?.className.map { ExactString($0) } })
    for (name, short) in PythonClassName.names(names.map(\.text)) {
      let type = PythonClassName(name.text).torchName.flatMap { factory.layer(named: $0)?.type }
      known[name] = type ?? ModuleType(name: short)
    }
    self.known = known
  }

  func type(of node: CheckpointTree.Node) -> ModuleType {
    if let name = node.module?.className, let type = known[ExactString(name)] { return type }
    return node.isNorm ? norm : plain
  }
}
