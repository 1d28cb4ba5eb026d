/// What changes between two plans in what training holds in eval mode.
public struct EvalChange: Hashable, Sendable {
  /// Selectors that the old plan does not have.
  public var addedSelectors: [String] = []
  /// Selectors that the new plan does not have.
  public var removedSelectors: [String] = []
  /// The paths of modules that are held now and were not, or not with all that is below them.
  public var addedModules: [String] = []
  /// The paths of modules that were held and are no more, or no more with all that is below them.
  public var removedModules: [String] = []

  /// Whether nothing changes.
  public var isEmpty: Bool {
    addedSelectors.isEmpty && removedSelectors.isEmpty && addedModules.isEmpty
      && removedModules.isEmpty
  }

  /// No change.
  init() {}

  /// Compares two plans.
  init(from old: PlanSnapshot, to new: PlanSnapshot) {
    addedSelectors = new.evalSelectors.taking(away: old.evalSelectors)
    removedSelectors = old.evalSelectors.taking(away: new.evalSelectors)
    addedModules = new.evalModules.notWithin(old.evalModules)
    removedModules = old.evalModules.notWithin(new.evalModules)
  }
}

extension [String] {
  /// These paths without those at or below one of some others.
  fileprivate func notWithin(_ others: [String]) -> [String] {
    let others = Set(others.map { ExactString($0) })
    if others.contains(ExactString("")) { return [] }
    return filter { path in
      if others.contains(ExactString(path)) { return false }
      var rest = path[...]
      while let dot = rest.utf8.lastIndex(of: UInt8(ascii: ".")) {
        rest = rest[..<dot]
        if others.contains(ExactString(rest)) { return false }
      }
      return true
    }
  }
}
