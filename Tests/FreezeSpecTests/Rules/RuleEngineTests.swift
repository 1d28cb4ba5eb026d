import Testing

@testable import FreezeSpec

@Suite struct RuleEngineTests {
  let model = transformer(layers: 2)

  private func frozen(_ evaluation: RuleEvaluation) -> [String] {
    let names = names(model)
    return (0..<evaluation.tensorCount).filter { !evaluation[$0].requiresGrad }.map { names[$0] }
  }

  @Test func everythingTrainsWithoutRules() {
    let evaluation = RuleEngine(rules: []).evaluate(model)
    #expect(evaluation.tensorCount == 16)
    #expect(frozen(evaluation).isEmpty)
    #expect(evaluation[0].decidedBy == nil)
  }

  @Test func theLastMatchingRuleDecides() {
    let rules = rules((.freeze, glob("*")), (.train, glob("head.*")), (.freeze, glob("*.bias")))
    let evaluation = RuleEngine(rules: rules).evaluate(model)
    #expect(evaluation[14].requiresGrad)
    #expect(evaluation[14].matchedBy == [1, 2])
    #expect(!evaluation[15].requiresGrad)
    #expect(evaluation[15].matchedBy == [1, 2, 3])
    #expect(evaluation[15].decidedBy == 3)
  }

  @Test func aParametersOwnStateHoldsWhereNoRuleMatches() {
    let model = module(Types.module, ["a"], frozen: ["b", "c"])
    let evaluation = RuleEngine(rules: rules((.train, glob("c")))).evaluate(model)
    #expect((0..<3).map { evaluation[$0].requiresGrad } == [true, false, true])
  }

  @Test func theLedgerCountsMatchedDecidedChangedAndOverridden() {
    let rules = rules(
      (.freeze, glob("*")), (.freeze, glob("head.*")), (.train, glob("*.bias")))
    let ledger = RuleEngine(rules: rules).evaluate(model).ledger
    #expect(ledger.map(\.matched) == [16, 2, 7])
    #expect(ledger.map(\.decided) == [8, 1, 7])
    #expect(ledger.map(\.changed) == [8, 0, 7])
    #expect(ledger[0].overriddenBy.map(\.rule) == [2, 3])
    #expect(ledger[0].overriddenBy.map(\.count) == [1, 7])
    #expect(ledger[1].overriddenBy == [RuleLedgerEntry.Override(rule: 3, count: 1)])
  }

  @Test func aRuleThatNamesAnyNameOfATensorDecidesIt() {
    let model = module(Types.module, [], ["a": linear(), "b": linear()])
    let rules = rules((.freeze, mapping([.name: ["b.weight"]])))
    let evaluation = RuleEngine(rules: rules).evaluate(model, tensorOfName: [0, 1, 0, 2])
    #expect((0..<3).map { evaluation[$0].requiresGrad } == [false, true, true])
    #expect(evaluation.ledger[0].matched == 1)
    #expect(evaluation.diagnostics.isEmpty)
  }

  @Test func oneObjectAtManyPlacesHasAStateAtEach() {
    let shared = linear()
    let model = module(Types.module, [], ["a": shared, "b": shared])
    let rules = rules((.freeze, mapping([.module: ["b"]])))
    let evaluation = RuleEngine(rules: rules).evaluate(model)
    #expect((0..<4).map { evaluation[$0].requiresGrad } == [true, true, false, false])
  }

  @Test func modulesWithoutParametersDoNotShiftTheOthers() {
    let model = list([module(Types.relu), linear(), list([module(Types.relu)]), linear()])
    let rules = rules((.freeze, mapping([.module: ["[2:]"]])))
    let evaluation = RuleEngine(rules: rules).evaluate(model)
    #expect((0..<4).map { evaluation[$0].requiresGrad } == [true, true, false, false])
  }
}
