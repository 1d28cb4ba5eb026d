/// A line of a config that has an error, and the plain value on it.
struct ErrorLine {
  /// The bytes of the file.
  let bytes: [UInt8]
  /// The line, without its line break.
  let range: Range<Int>
  /// The key before the value, where there is one.
  let key: String?
  /// The value, without blanks, a comment and quotes around it.
  let value: Range<Int>
  /// The value with its quotes.
  let quotedValue: Range<Int>

  /// Finds the value of a line in block style: what stands behind `- ` and `key: `.
  init(_ line: Range<Int>, in bytes: [UInt8]) {
    self.bytes = bytes
    range = line
    var start = line.lowerBound
    func skipBlanks() { while start < line.upperBound, bytes[start] == 0x20 { start += 1 } }
    skipBlanks()
    while start + 1 < line.upperBound, bytes[start] == UInt8(ascii: "-"), bytes[start + 1] == 0x20 {
      start += 1
      skipBlanks()
    }
    var end = start
    while end < line.upperBound, !" :,{}[]()\"'#".utf8.contains(bytes[end]) { end += 1 }
    var key: String?
    if end > start, end < line.upperBound, bytes[end] == UInt8(ascii: ":"),
      end + 1 == line.upperBound || bytes[end + 1] == 0x20
    {
      key = String(decoding: bytes[start..<end], as: UTF8.self)
      start = end + 1
      skipBlanks()
    }
    self.key = key
    end = start
    while end < line.upperBound {
      if bytes[end] == UInt8(ascii: "#"), end > start, bytes[end - 1] == 0x20 { break }
      end += 1
    }
    while end > start, bytes[end - 1] == 0x20 { end -= 1 }
    quotedValue = start..<end
    let isQuoted =
      end - start > 1 && bytes[start] == bytes[end - 1]
      && (bytes[start] == UInt8(ascii: "\"") || bytes[start] == UInt8(ascii: "'"))
    value = isQuoted ? start + 1..<end - 1 : start..<end
  }

  /// The value's text.
  var text: String { text(of: value) }

  /// A part of the file.
  func text(of range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
}
