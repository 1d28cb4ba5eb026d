/// Lines of block YAML while they are written.
struct YAMLLines {
  /// The columns that a line takes where it can.
  static let width = 100

  private(set) var text = ""

  /// Writes a line.
  mutating func line(_ indent: Int, _ line: String) {
    if !line.isEmpty { text += String(repeating: " ", count: indent) + line }
    text += "\n"
  }

  /// Adds lines as they are.
  mutating func append(_ more: String) { text += more }

  /// Writes a scalar behind a key or a dash; one that is too long goes on in further lines.
  mutating func scalar(_ indent: Int, _ lead: String, _ scalar: String) {
    let line = "\(lead) \(blockScalar(scalar))"
    guard indent + line.utf8.count > Self.width, isPlainInBlock(scalar) else {
      return self.line(indent, line)
    }
    self.line(indent, lead)
    for piece in Self.pieces(scalar, columns: Self.width - indent - 2) {
      self.line(indent + 2, piece)
    }
  }

  /// A text cut at blanks that stand between the words of an expression: not in a string, whose blanks
  /// YAML would join, and first where a choice has its parts.
  private static func pieces(_ text: String, columns: Int) -> [String] {
    var words: [String] = [""]
    var quote: Character?
    for character in text {
      if let open = quote {
        if character == open { quote = nil }
      } else if character == "'" || character == "\"" {
        quote = character
      } else if character == " " {
        words.append("")
        continue
      }
      words[words.count - 1].append(character)
    }
    // A piece that YAML would take for something else does not begin a line.
    var pieces: [String] = []
    for word in words {
      let isStart = word == "if" || word.first.map { $0.isLetter || $0 == "(" } == true
      guard let last = pieces.last else {
        pieces.append(word)
        continue
      }
      let fits = last.utf8.count + word.utf8.count < columns
      if !(word == "if" && last.utf8.count > 30), fits || !isStart {
        pieces[pieces.count - 1] = last + " " + word
      } else {
        pieces.append(word)
      }
    }
    return pieces
  }
}
