import Testing

@testable import FreezeSpec

@Suite struct HostilePatternTests {
  /// Why a text cannot be read under a key.
  private func error(_ text: String, under key: SelectorKey) -> PatternError? {
    do throws(PatternError) {
      _ = try SelectorQuestion(text, under: key)
      return nil
    } catch {
      return error
    }
  }

  @Test(.timeLimit(.minutes(10)), arguments: SelectorKey.allCases)
  func aValueOfMegabytesIsRefusedOrMatchesNothing(key: SelectorKey) {
    for letter in ["[", "."] {
      let text = String(repeating: letter, count: 1 << 20)
      if let error = error(text, under: key) {
        #expect(error.message.utf8.count < 300)
      } else {
        let found = JudgedRules(
          [], selectors: [mapping([key: [text]])], in: transformer(layers: 1)
        ).findings.ofSelectors
        #expect(found.count == 1)
        #expect(found.allSatisfy { $0.message.utf8.count < 300 })
      }
    }
  }

  @Test func repetitionsOfRepetitionsAreRefused() {
    for text in ["(a{1000}){1000}", "((a{1000}){1000}){1000}", "a{4294967294}", "(a|b{20000}){9}"] {
      #expect(error(text, under: .regex)?.isLimit == true)
    }
    // Nothing repeated is nothing.
    #expect(error("(){4294967294}", under: .regex) == nil)
  }

  @Test func deepNestingIsRefused() {
    let open = String(repeating: "(", count: 10_000)
    let close = String(repeating: ")", count: 10_000)
    #expect(error(open + close, under: .regex)?.isLimit == true)
    let braces = String(repeating: "{a,", count: 10_000)
    let closed = braces + String(repeating: "}", count: 10_000)
    #expect(error(closed, under: .glob)?.isLimit == true)
  }

  @Test func patternsThatAreTooLargeTogetherAreRefused() {
    let selectors = (0..<9).map { mapping([.regex: ["a{\(100 + $0)}"]]) }
    let error = #expect(throws: Diagnostic.self) {
      try SelectorProgram(selectors, stateLimit: 500)
    }
    #expect(error?.code == .limit)
  }

  @Test(.timeLimit(.minutes(10))) func anAutomatonOfVeryManyStatesIsNeverKeptWhole() {
    let model = list(
      (0..<500).map { index in
        let name = String((0..<24).map { index >> ($0 % 9) & 1 == 0 ? "a" : "b" })
        return module(Types.module, [], ["x" + name: linear()])
      })
    let selector = mapping([.regex: [".*a[ab]{20}.*"]])
    #expect(!matched(selector, in: model).isEmpty)
  }

  @Test func patternsOfOneShapeHaveHashesOfTheirOwn() throws {
    var globs = [""]
    for letters in ["abc", "def", "ghi", "jkl"] {
      globs = globs.flatMap { glob in
        (0...2).map { glob + letters.prefix($0) + "?" + letters.dropFirst($0) }
      }
    }
    let hashes = try globs.map { try Glob.parse($0).hashValue }
    #expect(Set(hashes).count == globs.count)
  }
}
