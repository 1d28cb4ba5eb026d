/// Diagnostics for people: what is wrong, the line with a caret, the cure.
///
/// ```text
/// error[rule-matches-nothing]: no parameter is named like "Linear*"
///   --> configs/mlp.yaml:9:11
///    |
///  9 |   - freeze: "Linear*"
///    |             ^^^^^^^^^
///    = help: Linear is a layer class: write {type: Linear}
/// ```
struct DiagnosticTextReport: Sendable {
  /// Whether to write a terminal's colours.
  var usesColour: Bool
  /// The columns to keep source lines to.
  var columns: Int
  /// Whether sentences are wrapped to the columns too.
  var isTerminal: Bool

  /// Makes the report.
  init(usesColour: Bool = false, columns: Int = 80, isTerminal: Bool = false) {
    self.usesColour = usesColour
    self.columns = columns
    self.isTerminal = isTerminal
  }

  /// The report in UTF-8, with a line at its end that counts.
  func render(_ outcomes: [PlanOutcome]) -> [UInt8] {
    var out = OutputBuffer()
    var errors = 0
    var warnings = 0
    var dropped = 0
    for outcome in outcomes {
      for diagnostic in outcome.diagnostics {
        append(diagnostic, outcome.sources, to: &out)
        out.append(byte: 0x0A)
        if diagnostic.severity == .error { errors += 1 } else { warnings += 1 }
      }
      dropped += outcome.droppedDiagnostics
    }
    var counts: [String] = []
    if errors > 0 { counts.append(errors == 1 ? "1 error" : "\(grouped(errors)) errors") }
    if warnings > 0 { counts.append(warnings == 1 ? "1 warning" : "\(grouped(warnings)) warnings") }
    if dropped > 0 { counts.append("\(grouped(dropped)) more not shown") }
    if !counts.isEmpty { out.append(counts.joined(separator: ", ") + "\n") }
    return out.logText
  }

  private func append(_ diagnostic: Diagnostic, _ sources: SourceMap, to out: inout OutputBuffer) {
    let spans = [diagnostic.span].compactMap(\.self) + diagnostic.related.map(\.span)
    let lastLine = spans.map { sources.location(of: $0).line }.max() ?? 1
    let gutter = String(lastLine).utf8.count

    let colour = diagnostic.severity == .error ? Colour.error : .warning
    let kind = "\(diagnostic.severity.rawValue)[\(diagnostic.code.rawValue)]"
    out.append(styled(kind, colour))
    let message = lines(diagnostic.message, behind: TerminalText.width(of: kind) + 2)
    out.append(styled(": " + message[0], .bold))
    out.append(byte: 0x0A)
    for line in message.dropFirst() { out.append("  " + styled(line, .bold) + "\n") }
    if let span = diagnostic.span {
      append(span, sources, gutter, colour, to: &out)
    }
    for related in diagnostic.related {
      out.append(styled("note", .note))
      out.append(": \(lines(related.message, behind: 6).joined(separator: "\n  "))\n")
      append(related.span, sources, gutter, .note, to: &out)
    }
    let indent = String(repeating: " ", count: gutter + 2)
    let texts = diagnostic.notes.map { ("note", $0) } + diagnostic.help.map { ("help", $0) }
    for (word, text) in texts {
      let lines = lines(text, behind: gutter + 10, after: gutter + 4)
      out.append("\(indent)\(styled("=", .gutter)) \(word): ")
      out.append(lines.joined(separator: "\n  " + indent) + "\n")
    }
  }

  /// A sentence as it is shown, on a terminal in lines that are broken at blanks.
  ///
  /// - Parameters:
  ///   - start: The columns that stand before its first line.
  ///   - indent: Those before the others.
  private func lines(_ text: String, behind start: Int, after indent: Int = 2) -> [String] {
    guard isTerminal else { return [TerminalText.escaped(text)] }
    return TerminalText.wrappedWhole(
      text, to: max(16, columns - indent), behind: start - indent, isProse: false)
  }

  private func append(
    _ span: SourceSpan, _ sources: SourceMap, _ gutter: Int, _ colour: Colour,
    to out: inout OutputBuffer
  ) {
    let file = sources.file(of: span)
    let location = sources.location(of: span)
    out.append(blanks: gutter + 1)
    out.append(styled("-->", .gutter))
    out.append(" \(TerminalText.escaped(file.path)):\(location.line):\(location.column)\n")
    if file.bytes.isEmpty { return }
    // Long lines are shown whole in a file, but not a thousand times.
    let width = out.count > Limits.wideExcerptBytes ? min(columns, Limits.narrowColumns) : columns
    let excerpt = SourceExcerpt(span, in: file, columns: max(20, width - gutter - 4))
    let bar = styled("|", .gutter)
    out.append(blanks: gutter + 2)
    out.append(bar)
    out.append(byte: 0x0A)
    let number = String(location.line)
    let padding = row(of: UInt8(ascii: " "), gutter - number.utf8.count)
    out.append(styled(" \(padding)\(number) |", .gutter))
    out.append(excerpt.text.isEmpty ? "\n" : " \(excerpt.text)\n")
    out.append(blanks: gutter + 2)
    out.append(bar)
    out.append(blanks: excerpt.caretColumn + 1)
    out.append(styled(row(of: UInt8(ascii: "^"), excerpt.caretWidth), colour))
    out.append(byte: 0x0A)
  }

  /// A character of ASCII again and again.
  private func row(of byte: UInt8, _ count: Int) -> String {
    String(decoding: [UInt8](repeating: byte, count: count), as: UTF8.self)
  }

  // MARK: Colours

  private enum Colour: String {
    case error = "1;31"
    case warning = "1;33"
    case note = "1;36"
    case gutter = "34"
    case bold = "1"
  }

  private func styled(_ text: String, _ colour: Colour) -> String {
    usesColour ? "\u{1B}[\(colour.rawValue)m\(text)\u{1B}[0m" : text
  }
}
