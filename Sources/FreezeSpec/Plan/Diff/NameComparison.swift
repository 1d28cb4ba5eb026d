/// Finds the parameters that differ between two plans by their names, whichever way these were come by.
struct NameComparison {
  private var places: OldPlaces
  private var old: [PlanSnapshot.Parameter] { places.parameters }
  /// The names of old tensors that had several, in the order in which a report lists them.
  private var sortedNames: [Int: [String]] = [:]

  /// The changes of the new side's parameters, and those of the old side's that are gone.
  static func changes(
    _ old: PlanSnapshot.Parameters, _ new: PlanSnapshot.Parameters
  ) -> (old: ParameterChanges, new: ParameterChanges) {
    var comparison = NameComparison(places: OldPlaces(old))
    return comparison.changes(new)
  }

  private init(places: OldPlaces) { self.places = places }

  private mutating func changes(
    _ new: PlanSnapshot.Parameters
  ) -> (old: ParameterChanges, new: ParameterChanges) {
    var matched = [Bool](repeating: false, count: old.count)
    var newChanges = ParameterChanges()
    for (index, parameter) in new.enumerated() {
      // A tensor whose first name is new may have been known under another of its names, and one
      // that is tied now may have been several.
      var origins: [Origin] = []
      if let place = places.place(of: parameter.name, likely: index) {
        origins.append(Origin(place: place))
      }
      if !parameter.tiedNames.isEmpty {
        var known: [Int: Int] = [:]
        for (number, origin) in origins.enumerated() { known[origin.place] = number }
        for name in parameter.tiedNames {
          guard let place = places.place(of: name) else { continue }
          if let number = known[place] {
            origins[number].sharedNames += 1
          } else {
            known[place] = origins.count
            origins.append(Origin(place: place))
          }
        }
      }
      for origin in origins { matched[origin.place] = true }
      for change in changes(origins, parameter) {
        newChanges.add(index, to: newChanges.number(of: change))
      }
    }
    var oldChanges = ParameterChanges()
    for (index, parameter) in old.enumerated() where !matched[index] {
      oldChanges.add(
        index, to: oldChanges.number(of: ParameterChange(removed: parameter.verdict)))
    }
    return (oldChanges, newChanges)
  }

  /// A tensor that a new one was before.
  private struct Origin {
    let place: Int
    /// How many of the new one's names it had.
    var sharedNames = 1
  }

  /// The ways in which a parameter differs from what it was.
  private mutating func changes(
    _ origins: [Origin], _ new: PlanSnapshot.Parameter
  ) -> [ParameterChange] {
    if origins.isEmpty { return [ParameterChange(added: new.verdict)] }
    if origins.count == 1, old[origins[0].place] == new { return [] }
    let olds = origins.map { old[$0.place] }
    func first(_ change: (PlanSnapshot.Parameter) -> ParameterChange?) -> ParameterChange? {
      olds.lazy.compactMap(change).first
    }
    let other = zip(origins, olds).first { origin, old in
      origin.sharedNames != 1 + old.tiedNames.count || origin.sharedNames != 1 + new.tiedNames.count
    }
    return [
      first { ParameterChange($0.verdict, new.verdict) },
      first { ParameterChange($0.shape, new.shape) },
      other.map { retied($0.0, new) },
      first { ParameterChange($0.dtype, new.dtype) },
      // Of another name, a tensor that is tied now may well stand in a module of another class.
      first {
        $0.name.isExactly(new.name) ? ParameterChange(class: $0.className, new.className) : nil
      },
    ]
    .compactMap(\.self)
  }

  /// What names a tensor has now and had not, and what it had and has no more.
  private mutating func retied(_ origin: Origin, _ new: PlanSnapshot.Parameter) -> ParameterChange {
    let before = sortedNames[origin.place] ?? old[origin.place].namesInOrder
    if before.count > 1 { sortedNames[origin.place] = before }
    let after = new.namesInOrder
    let kept = Set(after.map { ExactString($0) })
    let gained = after.filter { places.place(of: $0) != origin.place }
    return ParameterChange(
      gained: .init(gained, count: gained.count),
      lost: .init(
        before.lazy.filter { !kept.contains(ExactString($0)) },
        count: before.count - origin.sharedNames))
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
  var verdict: ParameterChange.Verdict {
    ParameterChange.Verdict(
      requiresGrad: requiresGrad, decidedBy: decidedBy, undecided: undecided)
  }

  /// All names of the tensor, in the order in which a report lists them.
  fileprivate var namesInOrder: [String] {
    ([name] + tiedNames).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}
