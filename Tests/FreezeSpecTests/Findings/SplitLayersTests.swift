import Testing

@testable import FreezeSpec

@Suite struct SplitLayersTests {
  private func findings(_ rules: String, expect: String = "") -> [String] {
    MadePlan(
      """
      model:
        children:
          body: {repeat: 3, module: "Linear(4, 4)"}
          attn: MultiheadAttention(4, 2)
          head: Linear(4, 2)
      rules:
      \(rules)
      \(expect)

      """
    ).findings.filter { $0.contains("weight-and-bias-differ") }
  }

  @Test func aWeightTrainedWithoutItsBiasIsWarnedOf() {
    #expect(
      findings("  - freeze: \"*\"\n  - train: head.weight") == [
        "8 weight-and-bias-differ: the weight of \"head\" trains, and its bias is frozen"
      ])
  }

  @Test func aWeightFrozenWithoutItsBiasIsWarnedOf() {
    #expect(
      findings("  - freeze: [body.0.weight, body.1.weight, body.2.weight]") == [
        "7 weight-and-bias-differ: the weights of 3 layers, such as \"body.0\", are frozen, "
          + "and their biases train"
      ])
  }

  @Test func aTiedWeightGoesWithItsOtherName() {
    let made = MadePlan(
      """
      model: {children: {embed: "Embedding(5, 4)", head: "Linear(4, 5)"}}
      tie: [[embed.weight, head.weight]]
      rules:
        - freeze: [embed.weight, head.weight]

      """)
    #expect(made.findings == [])
  }

  @Test func bracesAloneAreAListOfNames() {
    #expect(findings("  - freeze: \"body.{0,2}.weight\"").count == 1)
  }

  @Test func theNamesOfAttentionPairUpToo() {
    #expect(
      findings("  - freeze: \"*\"\n  - train: attn.in_proj_weight") == [
        "8 weight-and-bias-differ: `in_proj_weight` of \"attn\" trains, and its `in_proj_bias` is frozen"
      ])
  }

  @Test(arguments: [
    "train: {parameter: bias}", "train: \"*.bias\"", "train: {regex: '.*\\.bias'}",
    "train: {module: body, parameter: weight}", "train: \"body.?.weight\"",
    "train: {except: {parameter: weight}}",
  ])
  func whoChoosesByKindMeansIt(rule: String) {
    #expect(findings("  - freeze: \"*\"\n  - \(rule)") == [])
  }

  @Test func whatAnExpectationSaysIsMeant() {
    #expect(
      findings(
        "  - freeze: \"*\"\n  - train: head.weight", expect: "expect: [{frozen: head.bias}]") == [])
  }

  @Test func oneRuleForBothIsNoSplit() {
    #expect(findings("  - freeze: \"*\"\n  - train: {module: head}") == [])
  }

  @Test func eachTwoRulesMakeOneWarning() {
    #expect(
      findings("  - freeze: \"*\"\n  - train: head.weight\n  - train: body.1.bias") == [
        "8 weight-and-bias-differ: the weight of \"head\" trains, and its bias is frozen",
        "9 weight-and-bias-differ: the weight of \"body.1\" is frozen, and its bias trains",
      ])
  }

  /// The cures of a plan that splits a layer, and what is left to say of it with each of them.
  @Test(arguments: [
    (
      "LSTM(4, 4)", "freeze: layer.bias_ih_l0", "[layer.weight_ih_l0, layer.bias_ih_l0]",
      "bias_ih_l0"
    ),
    (
      "LSTM(4, 4)", "freeze: [layer.bias_ih_l0, layer.bias_hh_l0]",
      "[layer.weight_ih_l0, layer.bias_ih_l0, layer.weight_hh_l0, layer.bias_hh_l0]",
      "[bias_ih_l0, bias_hh_l0]"
    ),
    (
      "MultiheadAttention(8, 2)", "freeze: layer.in_proj_weight",
      "[layer.in_proj_weight, layer.in_proj_bias]", "in_proj_weight"
    ),
    ("Linear(4, 4)", "freeze: layer.weight", "{module: layer}", "weight"),
  ])
  func theCuresAreOfTheLayersOwnNames(layer: String, rule: String, both: String, kind: String) {
    func made(_ rule: String) -> MadePlan {
      MadePlan(
        "model: {children: {layer: \"\(layer)\", head: \"Linear(4, 2)\"}}\nrules:\n  - \(rule)\n")
    }
    let split = made(rule)
    #expect(
      split.cures == [
        "for both write \(both)",
        "where it is meant, choose by kind: {module: …, parameter: \(kind)}",
      ])
    #expect(made("freeze: \(both)").findings == [])
    let meant = made("freeze: {module: layer, parameter: \(kind)}")
    #expect(meant.findings == [])
    #expect(meant.plan?.evaluation.decisionOfTensor == split.plan?.evaluation.decisionOfTensor)
  }
}
