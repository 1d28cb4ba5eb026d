import Testing

@testable import FreezeSpec

@Suite struct RuleEngineTests {
  let model = transformer(layers: 2)

  private func frozen(_ evaluation: RuleEvaluation) -> [String] {
    let names = names(model)
    return (0..<evaluation.tensorCount).filter { !evaluation[$0].requiresGrad }.map { names[$0] }
  }

  @Test func everythingTrainsWithoutRules() {
    let evaluation = JudgedRules([], in: model).evaluation
    #expect(evaluation.tensorCount == 16)
    #expect(frozen(evaluation).isEmpty)
    #expect(evaluation[0].decidedBy == nil)
  }

  @Test func theLastMatchingRuleDecides() {
    let rules = rules((.freeze, glob("*")), (.train, glob("head.*")), (.freeze, glob("*.bias")))
    let evaluation = JudgedRules(rules, in: model).evaluation
    #expect(evaluation[14].requiresGrad)
    #expect(evaluation[14].matchedBy == [1, 2])
    #expect(!evaluation[15].requiresGrad)
    #expect(evaluation[15].matchedBy == [1, 2, 3])
    #expect(evaluation[15].decidedBy == 3)
  }

  @Test func aParametersOwnStateHoldsWhereNoRuleMatches() {
    let model = module(Types.module, ["a"], frozen: ["b", "c"])
    let evaluation = JudgedRules(rules((.train, glob("c"))), in: model).evaluation
    #expect((0..<3).map { evaluation[$0].requiresGrad } == [true, false, true])
  }

  @Test func theLedgerCountsMatchedDecidedChangedAndOverridden() {
    let rules = rules(
      (.freeze, glob("*")), (.freeze, glob("head.*")), (.train, glob("*.bias")))
    let ledger = JudgedRules(rules, in: model).evaluation.ledger
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
    let judged = JudgedRules(rules, in: model, tensorOfName: [0, 1, 0, 2])
    let evaluation = judged.evaluation
    #expect((0..<3).map { evaluation[$0].requiresGrad } == [false, true, true])
    #expect(evaluation.ledger[0].matched == 1)
    #expect(judged.diagnostics.map(\.code) == [.tiedReach])
  }

  @Test func oneObjectAtManyPlacesHasAStateAtEach() {
    let shared = linear()
    let model = module(Types.module, [], ["a": shared, "b": shared])
    let rules = rules((.freeze, mapping([.module: ["b"]])))
    let evaluation = JudgedRules(rules, in: model).evaluation
    #expect((0..<4).map { evaluation[$0].requiresGrad } == [true, true, false, false])
  }

  @Test func modulesWithoutParametersDoNotShiftTheOthers() {
    let model = list([module(Types.relu), linear(), list([module(Types.relu)]), linear()])
    let rules = rules((.freeze, mapping([.module: ["[2:]"]])))
    let evaluation = JudgedRules(rules, in: model).evaluation
    #expect((0..<4).map { evaluation[$0].requiresGrad } == [true, true, false, false])
  }
}
