/// The cells of CSV, as RFC 4180 quotes them.
enum CSVText {
  /// A cell that holds a name.
  ///
  /// Characters that do not print are escaped as in every other report, so that a name is one line.
  /// So is the first `#` of a `##[`, for which CSV has no other way.
  ///
  /// Spreadsheets run a cell that starts with `=`, `+`, `-` or `@` as a formula, quoted or not. Such
  /// a name gets an apostrophe before it, which makes it text there; a name that starts with
  /// apostrophes gets one more, so that taking one away always gives the name. Names of letters,
  /// digits, dots and underscores are never changed.
  static func cell(_ text: String) -> String { quoted(defused(text)) }

  /// A cell that holds several names, joined by `;`.
  static func cell(_ texts: [String]) -> String {
    // A spreadsheet that splits at semicolons sees each name at the start of a cell.
    quoted(texts.map(defused).joined(separator: ";"))
  }

  private static func defused(_ text: String) -> String {
    let shown = WorkflowCommands.escaped(in: text, startsLine: false)
    switch shown.unicodeScalars.first {
    case "=", "+", "-", "@", "＝", "＋", "－", "＠", "'": return "'" + shown
    default: return shown
    }
  }

  private static func quoted(_ text: String) -> String {
    let needsQuotes = text.utf8.contains { byte in
      byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: ";")
    }
    // A row that starts with `::` would be a workflow command in a CI log; one that starts with a
    // quote is none.
    guard
      needsQuotes || text.utf8.first == 0x20 || text.utf8.last == 0x20
        || text.startsExactly(with: "::")
    else { return text }
    var result = "\""
    for scalar in text.unicodeScalars {
      if scalar == "\"" { result += "\"" }
      result.unicodeScalars.append(scalar)
    }
    return result + "\""
  }
}
