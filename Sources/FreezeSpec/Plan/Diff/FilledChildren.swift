/// Finds children with parameters in modules of one tree; what is found out about a module object is kept.
struct FilledChildren {
  private var tree: ModuleTree
  private var known: [ObjectIdentifier: [Int]] = [:]

  init(_ root: Module) { tree = ModuleTree(root) }

  /// A module, and the place of its first parameter.
  struct Place {
    let module: Module
    let first: Int

    fileprivate var inTree: ModuleTree.Place {
      ModuleTree.Place(module: module, number: 0, firstParameter: first)
    }
  }

  /// The children that have parameters, by their indices.
  mutating func indices(of module: Module) -> [Int] {
    if let indices = known[ObjectIdentifier(module)] { return indices }
    let indices = module.children.indices.filter { module.children[$0].module.parameterCount > 0 }
    known[ObjectIdentifier(module)] = indices
    return indices
  }

  /// The child that holds a parameter, and where its first parameter is; both counted from the first of
  /// the module on.
  mutating func child(holding parameter: Int, of module: Module) -> (index: Int, start: Int) {
    tree.child(holding: parameter, of: module)
  }

  /// The place of a child.
  mutating func child(_ index: Int, of place: Place) -> Place {
    let child = tree.child(index, of: place.inTree)
    return Place(module: child.module, first: child.firstParameter)
  }

  /// The parameters of what stands at some path below a place.
  ///
  /// - Parameters:
  ///   - path: Names of modules.
  ///   - parameter: The name of one parameter there, or `nil` for all at and below the module.
  mutating func parameters(
    at place: Place, _ path: [String], _ parameter: String?
  ) -> Range<Int>? {
    var place = place.inTree
    for name in path {
      guard let child = tree.child(named: name, of: place) else { return nil }
      place = child
    }
    guard let parameter else { return place.parameters }
    return tree.parameterIndex(parameter, of: place.module).map {
      place.firstParameter + $0..<place.firstParameter + $0 + 1
    }
  }
}
