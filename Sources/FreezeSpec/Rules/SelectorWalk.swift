/// Walks a model once and tells, for every place of a kind, which selectors match it.
struct SelectorWalk {
  /// What selectors are held against.
  enum Places {
    /// Every name of a parameter, in `named_parameters(remove_duplicate=False)` order.
    case parameters
    /// Every module, in `named_modules(remove_duplicate=False)` order; with the runs of those whose
    /// parameters are all frozen.
    case modules(frozen: [Range<Int>])
  }

  /// The sets of selectors that match some place, ascending; the first is empty.
  private(set) var matches = SetTable()
  /// For each place in order, its set in ``matches``.
  private(set) var matchOfPlace: [Int32] = []
  /// For each place in order, whether it trains by itself; empty where all do.
  private(set) var ownStates: [Bool] = []
  /// What the selectors found.
  private(set) var evaluator: SelectorEvaluator

  private let program: SelectorProgram
  private let areModules: Bool
  /// Whether some place does not train by itself.
  private let keepsStates: Bool
  private let hasPatterns: Bool
  private let hasTypes: Bool
  private var names: LazyDFA
  private var position: NamePosition
  private var types: LazyDFA
  /// For each place so far, its key.
  private var keyOfPlace: [Int32] = []
  /// The distinct keys, and for each its set in ``matches``.
  private var keys: [Key] = []
  private var matchOfKey: [Int32] = []
  private var keyIndex = HashIndex()
  /// The key that was found last: places that follow each other are often matched alike.
  private var lastKey = 0

  /// The distinct sets of atoms, ascending; the first is empty.
  private var atomSets = SetTable()
  private var unions: [Pair: Int32] = [:]
  private var setOfType: [ObjectIdentifier: Int32] = [:]

  /// What is looked up in the tree and holds for runs of places: where that changes next, and what
  /// holds until then.
  private let runs: AtomRuns
  private var nextChange = 0
  private var runSet: Int32 = 0

  /// What a place's matches follow from: sets of atoms.
  private struct Key: Hashable {
    let accepted: Int32
    let runs: Int32
    let types: Int32
  }

  private struct Pair: Hashable {
    let left: Int32
    let right: Int32
  }

  /// What the matches of all places of a module follow from, but for the runs that hold there: the
  /// module object and what is known when it is entered.
  private struct Visit: Hashable {
    let module: ObjectIdentifier
    /// How far the names are read, or -1 where no pattern can match.
    let names: Int32
    let types: Int32
  }

  /// The places of a visit.
  private struct PlacesOfVisit {
    let first: Int
    /// The set of runs that holds for all of them, or -1 where that changes.
    let runs: Int32
  }

  /// The visits, and for each its places: one object may stand at a thousand, and is walked anew only where
  /// it is matched in another way.
  private var visits: [Visit] = []
  private var visitIndex = HashIndex()
  private var placesOfVisit: [PlacesOfVisit] = []
  /// How often the automaton had renumbered its states when the visits were noted.
  private var restarts = 0

  /// How many selectors, and how many atoms, all sets together may hold.
  private let limit: Int
  /// The atom, or failing that any, with which there is more to keep than that.
  private var oversized: Int32?
  /// How many steps of evaluation there may be.
  private let stepLimit: Int
  /// What the sets of atoms took to make.
  private var steps = 0

  /// Walks a model.
  ///
  /// - Parameters:
  ///   - program: The selectors.
  ///   - tree: The model.
  ///   - places: What to hold them against.
  ///   - limit: How many selectors, and how many atoms, all sets together may hold.
  ///   - budget: The steps that it may take.
  /// - Throws: An error where there is more to keep, or more to do.
  init(
    _ program: SelectorProgram, _ tree: inout ModuleTree, _ places: Places = .parameters,
    limit: Int = Limits.overlappingRules, budget: inout MatchingBudget
  ) throws(Diagnostic) {
    self.limit = limit
    stepLimit = budget.left
    self.program = program
    hasPatterns = program.names.states.count > 1
    hasTypes = program.types.states.count > 1
    evaluator = SelectorEvaluator(program)
    names = LazyDFA(program.names, stepLimit: budget.left)
    position = NamePosition(&names)
    types = LazyDFA(program.types, stepLimit: budget.left)
    runs = AtomRuns(program, in: &tree, places, limit: limit, stepLimit: budget.left)
    steps = runs.steps
    oversized = runs.oversized
    _ = matches.number(of: [])
    _ = atomSets.number(of: [])
    let root = tree.root.module
    switch places {
    case .parameters:
      areModules = false
      keyOfPlace.reserveCapacity(min(root.parameterCount, Limits.parameters))
    case .modules:
      areModules = true
      keyOfPlace.reserveCapacity(min(root.moduleCount, Limits.modules))
    }
    keepsStates = !areModules && root.holdsFrozen
    if let exhausted = runs.exhausted { throw tooManyVisits(exhausted) }
    walk(root, within: 0, isDead: areModules || !hasPatterns)
    budget.spend(names.steps + types.steps + evaluator.steps + steps)
    if hasPatterns, names.isExhausted { throw tooCostly(names.costliest) }
    if hasTypes, types.isExhausted { throw tooCostly(types.costliest) }
    if let oversized { throw tooMany(oversized) }
    matchOfPlace = keyOfPlace
    keyOfPlace = []
    for place in matchOfPlace.indices {
      matchOfPlace[place] = matchOfKey[Int(matchOfPlace[place])]
    }
  }

