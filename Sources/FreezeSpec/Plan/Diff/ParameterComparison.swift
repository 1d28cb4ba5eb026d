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
    var oldUndecided: UndecidedReason?
    var newUndecided: UndecidedReason?
    var oldShape: Shape?
    var newShape: Shape?
    var oldDType: DType?
    var newDType: DType?
    var oldClass: ExactString?
    var newClass: ExactString?
    var gainedNames: [ExactString] = []
    var lostNames: [ExactString] = []
  }

  /// Parameters of one side by their change.
  private typealias Changes = [Change: [Int]]

  private let areBuffers: Bool

  /// Compares parameters, or buffers, which have no state that a rule could decide.
  ///
  /// - Parameters:
  ///   - old: Those of the old plan.
  ///   - new: Those of the new plan.
  ///   - areInOrder: Whether the names of each are known to stand in the order of a tree.
  ///   - areBuffers: Whether they are buffers.
  init(
    _ old: [PlanSnapshot.Parameter], _ new: [PlanSnapshot.Parameter],
    areInOrder: (old: Bool, new: Bool) = (false, false), areBuffers: Bool = false
  ) {
    self.areBuffers = areBuffers
    var places = OldPlaces(old)
    var matched = [Bool](repeating: false, count: old.count)
    var newChanges: Changes = [:]
    for (index, parameter) in new.enumerated() {
      // A tensor whose first name is new may have been known under another of its names, and one
      // that is tied now may have been several.
      var origins: [Int] = []
      if let origin = places.place(of: parameter.name, likely: index) { origins.append(origin) }
      if !parameter.tiedNames.isEmpty {
        var known = Set(origins)
        for name in parameter.tiedNames {
          guard let origin = places.place(of: name), known.insert(origin).inserted else { continue }
          origins.append(origin)
        }
      }
      for origin in origins { matched[origin] = true }
      for change in ParameterComparison.changes(origins.map { old[$0] }, parameter) {
        newChanges[change, default: []].append(index)
      }
    }
    var oldChanges: Changes = [:]
    for (index, parameter) in old.enumerated() where !matched[index] {
      let change = Change(
        kind: .removed, oldState: parameter.requiresGrad, oldRule: parameter.decidedBy,
        oldUndecided: parameter.undecided)
      oldChanges[change, default: []].append(index)
    }
    let namesRoot = old.isEmpty || new.isEmpty
    collect(newChanges, new, areInOrder: areInOrder.new, namesRoot: namesRoot)
    collect(oldChanges, old, areInOrder: areInOrder.old, namesRoot: namesRoot)
    sections.sort { $0.kind < $1.kind }
  }

  /// Folds the changes of one side into sections.
  private mutating func collect(
    _ changes: Changes, _ parameters: [PlanSnapshot.Parameter], areInOrder: Bool, namesRoot: Bool
  ) {
    if changes.isEmpty { return }
    var names = NameUnits(names: parameters.lazy.map(\.name), areInOrder: areInOrder)
    var groups: [PlanDiff.Kind: [(first: Int, group: PlanDiff.Group)]] = [:]
    var counts: [PlanDiff.Kind: Int] = [:]
    for (change, indices) in changes {
      counts[change.kind, default: 0] += indices.count
      groups[change.kind, default: []] += fold(
        indices, change, parameters, &names,
        namesRoot: namesRoot || ![.added, .removed].contains(change.kind))
    }
    for (kind, groups) in groups {
      sections.append(
        PlanDiff.Section(
          kind: areBuffers ? kind.ofBuffers : kind, count: counts[kind] ?? 0,
          groups: groups.sorted { $0.first < $1.first }.map(\.group)))
    }
  }

  /// The ways in which a parameter differs from what it was.
  private static func changes(_ olds: [PlanSnapshot.Parameter], _ new: PlanSnapshot.Parameter)
    -> [Change]
  {
    guard let first = olds.first else {
      return [
        Change(
          kind: .added, newState: new.requiresGrad, newRule: new.decidedBy,
          newUndecided: new.undecided)
      ]
    }
    if olds.count == 1, first == new { return [] }
    var changes: [Change] = []
    if let old = olds.first(where: { $0.requiresGrad != new.requiresGrad }) {
      changes.append(
        Change(
          kind: new.requiresGrad ? .newlyTrainable : .newlyFrozen, oldState: old.requiresGrad,
          newState: new.requiresGrad, oldRule: old.decidedBy, newRule: new.decidedBy,
          oldUndecided: old.undecided, newUndecided: new.undecided))
    }
    if let old = olds.first(where: { $0.shape != new.shape }) {
      changes.append(Change(kind: .reshaped, oldShape: old.shape, newShape: new.shape))
    }
    if let old = olds.first(where: { !$0.hasNames(of: new) }) {
      let (oldNames, newNames) = (old.names, new.names)
      changes.append(
        Change(
          kind: .retied, gainedNames: newNames.subtracting(oldNames).sorted(),
          lostNames: oldNames.subtracting(newNames).sorted()))
    }
    if let old = olds.first(where: { $0.dtype != new.dtype }) {
      changes.append(Change(kind: .retyped, oldDType: old.dtype, newDType: new.dtype))
    }
    // Of another name, a tensor that is tied now may well stand in a module of another class.
    let (name, type) = (ExactString(new.name), ExactString(new.className))
    if let old = olds.first(where: {
      ExactString($0.name) == name && ExactString($0.className) != type
    }) {
      changes.append(Change(kind: .reclassed, oldClass: ExactString(old.className), newClass: type))
    }
    return changes
  }

  /// What units must share to be folded: modules of as many parameters, parameters of one shape.
  private struct Look: Hashable {
    var parameterCount: Int
    var elements: Int
    var shape: Shape?

    init(_ unit: NameUnits.Unit, _ parameters: [PlanSnapshot.Parameter]) {
      parameterCount = unit.parameters.count
      elements = unit.parameters.reduce(0) { saturatingSum($0, parameters[$1].elements) }
      shape = unit.isModule ? nil : parameters[unit.parameters[0]].shape
    }
  }

  /// Folds parameters that change alike: whole modules first, then runs of numbers.
  private func fold(
    _ indices: [Int], _ change: Change, _ parameters: [PlanSnapshot.Parameter],
    _ names: inout NameUnits, namesRoot: Bool
  ) -> [(first: Int, group: PlanDiff.Group)] {
    // Where all names went and others came, the names are the change.
    let units = names.units(covering: indices, namesRoot: namesRoot)
    let looks = units.map { Look($0, parameters) }
    var keyOfLook: [Look: Int] = [:]
    var keys: [Int] = []
    keys.reserveCapacity(looks.count)
    for look in looks {
      let key = keyOfLook[look] ?? keyOfLook.count
      keyOfLook[look] = key
      keys.append(key)
    }
    return FoldedName.fold(units.map(\.path), keys: keys).map { fold in
      let first = fold.members[0]
      let look = looks[first]
      var glob = fold.glob
      if units[first].isModule { glob += units[first].path.isEmpty ? "*" : ".*" }
      // What comes or goes has equal siblings by chance; what changes state has them by design.
      let exceptions =
        change.kind <= .newlyFrozen
        ? names.siblings(missingFrom: fold.members.map { units[$0] }) {
          Look($0, parameters) == look
        } : []
      let isReshaped = change.kind == .reshaped
      let group = PlanDiff.Group(
        glob: glob,
        names: fold.members.flatMap { units[$0].parameters.map { parameters[$0].name } },
        copies: fold.members.count, parametersEach: look.parameterCount,
        exceptions: exceptions,
        oldShape: isReshaped ? change.oldShape : change.kind == .added ? nil : look.shape,
        newShape: isReshaped ? change.newShape : change.kind == .removed ? nil : look.shape,
        elements: saturatingProduct(look.elements, fold.members.count),
        oldState: areBuffers ? nil : change.oldState,
        newState: areBuffers ? nil : change.newState, oldRule: change.oldRule,
        newRule: change.newRule, oldUndecided: change.oldUndecided,
        newUndecided: change.newUndecided, oldDType: change.oldDType, newDType: change.newDType,
        oldClass: change.oldClass?.text, newClass: change.newClass?.text,
        gainedNames: change.gainedNames.map(\.text), lostNames: change.lostNames.map(\.text))
      return (units[first].parameters[0], group)
    }
  }
}

