/// The comments of a config and its files that silence warnings:
/// `# freezespec: ignore[running-statistics-move]`, several codes parted by commas.
///
/// A comment on a line of its own is for the line after it. One behind something is for its own
/// line, and where no warning stands there, for the next.
struct IgnoreComments {
  /// A code in a comment.
  private struct Code {
    let text: String
    let span: SourceSpan
    /// The line of the comment, from 0.
    let line: Int
    /// Whether the comment has a line of its own.
    let isAlone: Bool
  }

  /// A line of a file.
  private struct Line: Hashable {
    let file: UInt16
    let line: Int
  }

  private var codes: [Code] = []
  /// Comments of the first file that were meant to be such and are written otherwise.
  private var nearMisses: [Diagnostic] = []

  private static let opening = Array("# freezespec: ignore[".utf8)

  // MARK: Reading

  /// Reads the comments of a file.
  ///
  /// - Parameters:
  ///   - source: The text.
  ///   - file: Its index.
  ///   - root: Its document, to tell comments from what looks like one in a scalar.
  mutating func read(_ source: SourceFile, file: UInt16, _ root: YAMLNode) {
    if file == 0 { readNearMisses(source, root) }
    let candidates = Self.candidates(in: source.bytes)
    if candidates.isEmpty { return }
    let inScalars = ScalarSearch(candidates, source.bytes).found(in: root)
    for start in candidates where !inScalars.contains(start) {
      let line = source.lineIndex(of: start)
      let lineStart = source.lineStart(line)
      let isAlone = source.bytes[lineStart..<start].allSatisfy { $0.isBlank }
      let list = start + Self.opening.count
      let rest = source.lineBytes(line).dropFirst(list - lineStart)
        .prefix(Limits.ignoreCommentBytes)
      guard let end = rest.firstIndex(of: UInt8(ascii: "]")) else { continue }
      for part in source.bytes[list..<end].split(
        separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
      {
        let word = part.drop(while: \.isBlank)
        let length = (word.lastIndex { !$0.isBlank } ?? word.startIndex - 1) + 1 - word.startIndex
        codes.append(
          Code(
            text: String(decoding: word.prefix(length), as: UTF8.self),
            span: SourceSpan(
              file: file, start: word.startIndex, end: word.startIndex + max(length, 1)),
            line: line, isAlone: isAlone))
      }
    }
  }

  /// Notes the comments that are nearly such; most others differ at their first letter.
  private mutating func readNearMisses(_ source: SourceFile, _ root: YAMLNode) {
    let bytes = source.bytes
    var found: [(start: Int, end: Int, miss: IgnoreNearMiss)] = []
    var index = 0
    var searches = Limits.suggestions
    while let start = ByteScan.firstIndex(of: UInt8(ascii: "#"), in: bytes, from: index) {
      index = start + 1
      guard start == 0 || bytes[start - 1].isASCIISpace else { continue }
      let text = bytes[start...].prefix(Self.nearMissBytes).prefix { !$0.isLineBreak }
      index = text.endIndex
      let isWell = text.starts(with: Self.opening) && text.contains(UInt8(ascii: "]"))
      if isWell || text.starts(with: Self.opening) && text.count == Self.nearMissBytes { continue }
      guard let letter = text.first(where: { $0 != UInt8(ascii: "#") && !$0.isBlank }) else {
        continue
      }
      var comment = String(decoding: text, as: UTF8.self)
      if !"fnids".utf8.contains(letter.asciiLowercased) {
        // A reason may stand in front of it.
        guard let inner = firstRange(of: "freezespec: ignore[", in: comment) else { continue }
        comment = String(comment[inner.lowerBound...])
      }
      guard let miss = IgnoreNearMiss(comment, searches: &searches) else { continue }
      found.append((start, text.endIndex, miss))
    }
    if found.isEmpty { return }
    let inScalars = ScalarSearch(found.map(\.start), bytes).found(in: root)
    for (start, end, miss) in found where !inScalars.contains(start) {
      nearMisses.append(
        Diagnostic(
          .malformedIgnore, "this comment silences nothing: it is not written as one that does",
          at: SourceSpan(file: 0, start: start, end: end),
          help: ["write \(miss.rightForm)"]))
    }
  }

  /// Bytes of a comment that are looked at.
  private static let nearMissBytes = 200

  /// Where the opening of a comment stands, at the start of a line or behind white space.
  private static func candidates(in bytes: [UInt8]) -> [Int] {
    var result: [Int] = []
    var index = 0
    while let found = ByteScan.firstIndex(of: UInt8(ascii: "#"), in: bytes, from: index) {
      index = found + 1
      // Most comments differ at the first letter: no need to look at all of them.
      guard found + opening.count < bytes.count, bytes[found + 2] == opening[2] else { continue }
      let isBegun = found == 0 || bytes[found - 1].isASCIISpace
      if isBegun, bytes[found...].starts(with: opening) { result.append(found) }
    }
    return result
  }

  // MARK: Silencing

  /// Takes the warnings out that comments silence, and reports the comments of the first file that
  /// silence none.
  ///
  /// Of a file that `from` names, only the model is used: its comments may silence warnings about
  /// its rules, which nobody looks at here.
  ///
  /// - Parameter unasked: Codes of what was not looked for.
  func silence(
    _ diagnostics: inout DiagnosticCollector, in sources: SourceMap,
    unasked: [DiagnosticCode] = []
  ) {
    for finding in nearMisses { diagnostics.add(finding) }
    if codes.isEmpty { return }
    var codesOfLine: [Line: [Int]] = [:]
    for (index, code) in codes.enumerated() {
      codesOfLine[Line(file: code.span.file, line: code.line), default: []].append(index)
    }
    var isUsed = Array(repeating: false, count: codes.count)
    let codesAbove = codesAbove()

    /// Marks the codes on a line that name a finding's.
    func use(_ line: Line, for finding: Diagnostic, where isMeant: (Int) -> Bool) -> Bool {
      let matching = (codesOfLine[line] ?? []).filter {
        codes[$0].text == finding.code.rawValue && isMeant($0)
      }
      for index in matching { isUsed[index] = true }
      return !matching.isEmpty
    }

    diagnostics.removeWarnings { finding in
      guard let span = finding.span else { return false }
      let line = sources.file(of: span).lineIndex(of: Int(span.start))
      if use(Line(file: span.file, line: line), for: finding, where: { !codes[$0].isAlone }) {
        return true
      }
      let above =
        codesAbove[Line(file: span.file, line: line)]?[
          ExactString(finding.code.rawValue)] ?? []
      for index in above { isUsed[index] = true }
      return !above.isEmpty
    }
    diagnostics.removeWarnings { finding in
      guard let span = finding.span else { return false }
      let line = sources.file(of: span).lineIndex(of: Int(span.start))
      return use(Line(file: span.file, line: line - 1), for: finding, where: { !isUsed[$0] })
    }
    if diagnostics.hasErrors || diagnostics.dropped > 0 { return }
    var codesOfFindings: [Line: [DiagnosticCode]] = [:]
    for finding in diagnostics.all {
      guard let span = finding.span else { continue }
      let line = sources.file(of: span).lineIndex(of: Int(span.start))
      codesOfFindings[Line(file: span.file, line: line), default: []].append(finding.code)
    }
    for (code, isUsed) in zip(codes, isUsed) where !isUsed && code.span.file == 0 {
      if unasked.contains(where: { $0.severity == .warning && $0.rawValue == code.text }) {
        continue
      }
      let above = Line(file: code.span.file, line: code.line + 1)
      let here = Line(file: code.span.file, line: code.line)
      diagnostics.add(
        Self.finding(
          code, beside: codesOfFindings[here, default: []] + codesOfFindings[above, default: []],
          diagnostics))
    }
  }

  /// For the line under comments that stand one above the other, where each of their codes stands nearest.
  private func codesAbove() -> [Line: [ExactString: [Int]]] {
    var result: [Line: [ExactString: [Int]]] = [:]
    var last: Line?
    for (index, code) in codes.enumerated() where code.isAlone {
      let line = Line(file: code.span.file, line: code.line)
      let below = Line(file: line.file, line: line.line + 1)
      if line == last {
        result[below]?[ExactString(code.text), default: []].append(index)
      } else {
        var run = result.removeValue(forKey: line) ?? [:]
        run[ExactString(code.text)] = [index]
        result[below] = run
      }
      last = line
    }
    return result
  }

  /// - Parameters:
  ///   - found: What is found beside the comment, which it may be meant to silence.
  ///   - diagnostics: What was found so far.
  private static func finding(
    _ code: Code, beside found: [DiagnosticCode], _ diagnostics: DiagnosticCollector
  ) -> Diagnostic {
    let text = clipped(code.text)
    let known = DiagnosticCode(rawValue: code.text)
    var message = "no \(text) here to ignore"
    var cures: [Cure] = [
      "take the comment out, or put it on the line of the warning or the line above"
    ]
    if code.text.isEmpty {
      message = "the comment names no code to ignore"
      cures = ["write the warning's code between the brackets"]
    } else if known == nil {
      message = "there is no warning with the code `\(text)`"
      let here = Suggestion.didYouMean(
        code.text, in: found.map(\.rawValue), unlessMany: diagnostics)
      let all = Suggestion.didYouMean(
        code.text, in: DiagnosticCode.allCases.filter { $0.severity == .warning }.map(\.rawValue),
        unlessMany: diagnostics)
      // A code that silences nothing here either is no fix.
      cures = here.isEmpty ? all.map { Cure($0.sentence) } : here
    } else if known?.severity == .error {
      message = "\(text) is an error, which no comment silences"
      cures = ["take the comment out"]
    }
    return Diagnostic(.unusedIgnore, message, at: code.span, cures: cures)
  }
}

/// Finds which of some places in a text lie inside scalars.
private struct ScalarSearch {
  private let places: [Int]
  private let bytes: [UInt8]
  private var inside: Set<Int> = []

