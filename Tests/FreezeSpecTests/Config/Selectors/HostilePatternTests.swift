import Testing

@testable import FreezeSpec

@Suite struct HostilePatternTests {
  private func codes(_ selectors: [Selector]) -> [DiagnosticCode] {
    RuleEngine(rules: [], selectors: selectors).patternDiagnostics.map(\.code)
  }

  @Test(.timeLimit(.minutes(1)), arguments: SelectorKey.allCases)
  func aValueOfMegabytesIsRefusedOrMatchesNothing(key: SelectorKey) {
    for letter in ["[", "."] {
      let text = String(repeating: letter, count: 1 << 20)
      let engine = RuleEngine(rules: [], selectors: [mapping([key: [text]])])
      let found =
        engine.patternDiagnostics + engine.evaluate(transformer(layers: 1)).selectorDiagnostics[0]
      #expect(found.count == 1)
      #expect(found.allSatisfy { $0.message.utf8.count < 300 })
    }
  }

  @Test func repetitionsOfRepetitionsAreRefused() {
    for text in ["(a{1000}){1000}", "((a{1000}){1000}){1000}", "a{4294967294}", "(a|b{20000}){9}"] {
      #expect(codes([mapping([.regex: [text]])]) == [.limit])
    }
    // Nothing repeated is nothing.
    #expect(codes([mapping([.regex: ["(){4294967294}"]])]) == [])
  }

  @Test func deepNestingIsRefused() {
    let open = String(repeating: "(", count: 10_000)
    let close = String(repeating: ")", count: 10_000)
    #expect(codes([mapping([.regex: [open + close]])]) == [.limit])
    let braces = String(repeating: "{a,", count: 10_000)
    #expect(codes([glob(braces + String(repeating: "}", count: 10_000))]) == [.limit])
  }

  @Test func patternsThatAreTooLargeTogetherAreRefused() {
    let selectors = (0..<9).map { mapping([.regex: ["a{\(100 + $0)}"]]) }
    let program = SelectorProgram(selectors, stateLimit: 500)
    #expect(program.diagnostics.map(\.code) == Array(repeating: .limit, count: 5))
  }

  @Test(.timeLimit(.minutes(1))) func anAutomatonOfVeryManyStatesIsNeverKeptWhole() {
    let model = list(
      (0..<500).map { index in
        let name = String((0..<24).map { index >> ($0 % 9) & 1 == 0 ? "a" : "b" })
        return module(Types.module, [], ["x" + name: linear()])
      })
    let selector = mapping([.regex: [".*a[ab]{20}.*"]])
    #expect(!matched(selector, in: model).isEmpty)
  }
}
