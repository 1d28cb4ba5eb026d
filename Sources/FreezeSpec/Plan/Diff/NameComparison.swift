/// Finds the parameters that differ between two plans by their names, whichever way these were come by.
struct NameComparison {
  private var places: OldPlaces
  private var old: [PlanSnapshot.Parameter] { places.parameters }
  /// The names of old tensors that had several, in the order in which a report lists them.
  private var sortedNames: [Int: [String]] = [:]

  /// Changes of parameters, each told under one name.
  struct Changes {
    /// Under the first names of the new side.
    fileprivate(set) var new = ParameterChanges()
    /// Under the first names of the old side: what is gone, and what has another first name now.
    fileprivate(set) var old = ParameterChanges()
    /// Under names that are first on neither side.
    fileprivate(set) var others = ParameterChanges()
    /// The tensors of the new side under these names.
    fileprivate(set) var otherParameters: [PlanSnapshot.Parameter] = []
    /// Where each of them stands.
    fileprivate(set) var otherPlaces: [Int] = []
    /// The order of what is on both sides.
    fileprivate(set) var order = ParameterOrder()
  }

  /// The changes between two sides.
  ///
  /// Each is told under a name that its tensor has on both, so that the other way round it is told under
  /// the same.
  static func changes(_ old: PlanSnapshot.Parameters, _ new: PlanSnapshot.Parameters) -> Changes {
    var comparison = NameComparison(places: OldPlaces(old))
    return comparison.changes(new)
  }

  private init(places: OldPlaces) { self.places = places }

  private mutating func changes(_ new: PlanSnapshot.Parameters) -> Changes {
    var matched = [Bool](repeating: false, count: old.count)
    var found = Changes()
    for (index, parameter) in new.enumerated() {
      let origins = origins(of: parameter, likely: index)
      // Of several tensors that are one now, and of one that is several, the first counts.
      if let first = origins.lazy.map(\.place).filter({ !matched[$0] }).min() {
        found.order.add(first)
      }
      for origin in origins { matched[origin.place] = true }
      if origins.isEmpty {
        found.new.add(index, to: ParameterChange(added: parameter.verdict))
        continue
      }
      if origins.count == 1, old[origins[0].place] == parameter { continue }
      var names = NewNames(of: parameter)
      for origin in origins {
        let changes = changes(origin, parameter, &names)
        if changes.isEmpty { continue }
        switch origin.firstName(old[origin.place].name, parameter.name) {
        case .new: for change in changes { found.new.add(index, to: change) }
        case .old: for change in changes { found.old.add(origin.place, to: change) }
        case .neither:
          for change in changes { found.others.add(found.otherParameters.count, to: change) }
          found.otherParameters.append(parameter.named(origin.sharedName))
          found.otherPlaces.append(index)
        }
      }
    }
    for (index, parameter) in old.enumerated() where !matched[index] {
      found.old.add(index, to: ParameterChange(removed: parameter.verdict))
    }
    found.old.sort()
    return found
  }

  /// A tensor that a new one was before.
  private struct Origin {
    let place: Int
    /// How many of the new one's names it had.
    var sharedNames = 0
    /// The first of them by code points.
    var sharedName = ""
    /// Whether the first name that it had is among them.
    var sharesOld = false
    /// Whether the new one's first name is.
    var sharesNew = false

    mutating func share(_ name: String, isOld: Bool, isNew: Bool) {
      if sharedNames == 0 || name.utf8.lexicographicallyPrecedes(sharedName.utf8) {
        sharedName = name
      }
      sharedNames += 1
      sharesOld = sharesOld || isOld
      sharesNew = sharesNew || isNew
    }

    enum Side { case old, new, neither }

    /// On which side the name is first under which it is told.
    func firstName(_ old: String, _ new: String) -> Side {
      if sharesNew, !sharesOld || !old.utf8.lexicographicallyPrecedes(new.utf8) { return .new }
      return sharesOld ? .old : .neither
    }
  }