/// Where the parameters of the old side are, by each of their names.
private struct OldPlaces {
  private let parameters: [PlanSnapshot.Parameter]
  /// Made when a name first is at another place than before: most plans keep theirs.
  private var byName: [ExactString: Int]?

  init(_ parameters: [PlanSnapshot.Parameter]) { self.parameters = parameters }

  /// The place of the parameter of a name, which no two have.
  mutating func place(of name: String, likely place: Int? = nil) -> Int? {
    if let place, place < parameters.count, parameters[place].name.isExactly(name) { return place }
    if byName == nil {
      var all: [ExactString: Int] = [:]
      all.reserveCapacity(parameters.count)
      for (index, parameter) in parameters.enumerated() {
        all[ExactString(parameter.name)] = index
        for name in parameter.tiedNames { all[ExactString(name)] = index }
      }
      byName = all
    }
    return byName?[ExactString(name)]
  }
}

extension PlanSnapshot.Parameter {
  /// Whether the tensor has the same names as another, in whatever order.
  fileprivate func hasNames(of other: Self) -> Bool {
    if tiedNames.isEmpty, other.tiedNames.isEmpty { return name.isExactly(other.name) }
    return names == other.names
  }

  /// All names of the tensor.
  fileprivate var names: Set<ExactString> {
    Set(tiedNames.map { ExactString($0) }).union([ExactString(name)])
  }
}

extension Set<ExactString> {
  /// The names in the order in which a report lists them.
  fileprivate func sorted() -> [ExactString] {
    sorted { $0.text.utf8.lexicographicallyPrecedes($1.text.utf8) }
  }
}
