/// Finds the parameters that differ between two plans, and folds those that change alike.
struct ParameterComparison {
  /// The changes by kind, the most dangerous first.
  private(set) var sections: [PlanDiff.Section] = []

  /// Whether the parameters of both stand in another order in the new plan.
  private(set) var isReordered = false

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
    // Where all names went and others came, the names are the change.
    let modules: UnitModules = old.isEmpty || new.isEmpty ? .all : .allButTheWhole
    var found: [PlanDiff.Kind: Found] = [:]
    if let oldTree = old.tree, let newTree = new.tree {
      let changes = TreeComparison.changes(oldTree, newTree)
      isReordered = changes.isReordered
      collect(changes.new, new, modules, &found)
      collect(changes.old, old, modules, &found)
    } else {
      let changes = NameComparison.changes(old, new)
      isReordered = changes.order.isChanged
      collect(changes.new, new, modules, &found)
      collect(changes.old, old, modules, &found)
      collect(
        changes.others, PlanSnapshot.Parameters(changes.otherParameters), nil, &found,
        places: changes.otherPlaces)
    }
    sections = found.sorted { $0.key < $1.key }.map { kind, found in
      PlanDiff.Section(
        kind: areBuffers ? kind.ofBuffers : kind, count: found.count,
        groups: found.groups.sorted { $0.first < $1.first }.map(\.group))
    }
  }

  /// The changes of one kind that were found.
  private struct Found {
    var count = 0
    var groups: [(first: Int, group: PlanDiff.Group)] = []
  }

  /// Folds the changes of some parameters.
  ///
  /// - Parameters:
  ///   - modules: Which modules are told as units of what comes or goes; `nil` where none is of anything,
  ///     as the parameters are not all of a model.
  ///   - places: Where such parameters stand in it.
  private func collect(
    _ changes: ParameterChanges, _ parameters: PlanSnapshot.Parameters, _ modules: UnitModules?,
    _ found: inout [PlanDiff.Kind: Found], places: [Int]? = nil
  ) {
    if changes.isEmpty { return }
    var names = NameUnits(parameters)
    for (change, indices) in changes.all {
      let units = [.added, .removed].contains(change.kind) ? modules : modules.map { _ in .all }
      let groups = fold(indices, change, parameters, &names, units ?? .none)
      found[change.kind, default: Found()].count += indices.count
      found[change.kind, default: Found()].groups += groups.map { first, group in
        (places?[first] ?? first, group)
      }
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
    var keys: [Int] = []
    keys.reserveCapacity(covered.units.count)
    for unit in covered.units {
      if unit.original < keys.count {
        keys.append(keys[unit.original])
        continue
      }
      let look = Look(covered.parameters(of: unit), isModule: unit.isModule, parameters)
      let key = keyOfLook[look] ?? looks.count
      if key == looks.count {
        keyOfLook[look] = key
        looks.append(look)
      }
      keys.append(key)
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
