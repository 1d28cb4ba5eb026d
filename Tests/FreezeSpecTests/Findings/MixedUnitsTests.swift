import Testing

@testable import FreezeSpec

@Suite struct MixedUnitsTests {
  private func made(_ rules: String, wrap: String) -> MadePlan {
    MadePlan(
      """
      classes:
        Block: {children: {norm: LayerNorm(4), mlp: "Linear(4, 4)"}}
        BertLayer: {extends: Block, children: {block: Block(), out: "Linear(4, 4)"}}
      model:
        class: Bert
        children:
          embed: Embedding(10, 4)
          layer: {repeat: 4, module: BertLayer()}
          head: Linear(4, 2)
      rules:
      \(rules)
      wrap: \(wrap)

      """)
  }

  @Test func aUnitWithBothStatesIsWarnedOf() {
    let made = made("  - freeze: \"layer.[01].out.*\"", wrap: "[BertLayer]")
    #expect(
      made.findings == [
        "12 mixed-fsdp-unit: 2 of 4 BertLayer units mix frozen and trainable parameters"
      ])
    #expect(made.notes.first == "in \"layer.0\" 2 parameters are frozen, and 4 train")
  }

  @Test func unitsInOneStateAreNot() {
    let made = made("  - freeze: {module: [embed, \"layer[:2]\"]}", wrap: "[BertLayer]")
    #expect(made.findings == [])
  }

  @Test func aParameterBelongsToTheInnermostUnit() {
    // The block within is a unit of its own, and counts as a Block as its layer does.
    #expect(made("  - freeze: {module: \"layer[:].block\"}", wrap: "Block").findings == [])
  }

  @Test func whatNoUnitHoldsIsLookedAtWhereTheModelsClassIsNamed() {
    #expect(
      made("  - freeze: {module: embed}", wrap: "[BertLayer, Bert]").findings == [
        "12 mixed-fsdp-unit: the model itself, wrapped as Bert, mixes frozen and trainable "
          + "parameters"
      ])
  }

  @Test func aClassThatNoModuleIsOfIsAnError() {
    let made = made("  - freeze: {module: embed}", wrap: "[BertLayers]")
    #expect(made.findings == ["12 no-such-module: no module is of class BertLayers"])
    #expect(made.cures == ["did you mean BertLayer?"])
  }

  @Test func nothingIsSaidWhereTheStepsOfTheRunAreUsedUp() throws {
    let text = "model: [\"Linear(2, 2)\"]\nrules: [{freeze: '*.bias'}]\nwrap: [Linear]\n"
    let plan = try #require(MadePlan(text).plan)
    let config = try #require(BuiltConfig(text).config)
    var budget = MatchingBudget()
    var tree = ModuleTree(plan.model.root)
    let matching = try RuleEngine(rules: plan.rules).match(&tree, budget: &budget)
    let states = StateCounts(plan.model, plan.evaluation)
    func findings(of steps: Int) -> [Diagnostic] {
      let survey = TrainingSurvey(plan, states, matching, config, MatchingBudget(steps))
      return MixedUnits(survey: survey).findings
    }
    #expect(findings(of: budget.left).map(\.code) == [.mixedUnit])
    #expect(findings(of: 10).isEmpty)
  }
}
