/// The module tree that parameter names tell of, to find the modules that a set of parameters covers.
struct NameTree {
  /// A module or a parameter, with the run of parameters at or below it.
  struct Unit {
    /// Its path.
    var path: String
    /// The indices of its parameters.
    var parameters: Range<Int>
    /// Whether it is a module.
    var isModule: Bool

    fileprivate init(_ node: Node) {
      path = node.path
      parameters = node.parameters
      isModule = !node.isLeaf
    }
  }

  /// A module or a parameter with all below it.
  fileprivate struct Node {
    var path: String
    /// The last component of the path.
    var name: Substring
    var parameters: Range<Int>
    var children: [Node] = []
    /// Whether it is a parameter.
    var isLeaf: Bool

    /// Whether the name is a number.
    var isNumbered: Bool {
      !name.isEmpty && name.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
    }

    /// The child at or below which a parameter stands.
    func child(holding parameter: Int) -> Node? {
      let place = place(of: parameter)
      return place < children.count ? children[place] : nil
    }

    /// The place of that child.
    func place(of parameter: Int) -> Int {
      children.partitioningIndex { $0.parameters.upperBound > parameter }
    }
  }

  private let root: Node

  /// Reads the tree off parameters in `named_parameters()` order, in which every module's parameters
  /// stand together.
  init(_ parameters: [PlanSnapshot.Parameter]) {
    let components = parameters.map {
      $0.name.split(separator: ".", omittingEmptySubsequences: false)
    }
    root = NameTree.node("", "", components, 0..<parameters.count, depth: 0)
  }

  private static func node(
    _ path: String, _ name: Substring, _ components: [[Substring]], _ range: Range<Int>, depth: Int
  ) -> Node {
    var node = Node(path: path, name: name, parameters: range, isLeaf: false)
    var start = range.lowerBound
    while start < range.upperBound {
      let name = components[start][depth]
      let isLeaf = components[start].count == depth + 1
      var end = start + 1
      while !isLeaf, end < range.upperBound, components[end].count > depth + 1,
        components[end][depth] == name
      {
        end += 1
      }
      let childPath = depth == 0 ? String(name) : path + "." + name
      node.children.append(
        isLeaf
          ? Node(path: childPath, name: name, parameters: start..<end, isLeaf: true)
          : self.node(childPath, name, components, start..<end, depth: depth + 1))
      start = end
    }
    return node
  }

  /// The largest modules that some parameters cover wholly, and the single parameters that remain.
  ///
  /// A list of numbered modules of one size is given as its items, so that they fold into one line
  /// that shows the numbers.
  ///
  /// - Parameters:
  ///   - indices: Ascending.
  ///   - namesRoot: Whether the model as a whole, whose path is empty, is a unit.
  /// - Returns: The units in the parameters' order.
  func units(covering indices: [Int], namesRoot: Bool = true) -> [Unit] {
    var units: [Unit] = []
    func collect(_ node: Node, _ covered: ArraySlice<Int>) {
      let isNamed = namesRoot || !node.path.isEmpty
      if isNamed, covered.count == node.parameters.count, isUnit(node) {
        units.append(Unit(node))
        return
      }
      var rest = covered
      while let first = rest.first, let child = node.child(holding: first) {
        let end = rest.firstIndex { $0 >= child.parameters.upperBound } ?? rest.endIndex
        collect(child, rest[..<end])
        rest = rest[end...]
      }
    }
    collect(root, indices[...])
    return units
  }

  private func isUnit(_ node: Node) -> Bool {
    if node.isLeaf { return true }
    // A module of one parameter says more by the parameter's name.
    if node.parameters.count < 2 { return false }
    return node.path.isEmpty || !NameTree.shouldOpen(node)
  }

  /// The numbers of the siblings that a run of units leaves out, where the units differ in one
  /// number: those between the first and the last, or all where the units are most of them.
  ///
  /// - Parameters:
  ///   - units: Units whose paths differ in numbers only.
  ///   - isAlike: Whether a sibling is of the units' kind.
  /// - Returns: Ascending numbers; none where too many are missing to call them exceptions.
  func siblings(missingFrom units: [Unit], where isAlike: (Unit) -> Bool) -> [Int] {
    guard units.count >= 3, let first = units.first, let last = units.last else { return [] }
    let components = first.path.split(separator: ".", omittingEmptySubsequences: false)
    let others = last.path.split(separator: ".", omittingEmptySubsequences: false)
    let places = components.indices.filter { components[$0] != others[$0] }
    guard places.count == 1, let place = places.first else { return [] }
    var parent = root
    for _ in 0..<place {
      guard let child = parent.child(holding: first.parameters.lowerBound) else { return [] }
      parent = child
    }
    // The units may differ in an earlier number too, which the first and the last have in common.
    guard units.allSatisfy({ parent.parameters.contains($0.parameters.lowerBound) }) else {
      return []
    }
    var siblings = parent.children[...]
    if siblings.count >= 2 * units.count {
      let start = parent.place(of: first.parameters.lowerBound)
      siblings = siblings[start...parent.place(of: last.parameters.lowerBound)]
    }
    guard siblings.count < 2 * units.count else { return [] }
    let starts = Set(units.map(\.parameters.lowerBound))
    var missing: [Int] = []
    for child in siblings where child.isNumbered {
      var node: Node? = child
      for component in components[(place + 1)...] {
        node = node?.children.first { $0.name == component }
      }
      guard let node, node.isLeaf != first.isModule, !starts.contains(node.parameters.lowerBound),
        isAlike(Unit(node)), let number = Int(child.name)
      else { continue }
      missing.append(number)
    }
    return missing.sorted()
  }

  /// Whether a covered module is better told by its children: a list of numbered modules that are
  /// of one size, and what holds nothing but such a list.
  private static func shouldOpen(_ node: Node) -> Bool {
    var node = node
    while node.children.count == 1, !node.children[0].isLeaf { node = node.children[0] }
    return node.children.count > 1
      && node.children.allSatisfy { child in
        child.isNumbered && !child.isLeaf
          && child.parameters.count == node.children[0].parameters.count
      }
  }
}
