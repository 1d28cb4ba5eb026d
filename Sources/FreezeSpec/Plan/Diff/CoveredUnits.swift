/// Modules and single parameters that are covered wholly, and the way to each.
struct CoveredUnits {
  /// A module, or a single parameter.
  struct Unit {
    /// The module's place among those that were entered, or that of the parameter's.
    fileprivate var place: Int32
    /// The first of its parameters, by its place in the order of the tree, and how many there are.
    fileprivate var first: Int32
    private let parameterCount: Int32
    private let originalUnit: Int32
    /// Whether it is a module.
    let isModule: Bool

    fileprivate init(place: Int32, _ range: Range<Int>, isModule: Bool, original: Int) {
      self.place = place
      first = Int32(truncatingIfNeeded: range.lowerBound)
      parameterCount = Int32(truncatingIfNeeded: range.count)
      originalUnit = Int32(truncatingIfNeeded: original)
      self.isModule = isModule
    }

    /// The first unit that is the same object at another place.
    var original: Int { Int(originalUnit) }
    /// The number of its parameters.
    var count: Int { Int(parameterCount) }
    /// Its parameters, by their places in the order of the tree.
    fileprivate var range: Range<Int> { Int(first)..<Int(first) + count }
  }

  /// A module that was entered.
  ///
  /// It holds on to no module: a million places would count as many references.
  private struct Place {
    /// The module, as an index into ``modules``.
    let module: Int32
    var parent: Int32
    /// Which child of its parent it is.
    var child: Int32
    /// The place of its first parameter.
    var first: Int32
  }

  /// Parameters by their indices.
  typealias Indices = LazyMapCollection<Range<Int>, Int>

  /// The units, in the order of the tree.
  private(set) var units: [Unit] = []
  private var places: [Place]
  /// The modules of the places; one of many places is here at least once.
  private var modules: [Module]
  /// For each place in the order of the tree the parameter; empty where both are one.
  private let parameters: [Int32]
  /// Their paths.
  private(set) var names = NumberedNames()

  /// How many more forms of paths are told, and for each form whether it is.
  private var formsLeft: Int
  private var isTold: [Bool] = []

  /// Begins at a tree's root.
  ///
  /// - Parameters:
  ///   - parameters: For each place in the order of the tree the parameter; empty where both are one.
  ///   - mostForms: How many forms of paths are told.
  init(_ root: Module, parameters: [Int32], mostForms: Int) {
    places = [Place(module: 0, parent: -1, child: -1, first: 0)]
    modules = [root]
    self.parameters = parameters
    formsLeft = mostForms
  }

  /// Whether what stands behind a component of the path that is open may be told.
  func mayTell(_ name: String) -> Bool { formsLeft > 0 || names.knows(name) }

  /// Opens a component of the path of what is added next.
  mutating func enter(_ name: String) { names.enter(name) }

  /// Closes it.
  mutating func leave() { names.leave() }

  /// Adds a unit whose path is open.
  ///
  /// - Parameters:
  ///   - place: The place of the module, or of the parameter's.
  ///   - range: Its parameters, by their places in the order of the tree.
  mutating func add(_ place: Int32, _ range: Range<Int>, isModule: Bool) {
    units.append(
      Unit(place: place, range, isModule: isModule, original: units.count))
    names.append()
    let form = Int(names.forms[units.count - 1])
    if form >= isTold.count {
      isTold += repeatElement(false, count: names.formCount - isTold.count)
    }
    if !isTold[form] {
      isTold[form] = true
      formsLeft -= 1
    }
  }

  /// Adds the place of a module's child.
  ///
  /// - Parameter first: The place of the child's first parameter.
  mutating func add(
    _ module: Module, _ child: Int, in parent: Int32, first: Int
  ) -> Int32 {
    places.append(
      Place(
        module: Int32(truncatingIfNeeded: modules.count), parent: parent,
        child: Int32(truncatingIfNeeded: child), first: Int32(truncatingIfNeeded: first)))
    modules.append(module.children[child].module)
    return Int32(truncatingIfNeeded: places.count - 1)
  }

  /// How many units and places there were at one time.
  struct End: Comparable {
    fileprivate let units: Int
    fileprivate let places: Int

    static func < (end: End, other: End) -> Bool { end.places < other.places }
  }

  /// How many units and places there are.
  var end: End { End(units: units.count, places: places.count) }

  /// Whether units were added since there were so many.
  func hasUnits(since mark: End) -> Bool { units.count > mark.units }

  /// Adds what was found in a child again, for a sibling that differs from it in nothing but a number:
  /// its name.
  ///
  /// - Parameters:
  ///   - found: From before the child's place to behind its units.
  ///   - number: The sibling's name. The components before it are open.
  ///   - child: Which child of its parent the sibling is.
  ///   - shift: How many parameters later it begins.
  mutating func add(
    _ found: Range<End>, again number: Int, as child: Int, shiftedBy shift: Int
  ) {
    let (start, end) = (found.lowerBound, found.upperBound)
    let added = self.end
    let offset = Int32(truncatingIfNeeded: added.places - start.places)
    let shift = Int32(truncatingIfNeeded: shift)
    places.append(again: start.places..<end.places) { place in
      place.parent += offset
      place.first += shift
    }
    // The sibling itself has the same parent.
    places[added.places].parent -= offset
    places[added.places].child = Int32(truncatingIfNeeded: child)
    units.append(again: start.units..<end.units) { unit in
      unit.place += offset
      unit.first += shift
    }
    names.append(again: start.units..<end.units, with: number)
  }

