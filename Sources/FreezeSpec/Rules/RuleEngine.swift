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
  ///   - budget: The steps that it may take.
  /// - Throws: An error where they overlap in more ways, or take more steps.
  func match(
    _ tree: inout ModuleTree, _ places: SelectorWalk.Places = .parameters,
    tensorOfName: [Int]? = nil, overlapLimit: Int = Limits.overlappingRules,
    budget: inout MatchingBudget
  ) throws(Diagnostic) -> RuleMatching {
    let walk = try SelectorWalk(program, &tree, places, limit: overlapLimit, budget: &budget)
    return try RuleMatching(
      engine: self, walk: walk,
      names: NameGroups(tensorOfName, nameCount: walk.matchOfPlace.count), limit: overlapLimit,
      budget: &budget)
  }
}

/// What rules and further selectors match in a model, by the names and by the tensors of its
/// parameters; of modules, each is one of its own.
///
/// It is a class since most findings keep it, and a walk is large.
final class RuleMatching {
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

  /// Puts together what matches the names of a tensor.
  ///
  /// - Throws: An error where all sets together would hold more selectors than the limit, or where
  ///   to put them together takes more steps than are left.
  init(
    engine: RuleEngine, walk: SelectorWalk, names: NameGroups, limit: Int,
    budget: inout MatchingBudget
  ) throws(Diagnostic) {
    var matches = walk.matches
    var matchOfTensor = names.ofFirstNames(walk.matchOfPlace)
    // A tensor may have a million names, and a million tensors the same matches of their names.
    var known: [[Int32]: Int32] = [:]
    var last: (tensor: Int, names: [Int]) = (0, [])
    for group in names.groups {
      // Most are matched as the one before.
      let isAlike = group.names.elementsEqual(last.names) {
        walk.matchOfPlace[$0] == walk.matchOfPlace[$1]
      }
      if isAlike {
        matchOfTensor[group.tensor] = matchOfTensor[last.tensor]
        continue
      }
      last = group
      let parts = Set(group.names.map { walk.matchOfPlace[$0] }).sorted()
      if let match = known[parts] {
        matchOfTensor[group.tensor] = match
        continue
      }
      // Many sets may come to the same one together, which the limit counts once.
      let steps = parts.reduce(0) { $0 + walk.matches[Int($1)].count }
      if steps > budget.left { throw walk.tooManyMatches }
      budget.spend(steps)
      var selectors: Set<Int32> = []
      for part in parts { selectors.formUnion(walk.matches[Int(part)]) }
      let match = matches.number(of: selectors.sorted())
      known[parts] = match
      matchOfTensor[group.tensor] = match
      if matches.memberCount > limit { throw walk.tooManyMatches }
    }
    self.engine = engine
    self.walk = walk
    self.names = names
    self.matches = matches
    self.matchOfTensor = matchOfTensor
  }

  /// For each tensor, whether it trains by itself; empty where all do.
  var ownStates: [Bool] { walk.ownStates.isEmpty ? [] : names.ofFirstNames(walk.ownStates) }

  /// The rules and selectors that match a name, by their places in the program.
  func selectors(matchingName name: Int) -> ArraySlice<Int32> {
    walk.matches[Int(walk.matchOfPlace[name])]
  }

  /// Refuses rules that match more often, all parameters together, than reports can list.
  ///
  /// - Throws: An error at the rule that matches most.
  func checkMatches(limit: Int = Limits.ruleMatches) throws(Diagnostic) {
    let counts = counts.prefix(engine.rules.count)
    guard counts.reduce(0, saturatingSum) > limit,
      let most = counts.indices.max(by: { (counts[$0], -$0) < (counts[$1], -$1) })
    else { return }
    throw Diagnostic(
      .limit, "the rules match parameters more than \(grouped(limit)) times in all",
      at: engine.rules[most].selector.span, help: ["write fewer rules that overlap"])
  }

  /// Of each set in ``matches``, how many tensors it matches, the first and the last of them.
  var extents: [Extent] {
    var result = [Extent](repeating: Extent(), count: matches.count)
    for (tensor, match) in matchOfTensor.enumerated() { result[Int(match)].add(tensor) }
    return result
  }

  /// For each of the further selectors the sets in ``matches`` that hold it, ascending.
  ///
  /// The tensors themselves would be too many to list: a thousand expectations may each speak of a
  /// million.
  var matchesOfSelectors: [[Int32]] {
    var result: [[Int32]] = Array(repeating: [], count: engine.selectors.count)
    if result.isEmpty { return [] }
    let ruleCount = engine.rules.count
    for (match, selectors) in matches.enumerated() {
      for selector in selectors.reversed() {
        if selector < ruleCount { break }
        result[Int(selector) - ruleCount].append(Int32(match))
      }
    }
    return result
  }

  /// For each of the program's selectors, how many tensors it matches.
  var counts: [Int] {
    var result = [Int](repeating: 0, count: engine.program.roots.count)
    for (selectors, extent) in zip(matches, extents) {
      for selector in selectors { result[Int(selector)] += extent.count }
    }
    return result
  }
}

/// Some tensors of which only these things are told.
struct Extent {
  /// How many there are.
  private(set) var count = 0
  /// The first of them.
  private(set) var first: Int?
  /// The last of them.
  private(set) var last: Int?

  /// Takes a tensor, which comes after those before it.
  mutating func add(_ tensor: Int) {
    count += 1
    if first == nil { first = tensor }
    last = tensor
  }

  /// Takes other tensors, in whatever order.
  mutating func add(_ other: Extent) {
    count += other.count
    first = [first, other.first].compactMap(\.self).min()
    last = [last, other.last].compactMap(\.self).max()
  }
}
