/// A walk over the places of a tree in `named_modules()` order, a shared module at its first place.
struct ModuleWalk {
  /// The shared modules that were visited.
  private var seen: Set<Int> = []

  /// Walks a tree.
  ///
  /// - Parameters:
  ///   - root: The tree.
  ///   - body: Is given a module's place and the parameters of the nearest module at or above it
  ///     that has any; tells whether to visit what is below.
  static func visit(
    _ root: Module, _ body: (_ place: ModuleTree.Place, _ owner: Range<Int>) -> Bool
  ) {
    var walk = ModuleWalk()
    walk.visit(ModuleTree.Place(module: root, number: 0, firstParameter: 0), 0..<0, body)
  }

  private mutating func visit(
    _ place: ModuleTree.Place, _ outer: Range<Int>, _ body: (ModuleTree.Place, Range<Int>) -> Bool
  ) {
    if let identity = place.module.identity, !seen.insert(identity).inserted { return }
    let owner = place.parameters.isEmpty ? outer : place.parameters
    guard body(place, owner) else { return }
    var number = place.number + 1
    var parameter = place.firstParameter + place.module.parameters.count
    for child in place.module.children {
      visit(
        ModuleTree.Place(module: child.module, number: number, firstParameter: parameter), owner,
        body)
      number += child.module.moduleCount
      parameter += child.module.parameterCount
    }
  }
}
