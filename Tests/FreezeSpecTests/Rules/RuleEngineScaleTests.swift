import Testing

@testable import FreezeSpec

/// Matching does not cost rules times parameters.
///
/// The limits of time are generous: a cost of that
/// kind would pass them many times over.
@Suite struct RuleEngineScaleTests {
  /// Four thousand layers, which are one object.
  private let model = transformer(layers: 4_000)

  @Test(.timeLimit(.minutes(10))) func aThousandRulesCostLittleMoreThanTheWalk() {
    var steps: [Rule] = []
    for index in 0..<1_000 {
      let selector =
        switch index % 5 {
        case 0: glob("model.layers.\(4 * index).*")
        case 1: glob("*.\(4 * index).attention.{query,key}.*")
        case 2: mapping([.regex: ["model\\.layers\\.\(4 * index)\\.(norm|attention)\\..*bias"]])
        case 3: mapping([.module: ["model.layers[\(4 * index)].norm"]])
        default: mapping([.name: ["model.layers.\(4 * index).norm.weight"], .type: ["LayerNorm"]])
        }
      steps.append(
        Rule(
          index: index + 1, action: .freeze, selector: selector,
          span: SourceSpan(file: 0, start: index, end: index + 1)))
    }
    let judged = JudgedRules(steps, in: model)
    #expect(judged.evaluation.tensorCount == 24_004)
    #expect(judged.evaluation.ledger.map(\.changed) == (0..<1_000).map { [6, 4, 3, 2, 1][$0 % 5] })
    #expect(judged.diagnostics.isEmpty)
  }

  @Test(.timeLimit(.minutes(10))) func aHundredThousandNamesAreLookedUp() {
    let names = Array(repeating: names(model).map { $0 }, count: 5).flatMap { $0 }
    let rules = rules((.freeze, mapping([.name: names])))
    #expect(JudgedRules(rules, in: model).evaluation.ledger[0].changed == 24_004)
  }

  @Test(.timeLimit(.minutes(10))) func manyRulesOnTheSameParametersAreNotHeldAgainstEachOther() {
    let rules = (0..<20_000).map { index in
      Rule(
        index: index + 1, action: .freeze, selector: glob("*"),
        span: SourceSpan(file: 0, start: index, end: index + 1))
    }
    let diagnostics = JudgedRules(rules, in: linear()).diagnostics
    #expect(diagnostics.count == 20_000)
    #expect(
      diagnostics.first?.message
        == "rule 1 changes nothing: rule 20000 overrides it for all 2 parameters it matches")
  }

  @Test(.timeLimit(.minutes(10))) func aTensorOfManyNamesIsHeldToRulesOnce() throws {
    let plan = try #require(
      MadePlan(
        """
        let: {m: "Linear(1, 1)"}
        model: {repeat: 5000, module: m}
        rules:
          - freeze: "4999.*"
            optional: true
          - freeze: "[0-9].*"
        """
      ).plan)
    let explanation = try plan.explanation(of: "0.weight")
    #expect(explanation.rules.map(\.name) == ["4999.weight", "0.weight"])
    #expect(explanation.rules.map(\.match.matches) == [true, true])
  }

  @Test(.timeLimit(.minutes(10))) func rulesThatMatchByAnotherNameAreExplainedByItTogether() throws
  {
    let count = 4_000
    let rules = (0..<count).map { "  - {freeze: ['b.*', z\($0)], optional: true}\n" }.joined()
    let plan = try #require(
      MadePlan(
        "let: {m: \"Linear(1, 1)\"}\nmodel: {children: {a: m, b: m}}\nrules:\n" + rules
      ).plan)
    let explanation = try plan.explanation(of: "a.weight")
    #expect(explanation.rules.count(where: \.match.matches) == count)
    #expect(explanation.rules.allSatisfy { $0.name == "b.weight" })
  }

  @Test(.timeLimit(.minutes(10))) func parametersOfOneModuleAreFoundWithoutReadingThemAll() {
    let names = (0..<40_000).map { "w\($0)" }
    var tree = ModuleTree(module(Types.module, names))
    #expect(names.reversed().allSatisfy { tree.parameter(named: $0) != nil })
    #expect(tree.parameter(named: "w39999") == 39_999)
    #expect(tree.parameter(named: "w40000") == nil)
  }

  @Test func rulesThatOverlapInTooManyWaysAreAnError() throws {
    let model = list(Array(repeating: linear(), count: 200))
    let rules = (0..<200).map { index in
      Rule(
        index: index + 1, action: .freeze, selector: mapping([.module: ["[\(index):]"]]),
        span: SourceSpan(file: 0, start: 0, end: 1))
    }
    let engine = try RuleEngine(rules: rules, selectors: [glob("*")])
    var tree = ModuleTree(model)
    let error = #expect(throws: Diagnostic.self) {
      var budget = MatchingBudget()
      return try engine.match(&tree, overlapLimit: 10_000, budget: &budget)
    }
    #expect(error?.code == .limit)
  }

  /// ``Limits/overlappingRules``, in the small.
  @Test func rulesOverlapInSoManyWays() throws {
    let model = list(Array(repeating: linear(), count: 20))
    let rules = (0..<20).map { index in
      Rule(
        index: index + 1, action: .freeze, selector: mapping([.module: ["[\(index):]"]]),
        span: SourceSpan(file: 0, start: 0, end: 1))
    }
    let engine = try RuleEngine(rules: rules)
    func match(atMost most: Int) throws(Diagnostic) {
      var tree = ModuleTree(model)
      var budget = MatchingBudget()
      _ = try engine.match(&tree, overlapLimit: most, budget: &budget)
    }
    // Of the sets, one has one rule, one has two, and so on.
    #expect(throws: Never.self) { try match(atMost: 20 * 21 / 2) }
    #expect(throws: Diagnostic.self) { try match(atMost: 20 * 21 / 2 - 1) }
  }
}
