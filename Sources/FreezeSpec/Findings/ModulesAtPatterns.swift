/// Which modules are at the paths that patterns match, those without parameters too.
struct ModulesAtPatterns {
  /// A module, and where it is.
  struct Place {
    /// Its path.
    let path: String
    /// The module.
    let module: Module
  }

  /// For each pattern, the first module whose path it matches.
  private(set) var places: [Int: Place] = [:]

  private var names: LazyDFA
  private var position: NamePosition
  /// The names of the modules that the walk is in.
  private var path: [String] = []
  private let count: Int

  /// Looks for modules.
  ///
  /// - Parameters:
  ///   - patterns: The patterns.
  ///   - root: The model.
  ///   - budget: The steps that may be taken.
  init(_ patterns: [Pattern], in root: Module, _ budget: inout MatchingBudget) {
    names = LazyDFA(patterns, stepLimit: budget.left)
    position = NamePosition(&names)
    count = patterns.count
    if count > 0 { visit(root) }
    budget.spend(names.steps)
  }

  private mutating func visit(_ module: Module) {
    for child in module.children where places.count < count {
      path.append(child.name)
      let accepted = position.accepted(after: child.name, in: &names)
      for pattern in names.acceptedSets[Int(accepted)] where places[Int(pattern)] == nil {
        places[Int(pattern)] = Place(path: path.joined(separator: "."), module: child.module)
      }
      position.enter(child.name, in: &names)
      if !position.isDead(in: names) { visit(child.module) }
      position.leave()
      path.removeLast()
    }
  }
}
