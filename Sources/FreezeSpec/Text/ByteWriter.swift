/// Writes into room whose size was settled before: the lines that a report has most of are put
/// together here.
struct ByteWriter {
  private let room: UnsafeMutableBufferPointer<UInt8>
  /// The number of bytes that were written.
  private(set) var count = 0

  init(_ room: UnsafeMutableBufferPointer<UInt8>) { self.room = room }

  /// What was written.
  var bytes: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: UnsafeBufferPointer(room)[..<count])
  }

  /// Starts anew.
  mutating func removeAll() { count = 0 }

  mutating func append(byte: UInt8) {
    precondition(count < room.count)
    room[count] = byte
    count &+= 1
  }

  mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    precondition(bytes.count <= room.count - count)
    guard let source = bytes.baseAddress, let start = room.baseAddress else { return }
    (start + count).update(from: source, count: bytes.count)
    count &+= bytes.count
  }

  mutating func append(_ bytes: [UInt8]) { bytes.withUnsafeBufferPointer { append($0) } }

  mutating func append(_ text: StaticString) {
    append(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  mutating func append(_ text: String) {
    var text = text
    text.withUTF8 { append($0) }
  }

  /// Appends a number that is not negative.
  mutating func append(_ number: Int) {
    let end = count + decimalDigits(of: number)
    precondition(end <= room.count)
    var rest = UInt(bitPattern: number)
    var place = end
    while place > count {
      place &-= 1
      room[place] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    }
    count = end
  }

  /// Appends blanks; none where the count is negative.
  mutating func append(blanks more: Int) {
    if more <= 0 { return }
    precondition(more <= room.count - count)
    UnsafeMutableBufferPointer(rebasing: room[count..<count + more]).update(repeating: 0x20)
    count &+= more
  }
}

/// How many digits a number has that is not negative.
func decimalDigits(of number: Int) -> Int {
  var digits = 1
  var bound = 10
  while number >= bound {
    digits += 1
    let (next, overflow) = bound.multipliedReportingOverflow(by: 10)
    if overflow { break }
    bound = next
  }
  return digits
}
