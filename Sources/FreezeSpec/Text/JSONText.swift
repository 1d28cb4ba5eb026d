extension ByteWriter {
  /// How many bytes a text takes as JSON at most, its quotes included.
  ///
  /// An escape has six bytes; where it has twelve, for two halves of a character, that has four.
  static func mostJSONBytes(of text: UnsafeBufferPointer<UInt8>) -> Int { 6 * text.count + 2 }

  /// Appends a text as JSON writes it, in quotes.
  ///
  /// Besides what JSON asks for, all characters are escaped that a terminal might obey or not show:
  /// control characters, those that change the direction of a text, invisible ones and separators of
  /// lines. So is a `#` before another, as a runner of CI jobs might obey what they start: see
  /// ``WorkflowCommands``.
  ///
  /// - Parameters:
  ///   - text: The text, in UTF-8.
  ///   - escapesMarkup: Whether `<`, `>` and `&` are escaped, for a text that shall stand in a web page.
  mutating func append(json text: UnsafeBufferPointer<UInt8>, escapesMarkup: Bool = false) {
    append(byte: UInt8(ascii: "\""))
    defer { append(byte: UInt8(ascii: "\"")) }
    if !escapesMarkup, ByteScan.isPlainJSON(UnsafeRawBufferPointer(text)) { return append(text) }
    var index = 0
    while index < text.count {
      let byte = text[index]
      switch byte {
      case UInt8(ascii: "\""): append("\\\"" as StaticString)
      case UInt8(ascii: "\\"): append("\\\\" as StaticString)
      case 0x0A: append("\\n" as StaticString)
      case 0x0D: append("\\r" as StaticString)
      case 0x09: append("\\t" as StaticString)
      case UInt8(ascii: "<") where escapesMarkup, UInt8(ascii: ">") where escapesMarkup,
        UInt8(ascii: "&") where escapesMarkup,
        UInt8(ascii: "#") where index + 1 < text.count && text[index + 1] == byte,
        0..<0x20, 0x7F:
        append(escaped: UInt16(byte))
      case 0x80...:
        let scalar = Self.scalar(at: index, in: text)
        let length = UTF8.width(scalar)
        if Self.isVisible(scalar) {
          append(UnsafeBufferPointer(rebasing: text[index..<index + length]))
        } else {
          for unit in UTF16.encode(scalar) ?? UTF16.encodedReplacementCharacter {
            append(escaped: unit)
          }
        }
        index += length
        continue
      default: append(byte: byte)
      }
      index += 1
    }
  }

  private mutating func append(escaped unit: UInt16) {
    append("\\u" as StaticString)
    append(hexadecimal(UInt32(unit), digits: 4))
  }

  /// The character of several bytes that starts at a place in the bytes of a string.
  private static func scalar(at index: Int, in text: UnsafeBufferPointer<UInt8>) -> Unicode.Scalar {
    let lead = UInt32(text[index])
    let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
    var value = lead & (0x7F >> UInt32(length))
    for byte in text[(index + 1)...].prefix(length - 1) { value = value << 6 | UInt32(byte & 0x3F) }
    return Unicode.Scalar(value) ?? "\u{FFFD}"
  }

  private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: false
    // A config may not have all of what is no character, and its reader is that of saved plans.
    default: !scalar.properties.isNoncharacterCodePoint && !TerminalText.isBlank(scalar)
    }
  }
}
