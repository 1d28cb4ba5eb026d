import Foundation
import Testing

@testable import FreezeSpec

/// Globs and regular expressions against Python's `fnmatch` and `re`, as `patterns.jsonl` holds
/// their answers; `Tests/Oracle/patterns.py` writes that file.
@Suite struct PatternGoldenTests {
  private static let golden = try? GoldenPatterns()

  @Test func theGoldenPatternsAreThere() throws {
    #expect(try #require(Self.golden).patterns.count > 4_000)
  }

  @Test(arguments: ["glob", "braces"])
  func globsMatchWhatPythonMatches(kind: String) throws {
    let golden = try #require(Self.golden)
    for golden in golden.patterns where golden.kind == kind {
      let pattern = try Glob.parse(golden.pattern)
      let expected = golden.matches?.map { Self.golden?.texts[$0] ?? "" }
      #expect(matches(pattern) == expected, "\(golden.pattern.debugDescription)")
    }
  }

  @Test func expressionsMatchWhatPythonMatches() throws {
    let golden = try #require(Self.golden)
    for golden in golden.patterns where golden.kind == "regex" {
      do throws(PatternError) {
        let pattern = try RegexParser.parse(golden.pattern)
        let expected = golden.matches?.map { Self.golden?.texts[$0] ?? "" }
        #expect(
          matches(pattern).filter { !$0.isEmpty } == expected,
          "\(golden.pattern.debugDescription): \(golden.error ?? "")")
      } catch {
        #expect(golden.error == error.message, "\(golden.pattern.debugDescription)")
      }
    }
  }

  @Test func whatCannotBeMatchedInLinearTimeIsRefusedByName() throws {
    for golden in try #require(Self.golden).patterns where golden.kind == "unsupported" {
      let error = #expect(throws: PatternError.self) { try RegexParser.parse(golden.pattern) }
      #expect(error?.message.contains("not supported") == true, "\(golden.pattern)")
      #expect(error?.help.isEmpty == false)
    }
  }

  @Test func allPatternsTogetherMatchWhatEachMatchesAlone() throws {
    let golden = try #require(Self.golden)
    var automaton = PatternAutomaton()
    var expected: [Int: Set<Int32>] = [:]
    for (number, golden) in golden.patterns.enumerated() {
      guard let matches = golden.matches else { continue }
      let pattern =
        try golden.kind == "regex"
        ? RegexParser.parse(golden.pattern) : Glob.parse(golden.pattern)
      automaton.add(pattern, as: Int32(number))
      for text in matches { expected[text, default: []].insert(Int32(number)) }
    }
    var names = LazyDFA(automaton)
    for (index, text) in golden.texts.enumerated() where !text.isEmpty {
      let found = Set(names.patterns(matching: text))
      #expect(found == expected[index] ?? [], "\(text.debugDescription)")
    }
  }

  private func matches(_ pattern: Pattern) -> [String] {
    var automaton = PatternAutomaton()
    automaton.add(pattern, as: 0)
    var names = LazyDFA(automaton)
    return (Self.golden?.texts ?? []).filter { !names.patterns(matching: $0).isEmpty }
  }
}

/// The golden file: texts, and what Python's patterns match of them.
private struct GoldenPatterns {
  /// A pattern with the numbers of the texts it matches, or the error that Python raises.
  struct Line: Decodable {
    let kind: String
    let pattern: String
    let matches: [Int]?
    let error: String?
  }

  private struct Texts: Decodable { let texts: [String] }

  let texts: [String]
  let patterns: [Line]

  init() throws {
    let data = try Data(contentsOf: Repository.golden.appending(path: "patterns.jsonl"))
    let lines = data.split(separator: UInt8(ascii: "\n")).map { Data($0) }
    texts = try JSONDecoder().decode(Texts.self, from: lines[0]).texts
    patterns = try lines.dropFirst().map { try JSONDecoder().decode(Line.self, from: $0) }
  }
}
