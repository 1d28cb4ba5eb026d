/// Finds the modules that a set of parameters covers.
struct NameUnits {
  /// A module, or a single parameter.
  struct Unit {
    /// Its node in the tree.
    fileprivate let node: Int
    /// Its path.
    let path: String
    /// The indices of its parameters, ascending.
    let parameters: [Int]
    /// Whether it is a module.
    let isModule: Bool
  }

  private let tree: NameTree
  /// The node of each parameter.
  private let nodes: [Int]
  /// For each node the parameter that it is, or -1.
  private let parameterOfNode: [Int]
  /// For each node the number of parameters at or below it.
  private let counts: [Int]

  /// Reads the tree off the parameters' names.
  init(names: some Sequence<String>) {
    var tree = NameTree()
    nodes = names.map { tree.insert($0) }
    var parameterOfNode = [Int](repeating: -1, count: tree.nodes.count)
    for (parameter, node) in nodes.enumerated() where parameterOfNode[node] < 0 {
      parameterOfNode[node] = parameter
    }
    self.parameterOfNode = parameterOfNode
    // A module stands before what is in it.
    var counts = [Int](repeating: 0, count: tree.nodes.count)
    for node in nodes { counts[node] += 1 }
    for node in tree.nodes.indices.reversed() {
      if let parent = tree.nodes[node].parent { counts[parent] += counts[node] }
    }
    self.counts = counts
    self.tree = tree
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
    var covered: [Int: Int] = [:]
    var children: [Int: [Int]] = [:]
    for index in indices {
      for node in tree.path(of: nodes[index]) {
        if let count = covered[node] {
          covered[node] = count + 1
        } else {
          covered[node] = 1
          if let parent = tree.nodes[node].parent { children[parent, default: []].append(node) }
        }
      }
    }
    var units: [Unit] = []
    func collect(_ node: Int) {
      if namesRoot || node != 0, covered[node] == counts[node], isUnit(node) {
        units.append(unit(node))
      } else {
        for child in children[node] ?? [] { collect(child) }
      }
    }
    if !indices.isEmpty { collect(0) }
    return units
  }

  private func unit(_ node: Int) -> Unit {
    var parameters: [Int] = []
    var rest = [node]
    while let next = rest.popLast() {
      if parameterOfNode[next] >= 0 { parameters.append(parameterOfNode[next]) }
      rest += tree.children(of: next)
    }
    return Unit(
      node: node, path: tree.name(of: node), parameters: parameters.sorted(),
      isModule: !tree.nodes[node].isParameter)
  }

  private func isUnit(_ node: Int) -> Bool {
    if tree.nodes[node].isParameter { return true }
    // A module of one parameter says more by the parameter's name.
    if counts[node] < 2 { return false }
    return node == 0 || !shouldOpen(node)
  }

  /// Whether a covered module is better told by its children: a list of numbered modules that are
  /// of one size, and what holds nothing but such a list.
  private func shouldOpen(_ node: Int) -> Bool {
    var children = tree.children(of: node)
    while children.count == 1, !tree.nodes[children[0]].isParameter {
      children = tree.children(of: children[0])
    }
    return children.count > 1
      && children.allSatisfy { child in
        tree.nodes[child].isNumbered && !tree.nodes[child].isParameter
          && counts[child] == counts[children[0]]
      }
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
    // From the whole down; names that differ are those of different nodes with one parent.
    let (down, other) = (steps(to: first), steps(to: last))
    guard down.count == other.count,
      let place = down.indices.first(where: { down[$0] != other[$0] }),
      zip(down, other).dropFirst(place + 1).allSatisfy({
        tree.nodes[$0].name == tree.nodes[$1].name
      })
    else { return [] }
    // The units may differ in an earlier number too, which the first and the last have in common.
    let parent = tree.nodes[down[place]].parent
    let taken = Set(units.map { steps(to: $0)[place] })
    guard taken.allSatisfy({ tree.nodes[$0].parent == parent }), let parent else { return [] }
    let most = 2 * units.count
    let start = tree.nodes[parent]
    let isParameter = tree.nodes[down[place]].isParameter
    var siblings = Array(
      tree.list(from: isParameter ? start.firstParameter : start.firstModule).prefix(most))
    if siblings.count >= most {
      siblings = Array(tree.list(from: down[place]).prefix(most))
      guard let end = siblings.firstIndex(of: other[place]) else { return [] }
      siblings = Array(siblings[...end])
    }
    guard siblings.count < most else { return [] }
    var missing: [Int] = []
    for sibling in siblings where tree.nodes[sibling].isNumbered && !taken.contains(sibling) {
      var node: Int? = sibling
      for step in down.dropFirst(place + 1) {
        node = node.flatMap {
          tree.child(
            of: $0, named: tree.nodes[step].name, isParameter: tree.nodes[step].isParameter)
        }
      }
      if let node, isAlike(unit(node)), let number = Int(tree.nodes[sibling].name) {
        missing.append(number)
      }
    }
    return missing.sorted()
  }

  /// The nodes from below the whole down to a unit.
  private func steps(to unit: Unit) -> [Int] {
    Array(tree.path(of: unit.node).reversed().dropFirst())
  }
}
