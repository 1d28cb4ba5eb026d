import Testing

@testable import FreezeSpec

/// A class of characters that was meant as numbers is an error, with a cure that holds.
@Suite struct DigitClassTests {
  private func made(_ selector: String) -> MadePlan {
    MadePlan(
      """
      model: {children: {layers: {repeat: 12, module: "Linear(2, 2)"}, head: "Linear(2, 2)"}}
      rules:
        - freeze: \(selector)
      expect: [{trainable_parameters: {min: 0}}]

      """)
  }

  private func errors(_ selector: String) -> [String] {
    made(selector).outcome.diagnostics.filter { $0.severity == .error }
      .map { ([$0.code.rawValue] + $0.help).joined(separator: " ") }
  }

  @Test(arguments: [
    ("\"layers.[8-11].*\"", "\"layers.{8..11}.*\""),
    ("\"layers.[10-11].*\"", "\"layers.{10..11}.*\""),
    ("\"layers.[0-11].*\"", "\"layers.{0..11}.*\""),
    ("\"layers.[8-20].*\"", "\"layers.{8..11}.*\""), ("\"layers[8-11].*\"", "\"layers.{8..11}.*\""),
    ("\"layers.[0,10].*\"", "\"layers.{0,10}.*\""), ("\"layers.[10].*\"", "\"layers.10.*\""),
    ("\"layers.[0..5].*\"", "\"layers.{0..5}.*\""), ("\"layers.[:6].*\"", "\"layers.{0..5}.*\""),
    ("\"layers.[6:].*\"", "\"layers.{6..11}.*\""), ("\"layers.[2:4].*\"", "\"layers.{2..3}.*\""),
    ("\"layers.[-1].*\"", "{module: \"layers[-1]\"}"),
    ("\"layers[-2:].*\"", "{module: \"layers[-2:]\"}"),
    ("\"layers[-2:]\"", "{module: \"layers[-2:]\"}"),
    ("\"layers.[::2].*\"", "{module: \"layers[::2]\"}"),
    ("\"layers[1:9:3].*\"", "{module: \"layers[1:9:3]\"}"),
    ("\"layers[:6].*\"", "\"layers.{0..5}.*\""),
    ("\"layers.[!8-11].*\"", "{glob: layers.*.*, except: \"layers.{8..11}.*\"}"),
    ("\"{layers.[8-11],head}.*\"", "\"{layers.{8..11},head}.*\""),
    ("{regex: 'layers\\.[10-11]\\..*'}", "{regex: layers\\.(10|11)\\..*}"),
    ("{regex: 'layers\\.[0-11]+\\..*'}", "{regex: layers\\.(0|1|2|3|4|5|6|7|8|9|10|11)\\..*}"),
  ])
  func aClassThatWasMeantAsNumbersIsAnErrorAndItsCureIsNone(selector: String, cure: String) {
    #expect(errors(selector) == ["digits-not-numbers write \(cure)"])
    #expect(errors(cure) == [])
  }

  @Test func aRangeThatPythonRefusesHasTheCureToo() {
    #expect(
      errors("{regex: 'layers\\.[8-11]\\..*'}") == [
        "invalid-pattern a set is one character: for numbers write (8|9|10|11)"
      ])
    #expect(errors("{regex: 'layers\\.(8|9|10|11)\\..*'}") == [])
  }

  @Test func aNumberBesideTheClassLeavesNoCureButTheWay() {
    #expect(
      errors("\"layers.1[0-11].*\"") == [
        "digits-not-numbers numbers are written in braces, as in {8..11} or {0,4,10}"
      ])
  }

  @Test(arguments: [
    ("\"layers.[::2].weight\"", "a slice is part of a path, as in {module: \"layers[::2]\"}"),
    (
      "\"layers.[-1].weight\"",
      "an index from the end is part of a path, as in {module: \"layers[-1]\"}"
    ),
  ])
  func whatOnlyAPathSaysLeavesNoCureBeforeAName(selector: String, cure: String) {
    #expect(errors(selector) == ["digits-not-numbers \(cure)"])
  }

  @Test func longRangesAreShortExpressions() {
    #expect([0...31].inParentheses == "([0-9]|[1-2][0-9]|31|30)")
    #expect([8...11].inParentheses == "(8|9|10|11)")
  }

  @Test func aClassInAnExceptAndInAnExpectationCountsToo() {
    #expect(
      errors("{glob: \"*\", except: \"layers.[8-11].*\"}") == [
        "digits-not-numbers write \"layers.{8..11}.*\""
      ])
    let made = MadePlan(
      """
      model: {repeat: 12, module: "Linear(2, 2)"}
      expect: [{trainable: "[0-11].*"}]

      """)
    #expect(made.codes == ["2 digits-not-numbers"])
  }

  @Test(arguments: [
    "\"layers.[0-9].*\"", "\"layers.[0-5].*\"", "\"layers.[01].*\"", "\"layers.[0, 1, 2].*\"",
    "\"layers.1[01].*\"", "\"layers.[13579].*\"", "\"layers.[!0-3].*\"", "\"[a-l]*\"",
    "{regex: 'layers\\.[0-9]+\\..*'}", "{regex: 'layers\\.([0-9]|1[01])\\..*'}",
    "{regex: 'layers\\.\\d{1,2}\\..*'}", "\"*[!0-9].weight\"",
  ])
  func aClassOfDigitsIsInOrder(selector: String) {
    #expect(!errors(selector).contains { $0.hasPrefix("digits") })
  }
}