  /// The path of a unit; empty for the whole.
  func path(of unit: Unit) -> String {
    var components: [String] = []
    if !unit.isModule { components.append(parameterName(of: unit)) }
    var place = places[Int(unit.place)]
    while place.parent >= 0 {
      components.append(name(of: place))
      place = places[Int(place.parent)]
    }
    return components.reversed().joined(separator: ".")
  }

  /// The indices of a unit's parameters, in the order of the tree.
  func parameters(of unit: Unit) -> Indices { indices(unit.range) }

  /// The indices of all parameters of some units, ascending.
  func parameters(of units: [Unit]) -> [Int] {
    var covered: [Int] = []
    covered.reserveCapacity(units.reduce(0) { $0 + $1.count })
    for unit in units { covered.append(contentsOf: unit.range) }
    return parameters.isEmpty ? covered : covered.map { Int(parameters[$0]) }.sorted()
  }

  /// Folds the units whose keys are equal and whose paths differ only in numbers.
  ///
  /// - Parameter keys: A number for each unit.
  func folded(keys: [Int]) -> [FoldedName] {
    FoldedName.fold(names, keys: keys) { path(of: units[$0]) }
  }

  /// The glob of a fold: of all in its modules, or of its parameters.
  func glob(of fold: FoldedName) -> String {
    let unit = units[fold.members[0]]
    if !unit.isModule { return fold.glob }
    return fold.glob.isEmpty ? "*" : fold.glob + ".*"
  }

  private func indices(_ range: Range<Int>) -> Indices {
    range.lazy.map { [parameters] in parameters.isEmpty ? $0 : Int(parameters[$0]) }
  }

  private func module(of place: Place) -> Module { modules[Int(place.module)] }

  /// The name of a place below the root within its parent.
  private func name(of place: Place) -> String {
    module(of: places[Int(place.parent)]).children[Int(place.child)].name
  }

  private func parameterName(of unit: Unit) -> String {
    let place = places[Int(unit.place)]
    return module(of: place).parameters[Int(unit.first - place.first)].name
  }
}

extension CoveredUnits {
  /// The numbers of the siblings that a run of units leaves out, where the units differ in one
  /// number: those between the first and the last, or all where the units are most of them.
  ///
  /// - Parameters:
  ///   - run: Units whose paths differ in numbers only.
  ///   - children: Finds the siblings.
  ///   - isAlike: Whether a sibling, told by its parameters, is of the units' kind.
  /// - Returns: Ascending numbers; none where too many are missing to call them exceptions.
  func siblings(
    missingFrom run: [Unit], in children: inout FilledChildren, where isAlike: (Indices) -> Bool
  ) -> [Int] {
    guard run.count >= 3, let first = run.first, let last = run.last else { return [] }
    let (down, other) = (way(to: first), way(to: last))
    guard down.count == other.count else { return [] }
    guard let step = down.indices.first(where: { down[$0] != other[$0] }) else {
      return first.isModule ? [] : parameters(missingFrom: run, where: isAlike)
    }
    // The units may differ in an earlier number too, which the first and the last have in common.
    let parent = places[Int(down[step])].parent
    let rest = down[(step + 1)...].map { name(of: places[Int($0)]) }
    let parameter = first.isModule ? nil : parameterName(of: first)
    guard zip(rest, other[(step + 1)...]).allSatisfy({ $0.isExactly(name(of: places[Int($1)])) }),
      parameter == nil || parameterName(of: last) == parameter
    else { return [] }
    var taken: Set<Int32> = []
    for unit in run {
      let place = places[Int(way(to: unit)[step])]
      if place.parent != parent { return [] }
      taken.insert(place.child)
    }
    let place = FilledChildren.Place(
      module: module(of: places[Int(parent)]), first: Int(places[Int(parent)].first))
    // All, or where they are too many those between the first and the last.
    var siblings = children.indices(of: place.module)[...]
    let most = 2 * run.count
    if siblings.count >= most {
      let ends = (places[Int(down[step])].child, places[Int(other[step])].child)
      siblings =
        siblings[
          siblings.partitioningIndex { $0 >= ends.0 }..<siblings.partitioningIndex { $0 > ends.1 }]
      if siblings.count >= most { return [] }
    }
    var missing: [Int] = []
    for sibling in siblings where !taken.contains(Int32(sibling)) {
      let name = place.module.children[sibling].name
      guard let number = indexNumber(name) else { continue }
      let range = children.parameters(
        at: children.child(sibling, of: place), rest, parameter)
      if let range, isAlike(indices(range)) { missing.append(number) }
    }
    return missing.sorted()
  }

  /// The places from below the whole down to a unit's module.
  private func way(to unit: Unit) -> [Int32] {
    var way: [Int32] = []
    var place = unit.place
    while places[Int(place)].parent >= 0 {
      way.append(place)
      place = places[Int(place)].parent
    }
    return way.reversed()
  }

  /// The numbers that a run of parameters of one module leaves out.
  private func parameters(
    missingFrom run: [Unit], where isAlike: (Indices) -> Bool
  ) -> [Int] {
    let place = places[Int(run[0].place)]
    guard run.allSatisfy({ $0.place == run[0].place }) else { return [] }
    let module = module(of: place)
    let first = Int(place.first)
    let own = first..<first + module.parameters.count
    let between = run[0].range.lowerBound..<run[run.count - 1].range.upperBound
    let range = own.count < 2 * run.count ? own : between
    if range.count >= 2 * run.count { return [] }
    let taken = Set(run.map { Int($0.first) })
    return range.compactMap { parameter in
      let name = module.parameters[parameter - first].name
      guard !taken.contains(parameter), let number = indexNumber(name),
        isAlike(indices(parameter..<parameter + 1))
      else { return nil }
      return number
    }
    .sorted()
  }
}
