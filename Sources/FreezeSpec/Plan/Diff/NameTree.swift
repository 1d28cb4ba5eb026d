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

    /// The module that it is in.
    var parent: Int? { parentLink < 0 ? nil : Int(parentLink) }
    /// The first of the parameters in it.
    var firstParameter: Int? { firstParameterLink < 0 ? nil : Int(firstParameterLink) }
    /// The first of the modules in it.
    var firstModule: Int? { firstModuleLink < 0 ? nil : Int(firstModuleLink) }

    /// Whether the name is a number.
    var isNumbered: Bool {
      !name.isEmpty && name.utf8.allSatisfy(\.isASCIIDigit)
    }
  }

  /// The nodes, the first of which is the whole; a module stands before what is in it.
  private(set) var nodes = [Node(name: "", isParameter: false, parentLink: -1)]
  /// The nodes by parent, name and kind, but for those that were appended.
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
    return name.withUTF8 { insert($0, isNext: false) }
  }

  /// The node of the parameter that comes next in the order of a tree.
  ///
  /// Its modules are those of the one before it or, like itself, new: nothing need be looked up, and
  /// ``insert(_:)`` does not find it.
  mutating func append(_ name: String) -> Int {
    var name = name
    return name.withUTF8 { insert($0, isNext: true) }
  }

  private mutating func insert(_ name: UnsafeBufferPointer<UInt8>, isNext: Bool) -> Int {
    var shared = 0
    while shared < min(name.count, lastName.count), name[shared] == lastName[shared] { shared += 1 }
    while let module = open.last, module.end > shared { open.removeLast() }
    lastName.removeAll(keepingCapacity: true)
    lastName.append(contentsOf: name)

    var (node, start) = open.last ?? (0, 0)
    for place in start..<name.count where name[place] == UInt8(ascii: ".") {
      let part = String(decoding: name[start..<place], as: UTF8.self)
      node = child(of: node, part, isParameter: false, isNew: isNext)
      start = place + 1
      open.append((node, start))
    }
    let last = String(decoding: name[start...], as: UTF8.self)
    return child(of: node, last, isParameter: true, isNew: isNext)
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

  /// The child of a name, looked for among all; `nil` where there is none.
  func child(of parent: Int, named name: String, isParameter: Bool) -> Int? {
    let first = isParameter ? nodes[parent].firstParameter : nodes[parent].firstModule
    return list(from: first).first { nodes[$0].name.isExactly(name) }
  }

  /// The nodes from one on, in their order.
  func list(from first: Int?) -> some Sequence<Int> {
    sequence(state: Int32(first ?? -1)) { place -> Int? in
      if place < 0 { return nil }
      defer { place = nodes[Int(place)].nextLink }
      return Int(place)
    }
  }

  /// The parameters and then the modules in a module, in their order.
  func children(of node: Int) -> [Int] {
    Array(list(from: nodes[node].firstParameter)) + Array(list(from: nodes[node].firstModule))
  }

  /// The nodes from one up to the whole, both included.
  func path(of node: Int) -> some Sequence<Int> {
    sequence(first: node) { nodes[$0].parent }
  }

  /// The path of a module or parameter; empty for the whole.
  func name(of node: Int) -> String {
    var count = -1
    var next = node
    while let parent = nodes[next].parent {
      count += nodes[next].name.utf8.count + 1
      next = parent
    }
    if count < 0 { return "" }
    return String(unsafeUninitializedCapacity: count) { buffer in
      var end = count
      var next = node
      while let parent = nodes[next].parent {
        if next != node {
          end -= 1
          buffer[end] = UInt8(ascii: ".")
        }
        var name = nodes[next].name
        name.withUTF8 { bytes in
          end -= bytes.count
          _ = buffer[end...].update(fromContentsOf: bytes)
        }
        next = parent
      }
      return count
    }
  }

  private mutating func child(
    of parent: Int, _ name: String, isParameter: Bool, isNew: Bool
  ) -> Int {
    var hash = 0
    if !isNew {
      var hasher = Hasher()
      hasher.combine(parent)
      hasher.combine(ExactString(name))
      hasher.combine(isParameter)
      hash = hasher.finalize()
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
    }
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
