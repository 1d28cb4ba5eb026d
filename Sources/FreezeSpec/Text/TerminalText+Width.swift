extension TerminalText {
  /// The columns that an escaped text takes in a terminal.
  static func width(of text: String) -> Int {
    if isPrintableASCII(text) { return text.utf8.count }
    return text.unicodeScalars.reduce(0) { $0 + width(of: $1) }
  }

  /// The columns that a printable character takes in a terminal.
  static func width(of scalar: Unicode.Scalar) -> Int {
    if scalar.isASCII { return 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return 0
    default: return EastAsianWidth.isWide(scalar) ? 2 : 1
    }
  }

  /// The columns that a text takes once it is escaped.
  static func escapedWidth(of text: String) -> Int {
    isPrintableASCII(text) ? text.utf8.count : width(of: escaped(text))
  }

  /// An escaped text in at most so many columns, `…` standing for its middle where that is too few.
  static func cut(_ text: String, to columns: Int) -> String {
    let tail = max(0, columns / 2)
    return clipped(text, head: max(0, columns - tail - 1), tail: tail, width: width(of:))
  }
}
