/// Walks a model once and tells, for every name of a parameter, which selectors match it.
struct ParameterWalk {
  /// The sets of selectors that match some name, ascending; the first is empty.
  private(set) var matches = SetTable()
  /// For each name in order, its set in ``matches`` times two, plus one where it trains by itself.
  private(set) var matchOfName: [Int32] = []
  /// What the selectors found.
  private(set) var evaluator: SelectorEvaluator
  /// The atom, or failing that any, with which there is more to keep than is allowed.
  private(set) var oversized: Int32?

  private let program: SelectorProgram
  private let hasPatterns: Bool
  private let hasTypes: Bool
  private var names: LazyDFA
  private var types: LazyDFA
  private var matchOfKey: [Key: Int32] = [:]

  /// The distinct sets of atoms, ascending; the first is empty.
  private var atomSets = SetTable()
  private var unions: [UInt64: Int32] = [:]
  private var setOfType: [ObjectIdentifier: Int32] = [:]

  /// The names and module paths that hold: where that changes next, and what holds until then.
  private let named: NamedRanges
  private var nextChange = 0
  private var namedSet: Int32 = 0

  /// What a parameter's matches follow from: sets of atoms.
  private struct Key: Hashable {
    let accepted: Int32
    let named: Int32
    let types: Int32
  }

  /// How many selectors, and how many atoms, all sets together may hold.
  private let limit: Int

  /// Walks a model.
  init(
    _ program: SelectorProgram, _ tree: inout ModuleTree, limit: Int = Limits.overlappingRules
  ) {
    self.limit = limit
    self.program = program
    hasPatterns = program.names.states.count > 1
    hasTypes = program.types.states.count > 1
    evaluator = SelectorEvaluator(program)
    names = LazyDFA(program.names)
    types = LazyDFA(program.types)
    named = NamedRanges(program, in: &tree, limit: limit)
    oversized = named.oversized
    _ = matches.number(of: [])
    _ = atomSets.number(of: [])
    matchOfName.reserveCapacity(min(tree.root.module.parameterCount, Limits.parameters))
    walk(tree.root.module, within: 0, isDead: !hasPatterns)
  }

  /// Visits a module's parameters, then its children.
  ///
  /// - Parameters:
  ///   - module: The module.
  ///   - parent: The type atoms that hold for everything below the parent.
  ///   - isDead: Whether no pattern can match a name that starts with the module's path.
  private mutating func walk(_ module: Module, within parent: Int32, isDead: Bool) {
    if isDead, !hasTypes, !module.holdsFrozen,
      matchOfName.count + module.parameterCount <= named.changes[nextChange].parameter
    {
      // Nothing changes before its end.
      let match = match(Key(accepted: 0, named: namedSet, types: 0))
      matchOfName.append(
        contentsOf: repeatElement(match << 1 | 1, count: module.parameterCount))
      return
    }
    let types = hasTypes ? union(parent, setOfType(module.type)) : 0
    for parameter in module.parameters {
      let accepted = isDead ? 0 : names.accepted(after: parameter.name)
      if matchOfName.count >= named.changes[nextChange].parameter {
        namedSet = atomSets.number(of: named.changes[nextChange].atoms)
        nextChange += 1
      }
      let match = match(Key(accepted: accepted, named: namedSet, types: types))
      matchOfName.append(match << 1 | (parameter.requiresGrad ? 1 : 0))
    }
    for child in module.children where child.module.parameterCount > 0 {
      if isDead {
        walk(child.module, within: types, isDead: true)
      } else {
        names.enter(child.name)
        walk(child.module, within: types, isDead: names.isDead)
        names.leave()
      }
    }
  }

  private mutating func match(_ key: Key) -> Int32 {
    if let known = matchOfKey[key] { return known }
    if oversized != nil { return 0 }
    let selectors = evaluator.evaluate(
      names.acceptedSets[Int(key.accepted)], atomSets[Int(key.named)],
      atomSets[Int(key.types)])
    let id = matchID(selectors)
    matchOfKey[key] = id
    return id
  }

  /// The number of a set of selectors; 0 once there is more to keep than is allowed.
  mutating func matchID(_ selectors: [Int32]) -> Int32 {
    if oversized != nil { return 0 }
    let id = matches.number(of: selectors)
    if matches.memberCount > limit { oversized = 0 }
    return id
  }

  private mutating func union(_ left: Int32, _ right: Int32) -> Int32 {
    if left == right || right == 0 { return left }
    if left == 0 { return right }
    let key = UInt64(UInt32(left)) << 32 | UInt64(UInt32(right))
    if let known = unions[key] { return known }
    let both = Set(atomSets[Int(left)]).union(atomSets[Int(right)]).sorted()
    let id = atomSets.number(of: both)
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
    let id = atomSets.number(of: atoms.sorted())
    setOfType[ObjectIdentifier(type)] = id
    return id
  }
}

extension ModuleType {
  /// The names under which a type selector finds the class: its own, its ancestors', `Module`.
  var allNames: [String] { [name] + ancestors + ["Module"] }
}
