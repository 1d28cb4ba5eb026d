/// Which modules are told as units where all of their parameters are covered.
enum UnitModules {
  case all
  /// All but the model as a whole, whose path is empty.
  case allButTheWhole
  case none
}

/// Finds the modules that a set of parameters covers.
struct NameUnits {
  private let root: Module
  /// For each parameter its place in the order of the tree, and the other way round; empty where both
  /// are one.
  private var places: [Int32] = []
  private var parameters: [Int32] = []
  /// Finds the siblings of units.
  var children: FilledChildren
  /// Whether modules that were covered are better told by their children.
  private var opens: [ObjectIdentifier: Bool] = [:]

  /// Takes the parameters of a plan.
  init(_ parameters: PlanSnapshot.Parameters) {
    if let root = parameters.tree?.root {
      self.init(root)
    } else {
      self.init(names: parameters.lazy.map(\.name))
    }
  }

  private init(_ root: Module) {
    self.root = root
    children = FilledChildren(root)
  }

  /// Reads the tree off the parameters' names.
  ///
  /// - Parameter names: The names, each once, in any order.
  init(names: some Collection<String>) {
    var tree = NameTree()
    let nodes = names.map { tree.insert($0) }
    var parameterOfNode = [Int32](repeating: -1, count: tree.nodes.count)
    for (index, node) in nodes.enumerated() {
      parameterOfNode[node] = Int32(truncatingIfNeeded: index)
    }
    var order: [Int] = []
    root = tree.module(0, &order)
    children = FilledChildren(root)
    parameters = order.map { parameterOfNode[$0] }
    places = Array(repeating: -1, count: parameters.count)
    for (place, index) in parameters.enumerated() {
      places[Int(index)] = Int32(truncatingIfNeeded: place)
    }
  }

  /// The largest modules that some parameters cover wholly, and the single parameters that remain.
  ///
  /// A list of numbered modules of one size is given as its items, so that they fold into one line
  /// that shows the numbers.
  ///
  /// - Parameters:
  ///   - indices: Ascending.
  ///   - modules: Which modules are units.
  ///   - mostForms: How many forms of paths are told, which are alike where paths differ in numbers only;
  ///     of some more some may be.
  /// - Returns: The units, in the order of the tree.
  mutating func units(
    covering indices: [Int], modules: UnitModules = .all, mostForms: Int = .max
  ) -> CoveredUnits {
    let covered = places.isEmpty ? indices : indices.map { Int(places[$0]) }.sorted()
    var units = CoveredUnits(root, parameters: parameters, mostForms: mostForms)
    if covered.isEmpty { return units }
    cover(root, at: 0, first: 0, covered[...], modules, &units)
    return units
  }

  /// Adds the units at and below a module of which some parameters are covered.
  ///
  /// - Parameters:
  ///   - place: The module's place among those that were entered.
  ///   - first: The place of its first parameter.
  ///   - covered: The places of those that are covered, ascending.
  private mutating func cover(
    _ module: Module, at place: Int32, first: Int, _ covered: ArraySlice<Int>,
    _ modules: UnitModules, _ units: inout CoveredUnits
  ) {
    if modules == .all || modules == .allButTheWhole && place > 0,
      covered.count == module.parameterCount, isUnit(module, isRoot: place == 0)
    {
      units.add(place, first..<first + module.parameterCount, isModule: true)
      return
    }
    var rest = covered
    while let next = rest.first, next < first + module.parameters.count {
      let name = module.parameters[next - first].name
      if units.mayTell(name) {
        units.enter(name)
        units.add(place, next..<next + 1, isModule: false)
        units.leave()
      }
      rest.removeFirst()
    }
    var child = 0
    var start = first + module.parameters.count
    var previous: Sibling?
    while let next = rest.first {
      let count = module.children[child].module.parameterCount
      if next >= start + count {
        (child, start) = skip(to: next - first, in: module, from: child, start - first)
        start += first
        continue
      }
      // Mostly all of a child is covered.
      let all = rest.startIndex + count
      let end =
        all <= rest.endIndex && rest[all - 1] == start + count - 1
        ? all : rest.partitioningIndex { $0 >= start + count }
      let (name, below) = (module.children[child].name, module.children[child].module)
      let number = indexNumber(name)
      // Mostly it is as the one before.
      if let previous, let number, previous.isAlike(below, at: start, rest[..<end]) {
        units.add(
          previous.found, again: number, as: child, shiftedBy: start - previous.first)
      } else if units.mayTell(name) {
        let mark = units.end
        units.enter(name)
        cover(
          below, at: units.add(module, child, in: place, first: start), first: start, rest[..<end],
          modules, &units)
        units.leave()
        // Where it told of nothing, the next one has nothing to repeat.
        previous =
          number == nil || !units.hasUnits(since: mark)
          ? nil
          : Sibling(module: below, first: start, covered: rest[..<end], found: mark..<units.end)
      }
      rest = rest[end...]
      start += count
      child += 1
    }
  }

  /// A child whose name is a number, and what was found in it.
  private struct Sibling {
    let module: Module
    /// The place of its first parameter.
    let first: Int
    /// The places of those that are covered.
    let covered: ArraySlice<Int>
    let found: Range<CoveredUnits.End>

    /// Whether a child is the same module, covered alike.
    func isAlike(_ module: Module, at first: Int, _ covered: ArraySlice<Int>) -> Bool {
      module === self.module && covered.count == self.covered.count
        && zip(covered, self.covered).allSatisfy { $0 - first == $1 - self.first }
    }
  }

  /// The child of a module that has a parameter.
  ///
  /// - Parameters:
  ///   - parameter: The parameter's place, from the module's first on.
  ///   - child: A child before that one.
  ///   - start: The place of that child's first parameter, likewise.
  /// - Returns: The child and the place of its first parameter, likewise.
  private mutating func skip(
    to parameter: Int, in module: Module, from child: Int, _ start: Int
  ) -> (index: Int, start: Int) {
    let few = 16
    if module.children.count <= few {
      return (child + 1, start + module.children[child].module.parameterCount)
    }
    return children.child(holding: parameter, of: module)
  }

  private mutating func isUnit(_ module: Module, isRoot: Bool) -> Bool {
    // A module of one parameter says more by the parameter's name.
    if module.parameterCount < 2 { return false }
    if isRoot { return true }
    let key = ObjectIdentifier(module)
    if let opens = opens[key] { return !opens }
    let opens = Self.shouldOpen(module)
    self.opens[key] = opens
    return !opens
  }

  /// Whether a covered module is better told by its children: a list of numbered modules that are
  /// of one size, and what holds nothing but such a list.
  private static func shouldOpen(_ module: Module) -> Bool {
    var module = module
    while true {
      if !module.parameters.isEmpty { return false }
      let children = module.children.lazy.filter { $0.module.parameterCount > 0 }
      guard let first = children.first else { return false }
      if first.module.parameterCount == module.parameterCount {
        module = first.module
        continue
      }
      return children.allSatisfy {
        isIndex($0.name) && $0.module.parameterCount == first.module.parameterCount
      }
    }
  }
}
