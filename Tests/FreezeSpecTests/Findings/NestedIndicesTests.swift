import Testing

@testable import FreezeSpec

/// A number that hits a list and another within it is pointed out.
@Suite struct NestedIndicesTests {
  private func findings(_ selector: String) -> [String] {
    MadePlan(
      """
      classes:
        Expert: {children: {up: "Linear(2, 2)", down: "Linear(2, 2)"}}
        Layer: {children: {norm: LayerNorm(2), experts: {repeat: 4, module: Expert()}}}
      model:
        children:
          encoder: {children: {layers: {repeat: 6, module: Layer()}}}
          decoder: {children: {blocks: {repeat: 6, module: "Linear(2, 2)"}}}
          head: Linear(2, 2)
      rules:
        - freeze: \(selector)
      expect: [{trainable_parameters: {min: 0}}]

      """
    ).outcome.diagnostics.filter { $0.code == .nestedIndex }
      .map { ([$0.message] + $0.help).joined(separator: " = ") }
  }

  private let both =
    " hits \"encoder.layers.1\", and also \"encoder.layers.0.experts.1\" in a list within that list"

  @Test func theLastNumbersOfALongListAreLookedAtToo() {
    let outcome = MadePlan(
      #"""
      model:
        class: M
        children:
          h:
            - {repeat: 14998, module: "Linear(2, 2)"}
            - {class: N, children: {e: {class: P, children: {"01": "Linear(2, 2)"}}}}
            - Linear(2, 2)
      rules:
        - freeze: {regex: '.*\.(14999|01)\..*'}

      """#
    ).outcome
    #expect(outcome.diagnostics.contains { $0.code == .nestedIndex })
  }

  @Test(arguments: ["*.2.*", "*.[2].*", "*.{2,7}.*", "{*,x}.2.*"])
  func numbersThatStandInAnotherOrderAreFound(glob: String) {
    let outcome = MadePlan(
      """
      classes:
        Expert: {children: {up: "Linear(2, 2)"}}
        Layer: {children: {experts: {children: {"2": Expert(), "0": Expert(), "1": Expert()}}}}
      model:
        children:
          layers: {children: {"1": Layer(), "2": Layer(), "0": Layer()}}
      rules:
        - freeze: "\(glob)"

      """
    ).outcome
    #expect(outcome.diagnostics.contains { $0.code == .nestedIndex })
  }

  @Test func aListRightInAnotherIsToldToo() {
    let outcome = MadePlan(
      """
      model:
        children:
          layers: {repeat: 3, module: ["Linear(2, 2)", "Linear(2, 2)"]}
      rules:
        - freeze: "*.1.*"

      """
    ).outcome
    let found = outcome.diagnostics.filter { $0.code == .nestedIndex }
    #expect(
      found.map(\.message) == [
        "\"*.1.*\" hits \"layers.1\", and also \"layers.0.1\" in a list within that list"
      ])
    #expect(
      found.flatMap(\.help) == [
        "for the outer list write \"layers.1.*\"", "for the inner one write \"layers.*.1.*\"",
      ])
  }

  @Test func eachOfHundredsOfPatternsIsLookedAt() {
    let outcome = MadePlan(
      """
      classes:
        Layer: {children: {experts: {repeat: 300, module: "Linear(2, 2)"}}}
      model:
        children:
          layers: {repeat: 300, module: Layer()}
      rules:

      """ + (0..<300).map { "  - freeze: \"*.\($0).*\"\n" }.joined()
    ).outcome
    #expect(outcome.diagnostics.count { $0.code == .nestedIndex } == 300)
  }

  @Test func bothListsAreNamedAndEachHasACure() {
    #expect(
      findings("\"*.1.*\"") == [
        "\"*.1.*\"\(both) = for the outer list write \"encoder.layers.1.*\""
          + " = for the inner one write \"encoder.layers.*.experts.1.*\""
      ])
    #expect(findings("\"encoder.layers.1.*\"") == [])
    #expect(findings("\"encoder.layers.*.experts.1.*\"") == [])
  }

  @Test(arguments: [
    "\"*.{0,1}.*\"", "\"*.[01].*\"", "{regex: '.*\\.1\\..*'}", "{regex: '.*.1..*'}",
    "[head.*, \"encoder.*.1.*\"]", "{glob: \"**.1.**\"}",
    "\"*1.*\"", "\"*3.*\"", "{regex: '.*1\\..*'}", "\"*.3*\"", "\"enc*3*\"", "{regex: '.*\\.3.*'}",
    "{glob: \"*.1.*\", parameter: weight}", "{glob: \"*.1.*\", type: Linear}",
    "{glob: \"*.1.*\", type: Linear, parameter: bias}", "{regex: '.*\\.1\\..*', parameter: weight}",
    "{glob: \"*\", except: \"*.1.*\"}", "{glob: \"*\", except: [head.*, \"*.{0,1}.*\"]}",
    "{module: encoder, except: {glob: \"*.1.*\", parameter: weight}}",
  ])
  func everyFormIsLookedAt(selector: String) {
    #expect(findings(selector).count == 1)
  }

  @Test(arguments: [
    "\"*.experts.1.*\"", "\"*.layers.1.*\"", "\"decoder.*.1.*\"", "\"*.5.*\"", "\"*.{0..5}.*\"",
    "\"*.1.norm.*\"", "\"*.blocks.1.*\"", "{glob: \"*.1.*\", module: decoder}",
    "{glob: \"*.1.*\", except: \"*.experts.*\"}", "{regex: '.*\\.\\d\\..*'}",
    "{module: \"encoder.layers[1]\"}", "{glob: \"*.1.*\", module: \"encoder.layers[1]\"}",
    "{module: \"encoder.layers[1]\", except: \"*.1.norm.*\"}",
    "{glob: \"*.1.*\", module: \"encoder.layers[0].experts\"}",
    "{glob: \"*\", except: \"encoder.layers.1.*\"}",
  ])
  func aNumberOfOneListIsInOrder(selector: String) {
    #expect(findings(selector) == [])
  }

  @Test func aCureHitsOneListAlone() {
    let found = MadePlan(
      """
      model:
        children:
          features:
            - ["Linear(4, 4)", "Linear(4, 4)"]
            - ["Linear(4, 4)", ["Linear(4, 4)", "Linear(4, 4)"]]
      rules: [{freeze: "features.*.1.bias"}]

      """
    ).outcome.diagnostics.filter { $0.code == .nestedIndex }
    #expect(found.map(\.fixes.count) == [0])
    #expect(
      found.map(\.help) == [
        [
          "for the inner one write \"features.*.*.1.bias\"",
          "write the path of the list that is meant in front of the number",
        ]
      ])
  }

  @Test(.timeLimit(.minutes(1))) func aPatternOfManyNumbersTakesNoTimeByTheirSquare() {
    let numbers = String(repeating: "1.", count: 9_000)
    let found = MadePlan(
      """
      model: {children: {a: {repeat: 3, module: ["Linear(2, 2)", "Linear(2, 2)"]}}}
      rules: [{freeze: "*.\(numbers)weight", optional: true}, {freeze: "a.0.*"}]

      """)
    #expect(found.outcome.diagnostics.filter { $0.code == .nestedIndex }.isEmpty)
  }
}
