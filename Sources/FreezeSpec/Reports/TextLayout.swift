/// What the parts of a report for a terminal keep to: its width and its colours.
struct TextLayout {
  /// The columns to keep to.
  let columns: Int
  let style: TextStyle

  /// Describes a terminal; what is narrower than 40 columns is written as for 40.
  init(columns: Int?, usesColour: Bool) {
    self.columns = max(columns ?? 1_000_000, 40)
    style = TextStyle(isOn: usesColour)
  }

  /// Writes a sentence, on several lines where one is too narrow.
  func append(_ text: String, lines: Int = 8, isProse: Bool = true, to out: inout OutputBuffer) {
    for line in TerminalText.wrapped(text, to: columns, lines: lines, isProse: isProse) {
      out.append(line)
      out.endLine()
    }
  }

  /// Writes a text of the config's behind a sign.
  func appendMarked(
    _ look: TextStyle.Look, _ sign: String, _ text: String, indent: Int = 2,
    isProse: Bool = false, to out: inout OutputBuffer
  ) {
    let lines = TerminalText.wrapped(
      text, to: max(16, columns - indent - 2), lines: 8, isProse: isProse)
    for (number, line) in lines.enumerated() {
      out.append(blanks: indent)
      if number == 0 { style.write(look, sign, to: &out) } else { out.append(" ") }
      out.append(" " + line)
      out.endLine()
    }
  }

  /// Writes a title above a part.
  func appendTitle(_ title: String, to out: inout OutputBuffer) {
    out.append("\n")
    style.write(.heading, title, to: &out)
    out.append("\n")
  }
}

extension OutputBuffer {
  /// Appends a text, with blanks before it up to a width.
  mutating func appendRight(_ text: String, _ width: Int) {
    append(blanks: width - TerminalText.width(of: text))
    append(text)
  }
}
