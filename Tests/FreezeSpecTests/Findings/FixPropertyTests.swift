import Testing

@testable import FreezeSpec

/// That each fix cures its error, over all mistakes in the tests.
@Suite struct FixPropertyTests {
  @Test func theTestsHoldMistakesWithFixes() {
    #expect(Mistakes.all.count > 60)
  }

  @Test(arguments: Mistakes.all)
  func eachFixCuresItsErrorAndMakesNoNewOne(config: Mistakes.Config) throws {
    let bytes = Array(config.text.utf8)
    let outcome = config.outcome(of: bytes)
    for diagnostic in outcome.diagnostics {
      for fix in diagnostic.fixes {
        let cured = fix.applied(to: outcome.sources.files[0].bytes)
        let after = config.outcome(of: cured.bytes)
        let comment = Comment(
          """
          \(config.place): \(diagnostic.message): \(fix.title) gives
          \(String(decoding: cured.bytes, as: UTF8.self))
          \(after.diagnostics.map { "\($0.code.rawValue): \($0.message)" })
          """)
        let before = FixState(outcome.treating(warningsAsErrors: true))
        let state = FixState(after.treating(warningsAsErrors: diagnostic.severity == .warning))
        let finding = FixState.Finding(diagnostic, outcome.sources)
        let edited = [Array("config.yaml".utf8): cured.ranges]
        #expect(state.lacks([finding], of: before), comment)
        // What the error hid is none of the fix's own.
        #expect(state.newErrors(of: [finding], before: before, edited: edited) == [], comment)
      }
    }
  }

  @Test(arguments: Mistakes.all)
  func theWordsOfACureSayTheTextOfItsFix(config: Mistakes.Config) {
    for diagnostic in config.outcome(of: Array(config.text.utf8)).diagnostics {
      for text in diagnostic.fixes.flatMap(\.replacements).map(\.text)
      where (1..<100).contains(text.utf8.count) {
        let words = diagnostic.help.joined(separator: "\n")
        #expect(
          text.utf8.allSatisfy(\.isASCIISpace) || words.contains(text),
          "\(config.place): \(text) is not in \(words)")
      }
    }
  }
}

extension Fix {
  /// A text with the fix carried out, and where its own texts stand then.
  fileprivate func applied(to text: [UInt8]) -> (bytes: [UInt8], ranges: [Range<Int>]) {
    var result = text
    var ranges: [Range<Int>] = []
    for replacement in replacements.sorted(by: { $0.span.start > $1.span.start }) {
      let (start, end) = (Int(replacement.span.start), Int(replacement.span.end))
      result.replaceSubrange(start..<end, with: replacement.text.utf8)
      let shift = replacement.text.utf8.count - (end - start)
      ranges = ranges.map { $0.lowerBound + shift..<$0.upperBound + shift }
      ranges.append(start..<start + replacement.text.utf8.count)
    }
    return (result, ranges)
  }
}
