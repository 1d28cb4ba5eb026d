/// Numbers for nodes: equal ones have the same.
///
/// A node that is written out is told by the numbers of its children, so that a model is hashed once, and
/// not once for each module around a part of it.
struct NodeNumbers {
  /// Of nodes that are not written out, and of those that are without their children.
  private var nodes: [Node: Int] = [:]
  private var names: [Slot.Key: Int] = [:]
  /// Of nodes that are written out: the number of what is not their children, and for each of these two.
  private var composites: [[Int]: Int] = [:]

  /// The number of a node that is not written out.
  mutating func number(of node: Node) -> Int { Self.number(of: node, in: &nodes) * 2 }

  /// The number of a node that is written out, its children not yet in runs.
  ///
  /// - Parameter children: The numbers of the nodes of its slots, and of its locals behind them.
  mutating func number(of composite: CompositeNode, children: [Int]) -> Int {
    var shell = composite
    shell.slots = []
    shell.locals = composite.locals.map { LocalNode(name: $0.name, node: .none) }
    var words = [Self.number(of: .composite(shell), in: &nodes)]
    words.reserveCapacity(1 + 2 * children.count)
    for slot in composite.slots { words.append(Self.number(of: slot.key, in: &names)) }
    words += children
    return Self.number(of: words, in: &composites) * 2 + 1
  }

  private static func number<Key>(of key: Key, in numbers: inout [Key: Int]) -> Int {
    if let known = numbers[key] { return known }
    numbers[key] = numbers.count
    return numbers.count - 1
  }
}
