/// Finds the parameters that differ between two plans, and folds those that change alike.
struct ParameterComparison {
  /// The changes by kind, the most dangerous first.
  private(set) var sections: [PlanDiff.Section] = []

  /// What parameters must share to be folded into one line.
  private struct Change: Hashable {
    var kind: PlanDiff.Kind
    var oldState: Bool?
    var newState: Bool?
    var oldRule: Int?
    var newRule: Int?
    var detail: String?
    var oldShape: [Int]?
    var newShape: [Int]?
  }

  init(_ old: PlanSnapshot, _ new: PlanSnapshot) {
    var oldByName: [String: Int] = [:]
    for (index, parameter) in old.parameters.enumerated() {
      for name in [parameter.name] + parameter.tiedNames { oldByName[name] = index }
    }
    var matched = [Bool](repeating: false, count: old.parameters.count)
    var newChanges: [Change: [Int]] = [:]
    var oldChanges: [Change: [Int]] = [:]
    for (index, parameter) in new.parameters.enumerated() {
      // A tensor whose first name is new may have been known under another of its names.
      let names = [parameter.name] + parameter.tiedNames
      guard let before = names.lazy.compactMap({ oldByName[$0] }).first else {
        let change = Change(
          kind: .added, newState: parameter.requiresGrad, newRule: parameter.decidedBy)
        newChanges[change, default: []].append(index)
        continue
      }
      matched[before] = true
      for change in ParameterComparison.changes(old.parameters[before], parameter) {
        newChanges[change, default: []].append(index)
      }
    }
    for (index, parameter) in old.parameters.enumerated() where !matched[index] {
      let change = Change(
        kind: .removed, oldState: parameter.requiresGrad, oldRule: parameter.decidedBy)
      oldChanges[change, default: []].append(index)
    }

    let newTree = NameTree(new.parameters)
    let oldTree = oldChanges.isEmpty ? nil : NameTree(old.parameters)
    for kind in PlanDiff.Kind.allCases {
      var groups: [(first: Int, group: PlanDiff.Group)] = []
      var count = 0
      for (change, indices) in newChanges where change.kind == kind {
        count += indices.count
        groups += ParameterComparison.fold(indices, change, new.parameters, newTree)
      }
      if let oldTree {
        for (change, indices) in oldChanges where change.kind == kind {
          count += indices.count
          groups += ParameterComparison.fold(indices, change, old.parameters, oldTree)
        }
      }
      guard count > 0 else { continue }
      groups.sort { $0.first < $1.first }
      sections.append(PlanDiff.Section(kind: kind, count: count, groups: groups.map(\.group)))
    }
  }

  /// The ways in which a parameter of both plans differs.
  private static func changes(_ old: PlanSnapshot.Parameter, _ new: PlanSnapshot.Parameter)
    -> [Change]
  {
    if old == new { return [] }
    let states = Change(
      kind: .newlyFrozen, oldState: old.requiresGrad, newState: new.requiresGrad,
      oldRule: old.decidedBy, newRule: new.decidedBy)
    var changes: [Change] = []
    if old.requiresGrad != new.requiresGrad {
      var change = states
      change.kind = new.requiresGrad ? .newlyTrainable : .newlyFrozen
      changes.append(change)
    }
    if old.shape != new.shape {
      var change = states
      change.kind = .reshaped
      change.oldShape = old.shape
      change.newShape = new.shape
      changes.append(change)
    }
    let oldNames = Set([old.name] + old.tiedNames)
    let newNames = Set([new.name] + new.tiedNames)
    if oldNames != newNames {
      var change = states
      change.kind = .retied
      let gone = oldNames.subtracting(newNames).sorted().map { "-\($0)" }
      let come = newNames.subtracting(oldNames).sorted().map { "+\($0)" }
      change.detail = (gone + come).joined(separator: " ")
      changes.append(change)
    }
    if old.dtype != new.dtype {
      var change = states
      change.kind = .retyped
      change.detail = "\(old.dtype.rawValue) → \(new.dtype.rawValue)"
      changes.append(change)
    }
    return changes
  }

  /// Folds parameters that change alike: whole modules first, then runs of numbers.
  private static func fold(
    _ indices: [Int], _ change: Change, _ parameters: [PlanSnapshot.Parameter], _ tree: NameTree
  ) -> [(first: Int, group: PlanDiff.Group)] {
    let units = tree.units(covering: indices)
    // Units fold where they are of one kind: modules of as many parameters, parameters of one shape.
    struct Look: Hashable {
      var parameterCount: Int
      var elements: Int
      var shape: [Int]?
    }
    let looks = units.map { unit in
      let members = unit.parameters
      return Look(
        parameterCount: members.count,
        elements: members.reduce(0) { saturatingSum($0, parameters[$1].elements) },
        shape: unit.isModule ? nil : parameters[members.lowerBound].shape)
    }
    var keyOfLook: [Look: Int] = [:]
    var keys: [Int] = []
    for look in looks {
      let key = keyOfLook[look] ?? keyOfLook.count
      keyOfLook[look] = key
      keys.append(key)
    }
    let folds = FoldedName.fold(units.map(\.path), keys: keys)
    return folds.map { fold in
      let first = fold.members[0]
      let look = looks[first]
      var group = PlanDiff.Group(
        glob: units[first].isModule ? fold.glob + ".*" : fold.glob, copies: fold.members.count,
        parametersEach: look.parameterCount, oldShape: change.oldShape, newShape: change.newShape,
        elements: saturatingProduct(look.elements, fold.members.count),
        oldState: change.oldState, newState: change.newState, oldRule: change.oldRule,
        newRule: change.newRule, detail: change.detail)
      if change.kind != .reshaped {
        group.oldShape = change.kind == .added ? nil : look.shape
        group.newShape = change.kind == .removed ? nil : look.shape
      }
      return (units[first].parameters.lowerBound, group)
    }
  }
}
