import Testing

@testable import FreezeSpec

/// Equal modules of a repeat are one object, of which much is worked out once: the plan and all findings
/// must be those of modules that are written one by one.
@Suite struct EqualModulesTests {
  private func config(_ towers: String, _ rules: String) -> String {
    """
    classes:
      Block: {children: {attn: "Linear(4, 4)", norm: "BatchNorm1d(4)", mlp: "Linear(4, 4)"}}
      Tower:
        children:
          blocks: {repeat: 6, module: Block()}
          drop: Dropout(0.5)
          head: Linear(4, 4)
    model:
      children:
        towers: \(towers)
        out: Linear(4, 2)
    rules:
    \(rules)

    """
  }

  @Test(arguments: [
    "  - freeze: \"towers.*.blocks.{0..2,4}.*\"",
    "  - freeze: \"*\"\n  - train: \"*.blocks.{3,5}.*\"\n  - train: towers.1.head.*",
    "  - freeze: \"towers.*.attn.weight\"\n  - freeze: \"towers.2.*\"\n  - train: \"*.4.*\"",
    "  - freeze: [\"*.blocks.{0..4}.attn.*\", \"*.blocks.*.mlp.*\"]",
    "  - freeze: {module: \"towers[:].blocks[:4]\"}\n  - train: {type: BatchNorm1d}",
    "  - freeze: {parameter: bias}\n  - freeze: \"towers.0.*\"\n  - freeze: \"towers.0.blocks*\"",
  ])
  func areWhatModulesWrittenOneByOneAre(rules: String) {
    let repeated = MadePlan(config("{repeat: 4, module: Tower()}", rules))
    let written = MadePlan(
      config("[Tower(), Tower(), Tower(), Tower()]", rules))
    #expect(repeated.findings == written.findings)
    #expect(repeated.plan != nil)
    #expect(
      repeated.plan.map { Array(PlanSnapshot($0).parameters) }
        == written.plan.map { Array(PlanSnapshot($0).parameters) })
    #expect(
      repeated.plan?.partialCovers.map(\.text) == written.plan?.partialCovers.map(\.text))
  }

  @Test(arguments: [
    "[blocks.0.attn.weight, blocks.3.attn.weight]", "[blocks.0.attn.weight, head.weight]",
    "[blocks.2.attn.bias, blocks.3.attn.bias]",
  ])
  func countWhatIsTiedForItself(tie: String) {
    func made(_ blocks: String) -> MadePlan {
      MadePlan(
        """
        classes:
          Block: {children: {attn: "Linear(4, 4)"}}
        model:
          children:
            blocks: \(blocks)
            head: Linear(4, 4)
        tie: [\(tie)]
        rules:
          - freeze: "blocks.{0..3}.attn.w*"

        """)
    }
    let repeated = made("{repeat: 4, module: Block()}")
    #expect(repeated.findings == made("[Block(), Block(), Block(), Block()]").findings)
    #expect(repeated.findings.contains { $0.contains("weight-and-bias-differ") })
  }

  @Test func findingsCountEveryPlace() {
    let made = MadePlan(
      config("{repeat: 4, module: Tower()}", "  - freeze: \"towers.*.blocks.{0..2,4}.*\""))
    #expect(
      made.findings.contains {
        $0.hasSuffix(
          "\"towers.0.blocks.3\" trains, while 0 to 2 and 4 beside it are frozen; and so in 3 more places"
        )
      })
  }
}
