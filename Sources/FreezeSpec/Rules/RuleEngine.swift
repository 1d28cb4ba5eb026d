/// Matches the parameters of models against rules, and against further selectors.
///
/// All names and patterns of all rules are matched together in one walk over the model, so the cost
/// is about that of the walk, however many rules there are.
struct RuleEngine: Sendable {
  /// The rules, in order.
  let rules: [Rule]
  /// Further selectors that are matched in the same walk.
  let selectors: [Selector]
  /// The selectors of the rules, then the further ones.
  let program: SelectorProgram

  /// Takes the selectors of rules apart.
  ///
  /// - Throws: An error where the patterns are too large together.
  init(rules: [Rule], selectors: [Selector] = []) throws(Diagnostic) {
    self.rules = rules
    self.selectors = selectors
    program = try SelectorProgram(rules.map(\.selector) + selectors)
  }

  /// Holds the rules and selectors against a model.
  ///
  /// - Parameters:
  ///   - tree: The model.
  ///   - places: What they select.
  ///   - tensorOfName: For each name, in `named_parameters(remove_duplicate=False)` order, the
  ///     tensor it stands for, counted from 0 by first name; `nil` where each is one of its own.
  ///   - overlapLimit: A bound on the ways in which rules may overlap.
  /// - Throws: An error where they overlap in more ways.
  func match(
    _ tree: inout ModuleTree, _ places: SelectorWalk.Places = .parameters,
    tensorOfName: [Int]? = nil, overlapLimit: Int = Limits.overlappingRules
  ) throws(Diagnostic) -> RuleMatching {
    let walk = try SelectorWalk(program, &tree, places, limit: overlapLimit)
    return RuleMatching(
      engine: self, walk: walk,
      names: NameGroups(tensorOfName, nameCount: walk.matchOfPlace.count))
  }
}

/// What rules and further selectors match in a model, by the names and by the tensors of its
/// parameters; of modules, each is one of its own.
struct RuleMatching {
  /// What was matched.
  let engine: RuleEngine
  /// What matches each name.
  let walk: SelectorWalk
  /// Which names stand for which tensor.
  let names: NameGroups
  /// The sets of selectors that match some tensor, ascending; first those of the walk.
  let matches: SetTable
  /// For each tensor, its set in ``matches``: what matches any of its names.
  let matchOfTensor: [Int32]

  init(engine: RuleEngine, walk: SelectorWalk, names: NameGroups) {
    self.engine = engine
    self.walk = walk
    self.names = names
    var matches = walk.matches
    var matchOfTensor = names.ofFirstNames(walk.matchOfPlace)
    for group in names.groups {
      var selectors: Set<Int32> = []
      for name in group.names { selectors.formUnion(walk.matches[Int(walk.matchOfPlace[name])]) }
      matchOfTensor[group.tensor] = matches.number(of: selectors.sorted())
    }
    self.matches = matches
    self.matchOfTensor = matchOfTensor
  }

  /// For each tensor, whether it trains by itself; empty where all do.
  var ownStates: [Bool] { walk.ownStates.isEmpty ? [] : names.ofFirstNames(walk.ownStates) }

  /// The rules and selectors that match a name, by their places in the program.
  func selectors(matchingName name: Int) -> ArraySlice<Int32> {
    walk.matches[Int(walk.matchOfPlace[name])]
  }

  /// For each of the further selectors, the tensors that it matches, ascending.
  var selections: [[Int]] {
    var result: [[Int]] = Array(repeating: [], count: engine.selectors.count)
    if result.isEmpty { return [] }
    let ruleCount = engine.rules.count
    let further = matches.map { $0.filter { $0 >= ruleCount }.map { Int($0) - ruleCount } }
    for (tensor, match) in matchOfTensor.enumerated() {
      for selector in further[Int(match)] { result[selector].append(tensor) }
    }
    return result
  }

  /// For each of the program's selectors, how many tensors it matches.
  var counts: [Int] {
    var countOfMatch = [Int](repeating: 0, count: matches.count)
    for match in matchOfTensor { countOfMatch[Int(match)] += 1 }
    var result = [Int](repeating: 0, count: engine.program.roots.count)
    for (match, count) in countOfMatch.enumerated() {
      for selector in matches[match] { result[Int(selector)] += count }
    }
    return result
  }
}
