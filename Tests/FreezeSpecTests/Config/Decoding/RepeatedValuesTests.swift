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

  @Test func soIsAnItemOfAPatternsChoice() {
    #expect(
      findings("rules: [{freeze: \"{a,b,1️⃣a}.*\"}]")
        == ["1️⃣ a stands twice in {a,b,a} = take the other out"])
    #expect(
      findings("rules: [{freeze: {regex: '(0|1|1️⃣1)\\..*'}}]")
        == ["1️⃣ 1 stands twice in (0|1|1) = take the other out"])
    #expect(findings("rules: [{freeze: \"x.{a,{b,c,1️⃣b}}\"}]").count == 1)
    #expect(findings("rules: [{freeze: {type: \"{ReLU,GELU,1️⃣ReLU}\"}}]").count == 1)
    #expect(
      findings("rules: [{freeze: \"x.{0..5,7,1️⃣4}.*\"}]")
        == ["1️⃣ 4 is one of 0..5 already = take it out, or write the number that was meant"])
    #expect(findings("rules: [{freeze: \"{a,b}.{a,b}.{0..3,4,04,5..6}{,c,}\"}]").isEmpty)
  }

  @Test func soAreSelectorsExpectationsAndTies() {
    #expect(
      findings("rules: [{freeze: [{module: a}, 1️⃣{module: a}, {module: b}]}]")
        == ["1️⃣ {module: a} stands twice in one list = take the other out"])
    #expect(findings("eval: [frozen, {type: ReLU}, 1️⃣{type: ReLU}, 2️⃣frozen]").count == 2)
    #expect(
      findings("expect: [{frozen: a}, {trainable: a}, {1️⃣frozen: a}]")
        == ["1️⃣ `frozen: a` stands twice in `expect` = take the other out"])
    #expect(
      findings("tie: [[a.weight, b.weight], [a.weight, c.weight], 1️⃣[b.weight, a.weight]]")
        == ["1️⃣ [a.weight, b.weight] stands twice in `tie` = take the other out"])
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

  @Test func equalLongTextsAreReadOnce() throws {
    var questions = SelectorQuestions()
    let long = String(repeating: "a", count: 64)
    for _ in 0..<100 {
      for text in ["\(long)*", "\(long)?", long] {
        #expect(try questions.question(text, under: .glob) == SelectorQuestion(text, under: .glob))
      }
      let regex = try questions.question("\(long)*", under: .regex)
      #expect(try regex == SelectorQuestion("\(long)*", under: .regex))
      #expect(throws: PatternError.self) { try questions.question("(\(long)", under: .regex) }
    }
    #expect(questions.readings == 4 + 100)
  }
}
