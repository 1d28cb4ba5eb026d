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
    addedSelectors = newSelectors.taking(away: oldSelectors)
    removedSelectors = oldSelectors.taking(away: newSelectors)
    let (oldModules, newModules) = (old?.evalModules ?? [], new?.evalModules ?? [])
    addedModules = newModules.notWithin(oldModules)
    removedModules = oldModules.notWithin(newModules)
    let parents = removedModules.isEmpty ? [] : Set(newModules.flatMap(\.pathsAbove))
    heldInPart = removedModules.filter { parents.contains(ExactString($0)) }
  }
}

extension [String] {
  /// These paths without those at or below one of some others.
  fileprivate func notWithin(_ others: [String]) -> [String] {
    let others = Set(others.map { ExactString($0) })
    return filter { path in
      !others.contains(ExactString(path)) && !path.pathsAbove.contains(where: others.contains)
    }
  }
}

extension String {
  /// The paths of the modules above the one at this path, the nearest first, the model's own last.
  fileprivate var pathsAbove: [ExactString] {
    if isEmpty { return [] }
    var result: [ExactString] = []
    var rest = self[...]
    while let dot = rest.utf8.lastIndex(of: UInt8(ascii: ".")) {
      rest = rest[..<dot]
      result.append(ExactString(rest))
    }
    return result + [ExactString("")]
  }
}
