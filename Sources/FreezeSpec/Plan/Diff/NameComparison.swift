/// Finds the parameters that differ between two plans by their names, whichever way these were come by.
enum NameComparison {
  /// The changes of the new side's parameters, and those of the old side's that are gone.
  static func changes(
    _ old: PlanSnapshot.Parameters, _ new: PlanSnapshot.Parameters
  ) -> (old: ParameterChanges, new: ParameterChanges) {
    var places = OldPlaces(old)
    var matched = [Bool](repeating: false, count: old.count)
    var newChanges = ParameterChanges()
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
      for change in changes(origins.map { places.parameters[$0] }, parameter) {
        newChanges.add(index, to: newChanges.number(of: change))
      }
    }
    var oldChanges = ParameterChanges()
    for (index, parameter) in places.parameters.enumerated() where !matched[index] {
      oldChanges.add(
        index, to: oldChanges.number(of: ParameterChange(removed: parameter.verdict)))
    }
    return (oldChanges, newChanges)
  }

  /// The ways in which a parameter differs from what it was.
  private static func changes(
    _ olds: [PlanSnapshot.Parameter], _ new: PlanSnapshot.Parameter
  ) -> [ParameterChange] {
    if olds.isEmpty { return [ParameterChange(added: new.verdict)] }
    if olds.count == 1, olds[0] == new { return [] }
    func first(_ change: (PlanSnapshot.Parameter) -> ParameterChange?) -> ParameterChange? {
      olds.lazy.compactMap(change).first
    }
    return [
      first { ParameterChange($0.verdict, new.verdict) },
      first { ParameterChange($0.shape, new.shape) },
      first { $0.hasNames(of: new) ? nil : ParameterChange(names: $0.names, new.names) },
      first { ParameterChange($0.dtype, new.dtype) },
      // Of another name, a tensor that is tied now may well stand in a module of another class.
      first {
        $0.name.isExactly(new.name) ? ParameterChange(class: $0.className, new.className) : nil
      },
    ]
    .compactMap(\.self)
  }
}

/// Where the parameters of the old side are, by each of their names.
private struct OldPlaces {
  let parameters: [PlanSnapshot.Parameter]
  /// Made when a name first is at another place than before: most plans keep theirs.
  private var byName: [ExactString: Int]?

  init(_ parameters: PlanSnapshot.Parameters) { self.parameters = parameters.all }

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
  /// Its state and where it has that from.
  fileprivate var verdict: ParameterChange.Verdict {
    ParameterChange.Verdict(
      requiresGrad: requiresGrad, decidedBy: decidedBy, undecided: undecided)
  }

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
