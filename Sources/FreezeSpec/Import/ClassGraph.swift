/// Which classes of a model hold which others.
struct ClassGraph {
  /// Groups of classes that hold each other, each behind those that it holds.
  private(set) var groups: [[Int]] = []
  /// For each class those that stand in its modules, without others between; sorted.
  private(set) var inner: [Int: [Int]] = [:]

  /// Looks at the modules of a description.
  ///
  /// - Parameters:
  ///   - modules: The numbers of those that are written out, each behind those in it.
  ///   - steps: What it may take: where there are too few, it has no groups.
  ///   - isOwn: Whether a module is of a class that can be declared.
  ///   - isWhole: Whether what is in a module is not written.
  init(
    _ description: ModelDescription, modules: [Int], steps: ImportSteps, isOwn: (Int) -> Bool,
    isWhole: (Int) -> Bool
  ) {
    var order: [Int] = []
    var children: [Int: Set<Int>] = [:]
    // The classes in modules that can be no classes of their own.
    var held: [Int: [Int]] = [:]
    func classes(in children: Set<Int>) -> [Int]? {
      // What several modules share is not copied for each of them.
      if children.count == 1, let child = children.first, let held = held[child] { return held }
      guard steps.take(children.reduce(0) { $0 + (held[$1]?.count ?? 1) }) else { return nil }
      var classes: Set<Int> = []
      for child in children {
        if isOwn(child) {
          classes.insert(description.modules[child].type)
        } else {
          classes.formUnion(held[child] ?? [])
        }
      }
      return classes.sorted()
    }
    for number in modules where !isWhole(number) {
      let module = description.modules[number]
      let inside = module.children.compactMap(\.module)
      if isOwn(number) {
        if children[module.type] == nil { order.append(module.type) }
        children[module.type, default: []].formUnion(inside)
      } else {
        guard let found = classes(in: Set(inside)) else { return }
        held[number] = found
      }
    }
    for type in order {
      guard let found = classes(in: children[type] ?? []) else { return }
      inner[type] = found
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
      var work = [(type: root, next: inner[root, default: []][...])]
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
          work.append((child, inner[child, default: []][...]))
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
