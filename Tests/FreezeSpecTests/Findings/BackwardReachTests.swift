import Testing

@testable import FreezeSpec

@Suite struct BackwardReachTests {
  private func made(_ rules: String, _ rest: String = "") -> MadePlan {
    MadePlan(
      """
      model:
        class: VisionTransformer
        parameters: {cls_token: [1, 1, 8], logit_scale: []}
        children:
          embed: Linear(8, 8)
          layers: {repeat: 6, module: {children: {norm: LayerNorm(8), mlp: "Linear(8, 8)"}}}
          head: Linear(8, 2)
      rules:
      \(rules)
      \(rest)

      """)
  }

  @Test func whatIsForgottenBelowAFrozenStretchIsWarnedOf() {
    let made = made("  - freeze: {module: [embed, layers]}")
    // 72 elements of embed, and 6 times 16 and 72.
    #expect(
      made.findings == [
        "9 backward-through-frozen: freezing saves no backward time for 600 elements: "
          + "backpropagation goes on below them, down to \"cls_token\""
      ])
    #expect(
      made.notes == [
        "in order of declaration 2 parameters train before \"embed.weight\" (9 elements), and no "
          + "rule names them",
        "without them backpropagation would stop at \"head.weight\"",
      ])
    #expect(
      made.cures == [
        "freeze them too: - freeze: [cls_token, logit_scale]",
        "where it is meant, say so: expect: [{trainable: [cls_token, logit_scale]}]",
      ])
  }

  @Test func forgottenEmbeddingsAreToo() {
    #expect(
      made("  - freeze: [\"layers.*\", cls_token]").codes == ["9 backward-through-frozen"])
  }

  @Test(arguments: [
    // An embedding and a head, by rules of their own.
    "  - freeze: \"*\"\n  - train: {module: [embed, head]}",
    // Biases, norms.
    "  - freeze: \"*\"\n  - train: {parameter: bias}",
    "  - freeze: \"*\"\n  - train: {type: LayerNorm}",
    "  - freeze: {type: Linear}",
    "  - freeze: {glob: \"*\", except: [{module: head}, cls_token]}",
    // Nothing above the stretch, nothing below it.
    "  - freeze: {module: [layers, head]}",
    "  - freeze: [cls_token, {module: [embed, layers]}]",
    // A short stretch.
    "  - freeze: {module: layers.0}",
  ])
  func plansThatTrainSomethingEverywhereOnPurposeAreNot(rules: String) {
    #expect(made(rules).findings == [])
  }

  @Test func whatAnExpectationSaysIsMeant() {
    let expect = "expect: [{trainable: [cls_token, logit_scale]}]"
    #expect(made("  - freeze: {module: [embed, layers]}", expect).findings == [])
  }

  @Test func anExpectationOfOnePartLeavesTheOthersForgotten() {
    let made = made("  - freeze: {module: layers}", "expect: [{trainable: {module: embed}}]")
    #expect(
      made.findings == [
        "9 backward-through-frozen: freezing saves no backward time for 528 elements: "
          + "backpropagation goes on below them, down to \"cls_token\""
      ])
    #expect(
      made.notes == [
        "in order of declaration 2 parameters train before \"layers.0.norm.weight\" (9 elements), "
          + "and no rule names them",
        "an expectation says that \"embed.weight\" trains, and none speaks of them",
      ])
    #expect(
      made.cures == [
        "freeze them too: - freeze: [cls_token, logit_scale]",
        "where it is meant, say so under `expect`: - trainable: [cls_token, logit_scale]",
      ])
  }

  @Test func anExpectationSpeaksOfEachParameterOnItsOwn() {
    let rules = "  - freeze: [\"layers.*\", cls_token, logit_scale]"
    #expect(made(rules).codes == ["9 backward-through-frozen"])
    let left = made(rules, "expect: [{trainable: embed.weight}]")
    #expect(left.codes == ["9 backward-through-frozen"])
    #expect(left.cures.first == "freeze it too: - freeze: embed.bias")
    #expect(made(rules, "expect: [{trainable: {module: embed}}]").codes == [])
  }

  @Test func aScalarThatIsLeftIsNotWorthAWarning() {
    let expect = "expect: [{trainable: [cls_token]}]"
    #expect(made("  - freeze: {module: [embed, layers]}", expect).findings == [])
  }

  @Test func towersSideBySideAreNoStretch() {
    let made = MadePlan(
      """
      model:
        parameters: {logit_scale: []}
        children:
          text: {repeat: 4, module: "Linear(8, 8)"}
          image: {repeat: 4, module: "Linear(8, 8)"}
          projection: Linear(8, 4)
      rules:
        - freeze: {module: [image]}

      """)
    #expect(made.findings == [])
  }

  @Test func eachOfTwoEqualStretchesIsLookedBelow() {
    let made = MadePlan(
      """
      model:
        children:
          vision: {children: {cls: "Linear(4, 4)", blocks: {repeat: 3, module: "Linear(8, 8)"}}}
          text: {children: {emb: "Embedding(5, 4)", blocks: {repeat: 3, module: "Linear(8, 8)"}}}
          head: Linear(8, 2)
      rules:
        - freeze: {module: vision.blocks}
        - freeze: {module: text.blocks}
      expect:
        - trainable: {module: vision.cls}

      """)
    #expect(
      made.findings == [
        "8 backward-through-frozen: freezing saves no backward time for 216 elements: "
          + "backpropagation goes on below them, down to \"text.emb.weight\""
      ])
  }
}
