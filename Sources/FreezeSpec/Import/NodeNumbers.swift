/// Numbers for nodes: equal ones have the same.
///
/// A node that is written out is told by the numbers of its children, so that a model is hashed once, and
/// not once for each module around a part of it.
struct NodeNumbers {
  private struct Key: Hashable {
    let node: Node
    let children: [Int]
  }

  private var numbers: [Key: Int] = [:]

  /// The number of a node without children.
  mutating func number(of node: Node) -> Int { number(of: node, children: []) }

  /// The number of a node that is written out, its children not yet in runs.
  ///
  /// - Parameter children: The numbers of the nodes of its slots, and of its locals behind them.
  mutating func number(of composite: CompositeNode, children: [Int]) -> Int {
    var shell = composite
    shell.slots = composite.slots.map { Slot(key: $0.key, nodes: []) }
    shell.locals = composite.locals.map { LocalNode(name: $0.name, node: .none) }
    return number(of: .composite(shell), children: children)
  }

  private mutating func number(of node: Node, children: [Int]) -> Int {
    let key = Key(node: node, children: children)
    if let known = numbers[key] { return known }
    numbers[key] = numbers.count
    return numbers.count - 1
  }
}
