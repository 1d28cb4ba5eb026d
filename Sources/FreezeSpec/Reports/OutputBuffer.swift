/// The bytes of a report while it is written.
struct OutputBuffer {
  /// What was written, in UTF-8.
  private(set) var bytes: [UInt8] = []

  /// Makes an empty buffer with room for some bytes.
  init(capacity: Int = 0) { bytes.reserveCapacity(capacity) }

  mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

  mutating func append(_ text: Substring) { bytes.append(contentsOf: text.utf8) }

  mutating func append(_ more: [UInt8]) { bytes.append(contentsOf: more) }

  mutating func append(_ more: UnsafeBufferPointer<UInt8>) { bytes.append(contentsOf: more) }

  mutating func append(byte: UInt8) { bytes.append(byte) }

  mutating func append(_ text: StaticString) {
    text.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  mutating func append(_ number: Int) {
    var magnitude = number.magnitude
    if magnitude < 10, number >= 0 {
      bytes.append(0x30 + UInt8(magnitude))
      return
    }
    if number < 0 { bytes.append(UInt8(ascii: "-")) }
    let start = bytes.count
    repeat {
      bytes.append(0x30 + UInt8(truncatingIfNeeded: magnitude % 10))
      magnitude /= 10
    } while magnitude > 0
    bytes[start...].reverse()
  }

  /// Appends blanks; none where the count is negative.
  mutating func append(blanks count: Int) {
    if count > 0 { bytes.append(contentsOf: repeatElement(0x20, count: count)) }
  }

  /// Appends a text for people, control characters escaped.
  ///
  /// - Returns: The columns that it takes.
  @discardableResult
  mutating func append(escaping text: String) -> Int {
    let plain = text.utf8.withContiguousStorageIfAvailable { buffer in
      guard TerminalText.isPrintableASCII(buffer) else { return -1 }
      bytes.append(contentsOf: buffer)
      return buffer.count
    }
    if let plain, plain >= 0 { return plain }
    let escaped = TerminalText.escaped(text)
    append(escaped)
    return TerminalText.width(of: escaped)
  }

  /// Appends bytes that were written before once more.
  mutating func appendCopy(of range: Range<Int>) {
    bytes.reserveCapacity(bytes.count + range.count)
    for index in range { bytes.append(bytes[index]) }
  }

  /// Takes the last bytes away.
  mutating func removeLast(_ count: Int) { bytes.removeLast(count) }

  /// Ends a line, the blanks at its end taken away.
  mutating func endLine() {
    while bytes.last == 0x20 { bytes.removeLast() }
    bytes.append(0x0A)
  }
}
