/// The modules that dotted names of parameters tell of.
struct NameTree {
  /// A module or a parameter.
  struct Node {
    /// The last component of its path; empty for the whole.
    let name: String
    /// The module that it is in.
    let parent: Int?
    let isParameter: Bool
    /// The one after it in the same list.
    fileprivate(set) var next: Int?
    /// The first of the parameters in it.
    fileprivate(set) var firstParameter: Int?
    /// The first of the modules in it.
    fileprivate(set) var firstModule: Int?
    /// The parameter and the module in it that were asked for last.
    fileprivate var lastParameter: Int?
    fileprivate var lastModule: Int?

    /// Whether the name is a number.
    var isNumbered: Bool {
      !name.isEmpty && name.utf8.allSatisfy(\.isASCIIDigit)
    }
  }

  private struct Key: Hashable {
    let parent: Int
    let name: ExactString
    let isParameter: Bool
  }

  /// The nodes; the first is the whole.
  private(set) var nodes = [Node(name: "", parent: nil, isParameter: false)]
  private var places: [Key: Int] = [:]
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
    return child(
      of: node, String(decoding: name[start...], as: UTF8.self), isParameter: true)
  }

  /// Begins another list: its first names come before the siblings that it does not have.
  mutating func startOver() {
    lastName = []
    open = []
    for index in nodes.indices {
      nodes[index].lastParameter = nil
      nodes[index].lastModule = nil
    }
  }

  /// The child of a name; `nil` where there is none.
  func child(of parent: Int, named name: String, isParameter: Bool) -> Int? {
    places[Key(parent: parent, name: ExactString(name), isParameter: isParameter)]
  }

  /// The nodes from one on, in their order.
  func list(from first: Int?) -> some Sequence<Int> {
    sequence(state: first) { place in
      defer { place = place.flatMap { nodes[$0].next } }
      return place
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
    path(of: node).map { nodes[$0].name }.reversed().dropFirst().joined(separator: ".")
  }

  private mutating func child(of parent: Int, _ name: String, isParameter: Bool) -> Int {
    let key = Key(parent: parent, name: ExactString(name), isParameter: isParameter)
    let last = isParameter ? \Node.lastParameter : \Node.lastModule
    if let place = places[key] {
      nodes[parent][keyPath: last] = place
      return place
    }
    let place = nodes.count
    places[key] = place
    nodes.append(Node(name: name, parent: parent, isParameter: isParameter))
    let first = isParameter ? \Node.firstParameter : \Node.firstModule
    if let before = nodes[parent][keyPath: last] {
      nodes[place].next = nodes[before].next
      nodes[before].next = place
    } else {
      nodes[place].next = nodes[parent][keyPath: first]
      nodes[parent][keyPath: first] = place
    }
    nodes[parent][keyPath: last] = place
    return place
  }
}
