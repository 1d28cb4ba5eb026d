extension TerminalText {
  /// A text of the config's in lines of at most so many columns, broken at blanks where there are
  /// some; what passes the last line is left out, and `…` says so.
  ///
  /// - Parameters:
  ///   - text: The text, not escaped yet.
  ///   - columns: The columns of a line, at least 1.
  ///   - limit: The most lines.
  ///   - isProse: Whether line breaks and runs of blanks may become one blank.
  /// - Returns: The lines, escaped; one empty line for an empty text.
  static func wrapped(
    _ text: String, to columns: Int, lines limit: Int, isProse: Bool = true
  ) -> [String] {
    // No more than this can be shown, however long the text is.
    let most = columns * (limit + 1)
    var scalars = text.unicodeScalars[...]
    if text.utf8.count > most { scalars = scalars.prefix(most) }
    if isProse {
      while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
    }
    let words =
      isProse
      ? scalars.split { $0.properties.isWhitespace }
      : scalars.split(separator: " ", omittingEmptySubsequences: false)

    var lines: [String] = []
    var line = ""
    var used = 0
    for (index, word) in words.enumerated() {
      var rest = escaped(String(word))
      let needed = width(of: rest)
      if index > 0, used + 1 + needed <= columns {
        line += " " + rest
        used += 1 + needed
        continue
      }
      if index > 0 { lines.append(line) }
      // Escapes are all in ASCII, and so a long word splits between any two characters.
      while width(of: rest) > columns, lines.count <= limit {
        let head = prefix(of: rest, columns: columns)
        lines.append(head)
        rest = String(rest.unicodeScalars.dropFirst(max(1, head.unicodeScalars.count)))
      }
      line = rest
      used = width(of: rest)
    }
    lines.append(line)
    if lines.count > limit {
      lines.removeSubrange(limit...)
      lines[limit - 1] = prefix(of: lines[limit - 1], columns: columns - 1) + "…"
    }
    return lines
  }

  /// As much of the start of an escaped text as so many columns hold.
  private static func prefix(of text: String, columns: Int) -> String {
    var result = String.UnicodeScalarView()
    var used = 0
    for scalar in text.unicodeScalars {
      used += width(of: scalar)
      if used > columns { break }
      result.append(scalar)
    }
    return String(result)
  }
}
