/// Reads a whole pickled model: its modules with their classes, its parameters and buffers.
struct TorchModelReader {
  private let graph: PickleGraph
  private let tensors: TorchTensorReader
  private var checkpoint = Checkpoint(isOrdered: true)
  private var identities: [TorchView: Int] = [:]
  /// The bytes that what was made takes, with what was looked at for it.
  private var work = 0
  /// What that may come to.
  private let mostWork: Int

  /// The bytes that a module or a tensor takes beside its name.
  private static let entryBytes = 512
  /// What an entry of a module's `__dict__` counts for, which is gone through for each thing that is wanted.
  private static let workPerEntry = 16

  /// Whether a value is a module, by what its `__dict__` has.
  static func isModel(_ value: PickleValue, in graph: PickleGraph) -> Bool {
    guard let instance = graph.instance(value), let state = graph.pairs(instance.state) else {
      return false
    }
    return graph.value("_modules", in: state) != nil
      && graph.value("_parameters", in: state) != nil
  }

  /// Reads a model.
  static func checkpoint(
    _ value: PickleValue, in graph: PickleGraph, _ reading: CheckpointReading
  ) throws(CheckpointError) -> Checkpoint {
    var reader = TorchModelReader(graph, mostWork: reading.mostWork(of: graph))
    defer { reading.spend(reader.work, on: graph) }
    try reader.visit(value, path: "", level: 0)
    return reader.checkpoint
  }

  private init(_ graph: PickleGraph, mostWork: Int) {
    self.graph = graph
    self.mostWork = mostWork
    tensors = TorchTensorReader(graph: graph)
  }

  /// Visits a module; one that stands in several places is visited at each of them, as `state_dict()`
  /// does.
  private mutating func visit(_ value: PickleValue, path: String, level: Int)
    throws(CheckpointError)
  {
    guard level < Limits.nesting else {
      throw CheckpointError("its modules are nested more than \(Limits.nesting) levels deep")
    }
    guard let instance = graph.instance(value), Self.isModel(value, in: graph),
      let state = graph.pairs(instance.state)
    else {
      throw CheckpointError(
        "`\(clipped(path))` is no module that can be read: it is \(graph.description(value))")
    }
    try count(path)
    try charge(Self.workPerEntry * state.count)
    var module = Checkpoint.Module(path: path, className: graph.globalName(className(of: instance)))
    if case .object(let number) = value { module.identity = number }
    checkpoint.modules.append(module)
    if let number = module.identity, checkpoint.facts[number] == nil {
      checkpoint.facts[number] = try facts(of: state)
    }
    for (name, tensor) in try tensorEntries("_parameters", of: state, at: path) {
      var entry = Checkpoint.Tensor(name, tensor, &identities)
      entry.kind = .parameter(requiresGrad: tensor.requiresGrad)
      try add(entry)
    }
    let members = graph.value("_non_persistent_buffers_set", in: state).flatMap(graph.members) ?? []
    for member in members {
      try charge(Self.workPerEntry + path.utf8.count + (graph.text(member)?.utf8.count ?? 0))
    }
    let transient = Set(members.compactMap(graph.text).map { ExactString(joined(path, $0)) })
    for (name, tensor) in try tensorEntries("_buffers", of: state, at: path) {
      var entry = Checkpoint.Tensor(name, tensor, &identities)
      entry.kind = .buffer(isPersistent: !transient.contains(ExactString(name)))
      try add(entry)
    }
    for (name, child) in try entries("_modules", of: state, at: path) {
      try visit(child, path: name, level: level + 1)
    }
  }

  /// The class of a module, which NEWOBJ makes by its name, and older protocols by a function that is
  /// given it.
  private func className(of instance: PickleGraph.Instance) -> PickleValue {
    let function = graph.name(of: instance)
    let isIndirect = function == "copyreg._reconstructor" || function == "copy_reg._reconstructor"
    let first = isIndirect ? graph.items(instance.arguments)?.first : nil
    let value = first ?? instance.function
    // The older form keeps the source of a class beside it.
    guard case .persistent(let id)? = graph.object(value), let parts = graph.items(id),
      parts.count > 1, graph.text(parts[0]) == "module"
    else { return value }
    return parts[1]
  }

  private mutating func add(_ tensor: Checkpoint.Tensor) throws(CheckpointError) {
    try count(tensor.name)
    checkpoint.tensors.append(tensor)
  }

  /// Holds what is made of shared modules to the limits of a model.
  private mutating func count(_ name: String) throws(CheckpointError) {
    try charge(name.utf8.count + Self.entryBytes)
    guard checkpoint.modules.count + checkpoint.tensors.count < Limits.modules else {
      throw CheckpointError("it has more modules and tensors than a model can have")
    }
  }

