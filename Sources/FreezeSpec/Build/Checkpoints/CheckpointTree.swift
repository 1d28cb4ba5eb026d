/// The modules that the names of a checkpoint's tensors tell of.
///
/// A state dict has names alone: `layers.0.weight` is the `weight` of a module `0` in a module `layers`. Where
/// the file tells of its modules, those without tensors are there as well.
package struct CheckpointTree: Sendable {
  /// A module.
  struct Node: Sendable {
    /// Its name in the module around it; empty for the whole model.
    let name: String
    /// What the file itself says of it; `nil` where only names tell of it.
    fileprivate(set) var module: Checkpoint.Module?
    /// Its own parameters, as indices of ``tensors``.
    fileprivate(set) var parameters: [Int] = []
    /// Its own buffers, likewise.
    fileprivate(set) var buffers: [Int] = []
    /// The modules in it, as indices of ``nodes``.
    fileprivate(set) var children: [Int] = []
    /// Whether it is a norm layer of torch.nn with running statistics, or of a class that extends one.
    fileprivate(set) var isNorm = false
  }

  /// The tensors, those that saving left out included.
  let tensors: [Checkpoint.Tensor]
  /// The modules, each before those in it; the first is the whole model.
  private(set) var nodes = [Node(name: "")]
  /// Whether modules and tensors stand in the order in which the model defines them.
  let isOrdered: Bool
  /// Whether the file tells of all modules.
  let tellsModules: Bool
  /// Whether the file tells of the modules' classes.
  let tellsClasses: Bool
  /// Parameters that are one, each as indices of ``tensors``, in order.
  private(set) var ties: [[Int]] = []
  /// The type that most tensors have which can train.
  let commonestType: String
  private let facts: [Int: Checkpoint.Facts]

  /// Finds the modules.
  ///
  /// - Throws: Where a name is none that a tensor of a model can have.
  package init(_ checkpoint: Checkpoint) throws(CheckpointError) {
    var tensors = checkpoint.tensors
    Self.add(checkpoint.dropped, to: &tensors)
    self.tensors = tensors
    commonestType = Self.commonestType(of: tensors)
    isOrdered = checkpoint.isOrdered
    facts = checkpoint.facts
    tellsModules = !checkpoint.modules.isEmpty
    tellsClasses = checkpoint.modules.contains { $0.className != nil }
    var builder = Builder()
    for module in checkpoint.modules {
      let path = module.path.isEmpty ? [] : components(module.path)
      nodes[try builder.node(at: path[...], of: module.path, &nodes)].module = module
    }
    for (index, tensor) in tensors.enumerated() {
      try builder.add(tensor, index, &nodes)
    }
    for number in nodes.indices { tellBuffers(of: number) }
    if !isOrdered { sort() }
    findTies(checkpoint.dropped)
  }

  /// Adds the names that saving left out, which are of tensors that are there.
  private static func add(_ dropped: [Checkpoint.Tie], to tensors: inout [Checkpoint.Tensor]) {
    if dropped.isEmpty { return }
    var indices: [ExactString: Int] = [:]
    for (index, tensor) in tensors.enumerated() { indices[ExactString(tensor.name)] = index }
    for tie in dropped {
      let name = ExactString(tie.dropped)
      guard indices[name] == nil, let kept = indices[ExactString(tie.kept)] else { continue }
      indices[name] = tensors.count
      let tensor = tensors[kept]
      tensors.append(
        Checkpoint.Tensor(
          name: tie.dropped, shape: tensor.shape, dtype: tensor.dtype, kind: tensor.kind))
    }
  }

  /// The last component of a tensor's name.
  func name(of tensor: Int) -> String { lastComponent(tensors[tensor].name) }

  /// What the file tells of a module beside its tensors and modules.
  func facts(of node: Node) -> Checkpoint.Facts? { node.module?.identity.flatMap { facts[$0] } }

  private static func commonestType(of tensors: [Checkpoint.Tensor]) -> String {
    var counts = DTypeCounts()
    for tensor in tensors where canTrain(tensor) {
      if let dtype = tensor.dtype.flatMap({ DType(name: $0) }) { counts.add(dtype) }
    }
    return (counts.byFrequency.first ?? .float32).rawValue
  }

  /// What is not known of the modules.
  var unknown: UnknownParts {
    if tellsClasses { return [] }
    var unknown: UnknownParts = tellsModules ? [.classes] : [.classes, .children]
    if tensors.contains(where: { $0.shape == nil }) { unknown.insert(.shapes) }
    return unknown
  }

  /// Whether a tensor can be a parameter at all: what is integer or quantised cannot.
  static func canTrain(_ tensor: Checkpoint.Tensor) -> Bool {
    tensor.dtype.map { DType(name: $0)?.canRequireGrad ?? false } ?? true
  }
}

