/// Characters that word processors, chats and other keyboards put in place of ASCII's.
enum Lookalike {
  /// What a character only looks like; `nil` for one that is itself.
  static func ascii(_ scalar: Unicode.Scalar) -> String? {
    switch scalar.value {
    case 0xA0, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: " "
    case 0x200B...0x200D, 0x2060, 0xFEFF: ""
    case 0x2018...0x201B, 0x2032, 0xFF07: "'"
    case 0xAB, 0xBB, 0x201C...0x201F, 0x2033: "\""
    case 0x2010...0x2015, 0x2212, 0xFE63: "-"
    case 0x2026: ".."
    case 0xD7: "*"
    case 0x3001: ","
    case 0x3002: "."
    // The full-width forms have the order of ASCII.
    case 0xFF01...0xFF5E: Unicode.Scalar(scalar.value - 0xFEE0).map { String($0) }
    default: nil
    }
  }

  /// A character for a message.
  static func shown(_ scalar: Unicode.Scalar) -> String {
    let number = "U+\(hexadecimal(scalar.value, digits: 4, uppercase: true))"
    return TerminalText.isPrintable(scalar) && ascii(scalar) != " "
      ? "`\(scalar)` (\(number))" : number
  }
}
