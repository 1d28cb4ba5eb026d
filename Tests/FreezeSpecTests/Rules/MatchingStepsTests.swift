import Testing

@testable import FreezeSpec

/// What selectors cost is counted over all names, and bounded.
@Suite struct MatchingStepsTests {
  /// A thousand layers, which are one object.
  private let model = transformer(layers: 1_000)

  private func freezing(_ selectors: [Selector]) -> [Rule] {
    selectors.enumerated().map { index, selector in
      Rule(
        index: index + 1, action: .freeze, selector: selector,
        span: SourceSpan(file: 0, start: index, end: index + 1))
    }
  }

  /// The steps of a run that it takes to hold rules against a model.
  private func stepsTaken(_ rules: [Rule], in root: Module, of steps: Int = Limits.matchingSteps)
    throws(Diagnostic) -> Int
  {
    var budget = MatchingBudget(steps)
    var tree = ModuleTree(root)
    _ = try RuleEngine(rules: rules).match(&tree, budget: &budget)
    return steps - budget.left
  }

  @Test func plansOfTheLargestModelsStayFarFromTheStepsOfMatching() throws {
    let layers = (0..<1_000).map { "*layers.\($0).*norm*" }
    let numbers = (0..<1_000).map { "*\($0)*" }
    for globs in [layers, numbers] {
      let rules = freezing(globs.map { glob($0) })
      #expect(try stepsTaken(rules, in: model) < Limits.matchingSteps / 10)
    }
  }