  /// The tensors that a new one was: one whose first name is new may have been known under another of its
  /// names, and one that is tied now may have been several.
  private mutating func origins(
    of parameter: PlanSnapshot.Parameter, likely index: Int
  ) -> [Origin] {
    var origins: [Origin] = []
    var numbers: [Int: Int] = [:]
    func add(_ name: String, _ place: Int, isNew: Bool) {
      let number = numbers[place] ?? origins.count
      if number == origins.count {
        origins.append(Origin(place: place))
        if !parameter.tiedNames.isEmpty { numbers[place] = number }
      }
      origins[number].share(name, isOld: old[place].name.isExactly(name), isNew: isNew)
    }
    if let place = places.place(of: parameter.name, likely: index) {
      add(parameter.name, place, isNew: true)
    }
    for name in parameter.tiedNames {
      if let place = places.place(of: name) { add(name, place, isNew: false) }
    }
    return origins
  }

  /// The names of a new tensor, brought into order when they are asked for.
  private struct NewNames {
    let tensor: PlanSnapshot.Parameter
    private(set) lazy var inOrder = tensor.namesInOrder
    private(set) lazy var all = Set(inOrder.map { ExactString($0) })

    init(of tensor: PlanSnapshot.Parameter) { self.tensor = tensor }
  }

  /// The ways in which a parameter differs from what it was.
  private mutating func changes(
    _ origin: Origin, _ new: PlanSnapshot.Parameter, _ names: inout NewNames
  ) -> [ParameterChange] {
    let before = old[origin.place]
    let isRetied = [before, new].contains { origin.sharedNames != 1 + $0.tiedNames.count }
    return [
      ParameterChange(before.verdict, new.verdict),
      ParameterChange(before.shape, new.shape),
      isRetied ? retied(origin, new, &names) : nil,
      ParameterChange(before.dtype, new.dtype),
      // Of another name, a tensor that is tied now may well stand in a module of another class.
      before.name.isExactly(new.name)
        ? ParameterChange(class: before.className, new.className) : nil,
    ]
    .compactMap(\.self)
  }

  /// What names a tensor has now and had not, and what it had and has no more.
  private mutating func retied(
    _ origin: Origin, _ new: PlanSnapshot.Parameter, _ names: inout NewNames
  ) -> ParameterChange {
    let before = sortedNames[origin.place] ?? old[origin.place].namesInOrder
    if before.count > 1 { sortedNames[origin.place] = before }
    // Lazily: a tensor may have thousands of names, of which few are told.
    let (places, after, kept) = (places.byName, names.inOrder, names.all)
    return ParameterChange(
      gained: .init(
        after.lazy.filter { places[ExactString($0)] != origin.place },
        count: after.count - origin.sharedNames),
      lost: .init(
        before.lazy.filter { !kept.contains(ExactString($0)) },
        count: before.count - origin.sharedNames))
  }
}

/// Where the parameters of the old side are, by each of their names.
private struct OldPlaces {
  let parameters: [PlanSnapshot.Parameter]
  /// The place of the parameter of each name, which no two have.
  ///
  /// Made when a name first is at another place than before: most plans keep theirs.
  private(set) lazy var byName: [ExactString: Int] = {
    var all: [ExactString: Int] = [:]
    all.reserveCapacity(parameters.count)
    for (index, parameter) in parameters.enumerated() {
      all[ExactString(parameter.name)] = index
      for name in parameter.tiedNames { all[ExactString(name)] = index }
    }
    return all
  }()

  init(_ parameters: PlanSnapshot.Parameters) { self.parameters = parameters.all }

  /// The place of the parameter of a name.
  mutating func place(of name: String, likely place: Int? = nil) -> Int? {
    if let place, place < parameters.count, parameters[place].name.isExactly(name) { return place }
    return byName[ExactString(name)]
  }
}

extension PlanSnapshot.Parameter {
  /// Its state and where it has that from.
  var verdict: ParameterChange.Verdict {
    ParameterChange.Verdict(
      requiresGrad: requiresGrad, decidedBy: decidedBy, undecided: undecided)
  }

  /// The same under another of its names.
  fileprivate func named(_ other: String) -> PlanSnapshot.Parameter {
    PlanSnapshot.Parameter(
      name: other, shape: shape, elements: elements, dtype: dtype, className: className,
      requiresGrad: requiresGrad, decidedBy: decidedBy, tiedNames: [], undecided: undecided)
  }

  /// All names of the tensor, in the order in which a report lists them.
  fileprivate var namesInOrder: [String] {
    ([name] + tiedNames).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}