  /// - Parameter places: Offsets, ascending.
  init(_ places: [Int], _ bytes: [UInt8]) {
    self.places = places
    self.bytes = bytes
  }

  /// The places inside scalars at or below a node.
  func found(in node: YAMLNode) -> Set<Int> {
    var search = self
    search.visit(node)
    return search.inside
  }

  private mutating func visit(_ node: YAMLNode) {
    switch node.content {
    case .scalar: note(node.span)
    case .sequence(let items): for item in items { visit(item) }
    case .mapping(let entries):
      for entry in entries {
        note(entry.keySpan)
        visit(entry.value)
      }
    }
  }

  private mutating func note(_ span: SourceSpan) {
    let range = Int(span.start)..<Int(span.end)
    let first = places.partitioningIndex { $0 >= range.lowerBound }
    guard first < places.count, places[first] < range.upperBound else { return }
    // Behind the `|` or `>` of a block scalar there may be a comment.
    let isBlock = [UInt8(ascii: "|"), UInt8(ascii: ">")].contains(bytes[range.lowerBound])
    let start = isBlock ? bytes[range].firstIndex(where: \.isLineBreak) : range.lowerBound
    guard let start else { return }
    inside.formUnion(places[first...].drop { $0 < start }.prefix { $0 < range.upperBound })
  }
}
