/// What changes between two plans in what training holds in eval mode.
public struct EvalChange: Hashable, Sendable {
  /// Selectors that the old plan does not have.
  public let addedSelectors: [String]
  /// Selectors that the new plan does not have.
  public let removedSelectors: [String]
  /// The paths of modules that are held now and were not, or not with all that is below them.
  public let addedModules: [String]
  /// The paths of modules that were held and are no more, or no more with all that is below them.
  public let removedModules: [String]
  /// Those among ``removedModules`` of which a part is still held.
  let heldInPart: [String]

  /// Whether nothing changes.
  public var isEmpty: Bool {
    addedSelectors.isEmpty && removedSelectors.isEmpty && addedModules.isEmpty
      && removedModules.isEmpty
  }

  /// Compares two plans; where there is none, nothing is held.
  init(from old: PlanSnapshot? = nil, to new: PlanSnapshot? = nil) {
    let (oldSelectors, newSelectors) = (old?.evalSelectors ?? [], new?.evalSelectors ?? [])
    addedSelectors = newSelectors.taking(away: oldSelectors, by: \.self)
    removedSelectors = oldSelectors.taking(away: newSelectors, by: \.self)
    let (oldModules, newModules) = (old?.evalModules ?? [], new?.evalModules ?? [])
    addedModules = newModules.notWithin(oldModules)
    removedModules = oldModules.notWithin(newModules)
    let removed = PathSet(removedModules)
    var isHeldInPart = [Bool](repeating: false, count: removed.count)
    for path in newModules {
      for number in removed.numbers(atOrAbove: path) { isHeldInPart[number] = true }
    }
    heldInPart = removedModules.filter { path in
      removed.numbers(atOrAbove: path).last.map { isHeldInPart[$0] } ?? false
    }
  }
}

extension [String] {
  /// These paths without those at or below one of some others.
  fileprivate func notWithin(_ others: [String]) -> [String] {
    let others = PathSet(others)
    return filter { others.numbers(atOrAbove: $0).isEmpty }
  }
}
