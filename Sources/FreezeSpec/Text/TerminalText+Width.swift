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

  /// The columns before and after the `…` of a text cut to so many columns.
  static func parts(ofCut columns: Int) -> (head: Int, tail: Int) {
    (max(0, columns - columns / 2 - 1), max(0, columns / 2))
  }

  /// The columns that a text takes once it is escaped.
  static func escapedWidth(of text: String) -> Int {
    isPrintableASCII(text) ? text.utf8.count : width(of: escaped(text))
  }

  /// An escaped text in at most so many columns, `…` standing for its middle where that is too few.
  static func cut(_ text: String, to columns: Int) -> String {
    let scalars = text.unicodeScalars
    if text.utf8.count <= columns || width(of: text) <= columns { return text }
    let (headColumns, tailColumns) = parts(ofCut: columns)
    var head = scalars.startIndex
    var used = 0
    while head < scalars.endIndex, used + width(of: scalars[head]) <= headColumns {
      used += width(of: scalars[head])
      head = scalars.index(after: head)
    }
    var tail = scalars.endIndex
    used = 0
    while tail > head {
      let previous = scalars.index(before: tail)
      if used + width(of: scalars[previous]) > tailColumns { break }
      used += width(of: scalars[previous])
      tail = previous
    }
    // A mark without its letter would land on the ellipsis.
    while tail < scalars.endIndex, width(of: scalars[tail]) == 0 {
      tail = scalars.index(after: tail)
    }
    return String(scalars[..<head]) + "…" + String(scalars[tail...])
  }
}
