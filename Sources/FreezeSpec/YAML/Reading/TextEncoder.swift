/// Writes a text the way a file was written: in its encoding, with its byte order mark.
enum TextEncoder {
  /// The bytes of a file.
  ///
  /// - Parameters:
  ///   - text: What it shall hold, in UTF-8 without a byte order mark.
  ///   - raw: What it holds now.
  /// - Returns: `nil` where what it holds now does not come out again as it is.
  static func encode(_ text: [UInt8], like raw: [UInt8]) -> [UInt8]? {
    let encoding = Encoding(of: raw)
    let old = TextDecoder.decode(raw)
    guard old.problem == nil, encoding.bytes(of: old.bytes) == raw else { return nil }
    return encoding.bytes(of: text)
  }

  private enum Encoding {
    case utf8, utf8WithMark, utf16LittleEndian, utf16BigEndian

    init(of raw: [UInt8]) {
      if raw.starts(with: [0xEF, 0xBB, 0xBF]) {
        self = .utf8WithMark
      } else if raw.starts(with: [0xFF, 0xFE]) {
        self = .utf16LittleEndian
      } else if raw.starts(with: [0xFE, 0xFF]) {
        self = .utf16BigEndian
      } else {
        self = .utf8
      }
    }

    func bytes(of text: [UInt8]) -> [UInt8] {
      switch self {
      case .utf8: return text
      case .utf8WithMark: return [0xEF, 0xBB, 0xBF] + text
      case .utf16LittleEndian, .utf16BigEndian:
        var result: [UInt8] = []
        result.reserveCapacity(2 * text.count + 2)
        for unit in [0xFEFF] + Array(String(decoding: text, as: UTF8.self).utf16) {
          let pair = [UInt8(truncatingIfNeeded: unit), UInt8(truncatingIfNeeded: unit >> 8)]
          result += self == .utf16LittleEndian ? pair : pair.reversed()
        }
        return result
      }
    }
  }
}
