/// A report while it is written: gathered, or handed on piece by piece, so that a long one takes no
/// more memory than a short one.
struct OutputBuffer {
  /// Takes a piece.
  typealias Sink = (_ piece: [UInt8]) -> Void

  /// Room for what is written: to append to an array takes several times as long as to write into it.
  private var room: [UInt8]
  /// How many bytes were written and not handed on.
  private(set) var count = 0
  /// Whether it is text in which a CI runner might find commands.
  var isLog = false
  private let sink: Sink?

  /// Makes an empty buffer with room for some bytes.
  init(capacity: Int = 0) {
    sink = nil
    room = Array(repeating: 0, count: capacity)
  }

  /// Makes an empty buffer whose pieces are handed on.
  init(to sink: @escaping Sink) {
    self.sink = sink
    room = []
  }

  /// What was written and not handed on, in UTF-8.
  var bytes: [UInt8] { Array(room[..<count]) }

  /// One of the bytes that were written and not handed on.
  subscript(index: Int) -> UInt8 {
    precondition(index < count)
    return room[index]
  }

  /// The bytes that are handed on at once, at the least.
  private static let pieceBytes = 1 << 16

  /// Says that the bytes so far are whole lines, or at least no part of a line that is looked at again.
  mutating func endPiece() {
    guard let sink, count >= Self.pieceBytes else { return }
    sink(isLog ? logText : bytes)
    count = 0
  }

  /// Forgets what was written and not handed on.
  mutating func removeAll() { count = 0 }

  /// Ends the report.
  ///
  /// - Returns: What was not handed on: all of it where nobody takes it piece by piece.
  mutating func finish() -> [UInt8] {
    let rest = isLog ? logText : takeBytes()
    count = 0
    guard let sink else { return rest }
    sink(rest)
    return []
  }

  /// The bytes themselves, and no copy: a report may be long.
  private mutating func takeBytes() -> [UInt8] {
    var bytes: [UInt8] = []
    swap(&bytes, &room)
    bytes.removeLast(bytes.count - count)
    return bytes
  }

  mutating func append(_ text: String) {
    var text = text
    text.withUTF8 { append($0) }
  }

  mutating func append(_ text: Substring) {
    var text = text
    text.withUTF8 { append($0) }
  }

  mutating func append(_ more: [UInt8]) { more.withUnsafeBufferPointer { append($0) } }

  mutating func append(_ text: StaticString) {
    append(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// Appends a key of JSON in its quotes, with the colon behind it.
  ///
  /// - Parameter afterComma: Whether a comma and a blank stand before it.
  mutating func append(key: StaticString, afterComma: Bool) {
    let length = key.utf8CodeUnitCount
    let start = afterComma ? 3 : 1
    write(start + length + 3) { bytes in
      if afterComma {
        bytes[0] = UInt8(ascii: ",")
        bytes[1] = 0x20
      }
      bytes[start - 1] = UInt8(ascii: "\"")
      (bytes + start).update(from: key.utf8Start, count: length)
      bytes[start + length] = UInt8(ascii: "\"")
      bytes[start + length + 1] = UInt8(ascii: ":")
      bytes[start + length + 2] = 0x20
    }
  }

  /// Ends a line and starts the next one with some blanks.
  ///
  /// - Parameter afterComma: Whether a comma stands at the end.
  mutating func append(lineBreakBefore blanks: Int, afterComma: Bool) {
    write(upTo: blanks + 2) { line in
      if afterComma { line.append(byte: UInt8(ascii: ",")) }
      line.append(byte: 0x0A)
      line.append(blanks: blanks)
    }
  }

  mutating func append(_ more: UnsafeBufferPointer<UInt8>) {
    guard let source = more.baseAddress else { return }
    write(more.count) { $0.update(from: source, count: more.count) }
  }

  mutating func append(byte: UInt8) {
    if count == room.count { grow(by: 1) }
    room[count] = byte
    count += 1
  }

  mutating func append(_ number: Int) {
    if number < 0 { append(byte: UInt8(ascii: "-")) }
    var rest = number.magnitude
    var digits = 1
    // No magnitude has more than 19 digits, and 10 to the 19th fits.
    var bound: UInt = 10
    while rest >= bound {
      digits += 1
      bound &*= 10
    }
    write(digits) { start in
      for place in stride(from: digits - 1, through: 0, by: -1) {
        start[place] = 0x30 + UInt8(truncatingIfNeeded: rest % 10)
        rest /= 10
      }
    }
  }

  /// Has a function write some bytes at most.
  mutating func write(upTo most: Int, _ body: (inout ByteWriter) -> Void) {
    if most > room.count - count { grow(by: most) }
    let end = count
    let written = room.withUnsafeMutableBufferPointer { room in
      var writer = ByteWriter(UnsafeMutableBufferPointer(rebasing: room[end..<end + most]))
      body(&writer)
      return writer.count
    }
    count = end + written
  }

  /// Makes room for some bytes, which a function writes.
  private mutating func write(_ length: Int, _ body: (UnsafeMutablePointer<UInt8>) -> Void) {
    if length > room.count - count { grow(by: length) }
    let end = count
    room.withUnsafeMutableBufferPointer { room in
      if let start = room.baseAddress { body(start + end) }
    }
    count = end + length
  }

  @inline(never)
  private mutating func grow(by more: Int) {
    var larger = [UInt8](repeating: 0, count: max(2 * room.count, count + more, 256))
    larger.withUnsafeMutableBytes { $0.copyBytes(from: room[..<count]) }
    room = larger
  }

  /// Appends blanks; none where the count is negative.
  mutating func append(blanks count: Int) {
    let blanks: StaticString = "                                                                "
    var rest = count
    while rest > 0 {
      let length = min(rest, blanks.utf8CodeUnitCount)
      append(UnsafeBufferPointer(start: blanks.utf8Start, count: length))
      rest -= length
    }
  }

  /// The bytes as lines of text, whatever a CI runner makes of what it reads.
  var logText: [UInt8] { WorkflowCommands.escaped(in: bytes) }

  /// Appends a text for people, control characters escaped.
  ///
  /// - Returns: The columns that it takes.
  @discardableResult
  mutating func append(escaping text: String) -> Int {
    let width = text.utf8.withContiguousStorageIfAvailable { buffer -> Int? in
      guard TerminalText.isPrintableASCII(buffer) else { return nil }
      append(buffer)
      return buffer.count
    }
    if let width = width ?? nil { return width }
    let shown = TerminalText.escaped(text)
    append(shown)
    return TerminalText.width(of: shown)
  }

  /// Appends bytes that were written before once more.
  mutating func appendCopy(of range: Range<Int>) {
    precondition(range.upperBound <= count)
    let end = count
    write(range.count) { $0.update(from: $0 - end + range.lowerBound, count: range.count) }
  }

  /// Ends a line, the blanks at its end taken away.
  mutating func endLine() {
    while count > 0, room[count - 1] == 0x20 { count -= 1 }
    append(byte: 0x0A)
    endPiece()
  }
}
