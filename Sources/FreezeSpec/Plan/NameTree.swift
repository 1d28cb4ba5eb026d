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
  }

  private struct Node {
    var path: String
    var parameters: Range<Int>
    var children: [Node] = []
    /// Whether its last component is a number.
    var isNumbered: Bool
    /// Whether it is a parameter.
    var isLeaf: Bool
  }

  private let root: Node

  /// Reads the tree off parameters in `named_parameters()` order, in which every module's parameters
  /// stand together.
  init(_ parameters: [PlanSnapshot.Parameter]) {
    let components = parameters.map { $0.name.split(separator: ".", omittingEmptySubsequences: false) }
    root = NameTree.node(
      path: "", components, 0..<parameters.count, depth: 0, isNumbered: false)
  }

  private static func node(
    path: String, _ components: [[Substring]], _ range: Range<Int>, depth: Int, isNumbered: Bool
  ) -> Node {
    var node = Node(path: path, parameters: range, isNumbered: isNumbered, isLeaf: false)
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
      let childPath = path.isEmpty ? String(name) : path + "." + name
      let isNumbered = !name.isEmpty && name.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
      if isLeaf {
        node.children.append(
          Node(
            path: childPath, parameters: start..<end, isNumbered: isNumbered, isLeaf: true))
      } else {
        node.children.append(
          self.node(
            path: childPath, components, start..<end, depth: depth + 1, isNumbered: isNumbered))
      }
      start = end
    }
    return node
  }

  /// The largest modules that some parameters cover wholly, and the single parameters that remain.
  ///
  /// A list of numbered modules is given as its items, so that they fold into one line that shows
  /// the numbers; the root is never one unit.
  ///
  /// - Parameter indices: Ascending.
  func units(covering indices: [Int]) -> [Unit] {
    var units: [Unit] = []
    var marked = [Bool](repeating: false, count: root.parameters.count)
    for index in indices { marked[index] = true }
    // Counts of marked parameters up to each place tell in one step whether a run is all marked.
    var counts = [0]
    counts.reserveCapacity(marked.count + 1)
    for mark in marked { counts.append((counts.last ?? 0) + (mark ? 1 : 0)) }
    func collect(_ node: Node, isRoot: Bool) {
      let range = node.parameters
      let count = counts[range.upperBound] - counts[range.lowerBound]
      if count == 0 { return }
      let isCovered = count == range.count
      if isCovered, !isRoot, node.isLeaf || !NameTree.shouldOpen(node) {
        // A module of one parameter says more by the parameter's name.
        if node.isLeaf || range.count > 1 {
          units.append(Unit(path: node.path, parameters: range, isModule: !node.isLeaf))
          return
        }
      }
      for child in node.children { collect(child, isRoot: false) }
    }
    collect(root, isRoot: true)
    return units
  }

  /// Whether a covered module is better told by its children: a list of numbered modules, and what
  /// holds nothing but such a list.
  private static func shouldOpen(_ node: Node) -> Bool {
    var node = node
    while node.children.count == 1, !node.children[0].isLeaf { node = node.children[0] }
    return node.children.count > 1 && node.children.allSatisfy { $0.isNumbered && !$0.isLeaf }
  }
}
