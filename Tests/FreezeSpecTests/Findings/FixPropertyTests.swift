import Foundation
import Testing

@testable import FreezeSpec

/// That whoever follows a cure is rid of its error, over all mistakes in the tests and pages.
@Suite struct FixPropertyTests {
  @Test func manyCuresAreFollowedAndTheOthersNameNoText() {
    let cures = Mistakes.all.flatMap(\.outcome.diagnostics).flatMap(\.cures)
    #expect(Mistakes.all.count > 500)
    #expect(cures.count { !$0.edits.isEmpty } > 500)
    #expect(cures.count { !$0.edits.isEmpty && !$0.isFix } > 50)
    let used = Set(
      cures.filter(\.edits.isEmpty).compactMap { UnfollowedCures.kind(of: $0.sentence) })
    #expect(UnfollowedCures.kinds.indices.filter { !used.contains($0) } == [])
  }

  @Test(arguments: Mistakes.all)
  func eachCureThatNamesATextCuresItsErrorAndMakesNoNewOne(mistake: Mistakes.Mistake) throws {
    let outcome = mistake.outcome
    let before = FixState(outcome.treating(warningsAsErrors: true))
    for diagnostic in outcome.diagnostics {
      for (cure, edit) in diagnostic.cures.flatMap({ cure in cure.edits.map { (cure, $0) } }) {
        let cured = edit.applied(to: outcome.sources.files[0].bytes)
        let after = mistake.outcome(of: cured.bytes)
        let comment = Comment(
          """
          \(mistake.config.place): \(diagnostic.message): \(cure.sentence) (\(edit.title)) gives
          \(String(decoding: cured.bytes, as: UTF8.self))
          \(after.diagnostics.map { "\($0.code.rawValue): \($0.message)" })
          """)
        let state = FixState(after.treating(warningsAsErrors: diagnostic.severity == .warning))
        let finding = FixState.Finding(diagnostic, outcome.sources)
        let edited = [Array("config.yaml".utf8): cured.ranges]
        #expect(state.lacks([finding], of: before), comment)
        // What the error hid, and what was there before, is none of the cure's own.
        let new = state.newErrors(of: [finding], before: before, edited: edited).filter { error in
          !outcome.diagnostics.contains { $0.code == error.code && $0.message == error.message }
        }
        #expect(new == [], comment)
      }
    }
  }

  /// The runs of digits in a text.
  private static func numbers(_ text: String) -> [String] {
    text.split { !$0.isASCII || !$0.isNumber }.map(String.init)
  }

  @Test(arguments: Mistakes.all)
  func aFixOfASelectorDropsNoNegationNoNumberAndNoItem(mistake: Mistakes.Mistake) {
    let outcome = mistake.outcome
    for diagnostic in outcome.diagnostics {
      guard [.ruleMatchesNothing, .noSuchModule, .unknownKey].contains(diagnostic.code) else {
        continue
      }
      // Of one that stands under another key, each text for itself.
      for replacement in diagnostic.fixes.flatMap(\.replacements) {
        let written = outcome.sources.text(of: replacement.span)
        let old = written.trimmingCharacters(in: ["\"", "'"])
        let comment = Comment("\(mistake.config.place): \(written) gives \(replacement.text)")
        #expect(Negation(old) == nil || replacement.text.contains("except"), comment)
        // A choice may hold what is not there, or numbers as a range.
        let isChoice = [old, replacement.text].contains { $0.contains("{") || $0.contains("..") }
        if isChoice || diagnostic.code == .unknownKey { continue }
        #expect(
          Self.numbers(old).count <= Self.numbers(replacement.text).count
            || replacement.text.isEmpty, comment)
        let separators: Set<Character> = [",", "|", ";"]
        #expect(
          old.count { separators.contains($0) }
            <= replacement.text.count { separators.contains($0) } || replacement.text.isEmpty,
          comment)
      }
    }
  }

  /// Cures that say what goes in place of a part of the text that they write, or its key.
  private static let saysPart = ["write [", "close it with ]", "write \"*\" for every"]

  @Test(arguments: Mistakes.all)
  func aCureSaysTheTextThatItNamesOrIsOfAKindThatNamesNone(mistake: Mistakes.Mistake) {
    for diagnostic in mistake.outcome.diagnostics {
      for cure in diagnostic.cures {
        let texts = cure.edits.flatMap(\.replacements).map(\.text)
        for line in texts.filter({ $0.utf8.count < 100 }).flatMap({ $0.split(separator: "\n") }) {
          // What is put around it in another style is not said.
          let said = line.drop { " ,{".contains($0) }.prefix { $0 != "}" }
          #expect(
            cure.sentence.contains(said) || said.allSatisfy(\.isWhitespace)
              || Self.saysPart.contains { cure.sentence.hasPrefix($0) },
            "\(mistake.config.place): \(said) is not in \(cure.sentence)")
        }
        if texts.isEmpty {
          #expect(
            UnfollowedCures.kind(of: cure.sentence) != nil,
            "\(mistake.config.place): \(diagnostic.code.rawValue): \(cure.sentence)")
        }
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
