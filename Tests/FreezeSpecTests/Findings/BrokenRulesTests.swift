import Testing

@testable import FreezeSpec

/// A rule with an error decides nothing: what follows from that is not held against the rest.
@Suite struct BrokenRulesTests {
  private func plan(_ rule: String, _ rest: String = "") -> MadePlan {
    MadePlan(
      """
      model: ["Linear(2, 3)", BatchNorm1d(3), "Linear(3, 1)"]
      rules:
        - \(rule)
        - train: {type: BatchNorm1d}
      \(rest)
      """)
  }

  private let expectations = """
    expect:
      - frozen: "0.*"
      - trainable_elements: {max: 10}
    """

  @Test(arguments: [
    ("freeze: 5.*", "rule-matches-nothing"), ("freze: \"*\"", "unknown-key"),
    ("freeze: {typ: Linear}", "unknown-key"), ("freeze:", "wrong-type"),
    ("freeze: {module: \"[0:2:0]\"}", "invalid-pattern"), ("{freeze: []}", "invalid-value"),
    ("because: pretrained", "missing-key"), ("{freeze: 5.*, optionl: true}", "unknown-key"),
  ])
  func neitherOtherRulesNorExpectationsAreJudged(rule: String, code: String) {
    #expect(plan(rule, expectations).codes == ["3 \(code)"])
  }

  @Test func expectationsAreStillHeldAgainstTheModelsNames() {
    let made = plan("freeze: 5.*", expectations + "\n  - trainable: 7.*")
    #expect(made.codes == ["3 rule-matches-nothing", "8 rule-matches-nothing"])
  }

  @Test func aBrokenExpectationLeavesTheRulesToBeJudged() {
    let made = plan("train: 0.*", "expect:\n  - frozen: 7.*")
    #expect(
      made.codes == ["3 rule-without-effect", "4 rule-without-effect", "6 rule-matches-nothing"])
  }

  @Test func errorsElsewhereLeaveTheRulesToBeJudged() {
    let made = plan("train: 0.*", "softmax: {temperature: 0}")
    #expect(made.codes == ["3 rule-without-effect", "4 rule-without-effect", "5 invalid-value"])
  }

  @Test func allBrokenRulesAreReported() {
    let made = plan("freeze: 5.*", "  - freeze: {typ: Linear}\n  - freeze: \"6.*\"")
    #expect(made.codes == ["3 rule-matches-nothing", "5 unknown-key", "6 rule-matches-nothing"])
  }
}
