import Testing

@testable import FreezeSpec

/// What `--fix` writes never matches more than was asked for.
@Suite struct NarrowCuresTests {
  private func made(_ selector: String, layers: Int = 30) -> MadePlan {
    MadePlan(
      """
      model:
        children:
          model:
            children:
              layers:
                repeat: \(layers)
                module:
                  children:
                    self_attn: {children: {q_proj: "Linear(2, 2)", v_proj: "Linear(2, 2)"}}
              norm: LayerNorm(2)
          lm_head: Linear(2, 2)
      rules: [{freeze: "*"}, {train: \(selector)}]

      """)
  }

  private func found(_ selector: String) -> Diagnostic? {
    made(selector).outcome.diagnostics.first { $0.code == .ruleMatchesNothing }
  }

  @Test(arguments: [
    (
      #"{regex: 'model\.(layers\.1|layer\.2)\..*'}"#, #"{regex: model\.(layers\.1|layers\.2)\..*}"#
    ),
    (#"{regex: '(model\.nrom|lm_head)\..*'}"#, #"{regex: (model\.norm|lm_head)\..*}"#),
    (#"{regex: '.*\.(q|vv)_proj\..*'}"#, #"{regex: .*\.(q|v)_proj\..*}"#),
    (#"{regex: 'model\.(norm|layer\.10)\..*'}"#, #"{regex: model\.(norm|layers\.10)\..*}"#),
  ])
  func anAlternativeIsCorrectedWordByWord(selector: String, cure: String) {
    #expect(found(selector)?.help == ["did you mean \(cure)?"])
    #expect(found(selector)?.fixes.count == 1)
    #expect(found(cure) == nil)
  }

  @Test(arguments: [
    ("\"model.layers.8|9.*\"", "\"model.layers.{8,9}.*\""),
    ("\"model.layers.(8|9).*\"", "\"model.layers.{8,9}.*\""),
    ("\"model.(layers.8|norm).*\"", "\"model.{layers.8,norm}.*\""),
    ("\"model.layers.8|9\"", "\"model.layers.{8,9}.*\""),
    ("\"lm_head|model.norm\"", "\"{lm_head,model.norm}.*\""),
  ])
  func alternativesOfAGlobStandWhereTheyStood(selector: String, cure: String) {
    #expect(
      found(selector)?.help.first == "in a glob alternatives stand in braces: write \(cure)")
    #expect(found(selector)?.fixes.count == 1)
  }

  @Test func alternativesThatStandFurtherDownAreNoFix() {
    let finding = found("\"layers.8|norm\"")
    #expect(finding?.help.first?.contains("stand in braces") == true)
    #expect(finding?.fixes.isEmpty == true)
  }

  @Test(arguments: ["\"model.layers.2+.*\"", "\"model.layers.(2).*\"", "\"model.layers.2+\""])
  func anExpressionThatHitsOtherIndicesIsNotProposed(selector: String) {
    let finding = found(selector)
    #expect(finding != nil)
    #expect(finding?.help.contains { $0.hasPrefix("as a regular expression") } == false)
    #expect(finding?.fixes.isEmpty == true)
  }
}