  /// Visits the places of a module, then its children.
  ///
  /// - Parameters:
  ///   - module: The module.
  ///   - parent: The type atoms that hold for everything below the parent.
  ///   - isDead: Whether no pattern can match a name that starts with the module's path.
  private mutating func walk(_ module: Module, within parent: Int32, isDead: Bool) {
    let count = areModules ? module.moduleCount : module.parameterCount
    let isUnchanged = keyOfPlace.count + count <= runs.changes[nextChange].place
    if isDead, !hasTypes, isUnchanged, areModules || !module.holdsFrozen {
      let key = number(of: Key(accepted: 0, runs: runSet, types: 0))
      keyOfPlace.append(contentsOf: repeatElement(key, count: count))
      if keepsStates { ownStates.append(contentsOf: repeatElement(true, count: count)) }
      return
    }
    // Where all that changes is what was looked up, the way down to it is shorter than all places.
    if module.children.count > 1, isUnchanged || hasTypes || !isDead {
      if names.restarts != restarts {
        (visits, visitIndex, placesOfVisit) = ([], HashIndex(), [])
        restarts = names.restarts
      }
      let visit = Visit(
        module: ObjectIdentifier(module), names: isDead ? -1 : position.state, types: parent)
      let places = PlacesOfVisit(first: keyOfPlace.count, runs: isUnchanged ? runSet : -1)
      if let index = visitIndex.number(of: visit, in: visits) {
        let known = placesOfVisit[index]
        if isUnchanged, known.runs == runSet {
          repeatPlaces(known.first..<known.first + count)
        } else {
          revisitPlaces(known.first..<known.first + count)
          if isUnchanged { placesOfVisit[index] = places }
        }
        return
      }
      visitIndex.insert(visits.count, visit)
      visits.append(visit)
      placesOfVisit.append(places)
    }
    let types = hasTypes ? union(parent, setOfType(module.type)) : 0
    if areModules {
      visit(accepted: 0, types)
    } else {
      for parameter in module.parameters {
        visit(accepted: isDead ? 0 : position.accepted(after: parameter.name, in: &names), types)
        if keepsStates { ownStates.append(parameter.requiresGrad) }
      }
    }
    for child in module.children where areModules || child.module.parameterCount > 0 {
      if isDead {
        walk(child.module, within: types, isDead: true)
      } else {
        position.enter(child.name, in: &names)
        walk(child.module, within: types, isDead: position.isDead(in: names))
        position.leave()
      }
    }
  }

  /// Notes of the next places what was noted of others, for which the same runs hold.
  private mutating func repeatPlaces(_ places: Range<Int>) {
    for place in places { keyOfPlace.append(keyOfPlace[place]) }
    repeatStates(of: places)
  }

  /// Notes of the next places what was noted of others, with the runs that hold here.
  private mutating func revisitPlaces(_ places: Range<Int>) {
    var place = places.lowerBound
    while place < places.upperBound {
      enterRun()
      let end = min(places.upperBound, place + (runs.changes[nextChange].place - keyOfPlace.count))
      // Places that follow each other mostly have one key.
      var (known, key): (Int32, Int32) = (-1, -1)
      while place < end {
        if keyOfPlace[place] != known {
          known = keyOfPlace[place]
          key = number(of: known)
        }
        keyOfPlace.append(key)
        place += 1
      }
    }
    repeatStates(of: places)
  }

