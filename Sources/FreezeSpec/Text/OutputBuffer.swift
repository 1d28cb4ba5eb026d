/// A report while it is written: gathered, or handed on piece by piece, so that a long one takes no
/// more memory than a short one.
struct OutputBuffer {
  /// Takes a piece.
  typealias Sink = (_ piece: [UInt8]) -> Void

  /// What was written and not handed on, in UTF-8.
  private(set) var bytes: [UInt8] = []
  /// Whether it is text in which a CI runner might find commands.
  var isLog = false
  private let sink: Sink?

  /// Makes an empty buffer with room for some bytes.
  init(capacity: Int = 0) {
    sink = nil
    bytes.reserveCapacity(capacity)
  }

  /// Makes an empty buffer whose pieces are handed on.
  init(to sink: @escaping Sink) { self.sink = sink }

  /// The bytes that are handed on at once, at the least.
  private static let pieceBytes = 1 << 16

  /// Says that the bytes so far are whole lines, or at least no part of a line that is looked at again.
  mutating func endPiece() {
    guard let sink, bytes.count >= Self.pieceBytes else { return }
    sink(isLog ? logText : bytes)
    bytes.removeAll(keepingCapacity: true)
  }

  /// Ends the report.
  ///
  /// - Returns: What was not handed on: all of it where nobody takes it piece by piece.
  mutating func finish() -> [UInt8] {
    let rest = isLog ? logText : bytes
    bytes = []
    guard let sink else { return rest }
    sink(rest)
    return []
  }

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
    var (left, right) = (start, bytes.count - 1)
    while left < right {
      bytes.swapAt(left, right)
      left += 1
      right -= 1
    }
  }

  /// Appends blanks; none where the count is negative.
  mutating func append(blanks count: Int) {
    let blanks: StaticString = "                                                                "
    var rest = count
    while rest > 0 {
      let length = min(rest, blanks.utf8CodeUnitCount)
      bytes.append(contentsOf: UnsafeBufferPointer(start: blanks.utf8Start, count: length))
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
      bytes.append(contentsOf: buffer)
      return buffer.count
    }
    if let width = width ?? nil { return width }
    let shown = TerminalText.escaped(text)
    append(shown)
    return TerminalText.width(of: shown)
  }

  /// Appends bytes that were written before once more.
  mutating func appendCopy(of range: Range<Int>) {
    bytes.reserveCapacity(bytes.count + range.count)
    for index in range { bytes.append(bytes[index]) }
  }

  /// Ends a line, the blanks at its end taken away.
  mutating func endLine() {
    while bytes.last == 0x20 { bytes.removeLast() }
    bytes.append(0x0A)
    endPiece()
  }
}
