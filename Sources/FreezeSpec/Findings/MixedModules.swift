/// The modules that have parameters of both states at or below them.
///
/// Those are left out in which nothing can fall apart: neither they nor any below have several parameters of
/// their own, or children enough for a list.
///
/// Of the places of one module object that are alike only the first is told, with the number of all: a
/// model of a thousand equal layers costs what one of them costs.
struct MixedModules {
  /// A module, at the first of its places that are alike.
  struct Item {
    let place: ModuleTree.Place
    /// How many places there are.
    fileprivate(set) var count: Int
    /// The items of the modules in it, once for each place.
    fileprivate var inner: [Int32] = []
    /// The item before it of the same module object, or -1.
    fileprivate let previous: Int32
  }

  /// The modules, in `named_modules()` order.
  private(set) var items: [Item] = []
  /// The last item of each module object, but for the one that was visited last.
  private var lastItem: [ObjectIdentifier: Int32] = [:]
  /// The module object that was visited last, and its last item: most stand in a row.
  private var current: (object: ObjectIdentifier, item: Int32)?
  /// The shared modules that were visited: of these the first place counts alone.
  private var shared: Set<Int> = []
  /// The items whose inner ones are complete, each behind these.
  private var completed: [Int32] = []
  /// How many more parameters are compared: where that does not suffice, more places are told.
  private var comparisons: Int

  /// How many of an object's last items its next place is held against.
  private static let mostCompared = 8

  /// Finds the modules of a plan.
  ///
  /// - Parameters:
  ///   - root: The model.
  ///   - states: The states of its parameters.
  ///   - areAlike: Whether there is nothing between the parameters of two places of an object that
  ///     matters.
  init(
    _ root: Module, _ states: StateCounts, where areAlike: (Range<Int>, Range<Int>) -> Bool
  ) {
    comparisons = 8 * root.parameterCount
    _ = visit(
      ModuleTree.Place(module: root, number: 0, firstParameter: 0), states, areAlike)
    // From the outermost in: by now each item counts the places that lie in no repeated module.
    for item in completed.reversed() {
      for inner in items[Int(item)].inner { items[Int(inner)].count += items[Int(item)].count }
    }
  }

  /// The last item of a module object, or -1; it is the current one from here on.
  private mutating func last(of object: ObjectIdentifier) -> Int32 {
    if let current, current.object == object { return current.item }
    if let current { lastItem[current.object] = current.item }
    let last = lastItem[object] ?? -1
    current = (object, last)
    return last
  }

  /// - Returns: The item of a place; `nil` where it is not looked at, or was visited.
  private mutating func visit(
    _ place: ModuleTree.Place, _ states: StateCounts, _ areAlike: (Range<Int>, Range<Int>) -> Bool
  ) -> Int32? {
    let module = place.module
    if let identity = module.identity, !shared.insert(identity).inserted { return nil }
    guard module.holdsSeveral, states.areMixed(place.parameters) else { return nil }
    let object = ObjectIdentifier(module)
    let last = last(of: object)
    if !module.holdsIdentity {
      var item = last
      for _ in 0..<Self.mostCompared where item >= 0 && comparisons > 0 {
        comparisons -= 1 + module.parameterCount
        if areAlike(items[Int(item)].place.parameters, place.parameters) { return item }
        item = items[Int(item)].previous
      }
    }
    let index = items.count
    let number = Int32(truncatingIfNeeded: index)
    items.append(Item(place: place, count: index == 0 ? 1 : 0, previous: last))
    current = (object, number)
    var inner: [Int32] = []
    var next = (number: place.number + 1, parameter: place.ownParameters.upperBound)
    for index in module.children.indices {
      let child = module.children[index].module
      let end = next.parameter + child.parameterCount
      if child.holdsSeveral, child.holdsIdentity || states.areMixed(next.parameter..<end) {
        let place = ModuleTree.Place(
          module: child, number: next.number, firstParameter: next.parameter)
        if let item = visit(place, states, areAlike) { inner.append(item) }
      }
      next = (next.number + child.moduleCount, end)
    }
    items[index].inner = inner
    completed.append(number)
    return number
  }
}
