/// Finds the parameters that differ between two plans, and folds those that change alike.
struct ParameterComparison {
  /// The changes by kind, the most dangerous first.
  private(set) var sections: [PlanDiff.Section] = []

  private let areBuffers: Bool

  /// Compares parameters, or buffers, which have no state that a rule could decide.
  ///
  /// - Parameters:
  ///   - old: Those of the old plan.
  ///   - new: Those of the new plan.
  ///   - areBuffers: Whether they are buffers.
  init(
    _ old: PlanSnapshot.Parameters, _ new: PlanSnapshot.Parameters, areBuffers: Bool = false
  ) {
    self.areBuffers = areBuffers
    let changes: (old: ParameterChanges, new: ParameterChanges)
    if let oldTree = old.tree, let newTree = new.tree {
      changes = TreeComparison.changes(oldTree, newTree)
    } else {
      changes = NameComparison.changes(old, new)
    }
    // Where all names went and others came, the names are the change.
    let modules: UnitModules = old.isEmpty || new.isEmpty ? .all : .allButTheWhole
    collect(changes.new, new, modules)
    collect(changes.old, old, modules)
    sections.sort { $0.kind < $1.kind }
  }

  /// Folds the changes of one side into sections.
  private mutating func collect(
    _ changes: ParameterChanges, _ parameters: PlanSnapshot.Parameters, _ modules: UnitModules
  ) {
    if changes.isEmpty { return }
    var names = NameUnits(parameters)
    var groups: [PlanDiff.Kind: [(first: Int, group: PlanDiff.Group)]] = [:]
    var counts: [PlanDiff.Kind: Int] = [:]
    for (change, indices) in changes.all {
      counts[change.kind, default: 0] += indices.count
      groups[change.kind, default: []] += fold(
        indices, change, parameters, &names,
        [.added, .removed].contains(change.kind) ? modules : .all)
    }
    for (kind, groups) in groups {
      sections.append(
        PlanDiff.Section(
          kind: areBuffers ? kind.ofBuffers : kind, count: counts[kind] ?? 0,
          groups: groups.sorted { $0.first < $1.first }.map(\.group)))
    }
  }

  /// What units must share to be folded: modules of as many parameters, parameters of one shape.
  private struct Look: Hashable {
    var parameterCount: Int
    var elements: Int
    var shape: Shape?

    init(
      _ indices: CoveredUnits.Indices, isModule: Bool, _ parameters: PlanSnapshot.Parameters
    ) {
      parameterCount = indices.count
      elements = indices.reduce(0) { saturatingSum($0, parameters.size($1).elements) }
      shape = isModule ? nil : indices.first.map { parameters.size($0).shape }
    }
  }

  /// Folds parameters that change alike: whole modules first, then runs of numbers.
  private func fold(
    _ indices: [Int], _ change: ParameterChange, _ parameters: PlanSnapshot.Parameters,
    _ names: inout NameUnits, _ modules: UnitModules
  ) -> [(first: Int, group: PlanDiff.Group)] {
    let covered = names.units(covering: indices, modules: modules)
    var keyOfLook: [Look: Int] = [:]
    var looks: [Look] = []
    var last = 0
    let keys = covered.units.map { unit in
      let look = Look(covered.parameters(of: unit), isModule: unit.isModule, parameters)
      // Units that follow each other are mostly alike.
      if last < looks.count, looks[last] == look { return last }
      last = keyOfLook[look] ?? looks.count
      if last == looks.count {
        keyOfLook[look] = last
        looks.append(look)
      }
      return last
    }
    return covered.folded(keys: keys).map { fold in
      let units = fold.members.map { covered.units[$0] }
      let members = covered.parameters(of: units)
      let look = looks[keys[fold.members[0]]]
      // What comes or goes has equal siblings by chance; what changes state has them by design.
      let exceptions =
        change.kind <= .newlyFrozen
        ? covered.siblings(missingFrom: units, in: &names.children) {
          Look($0, isModule: units[0].isModule, parameters) == look
        } : []
      let isReshaped = change.kind == .reshaped
      let group = PlanDiff.Group(
        glob: covered.glob(of: fold), members: members, parameters: parameters,
        copies: units.count, parametersEach: look.parameterCount,
        exceptions: exceptions,
        oldShape: isReshaped ? change.oldShape : change.kind == .added ? nil : look.shape,
        newShape: isReshaped ? change.newShape : change.kind == .removed ? nil : look.shape,
        elements: saturatingProduct(look.elements, units.count),
        oldState: areBuffers ? nil : change.oldVerdict?.requiresGrad,
        newState: areBuffers ? nil : change.newVerdict?.requiresGrad,
        oldRule: change.oldVerdict?.decidedBy, newRule: change.newVerdict?.decidedBy,
        oldUndecided: change.oldVerdict?.undecided, newUndecided: change.newVerdict?.undecided,
        oldDType: change.oldDType, newDType: change.newDType,
        oldClass: change.oldClass?.text, newClass: change.newClass?.text,
        gainedNames: change.gainedNames.names.map(\.text), gainedCount: change.gainedNames.count,
        lostNames: change.lostNames.names.map(\.text), lostCount: change.lostNames.count)
      return (members[0], group)
    }
  }
}
