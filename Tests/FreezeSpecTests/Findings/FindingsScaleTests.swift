import Testing

@testable import FreezeSpec

/// What is found costs no more than there is to look at.
///
/// The limits of time are generous: a cost of rules times rules, or of faults times names, would pass
/// them many times over.
@Suite struct FindingsScaleTests {
  private func lines(_ count: Int, _ line: (Int) -> String) -> String {
    (0..<count).map(line).joined(separator: "\n")
  }

  @Test(.timeLimit(.minutes(10))) func aLayerThatFallsApartIsToldForEachOfManyRules() {
    let made = MadePlan(
      "model: {repeat: 3000, module: \"Linear(1, 1)\"}\nrules:\n"
        + lines(3_000) { "  - freeze: \($0).weight" })
    #expect(made.outcome.diagnostics.allSatisfy { $0.code == .splitLayer })
    #expect(made.outcome.diagnostics.count == Limits.diagnostics)
    #expect(made.outcome.droppedDiagnostics == 2_000)
  }

  @Test(.timeLimit(.minutes(10))) func aMixedUnitIsToldForEachOfManyClasses() {
    let classes = lines(1_200) { "    c\($0): {class: C\($0), parameters: {v: [1], w: [1]}}" }
    let made = MadePlan(
      "model:\n  children:\n\(classes)\nrules: [{freeze: {parameter: w}}]\nwrap:\n"
        + lines(1_200) { "  - C\($0)" })
    let mixed = made.outcome.diagnostics.filter { $0.code == .mixedUnit }
    #expect(mixed.count == Limits.diagnostics)
  }

  @Test(.timeLimit(.minutes(10))) func manyPathsThatLeadNowhereInAWideModelAreAllTold() {
    let made = MadePlan(
      "model: {repeat: 2000, module: \"Linear(1, 1)\"}\nrules:\n"
        + lines(250) { "  - freeze: {module: \"[:].x\($0 % 125)\"}" })
    #expect(made.outcome.diagnostics.count == 250)
    #expect(made.outcome.diagnostics.allSatisfy { $0.code == .ruleMatchesNothing })
  }

  @Test(.timeLimit(.minutes(10))) func pathsOfManyLongNamesLeaveMessagesShort() {
    let made = MadePlan(
      "let: {name: \"'n' * 1000\"}\nclasses:\n"
        + lines(60) { "  C\($0): {children: {'{name}': C\($0 + 1)()}}" }
        + "\n  C60: {children: {x: \"Linear(1, 1)\"}}\nmodel: C0()\nrules:\n"
        + lines(10) { "  - freeze: \"x.w*\($0)\"\n  - freeze: \"x.w[e-f]*t\"" }
        + "\n  - freeze: {regex: 'x.(w|v)eight'}\n")
    #expect(made.outcome.diagnostics.count == 21)
    let texts = made.outcome.diagnostics.flatMap { [$0.message] + $0.notes + $0.help }
    #expect(texts.allSatisfy { $0.utf8.count < 500 })
  }

  @Test(
    .timeLimit(.minutes(10)),
    arguments: ["", "model:\n  class: Net\n  ", "rules:\n  - freeze:\n      "])
  func manyKeysThatTheLanguageDoesNotHaveAreLookedUpInOneSet(head: String) {
    let count = 20_000
    let indent = String(head.reversed().prefix { $0 == " " })
    let made = MadePlan(head + lines(count) { "\($0 == 0 ? "" : indent)key\($0): 1" })
    #expect(made.outcome.diagnostics.count == Limits.diagnostics)
    #expect(made.outcome.droppedDiagnostics >= count - Limits.diagnostics)
  }

  @Test func ofManyListsThatAreHitEachLooksForThoseThatItIsIn() throws {
    let lists = 300
    let built = BuiltConfig(
      "model:\n  children:\n"
        + lines(lists) { "    l\($0): [\"Linear(1, 1)\", \"Linear(1, 1)\"]" })
    let root = try #require(built.model?.root)
    let value = try SelectorValue("*.1.*", under: .glob, at: SourceSpan(file: 0, start: 0, end: 5))
    let rule = Rule(
      index: 1, action: .freeze, selector: .glob(value), span: value.span)
    var budget = MatchingBudget()
    var tree = ModuleTree(root)
    let found = NestedIndices([rule], &tree, &budget)
    #expect(found.diagnostics.isEmpty)
    #expect(found.listsLookedUp < lists)
  }

