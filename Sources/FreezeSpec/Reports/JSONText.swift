extension OutputBuffer {
  /// Appends a text as a JSON string; only what JSON demands is escaped.
  mutating func append(json text: String) {
    append(byte: UInt8(ascii: "\""))
    append(jsonContents: text[...])
    append(byte: UInt8(ascii: "\""))
  }

  /// Appends a text as a JSON string holds it between its quotes.
  mutating func append(jsonContents text: Substring) {
    var text = text
    text.withUTF8 { buffer in
      guard !JSONText.isPlain(buffer) else {
        append(buffer)
        return
      }
      for byte in buffer {
        switch byte {
        case UInt8(ascii: "\""): append(#"\""#)
        case UInt8(ascii: "\\"): append(#"\\"#)
        case 0x0A: append(#"\n"#)
        case 0x0D: append(#"\r"#)
        case 0x09: append(#"\t"#)
        case 0..<0x20:
          append(byte < 0x10 ? #"\u000"# : #"\u00"#)
          append(String(byte, radix: 16))
        default: append(byte: byte)
        }
      }
    }
  }

  /// Appends a finite number with all its digits.
  mutating func append(json number: Double) { append(NumberText.plain(number)) }

  /// Appends strings as a JSON array.
  mutating func append(json texts: [String]) {
    append("[")
    for (index, text) in texts.enumerated() {
      if index > 0 { append(", ") }
      append(json: text)
    }
    append("]")
  }

  /// Appends numbers as nested JSON arrays.
  mutating func append(json array: NumberArray) {
    append(json: array, from: 0, dimension: 0)
  }

  private mutating func append(json array: NumberArray, from start: Int, dimension: Int) {
    guard dimension < array.shape.count else {
      if array.elements.indices.contains(start) { append(json: array.elements[start]) }
      return
    }
    let size = array.shape[(dimension + 1)...].reduce(1, *)
    append("[")
    for index in 0..<array.shape[dimension] {
      if index > 0 { append(", ") }
      append(json: array, from: start + index * size, dimension: dimension + 1)
    }
    append("]")
  }
}

/// What JSON takes as it is.
enum JSONText {
  /// Whether UTF-8 needs no escape in a JSON string.
  static func isPlain(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let buffer = UnsafeRawBufferPointer(bytes)
    let highBits: UInt64 = 0x8080_8080_8080_8080
    var index = 0
    while index + 8 <= buffer.count {
      let word = buffer.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      // A byte without its high bit raises it in these sums unless it is the one looked for. A
      // carry out of a byte with its high bit can only raise a false alarm for a later one.
      let low = word & ~highBits
      let control = ~(low &+ 0x6060_6060_6060_6060)
      let quote = ~((low ^ 0x2222_2222_2222_2222) &+ ~highBits)
      let backslash = ~((low ^ 0x5C5C_5C5C_5C5C_5C5C) &+ ~highBits)
      if (control | quote | backslash) & highBits & ~word != 0 { return false }
      index += 8
    }
    while index < buffer.count {
      let byte = buffer[index]
      if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { return false }
      index += 1
    }
    return true
  }
}