// MARK: Names

/// Puts modules and tensors where their names say.
private struct Builder {
  private struct Place: Hashable {
    let parent: Int
    let name: ExactString
  }

  private var modules: [Place: Int] = [:]
  private var tensors: Set<Place> = []
  /// The modules on the path that was looked up last: names that follow each other lie mostly in the same.
  private var open: [(name: String, number: Int)] = []

  /// The module at a path, which is made where it is not there.
  mutating func node(
    at path: ArraySlice<String>, of name: String, _ nodes: inout [CheckpointTree.Node]
  ) throws(CheckpointError) -> Int {
    guard path.count < Limits.nesting else {
      throw CheckpointError(
        "`\(clipped(name))` lies in modules over more than \(Limits.nesting) levels")
    }
    let known = zip(open, path).prefix { $0.name.isExactly($1) }.count
    open.removeLast(open.count - known)
    var number = open.last?.number ?? 0
    for part in path.dropFirst(known) {
      defer { open.append((part, number)) }
      try check(part, of: name)
      let place = Place(parent: number, name: ExactString(part))
      if let known = modules[place] {
        number = known
        continue
      }
      guard !tensors.contains(place) else { throw Self.isBoth(name) }
      guard nodes.count < Limits.modules else {
        throw CheckpointError("it has more than \(grouped(Limits.modules)) modules")
      }
      nodes[number].children.append(nodes.count)
      number = nodes.count
      nodes.append(CheckpointTree.Node(name: part))
      modules[place] = number
    }
    return number
  }

  /// Puts a tensor into its module, as a parameter for now.
  mutating func add(
    _ tensor: Checkpoint.Tensor, _ index: Int, _ nodes: inout [CheckpointTree.Node]
  ) throws(CheckpointError) {
    let parts = components(tensor.name)
    let number = try node(at: parts.dropLast(), of: tensor.name, &nodes)
    try check(parts[parts.count - 1], of: tensor.name)
    let place = Place(parent: number, name: ExactString(parts[parts.count - 1]))
    guard modules[place] == nil else { throw Self.isBoth(tensor.name) }
    guard tensors.insert(place).inserted else {
      throw CheckpointError("it has `\(clipped(tensor.name))` twice")
    }
    nodes[number].parameters.append(index)
  }

  private func check(_ part: String, of name: String) throws(CheckpointError) {
    if part.isEmpty {
      throw CheckpointError(
        "`\(clipped(name))` is no name that a tensor of a model has: a part of it is empty")
    }
    if part.utf8.count > Limits.nameBytes {
      throw CheckpointError(
        "`\(clipped(name))` has a part of more than \(grouped(Limits.nameBytes)) bytes")
    }
  }

  private static func isBoth(_ name: String) -> CheckpointError {
    CheckpointError(
      "`\(clipped(name))` is the name of a tensor and the start of others, which no model can have")
  }
}

// MARK: Kinds and order

extension CheckpointTree {
  /// Tells a module's buffers from its parameters, as far as that can be told.
  private mutating func tellBuffers(of number: Int) {
    let own = nodes[number].parameters
    func has(_ name: String) -> Bool { own.contains { self.name(of: $0).isExactly(name) } }
    // No parameter is called so: PyTorch's norm layers and all that are modelled on them have these.
    let hasStatistics = own.count > 1 && has("running_mean") && has("running_var")
    nodes[number].isNorm =
      hasStatistics && has("num_batches_tracked") && nodes[number].module?.version == 2
    var parameters: [Int] = []
    for index in own {
      switch tensors[index].kind {
      case .parameter: parameters.append(index)
      case .buffer: nodes[number].buffers.append(index)
      case .unknown:
        let isStatistic =
          hasStatistics
          && ["running_mean", "running_var"].contains { name(of: index).isExactly($0) }
        if isStatistic || !Self.canTrain(tensors[index]) {
          nodes[number].buffers.append(index)
        } else {
          parameters.append(index)
        }
      }
    }
    nodes[number].parameters = parameters
  }

