/// The bytes of a file of any length, of which parts are read.
///
/// The library opens no file: who reads one says how long it is and gives its parts.
package struct ByteSource {
  /// The number of bytes.
  package let count: Int
  /// What is read together with it.
  let reading: CheckpointReading
  private let read: (_ range: Range<Int>) throws(CheckpointError) -> [UInt8]

  /// Describes a file.
  ///
  /// - Parameters:
  ///   - count: Its length in bytes.
  ///   - reading: What is read together with it.
  ///   - read: Gives the bytes of a range that lies in the file.
  package init(
    count: Int, _ reading: CheckpointReading = CheckpointReading(),
    read: @escaping (_ range: Range<Int>) throws(CheckpointError) -> [UInt8]
  ) {
    self.count = count
    self.reading = reading
    self.read = read
  }

  /// Bytes that are there already.
  package init(_ bytes: [UInt8], _ reading: CheckpointReading = CheckpointReading()) {
    self.init(count: bytes.count, reading) { (range) throws(CheckpointError) in Array(bytes[range])
    }
  }

  /// The bytes of a range.
  ///
  /// - Throws: Where the file does not hold the range, or no longer.
  package func bytes(in range: Range<Int>) throws(CheckpointError) -> [UInt8] {
    guard range.lowerBound >= 0, range.upperBound <= count else { throw .cutOff }
    try reading.take(range.count)
    let bytes = try read(range)
    guard bytes.count == range.count else { throw .cutOff }
    return bytes
  }

  /// The first bytes, fewer where there are no more.
  func start(_ length: Int) throws(CheckpointError) -> [UInt8] {
    try bytes(in: 0..<min(length, count))
  }
}

extension CheckpointError {
  /// What is said of a file that ends before what it announces.
  static let cutOff = CheckpointError(broken: "it is cut off")

  /// What is said of a file that is not as its writer made it.
  init(broken message: String) {
    self.init(message, help: ["download it again, or save it again where it was written"])
  }
}

/// A number of several bytes, the least first.
func littleEndian(_ bytes: some Sequence<UInt8>) -> UInt64 {
  var number: UInt64 = 0
  for (place, byte) in bytes.prefix(8).enumerated() { number |= UInt64(byte) << (8 * place) }
  return number
}

/// A part of a file that is read from its start on.
struct ByteStream {
  private let source: ByteSource
  /// The place of the byte after the part.
  private let end: Int
  /// What was read ahead.
  private var buffer: [UInt8] = []
  /// How much of that is taken.
  private var taken = 0
  /// The place of the byte after what was read.
  private var fetched: Int

  /// How much is read at once.
  private static let chunk = 1 << 16

  /// Makes a stream of a part that lies in the file.
  init(_ source: ByteSource, _ range: Range<Int>) {
    self.source = source
    end = range.upperBound
    fetched = range.lowerBound
  }

  /// The place of the next byte in the file.
  var offset: Int { fetched - (buffer.count - taken) }
  /// How many bytes are left.
  var left: Int { end - offset }

  /// The next byte.
  mutating func next() throws(CheckpointError) -> UInt8 {
    if taken == buffer.count {
      guard fetched < end else { throw .cutOff }
      let next = min(end, saturatingSum(fetched, Self.chunk))
      buffer = try source.bytes(in: fetched..<next)
      taken = 0
      fetched = next
    }
    taken += 1
    return buffer[taken - 1]
  }

  /// The next bytes.
  mutating func take(_ count: Int) throws(CheckpointError) -> [UInt8] {
    guard count >= 0, count <= left else { throw .cutOff }
    if count <= buffer.count - taken {
      taken += count
      return Array(buffer[(taken - count)..<taken])
    }
    let start = offset
    try skip(count)
    return try source.bytes(in: start..<start + count)
  }

  /// Goes past bytes, which are not read.
  mutating func skip(_ count: Int) throws(CheckpointError) {
    guard count >= 0, count <= left else { throw .cutOff }
    if count <= buffer.count - taken {
      taken += count
    } else {
      fetched = offset + count
      buffer = []
      taken = 0
    }
  }

  /// The number of the next bytes, the least first.
  ///
  /// - Returns: `Int.max` where it does not fit.
  mutating func number(bytes count: Int) throws(CheckpointError) -> Int {
    Int(clamping: littleEndian(try take(count)))
  }

  /// The bytes up to a line feed, which is passed.
  mutating func line(atMost most: Int) throws(CheckpointError) -> [UInt8] {
    var line: [UInt8] = []
    while true {
      let byte = try next()
      if byte == 0x0A { return line }
      guard line.count < most else {
        throw CheckpointError("a line of it has more than \(grouped(most)) bytes")
      }
      line.append(byte)
    }
  }
}
