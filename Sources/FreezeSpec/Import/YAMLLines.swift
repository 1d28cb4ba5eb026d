/// Lines of block YAML while they are written.
struct YAMLLines {
  /// The columns that a line takes where it can.
  static let width = 100

  /// Blanks, which `String` would put one behind the other each time.
  private static let blanks = String(repeating: " ", count: 256)

  /// The characters that a key may have before its colon in one line.
  private static let keyLength = 1_000

  /// The lines; of more than a config can have the first ones.
  private(set) var text = ""

  /// Writes a line.
  mutating func line(_ indent: Int, _ line: String) {
    if text.utf8.count > Limits.documentBytes { return }
    if !line.isEmpty {
      var left = indent
      while left > 0 {
        let blanks = Substring(Self.blanks.utf8.prefix(left))
        text += blanks
        left -= blanks.utf8.count
      }
      text += line
    }
    text += "\n"
  }

  /// What stands before the value of a key: the key with its colon.
  ///
  /// One that is too long for that gets a line of its own, `? key`, which is written, and the colon stands
  /// alone.
  mutating func lead(_ indent: Int, _ key: String) -> String {
    if key.unicodeScalars.count <= Self.keyLength { return key + ":" }
    line(indent, "? " + key)
    return ":"
  }

  /// Writes a list of scalars behind a key, in as many lines as it takes.
  mutating func list(_ indent: Int, _ key: String, _ items: [String]) {
    var line = key + " ["
    var pieces: [String] = []
    for (index, item) in items.enumerated() {
      let text = item + (index + 1 < items.count ? "," : "]")
      if index > 0, indent + line.utf8.count + text.utf8.count >= Self.width {
        pieces.append(line)
        line = text
      } else {
        line += (index > 0 ? " " : "") + text
      }
    }
    pieces.append(items.isEmpty ? line + "]" : line)
    for (index, piece) in pieces.enumerated() { self.line(index == 0 ? indent : indent + 2, piece) }
  }

  /// Adds lines as they are.
  mutating func append(_ more: String) { text += more }

  /// Writes a scalar behind a key or a dash; one that is too long goes on in further lines.
  mutating func scalar(_ indent: Int, _ lead: String, _ scalar: String) {
    let line = "\(lead) \(blockScalar(scalar))"
    guard indent + line.utf8.count > Self.width, isPlainInBlock(scalar) else {
      return self.line(indent, line)
    }
    if lead == "-" {
      var pieces = Self.pieces(scalar, columns: Self.width - indent - 2)
      self.line(indent, "- " + pieces.removeFirst())
      for piece in pieces { self.line(indent + 2, piece) }
      return
    }
    self.line(indent, lead)
    for piece in Self.pieces(scalar, columns: Self.width - indent - 2) {
      self.line(indent + 2, piece)
    }
  }

  /// An expression in lines: a choice before its `if`, calls behind commas.
  ///
  /// Blanks in strings stay, as YAML would join lines with a single one.
  private static func pieces(_ text: String, columns: Int) -> [String] {
    let words = words(of: text)
    if let place = words.firstIndex(where: { $0.text == "if" && $0.depth == 0 }), place > 0 {
      let parts = [words[..<place], words[place...]]
      return parts.flatMap { filled($0, columns: columns) }
    }
    return filled(words[...], columns: columns)
  }

  /// A piece of a text between two blanks, and how many brackets around its start are open.
  private struct Word {
    var text = ""
    var depth: Int
  }

  private static func words(of text: String) -> [Word] {
    var words = [Word(depth: 0)]
    var quote: Character?
    var depth = 0
    for character in text {
      if let open = quote {
        if character == open { quote = nil }
      } else {
        switch character {
        case "'", "\"": quote = character
        case "(", "[": depth += 1
        case ")", "]": depth -= 1
        case " ":
          words.append(Word(depth: depth))
          continue
        default: break
        }
      }
      words[words.count - 1].text.append(character)
    }
    return words
  }

  /// Words in as few lines as hold them, cut behind commas alone.
  private static func filled(_ words: ArraySlice<Word>, columns: Int) -> [String] {
    var units: [String] = []
    var isOpen = false
    for word in words {
      if isOpen {
        units[units.count - 1] += " " + word.text
      } else {
        units.append(word.text)
      }
      isOpen = !word.text.hasSuffix(",")
    }
    var lines: [String] = []
    for unit in units {
      if let last = lines.last, last.utf8.count + 1 + unit.utf8.count <= columns {
        lines[lines.count - 1] = last + " " + unit
      } else {
        lines.append(unit)
      }
    }
    return lines
  }
}
