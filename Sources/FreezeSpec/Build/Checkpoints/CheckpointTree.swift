/// The modules that the names of a checkpoint's tensors tell of.
///
/// A state dict has names alone: `layers.0.weight` is the `weight` of a module `0` in a module `layers`. Where
/// the file tells of its modules, those without tensors are there as well.
///
/// Where it tells of no objects, modules that are alike are one node, which stands at many places.
package struct CheckpointTree: Sendable {
  /// A module, or several that are alike.
  struct Node: Sendable {
    /// A module in it.
    struct Child: Sendable {
      let name: String
      /// An index of ``nodes``.
      fileprivate(set) var node: Int
    }

    /// What the file itself says of it; `nil` where only names tell of it.
    let module: Checkpoint.Module?
    /// How many modules it stands for: of several the last in the file, whose tensors it has.
    fileprivate(set) var copies = 1
    /// Its own parameters, as indices of ``tensors``.
    fileprivate(set) var parameters: [Int] = []
    /// Its own buffers, likewise.
    fileprivate(set) var buffers: [Int] = []
    /// The modules in it.
    fileprivate(set) var children: [Child] = []
    /// Whether it is a norm layer of torch.nn with running statistics, or of a class that extends one.
    fileprivate(set) var isNorm = false
  }

  /// The tensors, those that saving left out included.
  let tensors: [Checkpoint.Tensor]
  /// The modules, each before those in it; the first is the whole model.
  private(set) var nodes: [Node] = []
  /// How many modules there are at all places.
  let moduleCount: Int
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
    let indices = Self.add(checkpoint.dropped, to: &tensors)
    self.tensors = tensors
    isOrdered = checkpoint.isOrdered
    facts = checkpoint.facts
    tellsModules = !checkpoint.modules.isEmpty
    tellsClasses = checkpoint.modules.contains { $0.className != nil }
    var names = CheckpointNames()
    var told: [Int: Checkpoint.Module] = [:]
    for module in checkpoint.modules { told[try names.module(at: module.path)] = module }
    for index in tensors.indices { try names.add(index, tensors[index].name) }
    moduleCount = names.moduleCount
    let candidates = TieCandidates(tensors, checkpoint.dropped, indices)
    nodes = Self.nodes(names, told, tensors, areTied: candidates.areTied)
    commonestType = Self.commonestType(of: nodes, tensors)
    for number in nodes.indices { tellBuffers(of: number) }
    if !isOrdered { sort() }
    ties = candidates.ties(in: nodes)
  }

  /// Adds the names that saving left out, which are of tensors that are there.
  ///
  /// - Returns: The indices of all tensors by their names, where saving left some out.
  private static func add(_ dropped: [Checkpoint.Tie], to tensors: inout [Checkpoint.Tensor])
    -> [ExactString: Int]
  {
    if dropped.isEmpty { return [:] }
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
    return indices
  }

  /// The last component of a tensor's name.
  func name(of tensor: Int) -> String { lastComponent(tensors[tensor].name) }

  /// What the file tells of a module beside its tensors and modules.
  func facts(of node: Node) -> Checkpoint.Facts? { node.module?.identity.flatMap { facts[$0] } }

  private static func commonestType(of nodes: [Node], _ tensors: [Checkpoint.Tensor]) -> String {
    var counts = DTypeCounts()
    for node in nodes {
      for index in node.parameters where canTrain(tensors[index]) {
        if let dtype = tensors[index].dtype.flatMap({ DType(name: $0) }) {
          counts.add(dtype, node.copies)
        }
      }
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

// MARK: Nodes

extension CheckpointTree {
  /// A node for each module, and one for all that are alike where the file tells of no objects.
  ///
  /// All tensors are parameters for now.
  ///
  /// - Parameters:
  ///   - told: What the file says of modules, by their numbers.
  ///   - areTied: For each tensor whether it may be one with others.
  private static func nodes(
    _ names: CheckpointNames, _ told: [Int: Checkpoint.Module], _ tensors: [Checkpoint.Tensor],
    areTied: [Bool]
  ) -> [Node] {
    let areObjects = told.values.contains { $0.className != nil || $0.identity != nil }
    var forms = CheckpointForms(tensors, areTied: areTied)
    var nodes: [Node] = []
    var nodeOfModule = [Int32](repeating: -1, count: names.moduleCount)
    // Those in a module stand behind it.
    for module in (0..<names.moduleCount).reversed() {
      var form: Int32?
      if !areObjects {
        let found = forms.form(of: module, names, nodeOfModule, version: told[module]?.version)
        let known = forms.node(of: found)
        if known >= 0 {
          nodes[Int(known)].copies += 1
          nodeOfModule[module] = known
          continue
        }
        form = found
      }
      var node = Node(module: told[module])
      var next = names.firstMember(of: module)
      while next >= 0 {
        let member = names.members[Int(next)]
        if member.target < 0 {
          node.parameters.append(Int(~member.target))
        } else {
          node.children.append(
            Node.Child(
              name: names.text(of: member.component), node: Int(nodeOfModule[Int(member.target)])))
        }
        next = member.next
      }
      let number = Int32(truncatingIfNeeded: nodes.count)
      if let form { forms.setNode(of: form, to: number) }
      nodeOfModule[module] = number
      nodes.append(node)
    }
    // Each before those in it.
    nodes.reverse()
    for number in nodes.indices {
      for place in nodes[number].children.indices {
        nodes[number].children[place].node = nodes.count - 1 - nodes[number].children[place].node
      }
    }
    return nodes
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
    for number in nodes.indices {
      nodes[number].children = sorted(nodes[number].children) { NaturalName($0.name) }
      nodes[number].parameters = sorted(nodes[number].parameters, by: key)
      nodes[number].buffers = sorted(nodes[number].buffers, by: key)
    }
  }

  private func sorted<Item>(_ items: [Item], by key: (Item) -> NaturalName) -> [Item] {
    if items.count < 2 { return items }
    return items.map { (key($0), $0) }.sorted { $0.0 < $1.0 }.map(\.1)
  }

  /// What a tensor is sorted by: a weight comes before its bias in all of PyTorch.
  private func key(of tensor: Int) -> NaturalName {
    let name = name(of: tensor)
    let first = ["weight", "bias", "running_mean", "running_var", "num_batches_tracked"]
    return NaturalName(name, rank: first.firstIndex { $0.isExactly(name) } ?? first.count)
  }

}

// MARK: Ties

/// What may be one tensor: by its storage, or as saving says of what it left out.
private struct TieCandidates {
  private var ofStorage: [[Int]] = []
  private var ofSaving: [[Int]] = []
  /// For each tensor whether it is among them.
  private(set) var areTied: [Bool]

  /// Finds them.
  ///
  /// - Parameter indices: The indices of tensors by their names, where saving left some out.
  init(
    _ tensors: [Checkpoint.Tensor], _ dropped: [Checkpoint.Tie], _ indices: [ExactString: Int]
  ) {
    areTied = Array(repeating: false, count: tensors.count)
    var groups: [Int: [Int]] = [:]
    for index in tensors.indices {
      if let identity = tensors[index].identity { groups[identity, default: []].append(index) }
    }
    ofStorage = groups.values.filter { $0.count > 1 }
    var further: [Int: [Int]] = [:]
    for tie in dropped {
      guard let kept = indices[ExactString(tie.kept)], let name = indices[ExactString(tie.dropped)],
        kept != name
      else { continue }
      further[kept, default: [kept]].append(name)
    }
    ofSaving = Array(further.values)
    for index in (ofStorage + ofSaving).joined() { areTied[index] = true }
  }

  /// Those that are parameters, in order.
  func ties(in nodes: [CheckpointTree.Node]) -> [[Int]] {
    if ofStorage.isEmpty, ofSaving.isEmpty { return [] }
    var isBuffer = Array(repeating: false, count: areTied.count)
    for index in nodes.lazy.flatMap(\.buffers) { isBuffer[index] = true }
    let groups = ofStorage.map { $0.filter { !isBuffer[$0] } }.filter { $0.count > 1 }
    return (groups + ofSaving.filter { !isBuffer[$0[0]] }).sorted { $0[0] < $1[0] }
  }
}

/// A name whose numbers are compared as such: `layers.2` comes before `layers.10`.
struct NaturalName: Comparable {
  private let name: [UInt8]
  private let rank: Int

  init(_ name: String, rank: Int = 0) {
    self.name = Array(name.utf8)
    self.rank = rank
  }

  static func < (left: NaturalName, right: NaturalName) -> Bool {
    if left.rank != right.rank { return left.rank < right.rank }
    var (rest, other) = (left.name[...], right.name[...])
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
      return left.name.lexicographicallyPrecedes(right.name)
    }
    return rest.isEmpty
  }
}
