/// The modules that dotted names of parameters tell of.
struct NameTree {
  /// A module or a parameter.
  struct Node {
    /// The last component of its path; empty for the whole.
    let name: String
    let isParameter: Bool
    /// The module that it is in, or -1.
    fileprivate let parentLink: Int32
    /// The one after it in the same list, or -1.
    fileprivate var nextLink: Int32 = -1
    /// The first of the parameters, and of the modules, in it, or -1.
    fileprivate var firstParameterLink: Int32 = -1
    fileprivate var firstModuleLink: Int32 = -1
    /// The parameter and the module in it that were asked for last, or -1.
    fileprivate var lastParameterLink: Int32 = -1
    fileprivate var lastModuleLink: Int32 = -1

    /// The first of the parameters in it.
    var firstParameter: Int? { firstParameterLink < 0 ? nil : Int(firstParameterLink) }
    /// The first of the modules in it.
    var firstModule: Int? { firstModuleLink < 0 ? nil : Int(firstModuleLink) }
  }

  /// The nodes, the first of which is the whole; a module stands before what is in it.
  private(set) var nodes = [Node(name: "", isParameter: false, parentLink: -1)]
  /// The nodes by parent, name and kind.
  private var places = HashIndex()
  /// The name that was inserted last, and the modules that it lies in with the places behind their dots:
  /// names that follow each other lie mostly in the same.
  private var lastName: [UInt8] = []
  private var open: [(node: Int, end: Int)] = []

  /// The node of a parameter.
  ///
  /// One that is new comes after the one of its siblings that was asked for last, so that names in
  /// their order keep it, and those of another list stand beside their neighbours there.
  mutating func insert(_ name: String) -> Int {
    var name = name
    return name.withUTF8 { insert($0) }
  }

  private mutating func insert(_ name: UnsafeBufferPointer<UInt8>) -> Int {
    var shared = 0
    while shared < min(name.count, lastName.count), name[shared] == lastName[shared] { shared += 1 }
    while let module = open.last, module.end > shared { open.removeLast() }
    lastName.removeAll(keepingCapacity: true)
    lastName.append(contentsOf: name)

    var (node, start) = open.last ?? (0, 0)
    for place in start..<name.count where name[place] == UInt8(ascii: ".") {
      let part = String(decoding: name[start..<place], as: UTF8.self)
      node = child(of: node, part, isParameter: false)
      start = place + 1
      open.append((node, start))
    }
    let last = String(decoding: name[start...], as: UTF8.self)
    return child(of: node, last, isParameter: true)
  }

  /// Begins another list: its first names come before the siblings that it does not have.
  mutating func startOver() {
    lastName = []
    open = []
    for index in nodes.indices {
      nodes[index].lastParameterLink = -1
      nodes[index].lastModuleLink = -1
    }
  }

  /// The nodes from one on, in their order.
  func list(from first: Int?) -> some Sequence<Int> {
    sequence(state: Int32(first ?? -1)) { place -> Int? in
      if place < 0 { return nil }
      defer { place = nodes[Int(place)].nextLink }
      return Int(place)
    }
  }

  /// A module with all that is in it, of which nothing but the names is known.
  ///
  /// - Parameter order: Takes the node of each of its parameters, in the module's order.
  func module(_ node: Int, _ order: inout [Int]) -> Module {
    var parameters: [Parameter] = []
    for parameter in list(from: nodes[node].firstParameter) {
      order.append(parameter)
      parameters.append(
        Parameter(
          name: nodes[parameter].name, shape: [], dtype: .float32, requiresGrad: true))
    }
    var children: [Module.Child] = []
    for child in list(from: nodes[node].firstModule) {
      children.append(Module.Child(name: nodes[child].name, module: module(child, &order)))
    }
    return Module(type: Self.type, parameters: parameters, children: children)
  }

  /// The class of all of them.
  private static let type = ModuleType.unknown(.classes)

  private mutating func child(of parent: Int, _ name: String, isParameter: Bool) -> Int {
    var hasher = Hasher()
    hasher.combine(parent)
    hasher.combine(ExactString(name))
    hasher.combine(isParameter)
    let hash = hasher.finalize()
    let known = places.number(withHash: hash) { place in
      let node = nodes[place]
      return node.parentLink == parent && node.isParameter == isParameter
        && node.name.isExactly(name)
    }
    if let known {
      note(known, asLastIn: parent)
      return known
    }
    places.insert(nodes.count, hash: hash)
    let place = nodes.count
    let link = Int32(truncatingIfNeeded: place)
    nodes.append(
      Node(
        name: name, isParameter: isParameter, parentLink: Int32(truncatingIfNeeded: parent)))
    let before = isParameter ? nodes[parent].lastParameterLink : nodes[parent].lastModuleLink
    if before >= 0 {
      nodes[place].nextLink = nodes[Int(before)].nextLink
      nodes[Int(before)].nextLink = link
    } else if isParameter {
      nodes[place].nextLink = nodes[parent].firstParameterLink
      nodes[parent].firstParameterLink = link
    } else {
      nodes[place].nextLink = nodes[parent].firstModuleLink
      nodes[parent].firstModuleLink = link
    }
    note(place, asLastIn: parent)
    return place
  }

  private mutating func note(_ node: Int, asLastIn parent: Int) {
    let link = Int32(truncatingIfNeeded: node)
    if nodes[node].isParameter {
      nodes[parent].lastParameterLink = link
    } else {
      nodes[parent].lastModuleLink = link
    }
  }
}
