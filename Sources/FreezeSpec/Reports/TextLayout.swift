/// What the parts of a report for a terminal keep to: its width and its colours.
struct TextLayout {
  /// The columns to keep to.
  private(set) var columns: Int
  /// Whether the columns are a terminal's: names that are longer go on below there, and stay whole
  /// elsewhere, where they are searched.
  let isTerminal: Bool
  let style: TextStyle

  /// Describes a terminal or a file; what is narrower than 40 columns is written as for 40.
  init(columns: Int?, isTerminal: Bool = false, usesColour: Bool) {
    self.columns = max(columns ?? Self.unlimited, 40)
    self.isTerminal = isTerminal
    style = TextStyle(isOn: usesColour)
  }

  private static let unlimited = 1_000_000

  /// Whether lines may be as long as they need.
  var isUnlimited: Bool { columns == Self.unlimited }

  /// What to keep sentences to, and what else is read line by line: where lines may be as long as they
  /// need, no eye follows these.
  var ofText: TextLayout {
    var layout = self
    if isUnlimited { layout.columns = 100 }
    return layout
  }

  /// Breaks a text of the config's into lines: in a file nothing is left out, and no word broken.
  ///
  /// - Parameters:
  ///   - columns: The columns of a line.
  ///   - lines: The most lines on a terminal.
  ///   - isProse: Whether line breaks and runs of blanks may become one blank.
  func wrapped(_ text: String, to columns: Int, lines: Int, isProse: Bool = false) -> [String] {
    isTerminal
      ? TerminalText.wrapped(text, to: columns, lines: lines, isProse: isProse)
      : TerminalText.wrappedWhole(text, to: columns, isProse: isProse)
  }

  /// Writes a name whole, behind an indent that stands there already; its further lines are indented
  /// by two more.
  func appendName(_ name: String, indent: Int, to out: inout OutputBuffer) {
    if !isTerminal || TerminalText.escapedWidth(of: name) <= columns - indent {
      out.append(escaping: name)
      return
    }
    let lines = TerminalText.wrappedName(name, to: columns - indent - 2)
    for (number, line) in lines.enumerated() {
      if number > 0 {
        out.endLine()
        out.append(blanks: indent + 2)
      }
      out.append(line)
    }
  }

  /// Writes a sentence, on several lines where one is too narrow.
  func append(_ text: String, lines: Int = 8, isProse: Bool = true, to out: inout OutputBuffer) {
    for line in wrapped(text, to: columns, lines: lines, isProse: isProse) {
      out.append(line)
      out.endLine()
    }
  }

  /// Writes a text of the config's behind a sign.
  func appendMarked(
    _ look: TextStyle.Look, _ sign: String, _ text: String, indent: Int = 2,
    isProse: Bool = false, to out: inout OutputBuffer
  ) {
    let lines = wrapped(text, to: max(16, columns - indent - 2), lines: 8, isProse: isProse)
    for (number, line) in lines.enumerated() {
      out.append(blanks: indent)
      if number == 0 { style.write(look, sign, to: &out) } else { out.append(" ") }
      out.append(" " + line)
      out.endLine()
    }
  }

  /// Writes a line that others follow, however long; only a terminal has it in several.
  func appendHeading(_ text: String, to out: inout OutputBuffer) {
    let lines =
      isTerminal ? TerminalText.wrappedWhole(text, to: columns, isProse: false) : [text]
    for line in lines {
      style.write(.heading, line, to: &out)
      out.append("\n")
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
