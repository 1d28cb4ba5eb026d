import Foundation
import Synchronization
import Testing

@testable import FreezeSpec

/// The configs with mistakes that stand in the tests and in the documentation.
///
/// They are read out of the sources: a test that is added adds its mistakes.
enum Mistakes {
  /// A text that a test or a page has, and where.
  struct Config: CustomTestStringConvertible {
    let text: String
    let place: String

    var testDescription: String { place }
  }

  /// A config with mistakes, and what came of it.
  struct Mistake: CustomTestStringConvertible {
    let config: Config
    let outcome: PlanOutcome

    var testDescription: String { config.place }

    init?(_ config: Config) {
      let bytes = Array(config.text.utf8)
      guard config.text.contains("model"), !config.text.hasPrefix("write "),
        ConfigFile(path: config.place, bytes: bytes).ifLikelyConfig != nil
      else { return nil }
      self.config = config
      outcome = Self.outcome(of: bytes, triesCures: true)
      if outcome.diagnostics.allSatisfy(\.cures.isEmpty) { return nil }
    }

    /// What comes of another text in its place; cures are not looked for.
    func outcome(of text: [UInt8]) -> PlanOutcome { Self.outcome(of: text, triesCures: false) }

    private static func outcome(of text: [UInt8], triesCures: Bool) -> PlanOutcome {
      let files = ConfigFiles("config.yaml") { $0 == "config.yaml" ? text : nil }
      return FreezePlan.make(from: files.main, reader: files.reader, triesCures: triesCures)
    }
  }

  /// All that give findings with cures.
  static let all: [Mistake] = {
    // Before the first test runs, when nothing else does.
    let configs = texts + hosted
    let mistakes = Mutex([Int: Mistake]())
    DispatchQueue.concurrentPerform(iterations: configs.count) { number in
      guard let mistake = Mistake(configs[number]) else { return }
      mistakes.withLock { $0[number] = mistake }
    }
    return mistakes.withLock { $0.sorted { $0.key < $1.key }.map(\.value) }
  }()

  /// The selectors in the tests of findings, which stand alone there, in a rule of a transformer.
  private static var hosted: [Config] {
    var seen: Set<String> = []
    return literals("Findings").filter { seen.insert($0.text).inserted }.flatMap { literal in
      let text = literal.text
      guard !text.isEmpty, text.utf8.count <= 60, !text.contains("\n"), !text.contains("model:"),
        text.first == "{" || text.first == "\"" || !text.contains(" ")
      else { return [Config]() }
      let isWritten = text.hasPrefix("{") && text.contains(": ") || text.hasPrefix("\"")
      let keys = isWritten || text.contains("\\") ? [""] : ["", "regex", "module", "type"]
      return keys.map { key in
        let value = isWritten ? text : flowScalar(text)
        return Config(
          text: host
            + (key.isEmpty ? "  - freeze: \(value)\n" : "  - freeze: {\(key): \(value)}\n"),
          place: "\(literal.place) \(key)")
      }
    }
  }

  private static let host = """
    classes:
      Block: {children: {attention: {children: {query: "Linear(8, 8)"}}, norm: LayerNorm(8), act: ReLU()}}
    model:
      children:
        model:
          children:
            embed: Embedding(10, 8)
            layers: {repeat: 12, module: Block()}
            norm: LayerNorm(8)
        head: Linear(8, 10)
    rules:

    """

  private static let texts: [Config] = {
    var seen: Set<String> = []
    return (literals("") + pages).filter { seen.insert($0.text).inserted }
  }()

  /// The string literals of the tests in a folder.
  private static func literals(_ part: String) -> [Config] {
    let folder = Repository.root.appending(path: "Tests/FreezeSpecTests")
    let files = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String }
    // Those that are fixed for what must not be are no mistakes that have a cure.
    let excluded = ["Findings/ConfigFixerTests.swift"]
    return (files ?? [])
      .filter { $0.hasPrefix(part) && $0.hasSuffix(".swift") && !excluded.contains($0) }.sorted()
      .flatMap { path in
        let text = (try? String(contentsOf: folder.appending(path: path), encoding: .utf8)) ?? ""
        return SwiftStrings.literals(in: text).map { literal in
          Config(text: MarkedText(literal.text).string, place: "\(path):\(literal.line)")
        }
      }
  }

  private static var pages: [Config] {
    ["docs/language.md", "docs/diagnostics.md"].flatMap { path in
      ((try? MarkdownPage(path))?.blocks ?? []).filter { $0.language == "yaml" }.map { block in
        Config(text: block.text, place: "\(path):\(block.line)")
      }
    }
  }
}

extension MarkedText {
  fileprivate var string: String { String(decoding: bytes, as: UTF8.self) }
}

/// The string literals of a Swift source.
private enum SwiftStrings {
  /// The literals without interpolations, each with its line.
  static func literals(in source: String) -> [(text: String, line: Int)] {
    var result: [(text: String, line: Int)] = []
    var block: (lines: [String], line: Int)?
    for (index, line) in source.split(separator: "\n", omittingEmptySubsequences: false)
      .enumerated()
    {
      let trimmed = line.drop { $0 == " " }
      if let open = block {
        if trimmed.hasPrefix("\"\"\"") {
          let indent = line.count - trimmed.count
          let text = open.lines.map { $0.dropFirst(indent) }.joined(separator: "\n")
          if let text = unescaped(text) { result.append((text, open.line)) }
          block = nil
        } else {
          block = (open.lines + [String(line)], open.line)
        }
      } else if line.hasSuffix("\"\"\"") {
        block = ([], index + 1)
      } else {
        for match in line.matches(of: /"((?:[^"\\]|\\.)*)"/) {
          if let text = unescaped(String(match.1)) { result.append((text, index + 1)) }
        }
      }
    }
    return result
  }

  private static func unescaped(_ text: String) -> String? {
    var result = ""
    var characters = text.unicodeScalars[...]
    while let character = characters.popFirst() {
      guard character == "\\" else {
        result.unicodeScalars.append(character)
        continue
      }
      switch characters.popFirst() {
      case "n": result += "\n"
      case "t": result += "\t"
      case "r": result += "\r"
      case "\n": continue
      case "u":
        let digits = characters.dropFirst().prefix { $0 != "}" }
        characters = characters.dropFirst(digits.count + 2)
        guard let value = UInt32(String(digits), radix: 16), let scalar = Unicode.Scalar(value)
        else { return nil }
        result.unicodeScalars.append(scalar)
      case let other? where "\"\\'".unicodeScalars.contains(other):
        result.unicodeScalars.append(other)
      default: return nil
      }
    }
    return result
  }
}