  /// The number of a key with the runs that hold here.
  private mutating func number(of known: Int32) -> Int32 {
    // There may be no keys, and nothing counts any more.
    if oversized != nil { return 0 }
    let key = keys[Int(known)]
    if key.runs == runSet { return known }
    return number(of: Key(accepted: key.accepted, runs: runSet, types: key.types))
  }

  private mutating func repeatStates(of places: Range<Int>) {
    if keepsStates {
      for place in places { ownStates.append(ownStates[place]) }
    }
  }

  /// Notes what matches the next place.
  private mutating func visit(accepted: Int32, _ types: Int32) {
    enterRun()
    keyOfPlace.append(number(of: Key(accepted: accepted, runs: runSet, types: types)))
  }

  /// Goes on to the runs that hold from the next place on, where they change there.
  private mutating func enterRun() {
    if keyOfPlace.count < runs.changes[nextChange].place { return }
    runSet = atomSets.number(of: runs.changes[nextChange].atoms)
    nextChange += 1
  }

  /// The number of a key, for which it is worked out what matches where it is new.
  private mutating func number(of key: Key) -> Int32 {
    if lastKey < keys.count, keys[lastKey] == key { return Int32(truncatingIfNeeded: lastKey) }
    if let known = keyIndex.number(of: key, in: keys) {
      lastKey = known
      return Int32(truncatingIfNeeded: known)
    }
    checkSize()
    if oversized != nil { return 0 }
    let selectors = evaluator.evaluate(
      names.acceptedSets[Int(key.accepted)], atomSets[Int(key.runs)], atomSets[Int(key.types)])
    lastKey = keys.count
    matchOfKey.append(matches.number(of: selectors))
    if matches.memberCount > limit { oversized = 0 }
    keyIndex.insert(lastKey, key)
    keys.append(key)
    return Int32(truncatingIfNeeded: lastKey)
  }

  private mutating func union(_ left: Int32, _ right: Int32) -> Int32 {
    if left == right || right == 0 { return left }
    if left == 0 { return right }
    let pair = Pair(left: left, right: right)
    if let known = unions[pair] { return known }
    checkSize()
    if oversized != nil { return left }
    let both = Set(atomSets[Int(left)]).union(atomSets[Int(right)]).sorted()
    steps += both.count
    let id = atomSets.number(of: both)
    unions[pair] = id
    return id
  }

  /// Stops where there is more to keep, or more to do, than is allowed.
  private mutating func checkSize() {
    if oversized != nil { return }
    let size = max(atomSets.memberCount, names.acceptedSets.memberCount)
    if size > limit || evaluator.steps + steps > stepLimit {
      oversized = evaluator.mostAskedAtom ?? 0
    }
  }

  /// The type atoms that hold for the modules of a class.
  private mutating func setOfType(_ type: ModuleType) -> Int32 {
    if let known = setOfType[ObjectIdentifier(type)] { return known }
    var atoms: Set<Int32> = []
    for name in type.allNames {
      atoms.formUnion(types.patterns(matching: name))
    }
    let id = atomSets.number(of: atoms.sorted())
    setOfType[ObjectIdentifier(type)] = id
    return id
  }

  /// The error of patterns that take too many steps.
  private func tooCostly(_ atom: Int32?) -> Diagnostic {
    Diagnostic(
      .limit,
      "to hold the patterns against the model's names takes too many steps"
        + (atom == nil ? "" : ", and most of them for this one"),
      at: atom.flatMap { program.span(ofAtom: $0) },
      notes: [
        "a repetition behind a `.*` or `*`, as in `.*a.{1000}z`, is begun anew at every letter"
      ],
      help: ["take the `.*` or the repetition out, or write shorter ones"])
  }

  /// The error of paths that look at too many modules.
  private func tooManyVisits(_ atom: Int32) -> Diagnostic {
    Diagnostic(
      .limit, "the paths of modules lead over too many modules, and this one past their bound",
      at: program.span(ofAtom: atom),
      help: ["write fewer paths with a slice that is followed by a name, such as `layers[:].norm`"])
  }

  /// The error of selectors that match in too many different ways, none of them to blame.
  var tooManyMatches: Diagnostic { tooMany(evaluator.mostAskedAtom ?? 0) }

  /// The error of selectors that match in too many different ways.
  private func tooMany(_ atom: Int32) -> Diagnostic {
    let span = program.span(ofAtom: atom)
    return Diagnostic(
      .limit,
      areModules
        ? "the selectors match the model's modules in too many different ways"
        : "the rules match the model's parameters in too many different ways", at: span,
      help: ["write fewer \(areModules ? "selectors" : "rules") that overlap"])
  }
}
