import Testing

@testable import FreezeSpec

/// Numbers written as other tools have them get one error, with a cure that holds.
@Suite struct IndexWritingTests {
  private func made(_ selector: String) -> MadePlan {
    MadePlan(
      """
      model: {children: {layers: {repeat: 30, module: "Linear(2, 2)"}, head: "Linear(2, 2)"}}
      rules:
        - freeze: \(selector)
      expect: [{trainable_parameters: {min: 0}}]

      """)
  }

  private func found(_ selector: String) -> [String] {
    made(selector).outcome.diagnostics
      .filter { $0.severity == .error || $0.code == .globOvershoot }
      .map { ([$0.code.rawValue] + $0.help).joined(separator: " ") }
  }

  @Test(arguments: [
    ("\"layers.[10|11].*\"", "\"layers.{10..11}.*\""),
    ("\"layers.[20|29].*\"", "\"layers.{20,29}.*\""),
    ("\"layers.[9;10].*\"", "\"layers.{9..10}.*\""),
    ("\"layers.[9/10].*\"", "\"layers.{9..10}.*\""),
    ("{regex: 'layers\\.[8-9|10-11]\\..*'}", "{regex: layers\\.(8|9|10|11)\\..*}"),
    ("{regex: 'layers\\.[0-3]..*|layers.[10-11]..*'}", ""),
    ("\"layers[:6]\"", "{module: \"layers[:6]\"}"),
    ("\"layers[8-11]\"", "{module: \"layers[8:12]\"}"),
  ])
  func aClassThatWasMeantAsNumbersIsOneError(selector: String, cure: String) {
    let found = found(selector)
    #expect(found.count == 1 && found[0].hasPrefix("digits-not-numbers"), "\(found)")
    if cure.isEmpty { return }
    #expect(found == ["digits-not-numbers write \(cure)"])
    #expect(self.found(cure) == [])
  }

  @Test func aRangeThatIsNoneInAGlobEitherIsNotProposedAsOne() {
    #expect(!found("{regex: 'layers.[8-11]..*'}").contains { $0.contains("as a glob") })
  }

  @Test(arguments: [
    ("\"layers.{10, 11}.*\"", "no name has a blank: write \"layers.{10,11}.*\""),
    ("\"layers.(8-11).*\"", "numbers are written in braces: write \"layers.{8..11}.*\""),
    ("\"layers{0..5}\"", "numbers are written in braces: write \"layers.{0..5}.*\""),
    ("\"layers{0..5}.*\"", "numbers are written in braces: write \"layers.{0..5}.*\""),
    (
      "{regex: head|layers.1}",
      "an expression must match the whole name: write {regex: (head|layers.1)\\..*}"
    ),
  ])
  func whatIsNotThereHasOneCure(selector: String, cure: String) {
    #expect(found(selector) == ["rule-matches-nothing \(cure)"])
  }

  @Test func aModuleBelowAPathIsWrittenWithoutAStarInEvalToo() {
    let made = MadePlan(
      """
      model: {children: {layers: {repeat: 3, module: "Linear(2, 2)"}}}
      eval: [{module: "layers.*"}]

      """)
    #expect(
      made.outcome.diagnostics.first?.help == [
        "a path takes all that is below it: write {module: layers}"
      ])
  }
}
