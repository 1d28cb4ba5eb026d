/// Which classes of a model hold which others.
struct ClassGraph {
  /// Groups of classes that hold each other, each behind those that it holds.
  private(set) var groups: [[Int]] = []
  /// For each class those that stand in its modules, without others between.
  private(set) var inner: [Int: Set<Int>] = [:]

  /// Looks at the modules of a description.
  ///
  /// - Parameters:
  ///   - modules: The numbers of those that are written out, each behind those in it.
  ///   - isOwn: Whether a module is of a class that can be declared.
  ///   - isWhole: Whether what is in a module is not written.
  init(
    _ description: ModelDescription, modules: [Int], isOwn: (Int) -> Bool, isWhole: (Int) -> Bool
  ) {
    var order: [Int] = []
    for number in modules where isOwn(number) {
      let type = description.modules[number].type
      if inner[type] == nil {
        order.append(type)
        inner[type] = []
      }
      var pending = [number]
      var seen: Set<Int> = []
      while let next = pending.popLast() {
        if isWhole(next) { continue }
        for child in description.modules[next].children.lazy.compactMap(\.module) {
          if isOwn(child) {
            inner[type]?.insert(description.modules[child].type)
          } else if seen.insert(child).inserted {
            pending.append(child)
          }
        }
      }
    }
    findGroups(order)
  }

  /// Tarjan's strongly connected components, without recursion.
  private mutating func findGroups(_ order: [Int]) {
    var index: [Int: Int] = [:]
    var low: [Int: Int] = [:]
    var stack: [Int] = []
    var onStack: Set<Int> = []
    for root in order where index[root] == nil {
      var work = [(type: root, next: inner[root, default: []].sorted()[...])]
      index[root] = index.count
      low[root] = index[root]
      stack.append(root)
      onStack.insert(root)
      while let (type, rest) = work.popLast() {
        var next = rest
        if let child = next.popFirst() {
          work.append((type, next))
          if let known = index[child] {
            if onStack.contains(child) { low[type] = min(low[type] ?? known, known) }
            continue
          }
          index[child] = index.count
          low[child] = index[child]
          stack.append(child)
          onStack.insert(child)
          work.append((child, inner[child, default: []].sorted()[...]))
          continue
        }
        if low[type] == index[type] {
          var group: [Int] = []
          while let member = stack.popLast() {
            onStack.remove(member)
            group.append(member)
            if member == type { break }
          }
          groups.append(group)
        }
        if let parent = work.last?.type, let mine = low[type] {
          low[parent] = min(low[parent] ?? mine, mine)
        }
      }
    }
  }

  /// Whether a group's classes hold themselves.
  func isCyclic(_ group: [Int]) -> Bool {
    group.count > 1 || group.contains { inner[$0]?.contains($0) == true }
  }
}
