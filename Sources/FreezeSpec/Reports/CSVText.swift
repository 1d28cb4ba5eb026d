/// The cells of CSV, as RFC 4180 quotes them.
enum CSVText {
  /// A cell that holds a name.
  ///
  /// Spreadsheets run a cell that starts with `=`, `+`, `-`, `@`, a tab or a line break as a
  /// formula, quoted or not. Such a name gets an apostrophe before it, which makes it text there;
  /// a name that starts with apostrophes gets one more, so that taking one away always gives the
  /// name. Names that PyTorch's own modules give are never changed.
  static func cell(_ text: String) -> String {
    quoted(isFormula(text) || text.utf8.first == UInt8(ascii: "'") ? "'" + text : text)
  }

  /// A cell that holds several names.
  static func cell(_ texts: [String]) -> String {
    // A spreadsheet that splits at semicolons would see each name at the start of a cell.
    let items = texts.map { text in
      isFormula(text) || text.utf8.first == UInt8(ascii: "'") ? "'" + text : text
    }
    return quoted(items.joined(separator: ";"))
  }

  /// Whether a spreadsheet would run a text.
  private static func isFormula(_ text: String) -> Bool {
    switch text.unicodeScalars.first {
    case "=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠": true
    default: false
    }
  }

  private static func quoted(_ text: String) -> String {
    let needsQuotes = text.utf8.contains { byte in
      switch byte {
      case UInt8(ascii: ","), UInt8(ascii: "\""), UInt8(ascii: ";"), UInt8(ascii: "'"): true
      case 0..<0x20: true
      default: false
      }
    }
    guard needsQuotes || text.hasPrefix(" ") || text.hasSuffix(" ") else { return text }
    var result = "\""
    for scalar in text.unicodeScalars {
      if scalar == "\"" { result += "\"" }
      result.unicodeScalars.append(scalar)
    }
    return result + "\""
  }
}
