import Testing

@testable import FreezeSpec

/// What is written as YAML reads back as the same text, and says nothing that nobody sees.
@Suite struct FlowScalarTests {
  @Test(arguments: [
    ("a\u{200B}b", "\"a\\u200bb\""), ("a\u{202E}b", "\"a\\u202eb\""), ("a\u{115F}", "\"a\\u115f\""),
    ("a\u{E0041}", "\"a\\U000e0041\""), ("a\u{A0}b", "\"a\\xa0b\""),
    ("##[error]x", "\"#\\x23[error]x\""), ("größe", "größe"),
  ])
  func whatNobodySeesIsEscaped(text: String, written: String) throws {
    #expect(flowScalar(text) == written)
    #expect(blockScalar(text) == written)
    let plan = MadePlan("model: Linear(2, 2)\ndescription: \(flowScalar(text))\n")
    #expect(plan.findings == [])
  }

  @Test func aCommentHoldsNoCommand() {
    #expect(commentLine("a ##[error]x\u{202E}") == "# a #\\x23[error]x\\u202e")
  }
}
