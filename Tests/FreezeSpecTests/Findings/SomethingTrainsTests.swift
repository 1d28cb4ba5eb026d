import Testing

@testable import FreezeSpec

@Suite struct SomethingTrainsTests {
  static let model = "model: [\"Linear(2, 3)\", ReLU(), \"Linear(3, 4)\"]\n"

  @Test func aPlanInWhichNothingTrainsIsWarnedOf() {
    let made = MadePlan(Self.model + "rules:\n  - freeze: {type: Linear}\n")
    #expect(
      made.findings == [
        "3 nothing-trains: nothing trains: all 4 parameters are frozen, and backward() raises"
      ])
    #expect(made.cures.first == "train a part of it: - train: {module: 2}")
    #expect(made.plan != nil)
  }

  @Test func aTiedTensorIsProposedByAllItsNames() {
    let config = """
      model: {children: {embed: "Embedding(5, 4)", head: "Linear(4, 5)"}}
      tie: [[embed.weight, head.weight]]
      rules:

      """
    let made = MadePlan(config + "  - freeze: {module: [embed, head]}\n")
    #expect(
      made.cures.first == "train a part of it: - train: {name: [embed.weight, head.weight]}")
    let cured = MadePlan(
      config + "  - freeze: \"*\"\n  - train: {name: [embed.weight, head.weight]}\n")
    #expect(cured.plan != nil)
  }

  @Test func aModuleAtManyPlacesIsNotProposedByAllItsNames() {
    let made = MadePlan(
      """
      let: {m: PReLU()}
      model: {children: {a: m, b: {repeat: 1000, module: m}}}
      rules: [{freeze: "*"}]

      """)
    #expect(made.codes == ["3 nothing-trains"])
    #expect(made.cures.count == 1)
  }

  @Test func theRuleThatFreezesMostIsNamed() {
    let rules = "rules:\n  - freeze: 0.bias\n  - freeze: [\"2.*\", 0.weight]\n"
    #expect(MadePlan(Self.model + rules).codes == ["4 nothing-trains"])
  }

  @Test func parametersFrozenByThemselvesCountToo() {
    let made = MadePlan(
      "model: {parameters: {scale: {shape: [2], requires_grad: false}}}\n")
    #expect(made.codes == ["1 nothing-trains"])
  }

  @Test(arguments: [
    "trainable_parameters: 0", "trainable_elements: {max: 0}", "trainable_fraction: 0",
  ])
  func whoExpectsThatNothingTrainsMeansIt(expectation: String) {
    let made = MadePlan(
      Self.model + "rules: [{freeze: \"*\"}]\nexpect: [{\(expectation)}]\n")
    #expect(made.findings == [])
  }

  @Test func aModelWithoutParametersIsLeftAlone() {
    #expect(MadePlan("model: [ReLU()]\n").findings == [])
  }

  @Test func aPlanInWhichEverythingTrainsAlthoughRulesFreezeIsWarnedOf() {
    let rules = "rules:\n  - freeze: \"0.*\"\n  - train: \"*\"\n"
    let made = MadePlan(Self.model + rules)
    #expect(made.codes == ["3 rule-without-effect", "3 everything-trains"])
    #expect(
      made.findings.last
        == "3 everything-trains: everything trains: none of the 4 parameters is frozen, "
        + "although rule 1 freezes")
  }

  @Test func withoutFreezeRulesEverythingMayTrain() {
    #expect(MadePlan(Self.model).findings == [])
  }
}
