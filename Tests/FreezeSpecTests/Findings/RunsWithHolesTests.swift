import Testing

@testable import FreezeSpec

@Suite struct RunsWithHolesTests {
  private func made(_ rules: String, _ rest: String = "") -> MadePlan {
    MadePlan(
      """
      classes:
        Block: {children: {attn: "Linear(4, 4)", mlp: "Linear(4, 4)"}}
      model:
        children:
          layer: {repeat: 12, module: Block()}
          head: Linear(4, 2)
      rules:
      \(rules)
      \(rest)

      """)
  }

  private func findings(_ rules: String, _ rest: String = "") -> [String] {
    made(rules, rest).findings.filter { $0.contains("run-with-hole") }
  }

  @Test func ofALayerThatIsLeftOutInPartTheExpectationNamesAParameter() {
    let rules = "  - freeze: \"layer.*.bias\"\n  - freeze: \"layer.{0..5,7}.*\""
    let found = made(rules).outcome.diagnostics.filter { $0.code == .runWithHole }
    #expect(
      found.map(\.message) == [
        "a part of \"layer.6\" trains, while 0 to 5 and 7 beside it are frozen"
      ])
    #expect(found.flatMap(\.help).contains { $0.contains("trainable: \"layer.6.attn.weight\"") })
  }

  @Test func aLayerLeftOutOfFrozenOnesIsWarnedOf() {
    #expect(
      findings("  - freeze: \"layer.{0..5,7}.*\"") == [
        "8 run-with-hole: \"layer.6\" trains, while 0 to 5 and 7 beside it are frozen"
      ])
  }

  @Test func aLayerLeftOutOfTrainedOnesIsToo() {
    #expect(
      findings("  - freeze: \"*\"\n  - train: [\"layer.{8,9,11}.*\", \"head.*\"]") == [
        "9 run-with-hole: \"layer.10\" is frozen, while 8 to 9 and 11 beside it train"
      ])
  }

  @Test func aPartOfEachLayerMakesARunAsWell() {
    let made = made("  - freeze: \"layer.{0..5,7}.mlp.*\"")
    #expect(
      made.findings == [
        "8 run-with-hole: a part of \"layer.6\" trains, while the same part of 0 to 5 and 7 is frozen"
      ])
    #expect(made.notes == ["its first such parameter is \"layer.6.mlp.weight\""])
  }

  @Test func severalRulesMakeOneRun() {
    #expect(
      findings("  - freeze: {module: \"layer[:6]\"}\n  - freeze: {module: layer.7}").count == 1)
  }

  @Test(arguments: [
    // One block on purpose.
    "  - freeze: \"*\"\n  - train: {module: [layer.6, head]}",
    "  - freeze: {module: layer, except: {module: layer.6}}",
    // Every second one; a run; two holes.
    "  - freeze: {module: \"layer[::2]\"}",
    "  - freeze: {module: \"layer[2:7]\"}",
    "  - freeze: \"layer.{0..2,4,6}.*\"",
    // Two layers are no run.
    "  - freeze: \"layer.{0,2}.*\"",
  ])
  func otherSetsAreNot(rules: String) {
    #expect(findings(rules) == [])
  }

  @Test func whatAnExpectationSaysIsMeant() {
    #expect(
      findings("  - freeze: \"layer.{0..5,7}.*\"", "expect: [{trainable: {module: layer.6}}]")
        == [])
  }

  @Test func modulesOfAnotherClassLieBetween() {
    let made = MadePlan(
      """
      model:
        - Linear(4, 4)
        - ReLU()
        - Linear(4, 4)
        - LayerNorm(4)
        - Linear(4, 4)
        - Linear(4, 4)
        - Linear(4, 4)
      rules:
        - freeze: "{0,2,5}.*"

      """)
    #expect(
      made.findings == [
        "10 run-with-hole: \"4\" trains, while 0 to 2 and 5 beside it are frozen"
      ])
  }

  @Test func namesThatEndInNumbersAreNumbered() {
    let made = MadePlan(
      """
      model:
        children:
          "block{i + 1}": {repeat: 6, as: i, module: "Linear(4, 4)"}
      rules:
        - freeze: "block{1..3,5}.*"

      """)
    #expect(
      made.findings == [
        "5 run-with-hole: \"block4\" trains, while block1 to block3 and block5 beside it are frozen"
      ])
  }

  @Test func equalHolesMakeOneWarning() {
    let made = MadePlan(
      """
      model:
        children:
          layer: {repeat: 3, module: {children: {expert: {repeat: 6, module: "Linear(4, 4)"}}}}
      rules:
        - freeze: "layer.*.expert.{0..2,4}.*"

      """)
    #expect(
      made.findings == [
        "5 run-with-hole: \"layer.0.expert.3\" trains, while 0 to 2 and 4 beside it are frozen; "
          + "and so in 2 more places"
      ])
  }

  @Test func ofARunThatTrainsInPartThatPartIsTold() {
    let plan = MadePlan(
      """
      model: {children: {blocks: {repeat: 6, module: "Linear(8, 8)"}, head: "Linear(8, 2)"}}
      rules:
        - freeze: {module: ["blocks[:4]", "blocks[5:]"]}
        - train: {glob: "*", except: {parameter: bias}}
      unmatched: train

      """)
    #expect(
      plan.findings == [
        "3 run-with-hole: a part of \"blocks.4\" trains, while the same part of 0 to 3 and 5 is frozen"
      ])
  }
}
