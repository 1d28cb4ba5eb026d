/// Texts for people's eyes: what does not print made visible.
enum TerminalText {
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
  static func escaped(_ text: String) -> String {
    if isPrintableASCII(text) { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      if isPrintable(scalar) {
        result.unicodeScalars.append(scalar)
        continue
      }
      result += escape(of: scalar)
    }
    return result
  }

  /// How Python's `repr` writes a character that does not print.
  static func escape(of scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\n": "\\n"
    case "\r": "\\r"
    case "\t": "\\t"
    case _ where scalar.value < 0x100: "\\x" + hex(scalar, digits: 2)
    case _ where scalar.value < 0x10000: "\\u" + hex(scalar, digits: 4)
    default: "\\U" + hex(scalar, digits: 8)
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

  private static func hex(_ scalar: Unicode.Scalar, digits: Int) -> String {
    let text = String(scalar.value, radix: 16)
    return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
  }
}

extension ByteScan {
  /// Whether all bytes are printable ASCII.
  static func isPrintableASCII(_ buffer: UnsafeRawBufferPointer) -> Bool {
    let lowBits: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
    var index = 0
    while index + 8 <= buffer.count {
      let word = buffer.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      // With no high bit set, neither sum carries into the next byte.
      let control = ~(word &+ 0x6060_6060_6060_6060)
      let delete = ~((word ^ lowBits) &+ lowBits)
      if (word | control | delete) & ~lowBits != 0 { return false }
      index += 8
    }
    while index < buffer.count {
      guard buffer[index] >= 0x20, buffer[index] < 0x7F else { return false }
      index += 1
    }
    return true
  }
}
