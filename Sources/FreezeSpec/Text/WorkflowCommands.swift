#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What the runners of CI services obey in a log.
///
/// GitHub's obeys `::command::` at the start of a line, blanks before it or not, and `##[command]`
/// anywhere in one (`TryParseV2` and `TryParse` in its `ActionCommand.cs`); Azure Pipelines'
/// `##vso[command]` and TeamCity's `##teamcity[command]` are of the second form.
///
/// Text has an escape in place of the first character; other forms write that character in a way of
/// their own, so that whoever reads them gets it back: JSON as `\u0023`, HTML and Markdown as `&#35;`.
/// In those none starts a line, as a quote, a tag or a `|` does.
enum WorkflowCommands {
  /// Whether two `#` stand side by side: enough for forms that can write the first in another way.
  static func holdsDoubleSign(_ text: some Sequence<UInt8>) -> Bool {
    var isBehindSign = false
    for byte in text {
      let isSign = byte == UInt8(ascii: "#")
      if isSign, isBehindSign { return true }
      isBehindSign = isSign
    }
    return false
  }

  /// Lines of text in which no command is left.
  ///
  /// A name can come to stand at the start of a line in many ways, where a long text is broken for
  /// one; so the finished lines are looked at, not the names.
  static func escaped(in lines: [UInt8]) -> [UInt8] {
    let commands = places(in: lines)
    if commands.isEmpty { return lines }
    var result: [UInt8] = []
    result.reserveCapacity(lines.count + commands.count * 3)
    var start = 0
    for place in commands {
      result += lines[start..<place]
      result += lines[place] == UInt8(ascii: ":") ? Array("\\x3a".utf8) : Array("\\x23".utf8)
      start = place + 1
    }
    return result + lines[start...]
  }

  /// A text for people as it will be once its line is finished, so that its width can be told
  /// before.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - startsLine: Whether nothing but blanks stands before it on its line.
  static func escaped(in text: String, startsLine: Bool) -> String {
    var out = OutputBuffer()
    if !startsLine { out.append("-") }
    out.append(escaping: text)
    return String(decoding: out.logText.dropFirst(startsLine ? 0 : 1), as: UTF8.self)
  }

  /// Whether a command might stand in a text: one of its signs does.
  static func holdsSign(in text: String) -> Bool {
    text.utf8.contains { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "#") }
  }

  /// Where commands start.
  private static func places(in lines: [UInt8]) -> [Int] {
    lines.withUnsafeBytes { buffer in
      let starts = places(of: ":", in: buffer).filter { place in
        guard buffer[place...].starts(with: "::".utf8) else { return false }
        return isBlank(before: place, in: buffer)
      }
      let marks = places(of: "#", in: buffer).filter { place in
        guard place + 1 < buffer.count, buffer[place + 1] == UInt8(ascii: "#") else { return false }
        let end = buffer[(place + 2)...].first { !$0.isASCIILetter }
        return end == UInt8(ascii: "[")
      }
      return marks.isEmpty ? starts : (starts + marks).sorted()
    }
  }

  /// Whether nothing but space stands before a place on its line, by what .NET takes for space, and colours,
  /// which others may take out before.
  private static func isBlank(before place: Int, in buffer: UnsafeRawBufferPointer) -> Bool {
    var start = place
    while start > 0, !buffer[start - 1].isLineBreak {
      if let colour = colour(before: start, in: buffer) {
        start = colour
        continue
      }
      var first = start - 1
      while first > 0, buffer[first] & 0xC0 == 0x80 { first -= 1 }
      let character = String(decoding: buffer[first..<start], as: UTF8.self).unicodeScalars.first
      guard let character, character.isWhitespace else { return false }
      start = first
    }
    return true
  }

  /// Where the escape sequence of a colour starts that ends at a place.
  private static func colour(before place: Int, in buffer: UnsafeRawBufferPointer) -> Int? {
    guard buffer[place - 1] == UInt8(ascii: "m") else { return nil }
    var start = place - 1
    while start > 0, buffer[start - 1].isASCIIDigit || buffer[start - 1] == UInt8(ascii: ";") {
      start -= 1
    }
    guard start > 1, buffer[start - 1] == UInt8(ascii: "["), buffer[start - 2] == 0x1B else {
      return nil
    }
    return start - 2
  }

  private static func places(of character: Unicode.Scalar, in buffer: UnsafeRawBufferPointer)
    -> [Int]
  {
    guard let base = buffer.baseAddress else { return [] }
    var result: [Int] = []
    var start = 0
    while start < buffer.count,
      let found = memchr(base + start, Int32(character.value), buffer.count - start)
    {
      result.append(UnsafeRawPointer(found) - base)
      start = UnsafeRawPointer(found) - base + 1
    }
    return result
  }
}
