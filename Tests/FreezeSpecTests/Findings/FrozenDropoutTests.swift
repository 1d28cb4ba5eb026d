import Testing

@testable import FreezeSpec

@Suite struct FrozenDropoutTests {
  private func findings(_ children: String, _ rest: String) -> [String] {
    MadePlan("model:\n  children:\n\(children)\(rest)\n").findings
  }

  static let backbone = """
        body: ["Linear(8, 8)", Dropout(0.1), "Linear(8, 8)"]
        head: ["Dropout(0.5)", "Linear(8, 2)"]

    """
  static let freezesBody = "rules:\n  - freeze: {module: body}"

  @Test func dropoutInAFrozenBackboneIsWarnedOf() {
    #expect(
      findings(Self.backbone, Self.freezesBody) == [
        "6 dropout-in-frozen-part: a dropout in a frozen part of the model still drops: "
          + "\"body.1\", Dropout with p=0.1"
      ])
  }

  @Test func evalModeStopsIt() {
    #expect(findings(Self.backbone, Self.freezesBody + "\neval: [frozen]") == [])
    #expect(findings(Self.backbone, Self.freezesBody + "\neval: [{type: Dropout}]") == [])
  }

  @Test func dropoutThatNeverDropsIsLeftAlone() {
    #expect(
      findings(
        Self.backbone.replacing("Dropout(0.1)", with: "Dropout(0.0)"), Self.freezesBody) == [])
  }

  @Test func aPartThatIsNotFrozenWholeKeepsItsDropout() {
    #expect(findings(Self.backbone, "rules:\n  - freeze: {module: body.0}") == [])
  }

  @Test func smallFrozenModulesBetweenTrainedOnesKeepTheirDropout() {
    let layers = """
          layers:
            repeat: 12
            module: {children: {attn: "Linear(8, 8)", mlp: ["Linear(8, 8)", Dropout(0.1)]}}

      """
    #expect(findings(layers, "rules:\n  - freeze: \"layers.*.mlp.*\"") == [])
  }

  @Test func aLargeFrozenTowerBehindTrainedParametersCounts() {
    let towers = """
          text: ["Linear(8, 8)", Dropout(0.1)]
          image: ["Linear(8, 8)", Dropout(0.2)]

      """
    #expect(
      findings(towers, "rules:\n  - freeze: {module: image}") == [
        "6 dropout-in-frozen-part: a dropout in a frozen part of the model still drops: "
          + "\"image.1\", Dropout with p=0.2"
      ])
  }

  @Test func aLearnedScalarInFrontDoesNotEndTheStretch() {
    let made = MadePlan(
      """
      model:
        parameters: {logit_scale: []}
        children:
          small: ["Linear(8, 8)", Dropout(0.1)]
          head: Linear(8, 32)
      rules:
        - freeze: {module: small}

      """)
    #expect(made.codes == ["7 dropout-in-frozen-part"])
  }

  @Test(arguments: [
    ("MultiheadAttention(8, 2, dropout=0.1)", 1), ("LSTM(8, 8, num_layers=2, dropout=0.5)", 1),
    ("LSTM(8, 8, dropout=0.5)", 0), ("MultiheadAttention(8, 2)", 0),
    ("TransformerEncoderLayer(8, 2)", 4),
  ])
  func layersThatDropByThemselvesCount(layer: String, count: Int) {
    let found = findings(
      "    body: \(layer)\n    head: Linear(8, 2)\n", Self.freezesBody)
    #expect(found.count == min(count, 1))
    if count > 1 { #expect(found.first?.contains(": \(count) dropouts") == true) }
  }
}