  /// Brings modules and tensors into an order for reading, where that of the model is lost.
  private mutating func sort() {
    for (number, node) in nodes.enumerated() {
      nodes[number].children = sorted(node.children) { NaturalName(nodes[$0].name) }
      nodes[number].parameters = sorted(node.parameters, by: key)
      nodes[number].buffers = sorted(node.buffers, by: key)
    }
  }

  private func sorted(_ items: [Int], by key: (Int) -> NaturalName) -> [Int] {
    if items.count < 2 { return items }
    return items.map { (key($0), $0) }.sorted { $0.0 < $1.0 }.map(\.1)
  }

  /// What a tensor is sorted by: a weight comes before its bias in all of PyTorch.
  private func key(of tensor: Int) -> NaturalName {
    let name = name(of: tensor)
    let first = ["weight", "bias", "running_mean", "running_var", "num_batches_tracked"]
    return NaturalName(name, rank: first.firstIndex { $0.isExactly(name) } ?? first.count)
  }

  /// Brings together what is one tensor: by its storage, or as saving says of what it left out.
  private mutating func findTies(_ dropped: [Checkpoint.Tie]) {
    var isBuffer = Array(repeating: false, count: tensors.count)
    for index in nodes.lazy.flatMap(\.buffers) { isBuffer[index] = true }
    var groups: [Int: [Int]] = [:]
    for (index, tensor) in tensors.enumerated() {
      if let identity = tensor.identity, !isBuffer[index] {
        groups[identity, default: []].append(index)
      }
    }
    ties = groups.values.filter { $0.count > 1 }
    if dropped.isEmpty {
      ties.sort { $0[0] < $1[0] }
      return
    }
    var indices: [ExactString: Int] = [:]
    for (index, tensor) in tensors.enumerated() { indices[ExactString(tensor.name)] = index }
    var further: [Int: [Int]] = [:]
    for tie in dropped {
      guard let kept = indices[ExactString(tie.kept)], let name = indices[ExactString(tie.dropped)],
        kept != name, !isBuffer[kept]
      else { continue }
      further[kept, default: [kept]].append(name)
    }
    ties += further.values
    ties.sort { $0[0] < $1[0] }
  }
}

/// A name whose numbers are compared as such: `layers.2` comes before `layers.10`.
struct NaturalName: Comparable {
  private let name: String
  private let rank: Int

  init(_ name: String, rank: Int = 0) {
    self.name = name
    self.rank = rank
  }

  static func < (left: NaturalName, right: NaturalName) -> Bool {
    if left.rank != right.rank { return left.rank < right.rank }
    var (rest, other) = (Array(left.name.utf8)[...], Array(right.name.utf8)[...])
    while let byte = rest.first, let otherByte = other.first {
      if byte.isASCIIDigit, otherByte.isASCIIDigit {
        let digits = rest.prefix(while: \.isASCIIDigit).drop { $0 == UInt8(ascii: "0") }
        let otherDigits = other.prefix(while: \.isASCIIDigit).drop { $0 == UInt8(ascii: "0") }
        if digits.count != otherDigits.count { return digits.count < otherDigits.count }
        if !digits.elementsEqual(otherDigits) {
          return digits.lexicographicallyPrecedes(otherDigits)
        }
        rest = rest.drop(while: \.isASCIIDigit)
        other = other.drop(while: \.isASCIIDigit)
      } else if byte != otherByte {
        return byte < otherByte
      } else {
        rest = rest.dropFirst()
        other = other.dropFirst()
      }
    }
    if rest.isEmpty, other.isEmpty {
      return left.name.utf8.lexicographicallyPrecedes(right.name.utf8)
    }
    return rest.isEmpty
  }
}
