extension ModelDescription {
  /// Describes what a checkpoint tells of a model.
  ///
  /// - Throws: Where no config can say it.
  init(_ tree: CheckpointTree) throws(ImportError) {
    var reader = CheckpointDescriber(tree)
    try reader.describe()
    self = reader.result
  }
}

/// Goes through the modules of a checkpoint.
private struct CheckpointDescriber {
  var result = ModelDescription()
  private let tree: CheckpointTree
  private var classNumbers: [ExactString: Int] = [:]
  /// The modules that stand for the nodes.
  private var modules: [Int]
  /// The modules by the identities of their objects.
  private var objects: [Int: Int] = [:]
  /// For each tensor that is one with others the first of them.
  private var firsts: [Int: Int] = [:]
  /// The tensors that stand for those.
  private var tied: [Int: Int] = [:]

  init(_ tree: CheckpointTree) {
    self.tree = tree
    modules = Array(repeating: -1, count: tree.nodes.count)
    for tie in tree.ties { for index in tie { firsts[index] = tie[0] } }
    result.printed = nil
    result.unknown = tree.unknown
  }

  mutating func describe() throws(ImportError) {
    // Those in a module stand behind it.
    for number in tree.nodes.indices.reversed() { try describe(number) }
    result.root = modules[0]
    // What modules of torch.nn print follows from their attributes.
    let trial = LayerTrial(result, dtype: .float32)
    for number in result.modules.indices where !result.modules[number].arguments.isEmpty {
      result.modules[number].extra = trial.extra(of: number) ?? ""
    }
  }

  private mutating func describe(_ number: Int) throws(ImportError) {
    let node = tree.nodes[number]
    if let identity = node.module?.identity, let known = objects[identity] {
      modules[number] = known
      return
    }
    var module = ModelDescription.Module()
    module.type = type(of: node)
    module.copies = node.copies
    for index in node.parameters {
      module.parameters.append(
        ModelDescription.TensorEntry(name: tree.name(of: index), tensor: try tensor(index)))
    }
    for index in node.buffers {
      var entry = ModelDescription.TensorEntry(
        name: tree.name(of: index), tensor: try tensor(index))
      if case .buffer(let isPersistent) = tree.tensors[index].kind {
        entry.isPersistent = isPersistent
      }
      module.buffers.append(entry)
    }
    for child in node.children {
      module.children.append(
        ModelDescription.ChildEntry(name: child.name, module: modules[child.node]))
    }
    add(tree.facts(of: node), to: &module)
    modules[number] = result.modules.count
    if let identity = node.module?.identity { objects[identity] = modules[number] }
    result.modules.append(module)
  }

  private mutating func add(
    _ facts: Checkpoint.Facts?, to module: inout ModelDescription.Module
  ) {
    guard let facts else { return }
    let type = result.classes[module.type]
    let attributes = facts.attributes.compactMap { name, value in
      Literal(value).map { (name: name, value: $0) }
    }
    if type.isTorch {
      // The default of what is left out would be taken for it.
      if !facts.hasOddNumbers { module.arguments = attributes }
    } else {
      module.attributes = Dictionary(attributes.map { ($0.name, $0.value) }) { $1 }
    }
    let present = module.children
    var taken = 0
    module.children = []
    for absent in facts.absent {
      let next = max(taken, min(absent.position, present.count))
      module.children += present[taken..<next]
      module.children.append(ModelDescription.ChildEntry(name: absent.name, module: nil))
      taken = next
    }
    module.children += present[taken...]
  }

  private mutating func tensor(_ index: Int) throws(ImportError) -> Int {
    let first = firsts[index]
    if let first, let known = tied[first] { return known }
    let tensor = tree.tensors[first ?? index]
    // Of absent files the names alone are known.
    let name = tensor.dtype ?? tree.commonestType
    guard let dtype = DType(name: name) else {
      throw ImportError(
        "`\(clipped(tensor.name))` is of type torch.\(clipped(name)), which no config has"
      )
    }
    let shape = tensor.shape ?? [0]
    guard shape.count <= 64, elementCount(shape) != nil else {
      throw ImportError(
        "`\(clipped(tensor.name))` has more dimensions or elements than a tensor can have")
    }
    var requiresGrad = dtype.canRequireGrad
    switch tensor.kind {
    case .parameter(let state): requiresGrad = requiresGrad && state
    case .buffer: requiresGrad = false
    case .unknown: break
    }
    if let first { tied[first] = result.tensors.count }
    result.tensors.append(
      ModelDescription.Tensor(shape: shape, dtype: dtype, requiresGrad: requiresGrad))
    return result.tensors.count - 1
  }

  private mutating func type(of node: CheckpointTree.Node) -> Int {
    let text = node.module?.className ?? (node.isNorm ? "torch.nn._NormBase" : "torch.nn.Module")
    let key = ExactString(text)
    if let known = classNumbers[key] { return known }
    let name = PythonClassName(text)
    var type = ModelDescription.Class()
    type.name = name.name
    type.module = name.module
    type.isTorch = name.torchName != nil || node.module?.className == nil
    type.printsAsList = type.isTorch && type.name == "ModuleList"
    classNumbers[key] = result.classes.count
    result.classes.append(type)
    return result.classes.count - 1
  }
}

extension Literal {
  /// A value of a checkpoint; `nil` where no config has it.
  init?(_ value: CheckpointValue) {
    switch value {
    case .none: self = .none
    case .bool(let value): self = .bool(value)
    case .int(let value): self = .int(value)
    case .float(let value): self = .float(value)
    case .string(let value): self = .string(ExactString(value))
    case .dtype(let name):
      guard let dtype = DType(name: name) else { return nil }
      self = .dtype(dtype)
    case .tuple(let items), .list(let items):
      let literals = items.compactMap(Literal.init)
      guard literals.count == items.count else { return nil }
      if case .tuple = value { self = .tuple(literals) } else { self = .list(literals) }
    }
  }
}