  @Test func patternsThatTakeTooManyStepsAreAnErrorAtTheCostliest() throws {
    let name = String(repeating: "ab", count: 2_000)
    let model = module(Types.module, [], [name: linear(), name + "c": linear()])
    let slow = SourceSpan(file: 0, start: 7, end: 9)
    let costly = glob("*a" + String(repeating: "?", count: 900) + "z", at: slow)
    let rules = freezing([glob("*.weight"), costly, glob("*bias")])
    #expect(try stepsTaken(rules, in: model) < 10_000_000)
    let error = #expect(throws: Diagnostic.self) {
      try stepsTaken(rules, in: model, of: 100_000)
    }
    #expect(error?.code == .limit)
    #expect(error?.span == slow)
    let steps = try stepsTaken(rules, in: model)
    #expect(try stepsTaken(rules, in: model, of: steps) == steps)
    #expect(throws: Diagnostic.self) { try stepsTaken(rules, in: model, of: steps * 9 / 10) }
  }

  @Test func valuesThatHoldWithoutAnyRuleAreCountedToo() throws {
    let names = names(model).prefix(500).map { $0 }
    let never = mapping([.glob: ["*"], .type: ["ReLU"]])
    let rules = freezing(
      [mapping([.name: names])] + Array(repeating: never, count: 500))
    let steps = try stepsTaken(rules, in: model)
    // Every name is a way of its own to match, and asks all rules.
    #expect(steps > 500 * 500)
    #expect(throws: Diagnostic.self) { try stepsTaken(rules, in: model, of: 100_000) }
  }

  @Test func pathsThatLeadOverTooManyModulesAreAnErrorAtTheFirstPastTheSteps() throws {
    let paths = (0..<10).map { mapping([.module: ["model.layers[:].x\($0)"]]) }
    let rules = freezing(paths + [glob("*")])
    let steps = try stepsTaken(rules, in: model)
    // Each looks at every layer once.
    #expect(steps > 10 * 1_000)
    #expect(steps < Limits.matchingSteps / 100)
    let error = #expect(throws: Diagnostic.self) {
      try stepsTaken(rules, in: model, of: steps / 2)
    }
    #expect(error?.code == .limit)
    #expect(error?.message.hasPrefix("the paths of modules lead over too many") == true)
    let path = try ModulePath(parsing: "model.layers[:].norm")
    var tree = ModuleTree(model)
    var visits = 100
    #expect(path.resolve(in: &tree, visits: &visits).values.count < 100)
    #expect(visits < 0)
  }

  @Test func placesThatAPathPicksOneByOneAreCountedThoughTheyHoldNoParameters() throws {
    let wide = module(
      Types.module, [],
      ["x": list(Array(repeating: module(Types.relu), count: 1_000)), "head": linear()])
    let rules = freezing((0..<20).map { mapping([.module: ["x[\($0)::2]"]]) } + [glob("*")])
    let steps = try stepsTaken(rules, in: wide)
    #expect(steps > 20 * 490)
    let error = #expect(throws: Diagnostic.self) {
      try stepsTaken(rules, in: wide, of: steps / 2)
    }
    #expect(error?.message.hasPrefix("the paths of modules lead over too many") == true)
  }

  @Test func wordsOfACureTakeNoMoreStepsThanTheRunHasLeft() throws {
    let name = "m." + String(repeating: "ab", count: 500)
    let pattern = try Glob.parse("*a" + String(repeating: "?", count: 100) + "b")
    var budget = MatchingBudget()
    #expect(NameCures.commonPrefix(of: [name, name], before: pattern, &budget) == "m.")
    let taken = Limits.matchingSteps - budget.left
    #expect(taken > 1_000)
    var less = MatchingBudget(taken / 2)
    #expect(NameCures.commonPrefix(of: [name, name], before: pattern, &less) == nil)
    #expect(less.left == 0)
  }

  @Test func whatReportsListOfRulesAndParametersIsBounded() throws {
    let all = SourceSpan(file: 0, start: 7, end: 9)
    let rules = freezing([glob("*.bias"), glob("*", at: all), glob("*")])
    var budget = MatchingBudget()
    var tree = ModuleTree(model)
    let matching = try RuleEngine(rules: rules, selectors: [glob("*")])
      .match(&tree, budget: &budget)
    let matches = matching.counts.prefix(3).reduce(0, +)
    try matching.checkMatches(limit: matches)
    let error = #expect(throws: Diagnostic.self) {
      try matching.checkMatches(limit: matches - 1)
    }
    #expect(error?.code == .limit)
    #expect(error?.span == all)
  }

  @Test func expectationsAreHeldToSetsOfParametersAndNotToEach() throws {
    let all = (0..<300).map { _ in glob("*") }
    var budget = MatchingBudget()
    var tree = ModuleTree(model)
    let matching = try RuleEngine(rules: freezing([glob("*.bias")]), selectors: all)
      .match(&tree, budget: &budget)
    #expect(matching.matchesOfSelectors.joined().count == 2 * all.count)
  }

  @Test func namesOfTiedTensorsThatAreMatchedAlikeArePutTogetherOnce() throws {
    let layers = 2_000
    let model = list(Array(repeating: linear(), count: 2 * layers))
    let tensors = (0..<4 * layers).map { $0 % (2 * layers) }
    let rules = freezing(Array(repeating: glob("*"), count: 100))
    var budget = MatchingBudget()
    var tree = ModuleTree(model)
    let matching = try RuleEngine(rules: rules).match(
      &tree, tensorOfName: tensors, budget: &budget)
    #expect(matching.matches.memberCount == 100)
    // Each name has one of 40 sets; two names of a tensor have one of many more together.
    let paths = (1...20).flatMap { ["[\($0 * 100):\(layers)]", "[\(layers + $0 * 70):]"] }
    let overlapping = try RuleEngine(
      rules: freezing(paths.map { mapping([.module: [$0]]) }))
    let sets = try overlapping.match(&tree, budget: &budget).matches.memberCount
    let error = #expect(throws: Diagnostic.self) {
      try overlapping.match(
        &tree, tensorOfName: tensors, overlapLimit: sets, budget: &budget
      ).matches.count
    }
    #expect(error?.code == .limit)
  }

  @Test func setsThatComeToTheSameOneTogetherAreStepsToo() throws {
    // Each tensor has a name in either half, and each name misses one rule.
    let side = 40
    let model = list(
      (0..<2).map { _ in
        list(Array(repeating: list(Array(repeating: linear(), count: side)), count: side))
      })
    let tensors = (0..<4 * side * side).map { $0 % (2 * side * side) }
    let rules = freezing(
      (0..<side).flatMap { index in
        ["0.\(index).*", "1.*.\(index).{weight,bias}"].map { text in
          mapping([.glob: ["*"]], except: glob(text))
        }
      })
    var budget = MatchingBudget()
    var tree = ModuleTree(model)
    let engine = try RuleEngine(rules: rules)
    let matching = try engine.match(&tree, tensorOfName: tensors, budget: &budget)
    // All rules match each tensor.
    #expect(matching.matches.last?.count == 2 * side)
    let steps = Limits.matchingSteps - budget.left
    #expect(steps > side * side * 2 * (2 * side - 1))
    budget = MatchingBudget(steps)
    _ = try engine.match(&tree, tensorOfName: tensors, budget: &budget)
    #expect(budget.left == 0)
    budget = MatchingBudget(steps - 1)
    let error = #expect(throws: Diagnostic.self) {
      try engine.match(&tree, tensorOfName: tensors, budget: &budget).matches.count
    }
    #expect(error?.code == .limit)
  }
}