  @Test func aValueThatDoesNotFitIsPassedOverAndTheOthersAreNot() throws {
    let span = { SourceSpan(file: 0, start: $0, end: $0 + 5) }
    let items = (0..<2_000).map { "a\($0)" }.joined(separator: ",")
    let long = try SelectorValue(
      "{\(items)}.\(String(repeating: "x", count: 2_000))", under: .glob, at: span(0))
    let short = try SelectorValue("{wieght,bias}", under: .glob, at: span(5))
    var budget = MatchingBudget()
    var tree = ModuleTree(linear())
    let faults = PartFaults([(0, .glob(long)), (1, .glob(short))], &tree, budget: &budget)
    #expect(faults.room > Limits.patternPartBytes - 100)
    #expect(faults.faults.map(\.owner) == [1])
  }

  @Test func theNamesOfAModuleAreReadOnceHoweverManyPlacesItHas() {
    let shared = module(
      Types.module,
      ["a.weight", "a.bias", "weight_é", "bias_é", "bias_e\u{301}", "x"])
    var pairs = WeightsWithBias()
    for _ in 0..<1_000 {
      let found = pairs.pairs(in: shared)
      #expect(found.map(\.weight) == [0, 2] && found.map(\.bias) == [1, 3])
    }
    #expect(pairs.namesRead == 6)
  }

  @Test func tensorsWhoseNamesAreMatchedAlikeAreLookedAtOnce() throws {
    let layers = 1_000
    let model = list(Array(repeating: linear(), count: 2 * layers))
    let tensors = (0..<4 * layers).map { $0 % (2 * layers) }
    let selectors = [mapping([.module: ["[:\(layers)]"]], except: glob("*.bias")), glob("*")]
    let rules = selectors.enumerated().map { index, selector in
      Rule(
        index: index + 1, action: .freeze, selector: selector,
        span: SourceSpan(file: 0, start: index, end: index + 1))
    }
    var budget = MatchingBudget()
    var tree = ModuleTree(model)
    let matching = try RuleEngine(rules: rules).match(
      &tree, tensorOfName: tensors, budget: &budget)
    #expect(matching.names.groups.count == 2 * layers)
    let ties = TieFindings(matching, tree, &budget)
    #expect(ties.diagnostics.isEmpty)
    // Weights are matched in two ways for either question, biases for the second alone.
    #expect(ties.listsLookedAt == 3)
  }

  @Test func theWordsOfAModelAreToldApartByCodePoints() {
    let survey = ModelSurvey(
      module(Types.module, [], ["caf\u{E9}": linear(), "cafe\u{301}": linear(), "0": linear()]))
    #expect(
      survey.nameWords
        == Set(["caf\u{E9}", "cafe\u{301}", "weight", "bias"].map { ExactString($0) }))
  }

  @Test func aTextIsFoundWhereItsCodePointsStand() throws {
    for (part, text, offset) in [
      ("weight", "in_proj_weight", 8), ("..", "é..ü", 2), ("é", "e\u{301}é", 3),
      ("aab", "aaaab", 2),
      ("abc", "abc", 0),
    ] {
      let range = try #require(firstRange(of: part, in: text))
      #expect(text.utf8.distance(from: text.startIndex, to: range.lowerBound) == offset)
      #expect(String(text[range]).isExactly(part))
    }
    for (part, text) in [("weight", "weigh"), ("é", "e\u{301}"), ("a", ""), ("aab", "aaa")] {
      #expect(firstRange(of: part, in: text) == nil)
    }
  }

  @Test(.timeLimit(.minutes(10))) func ofManyRulesWithoutEffectOnlyThoseThatAreKeptAreCured() {
    let count = 20_000
    let rules = (1...count).map {
      Rule(
        index: $0, action: .train, selector: glob("*"),
        span: SourceSpan(file: 0, start: $0, end: $0 + 1))
    }
    let findings = JudgedRules(rules, in: linear()).diagnostics
    #expect(findings.count == count)
    #expect(findings.allSatisfy { $0.code == .ruleWithoutEffect })
    #expect(findings.count { !$0.help.isEmpty } == Limits.diagnostics)
    #expect(Set(findings).count == count)
  }

  @Test(.timeLimit(.minutes(10))) func pathsToManyModulesWithoutParametersAreToldByTheFirst() {
    let count = Limits.diagnostics + 50
    let made = MadePlan(
      "model:\n  children:\n    w: Linear(1, 1)\n    x: {repeat: 30000, module: ReLU()}\n"
        + "rules:\n  - freeze:\n      module:\n" + lines(count) { "        - \"x[\($0):]\"" })
    #expect(made.outcome.diagnostics.count == Limits.diagnostics)
    #expect(made.outcome.droppedDiagnostics == count - Limits.diagnostics)
    #expect(
      made.outcome.diagnostics.last?.message == "the modules at \"x[999:]\" have no parameters")
  }
}
