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
  private let nodes: [Int32]
  /// For each node the parameter that it is, or -1.
  private let parameterOfNode: [Int32]
  /// For each node the number of parameters at or below it.
  private let counts: [Int32]
  /// For each node what is known of it while parameters are asked about, and nothing between.
  private var covers: [Cover]

  /// What some parameters have to do with a node.
  private struct Cover {
    /// How many of them are at or below it.
    var count: Int32 = 0
    /// Of its children that have any, the first and the last; and of its parent's, the one after it.
    var first: Int32 = -1
    var last: Int32 = -1
    var next: Int32 = -1
  }

  /// Reads the tree off the parameters' names.
  ///
  /// - Parameters:
  ///   - names: The names, each once.
  ///   - areInOrder: Whether they are known to stand in the order of a tree, as a model's do.
  init(names: some Collection<String>, areInOrder: Bool) {
    var tree = NameTree()
    var nodes: [Int32] = []
    nodes.reserveCapacity(names.count)
    for name in names {
      nodes.append(
        Int32(truncatingIfNeeded: areInOrder ? tree.append(name) : tree.insert(name)))
    }
    var parameterOfNode = [Int32](repeating: -1, count: tree.nodes.count)
    // A module stands before what is in it.
    var counts = [Int32](repeating: 0, count: tree.nodes.count)
    for (parameter, node) in nodes.enumerated() {
      if parameterOfNode[Int(node)] < 0 {
        parameterOfNode[Int(node)] = Int32(truncatingIfNeeded: parameter)
      }
      counts[Int(node)] += 1
    }
    for node in tree.nodes.indices.reversed() {
      if let parent = tree.nodes[node].parent { counts[parent] += counts[node] }
    }
    self.nodes = nodes
    self.parameterOfNode = parameterOfNode
    self.counts = counts
    self.tree = tree
    covers = Array(repeating: Cover(), count: tree.nodes.count)
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
  mutating func units(covering indices: [Int], namesRoot: Bool = true) -> [Unit] {
    var touched: [Int] = []
    for index in indices {
      var node = Int(nodes[index])
      while true {
        covers[node].count += 1
        let parent = tree.nodes[node].parent
        if covers[node].count == 1 {
          touched.append(node)
          if let parent { link(node, to: parent) }
        }
        guard let parent else { break }
        node = parent
      }
    }
    var units: [Unit] = []
    if !indices.isEmpty { collect(0, namesRoot: namesRoot, into: &units) }
    for node in touched { covers[node] = Cover() }
    return units
  }

  /// Notes that a node is one of its parent's that have some of the parameters.
  private mutating func link(_ node: Int, to parent: Int) {
    let last = covers[parent].last
    if last < 0 {
      covers[parent].first = Int32(truncatingIfNeeded: node)
    } else {
      covers[Int(last)].next = Int32(truncatingIfNeeded: node)
    }
    covers[parent].last = Int32(truncatingIfNeeded: node)
  }

  private func collect(_ node: Int, namesRoot: Bool, into units: inout [Unit]) {
    if namesRoot || node != 0, covers[node].count == counts[node], isUnit(node) {
      units.append(unit(node))
      return
    }
    var child = covers[node].first
    while child >= 0 {
      collect(Int(child), namesRoot: namesRoot, into: &units)
      child = covers[Int(child)].next
    }
  }

  private func unit(_ node: Int) -> Unit {
    var parameters: [Int] = []
    var rest = [node]
    while let next = rest.popLast() {
      if parameterOfNode[next] >= 0 { parameters.append(Int(parameterOfNode[next])) }
      rest.append(contentsOf: tree.list(from: tree.nodes[next].firstParameter))
      rest.append(contentsOf: tree.list(from: tree.nodes[next].firstModule))
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
