/// Walks a model once and tells, for every name of a parameter, which selectors match it.
struct ParameterWalk {
  /// The sets of selectors that match some name, ascending; the first is empty.
  private(set) var matches: [[Int32]] = [[]]
  /// For each name in order, its set in ``matches`` times two, plus one where it trains by itself.
  private(set) var matchOfName: [Int32] = []
  /// What the selectors found.
  private(set) var evaluator: SelectorEvaluator
  /// Module paths that reach more places than can be kept.
  private(set) var oversized: [Int32] = []

  private let program: SelectorProgram
  private let hasPatterns: Bool
  private let hasTypes: Bool
  private var names: LazyDFA
  private var types: LazyDFA
  private var matchIDs: [[Int32]: Int32] = [[]: 0]
  private var matchOfKey: [Key: Int32] = [:]

  /// The distinct sets of atoms, ascending; the first is empty.
  private var atomSets: [[Int32]] = [[]]
  private var atomSetIDs: [[Int32]: Int32] = [[]: 0]
  private var unions: [UInt64: Int32] = [:]
  private var setOfType: [ObjectIdentifier: Int32] = [:]

  /// The names that are asked for by themselves, and where modules asked for by path start, by
  /// number; each ends with one that no number reaches.
  private var literals: [(number: Int, set: Int32)] = []
  private var starts: [(number: Int, set: Int32)] = []
  private var nextLiteral = 0
  private var nextStart = 0
  private var module = 0

  /// What a parameter's matches follow from: sets of atoms.
  private struct Key: Hashable {
    let accepted: Int32
    let literal: Int32
    let structural: Int32
  }

  /// How many places the module paths of all selectors may reach together.
  private static let placeLimit = 20_000_000

  /// Walks a model.
  init(_ program: SelectorProgram, _ tree: inout ModuleTree) {
    self.program = program
    hasPatterns = program.names.states.count > 1
    hasTypes = program.types.states.count > 1
    evaluator = SelectorEvaluator(program)
    names = LazyDFA(program.names)
    types = LazyDFA(program.types)
    findPlaces(in: &tree)
    matchOfName.reserveCapacity(min(tree.root.module.parameterCount, Limits.parameters))
    walk(tree.root.module, within: 0, isDead: !hasPatterns)
  }

  /// Finds the names and modules that are asked for by themselves.
  private mutating func findPlaces(in tree: inout ModuleTree) {
    var names: [(number: Int, atom: Int32)] = []
    var modules: [(number: Int, atom: Int32)] = []
    for (index, atom) in program.atoms.enumerated() {
      switch atom.question {
      case .name(let name):
        if let number = tree.parameter(named: name.text) { names.append((number, Int32(index))) }
      case .module(let path):
        let room = Self.placeLimit - modules.count
        let places = path.resolve(in: &tree, limit: room).places
        if places.count >= room { oversized.append(Int32(index)) }
        for place in places.prefix(room) { modules.append((place.number, Int32(index))) }
      case .pattern, .type: break
      }
    }
    literals = grouped(names)
    starts = grouped(modules)
  }

  private mutating func grouped(_ pairs: [(number: Int, atom: Int32)])
    -> [(number: Int, set: Int32)]
  {
    let sorted = pairs.sorted { ($0.number, $0.atom) < ($1.number, $1.atom) }
    var result: [(number: Int, set: Int32)] = []
    var index = 0
    while index < sorted.count {
      let number = sorted[index].number
      var atoms: [Int32] = []
      while index < sorted.count, sorted[index].number == number {
        atoms.append(sorted[index].atom)
        index += 1
      }
      result.append((number, atomSet(atoms)))
    }
    result.append((.max, 0))
    return result
  }

  /// Visits a module's parameters, then its children.
  ///
  /// - Parameters:
  ///   - module: The module.
  ///   - parent: The atoms that hold for everything below the parent.
  ///   - isDead: Whether no pattern can match a name that starts with the module's path.
  private mutating func walk(_ module: Module, within parent: Int32, isDead: Bool) {
    var structural = parent
    if hasTypes { structural = union(structural, setOfType(module.type)) }
    if self.module == starts[nextStart].number {
      structural = union(structural, starts[nextStart].set)
      nextStart += 1
    }
    self.module += 1
    for parameter in module.parameters {
      let accepted = isDead ? 0 : names.accepted(after: parameter.name)
      var literal: Int32 = 0
      if matchOfName.count == literals[nextLiteral].number {
        literal = literals[nextLiteral].set
        nextLiteral += 1
      }
      let match = match(Key(accepted: accepted, literal: literal, structural: structural))
      matchOfName.append(match << 1 | (parameter.requiresGrad ? 1 : 0))
    }
    for child in module.children {
      if child.module.parameterCount == 0 {
        self.module += child.module.moduleCount
        while starts[nextStart].number < self.module { nextStart += 1 }
      } else if isDead {
        walk(child.module, within: structural, isDead: true)
      } else {
        names.enter(child.name)
        walk(child.module, within: structural, isDead: names.isDead)
        names.leave()
      }
    }
  }

  private mutating func match(_ key: Key) -> Int32 {
    if let known = matchOfKey[key] { return known }
    let selectors = evaluator.evaluate(
      names.acceptedSets[Int(key.accepted)], atomSets[Int(key.literal)],
      atomSets[Int(key.structural)])
    let id = matchID(selectors)
    matchOfKey[key] = id
    return id
  }

  /// The number of a set of selectors.
  mutating func matchID(_ selectors: [Int32]) -> Int32 {
    if let known = matchIDs[selectors] { return known }
    let id = Int32(matches.count)
    matches.append(selectors)
    matchIDs[selectors] = id
    return id
  }

  private mutating func atomSet(_ atoms: [Int32]) -> Int32 {
    if let known = atomSetIDs[atoms] { return known }
    let id = Int32(atomSets.count)
    atomSets.append(atoms)
    atomSetIDs[atoms] = id
    return id
  }

  private mutating func union(_ left: Int32, _ right: Int32) -> Int32 {
    if left == right || right == 0 { return left }
    if left == 0 { return right }
    let key = UInt64(UInt32(left)) << 32 | UInt64(UInt32(right))
    if let known = unions[key] { return known }
    let both = Set(atomSets[Int(left)]).union(atomSets[Int(right)]).sorted()
    let id = atomSet(both)
    unions[key] = id
    return id
  }

  /// The type atoms that hold for the modules of a class.
  private mutating func setOfType(_ type: ModuleType) -> Int32 {
    if let known = setOfType[ObjectIdentifier(type)] { return known }
    var atoms: Set<Int32> = []
    for name in type.allNames {
      let accepted = types.accepted(after: name)
      atoms.formUnion(types.acceptedSets[Int(accepted)])
    }
    let id = atomSet(atoms.sorted())
    setOfType[ObjectIdentifier(type)] = id
    return id
  }
}

extension ModuleType {
  /// The names under which a type selector finds the class: its own, its ancestors', `Module`.
  var allNames: [String] { [name] + ancestors + ["Module"] }
}
