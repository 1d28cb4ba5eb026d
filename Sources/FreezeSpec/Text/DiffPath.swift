/// A file's path as the head of a diff has it: as git writes it, between quotes and with escapes where a
/// character could be mistaken.
enum DiffPath {
  /// The path of some bytes.
  static func text(_ bytes: [UInt8]) -> String {
    let isText = String(validating: bytes, as: UTF8.self).map(isPlain) ?? false
    if isText {
      let text = String(decoding: bytes, as: UTF8.self)
      // Programs read a path up to a blank where no tab ends it.
      return bytes.contains(UInt8(ascii: " ")) ? text + "\t" : text
    }
    var result = "\""
    for byte in bytes {
      switch byte {
      case 0x07: result += "\\a"
      case 0x08: result += "\\b"
      case 0x09: result += "\\t"
      case 0x0A: result += "\\n"
      case 0x0B: result += "\\v"
      case 0x0C: result += "\\f"
      case 0x0D: result += "\\r"
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        result += "\\" + String(Unicode.Scalar(byte))
      case 0x20..<0x7F: result.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 8)
        result += "\\" + String(repeating: "0", count: 3 - digits.utf8.count) + digits
      }
    }
    return result + "\""
  }

  private static func isPlain(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy {
      TerminalText.isPrintable($0) && $0 != "\"" && $0 != "\\"
    }
  }
}