  /// Counts what is looked at: modules without number may share one dict.
  private mutating func charge(_ count: Int) throws(CheckpointError) {
    work = saturatingSum(work, count)
    guard work <= mostWork else {
      throw CheckpointError(
        "it puts the same modules together over and over, to a model of far more than the file has")
    }
  }

  private func joined(_ path: String, _ name: String) -> String {
    path.isEmpty ? name : "\(path).\(name)"
  }

  private mutating func tensorEntries(
    _ key: String, of state: [PickleGraph.Pair], at path: String
  ) throws(CheckpointError) -> [(name: String, tensor: TorchTensor)] {
    var result: [(name: String, tensor: TorchTensor)] = []
    for (name, value) in try entries(key, of: state, at: path) {
      result.append((name, try tensors.tensor(value, named: name)))
    }
    return result
  }

  /// The entries of one of a module's dicts, with their full names, those that are `None` left out.
  private mutating func entries(
    _ key: String, of state: [PickleGraph.Pair], at path: String
  ) throws(CheckpointError) -> [(name: String, value: PickleValue)] {
    // Modules of old versions lack some.
    guard let value = graph.value(key, in: state), value != .none else { return [] }
    guard let pairs = graph.pairs(value) else {
      throw CheckpointError(
        "`\(key)` of the module `\(clipped(path))` is \(graph.description(value))")
    }
    try charge(pairs.count)
    var names: Set<ExactString> = []
    var result: [(name: String, value: PickleValue)] = []
    for pair in pairs {
      guard let name = graph.text(pair.key) else {
        throw CheckpointError("`\(key)` of the module `\(clipped(path))` has a key without a name")
      }
      try charge(path.utf8.count + name.utf8.count)
      guard names.insert(ExactString(name)).inserted else {
        throw CheckpointError("the module `\(clipped(path))` has `\(clipped(name))` twice")
      }
      if pair.value != .none { result.append((joined(path, name), pair.value)) }
    }
    return result
  }
}

// MARK: Facts

extension TorchModelReader {
  /// The bytes of a text, and the items of a list, that an attribute is kept with.
  private static let (mostBytes, mostItems, mostLevels) = (200, 64, 4)

  /// What a module's `__dict__` tells of it.
  private mutating func facts(of state: [PickleGraph.Pair]) throws(CheckpointError)
    -> Checkpoint.Facts
  {
    var facts = Checkpoint.Facts()
    for pair in graph.value("_parameters", in: state).flatMap(graph.pairs) ?? [] {
      if let name = graph.text(pair.key) {
        try charge(Self.workPerEntry + name.utf8.count)
        facts.attributes.append((name, .bool(pair.value != .none)))
      }
    }
    for pair in state {
      guard let name = graph.text(pair.key), name.utf8.first != UInt8(ascii: "_"),
        !name.isExactly("training")
      else { continue }
      var left = Self.mostItems
      guard let value = simple(pair.value, level: 0, &left) else {
        if isNumber(pair.value) { facts.hasOddNumbers = true }
        continue
      }
      try charge(
        (Self.mostItems - left + 1) * MemoryLayout<CheckpointValue>.stride + name.utf8.count)
      facts.attributes.append((name, value))
    }
    var position = 0
    for pair in graph.value("_modules", in: state).flatMap(graph.pairs) ?? [] {
      if pair.value != .none {
        position += 1
      } else if let name = graph.text(pair.key) {
        try charge(Self.workPerEntry + name.utf8.count)
        facts.absent.append((name, position))
      }
    }
    return facts
  }

  private func isNumber(_ value: PickleValue) -> Bool {
    if case .float = value { return true }
    if case .long? = graph.object(value) { return true }
    return false
  }

  /// A value of a simple kind.
  ///
  /// - Parameter left: How many items it may have over all levels: lists may share what is in them.
  private func simple(_ value: PickleValue, level: Int, _ left: inout Int) -> CheckpointValue? {
    switch value {
    case .none: return CheckpointValue.none
    case .bool(let value): return .bool(value)
    case .integer(let value): return .int(value)
    case .float(let value): return value.isFinite ? .float(value) : nil
    case .other: return nil
    case .object: break
    }
    switch graph.object(value) {
    case .text(let text): return text.utf8.count <= Self.mostBytes ? .string(text) : nil
    case .global(let global):
      return global.module.isExactly("torch") ? .dtype(global.name) : nil
    case .tuple(let items): return list(items, level, &left).map(CheckpointValue.tuple)
    case .list(let number): return list(graph.lists[number], level, &left).map(CheckpointValue.list)
    default: return nil
    }
  }

  private func list(
    _ items: some Collection<PickleValue>, _ level: Int, _ left: inout Int
  ) -> [CheckpointValue]? {
    guard items.count <= left, level < Self.mostLevels else { return nil }
    left -= items.count
    var values: [CheckpointValue] = []
    for item in items {
      guard let value = simple(item, level: level + 1, &left) else { return nil }
      values.append(value)
    }
    return values
  }
}
