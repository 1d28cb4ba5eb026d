import Testing

@testable import FreezeSpec

@Suite struct FrozenMaxNormTests {
  private func findings(_ layer: String, _ rules: String = "[{freeze: {module: part}}]") -> [String]
  {
    MadePlan(
      """
      model:
        children:
          part: ["\(layer)", "Linear(8, 8)"]
          head: Linear(8, 2)
      rules: \(rules)

      """
    ).findings
  }

  @Test(arguments: ["Embedding(10, 8, max_norm=1.0)", "EmbeddingBag(10, 8, 2)"])
  func aFrozenEmbeddingThatScalesItsRowsIsWarnedOf(layer: String) {
    let name = layer.prefix { $0 != "(" }
    let expected = [
      "5 max-norm-in-frozen-part: the frozen \(name) \"part.0\" is still changed: its max_norm scales rows down"
    ]
    #expect(findings(layer) == expected)
    // Eval mode is no cure.
    #expect(findings(layer, "[{freeze: {module: part}}]\neval: [frozen]") == expected)
  }

  @Test func oneThatTrainsOrScalesNothingIsNot() {
    #expect(findings("Embedding(10, 8)") == [])
    #expect(findings("Embedding(10, 8, max_norm=1.0)", "[{freeze: head.*}]") == [])
  }

  @Test func manyAreToldByTheFirst() {
    let made = MadePlan(
      """
      model: {children: {e: {repeat: 3, module: "Embedding(4, 8, max_norm=2)"}, head: "Linear(8, 2)"}}
      rules: [{freeze: "e.*"}]

      """)
    #expect(
      made.findings == [
        "2 max-norm-in-frozen-part: 3 frozen embeddings are still changed, such as \"e.0\": their max_norm "
          + "scales rows down"
      ])
  }
}
