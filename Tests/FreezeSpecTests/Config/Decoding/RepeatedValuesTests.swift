import Testing

@testable import FreezeSpec

@Suite struct RepeatedValuesTests {
  /// The findings about a config with rules, expectations and the like.
  private func findings(_ rest: String) -> [String] {
    BuiltConfig("model: [ReLU()]\n" + rest).findings.filter { $0.contains("repeated-value") }
      .map { $0.replacing(" repeated-value:", with: "").replacing("once is enough: ", with: "") }
  }

  @Test func aValueThatStandsTwiceInAListIsToldAtItsSecondPlace() {
    #expect(
      findings("rules: [{freeze: {name: [a, b, 1️⃣a]}}]")
        == ["1️⃣ \"a\" stands twice in one list = take the other out"])
    #expect(
      findings("rules: [{freeze: [\"a*\", {glob: \"a*\"}, 1️⃣\"a*\", 'a*']}]")
        == ["1️⃣ \"a*\" stands 3 times in one list = take the others out"])
    #expect(
      findings("expect: [{frozen: {type: [Linear, 1️⃣Linear], except: {module: [x, 2️⃣x]}}}]").count
        == 2)
    #expect(findings("eval: [{type: [ReLU, 1️⃣ReLU]}]\nwrap: [ReLU, 2️⃣ReLU]").count == 2)
  }

  @Test func differentListsAndKeysMayHoldTheSame() {
    #expect(findings("rules: [{freeze: {name: [a, b]}}, {freeze: {name: [a, b]}}]").isEmpty)
    #expect(findings("rules: [{freeze: {name: [a, b], parameter: [a, b]}}]").isEmpty)
    #expect(findings("rules: [{freeze: {name: [é, e\u{301}]}}]").isEmpty)
  }

  @Test func aValueBehindAliasesIsToldOnceWhereItsAnchorStands() {
    let aliases = String(repeating: ", *a", count: 500)
    #expect(
      findings("rules: [{freeze: [&a 1️⃣'x*'\(aliases)]}]")
        == ["1️⃣ \"x*\" stands 501 times in one list = take the others out"])
  }

  @Test func equalTextsAreReadOnce() throws {
    var questions = SelectorQuestions()
    for _ in 0..<100 {
      for text in ["a*", "b?", "c"] {
        #expect(try questions.question(text, under: .glob) == SelectorQuestion(text, under: .glob))
      }
      #expect(try questions.question("a*", under: .regex) == SelectorQuestion("a*", under: .regex))
      #expect(throws: PatternError.self) { try questions.question("(", under: .regex) }
    }
    #expect(questions.readings == 4 + 100)
  }
}
