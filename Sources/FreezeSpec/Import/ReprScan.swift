/// What a module prints, taken apart into values and the words between them.
struct ReprScan {
  /// The text before each value, and behind the last.
  private(set) var words: [ExactString] = []
  private(set) var values: [Literal] = []
  /// How each value is written.
  private(set) var texts: [String] = []

  /// Takes a text apart.
  init(_ parts: [ReprPart]) {
    var text = ""
    for case .text(let part) in parts { text += part.text }
    let bytes = Array(text.utf8)
    var word: [UInt8] = []
    var index = 0
    func isWordByte(_ byte: UInt8) -> Bool {
      byte.isASCIILetter || byte.isASCIIDigit || byte == UInt8(ascii: "_") || byte >= 0x80
    }
    while index < bytes.count {
      let startsWord = index == 0 || !isWordByte(bytes[index - 1])
      let isSign =
        bytes[index] == UInt8(ascii: "-") && index + 1 < bytes.count
        && bytes[index + 1].isASCIIDigit
        && (index == 0 || !isWordByte(bytes[index - 1]) && bytes[index - 1] != UInt8(ascii: ")"))
      guard startsWord, isWordByte(bytes[index]) || isSign else {
        word.append(bytes[index])
        index += 1
        continue
      }
      var end = index + 1
      while end < bytes.count {
        let isExponent =
          (bytes[end] == UInt8(ascii: "-") || bytes[end] == UInt8(ascii: "+"))
          && bytes[end - 1] | 0x20 == UInt8(ascii: "e")
          && bytes[index...].first?.isASCIIDigit == true
        let isPoint =
          bytes[end] == UInt8(ascii: ".") && bytes[index..<end].contains(where: \.isASCIIDigit)
          && end + 1 < bytes.count && bytes[end + 1].isASCIIDigit
        guard isWordByte(bytes[end]) || isExponent || isPoint else { break }
        end += 1
      }
      let piece = String(decoding: bytes[index..<end], as: UTF8.self)
      let literal = Self.literal(piece)
      if let literal {
        words.append(ExactString(String(decoding: word, as: UTF8.self)))
        values.append(literal)
        texts.append(piece)
        word = []
      } else {
        word += bytes[index..<end]
      }
      index = end
    }
    words.append(ExactString(String(decoding: word, as: UTF8.self)))
  }

  /// The value of a piece; a text where a number is written otherwise than Python prints it.
  private static func literal(_ piece: String) -> Literal? {
    switch piece {
    case "True": return .bool(true)
    case "False": return .bool(false)
    case "None": return Literal.none
    default: break
    }
    if let number = Int(piece), String(number) == piece { return .int(number) }
    if let number = Double(piece), number.isFinite, pythonRepr(number) == piece {
      return .float(number)
    }
    if Double(piece) != nil, piece.utf8.first?.isASCIIDigit == true || piece.hasPrefix("-") {
      return .string(ExactString(piece))
    }
    return nil
  }

  /// What the value behind a text is called there, as in `eps=`.
  static func name(before word: ExactString) -> String {
    let bytes = Array(word.text.utf8)
    guard bytes.last == UInt8(ascii: "=") else { return "size" }
    let name = bytes.dropLast().reversed().prefix { $0.isASCIILetter || $0 == UInt8(ascii: "_") }
    return name.isEmpty ? "value" : String(decoding: name.reversed(), as: UTF8.self)
  }
}
