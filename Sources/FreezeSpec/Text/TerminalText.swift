/// Texts as a terminal shows them: what does not print made visible, and measured in columns.
enum TerminalText {
  // MARK: Escapes

  /// Whether all bytes are printable ASCII, and so one column each.
  static func isPrintableASCII(_ buffer: UnsafeBufferPointer<UInt8>) -> Bool {
    ByteScan.isPrintableASCII(UnsafeRawBufferPointer(buffer))
  }

  /// Whether all characters are printable ASCII, and so one column each.
  static func isPrintableASCII(_ text: String) -> Bool {
    text.utf8.withContiguousStorageIfAvailable(isPrintableASCII)
      ?? text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
  }

  /// A text with every character that Python's `repr` would escape written as it would: control
  /// characters, line breaks, invisible ones and those that change the direction of a text.
  ///
  /// So are letters that nobody sees, but for what chooses a variant of the emoji before it.
  static func escaped(_ text: String) -> String {
    if isPrintableASCII(text) { return text }
    var result = ""
    var before: Unicode.Scalar = " "
    for scalar in text.unicodeScalars {
      let isVariant =
        (0xFE0E...0xFE0F).contains(scalar.value) && before.properties.isEmoji && !before.isASCII
      if isVariant || isPrintable(scalar) && !isBlank(scalar) {
        result.unicodeScalars.append(scalar)
      } else {
        result += escape(of: scalar)
      }
      before = scalar
    }
    return result
  }

  /// A text as Python's `ascii` writes it, which tells texts apart that look alike.
  static func asASCII(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      result += scalar.isASCII && isPrintable(scalar) ? String(scalar) : escape(of: scalar)
    }
    return result
  }

  /// How Python's `repr` writes a character that does not print.
  static func escape(of scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\n": "\\n"
    case "\r": "\\r"
    case "\t": "\\t"
    case _ where scalar.value < 0x100: "\\x" + hexadecimal(scalar.value, digits: 2)
    case _ where scalar.value < 0x10000: "\\u" + hexadecimal(scalar.value, digits: 4)
    default: "\\U" + hexadecimal(scalar.value, digits: 8)
    }
  }

  /// Whether a character stands for itself on a line, as Python's `str.isprintable` has it.
  static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return scalar.value >= 0x20 && scalar.value < 0x7F }
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator, .spaceSeparator:
      return false
    default: return true
    }
  }

  /// Whether a character that counts as a letter, a mark or a symbol shows nothing: two names with and
  /// without it look the same.
  static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return false }
    // Braille without dots, and a note head that is none, are blank and not to be ignored.
    return scalar.properties.isDefaultIgnorableCodePoint || scalar.value == 0x2800
      || scalar.value == 0x1D159
  }

  // MARK: Columns

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

  // MARK: Lines

  /// A text in lines of at most so many columns, broken at blanks where there are
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
      while let last = scalars.last, last.isWhitespace { scalars.removeLast() }
    }
    let words =
      isProse
      ? scalars.split { $0.isWhitespace }
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
        let head = start(of: rest, columns: columns)
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

  /// A whole text in lines that are broken at blanks alone: a word that is longer than a line stays
  /// whole.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - columns: The columns of a line.
  ///   - start: Those that something before it takes of the first line.
  ///   - isProse: Whether line breaks and runs of blanks may become one blank.
  /// - Returns: The lines, escaped; one empty line for an empty text.
  static func wrappedWhole(
    _ text: String, to columns: Int, behind start: Int = 0, isProse: Bool = true
  ) -> [String] {
    let scalars = text.unicodeScalars
    let words =
      isProse
      ? scalars.split { $0.isWhitespace }
      : scalars.split(separator: " ", omittingEmptySubsequences: false)
    var lines: [String] = []
    var line = ""
    var used = 0
    for (index, word) in words.enumerated() {
      let word = escaped(String(word))
      let needed = width(of: word)
      let isFirst = lines.isEmpty
      if index > 0, used + 1 + needed + (isFirst ? start : 0) <= columns {
        line += " " + word
        used += 1 + needed
        continue
      }
      if index > 0 { lines.append(line) }
      line = word
      used = needed
    }
    return lines + [line]
  }

  /// A dotted name in lines, broken behind dots where it has some.
  ///
  /// - Returns: The lines, escaped.
  static func wrappedName(_ name: String, to columns: Int) -> [String] {
    var lines: [String] = []
    var line = String.UnicodeScalarView()
    var used = 0
    // Behind the last dot of the line.
    var place = line.startIndex
    for scalar in escaped(name).unicodeScalars {
      let needed = width(of: scalar)
      if used + needed > columns, !line.isEmpty {
        if place == line.startIndex { place = line.endIndex }
        lines.append(String(line[..<place]))
        line = String.UnicodeScalarView(line[place...])
        used = line.reduce(0) { $0 + width(of: $1) }
        place = line.startIndex
      }
      line.append(scalar)
      used += needed
      if scalar == "." { place = line.endIndex }
    }
    return lines + [String(line)]
  }

  /// The start of a long word up to a joint of the pattern or the path that it is.
  ///
  /// A joint is behind a dot or a comma, and never within the brackets of a slice. Where there is none, it
  /// is as much as so many columns hold.
  private static func start(of word: String, columns: Int) -> String {
    let head = Array(prefix(of: word, columns: columns).unicodeScalars)
    let following = word.unicodeScalars.dropFirst(head.count).first
    var joint = 0
    var isInBrackets = false
    for (index, scalar) in head.enumerated() {
      let before = index > 0 ? head[index - 1] : " "
      let after = index + 1 < head.count ? head[index + 1] : following
      switch scalar {
      // That of a list stands at its start, or behind another mark.
      case "[" where !" [{(,:\"'".unicodeScalars.contains(before): isInBrackets = true
      case "]": isInBrackets = false
      case "." where !isInBrackets && before != "." && after != ".": joint = index + 1
      case "," where !isInBrackets: joint = index + 1
      default: break
      }
    }
    // Too short a line would make too many.
    let length = joint > head.count / 4 ? joint : head.count
    return String(String.UnicodeScalarView(head.prefix(length)))
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
