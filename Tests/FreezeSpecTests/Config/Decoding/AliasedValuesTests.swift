import Testing

@testable import FreezeSpec

/// Values that stand elsewhere than their keys, as they came through an alias.
@Suite struct AliasedValuesTests {
  /// The findings of a config, and how many of them have fixes.
  private func findings(_ text: String) -> (errors: [String], fixes: Int) {
    let errors = MadePlan(text).outcome.diagnostics.filter { $0.severity == .error }
    return (errors.map(\.message), errors.count { !$0.fixes.isEmpty })
  }

  @Test(arguments: [
    "let: {n: &n 2}\nmodel: {children: {\"a%d\": {repeat: *n, module: ReLU()}}}\n",
    "let: {n: &n [2, 2]}\nmodel:\n  - Linear: *n\n",
    "let: {x: &x ReLU()}\nmodel:\n  - (0): *x\n",
    "let: {x: &x ReLU()}\nmodel:\n  (0): *x\n  (1): *x\n",
    "let: {x: &x ReLU()}\nmodel:\n  children:\n    (0-2): *x\n",
    "model:\n  - &y Linear: [2, 3]\n  - ReLU()\n", "model:\n  ? Linear\n  : [2, 3]\n",
    "let: {n: &n 2}\nmodel: {parameters: {\"a%d\": {repeat: *n, shape: [1]}}}\n",
  ])
  func aCureThatWouldWriteKeyAndValueIsOnlySaid(_ text: String) {
    let found = findings(text)
    #expect(!found.errors.isEmpty)
    #expect(found.fixes == 0)
  }

  @Test func anErrorInAKeyThatIsNotInTheSourceAsItIsReadPointsToAllOfIt() throws {
    for text in [
      "description: &k \"a{i+}\"\nmodel: {children: {1️⃣*k2️⃣ : {repeat: 2, as: i, module: ReLU()}}}\n",
      "model:\n  children:\n    ? 1️⃣aaa\n      bbb{i+}2️⃣\n    : {repeat: 2, as: i, module: ReLU()}\n",
    ] {
      let marked = MarkedText(text)
      let errors = MadePlan(String(decoding: marked.bytes, as: UTF8.self)).outcome.diagnostics
      let error = try #require(errors.first { $0.code == .expressionSyntax })
      let start = try #require(marked.offsets[1])
      #expect(error.span.map { Int($0.start) } == start)
    }
  }

  @Test func linesMayEndInACarriageReturn() throws {
    let text = "model:\r  children:\r    b:\r      Linear: [2, 3]\r"
    let fix = try #require(MadePlan(text).outcome.diagnostics.flatMap(\.fixes).first)
    #expect(fix.replacements.map(\.text) == ["class: Linear\n      args: [2, 3]"])
  }
}
