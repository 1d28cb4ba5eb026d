#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

extension OutputBuffer {
  /// The bytes as lines of text, whatever a CI runner makes of what it reads.
  ///
  /// GitHub's runner obeys `::command::` at the start of a line, blanks before it or not, and
  /// `##[command]` anywhere in one. A name can come to stand at the start of a line in many ways,
  /// where a long text is broken for one; so the finished lines are looked at, not the names.
  var logText: [UInt8] {
    let commands = Self.commands(in: bytes)
    if commands.isEmpty { return bytes }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + commands.count * 3)
    var start = 0
    for place in commands {
      result += bytes[start..<place]
      result += bytes[place] == UInt8(ascii: ":") ? Array("\\x3a".utf8) : Array("\\x23".utf8)
      start = place + 1
    }
    return result + bytes[start...]
  }

  /// Where workflow commands start.
  private static func commands(in bytes: [UInt8]) -> [Int] {
    bytes.withUnsafeBytes { buffer in
      let starts = places(of: ":", in: buffer).filter { place in
        guard buffer[place...].starts(with: "::".utf8) else { return false }
        var before = place
        while before > 0, buffer[before - 1] == 0x20 { before -= 1 }
        return before == 0 || buffer[before - 1] == 0x0A
      }
      let marks = places(of: "#", in: buffer).filter { buffer[$0...].starts(with: "##[".utf8) }
      return marks.isEmpty ? starts : (starts + marks).sorted()
    }
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

extension TerminalText {
  /// A text for people as ``OutputBuffer/logText`` leaves it, so that its width can be told before.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - startsLine: Whether nothing but blanks stands before it on its line.
  static func escapingCommands(_ text: String, startsLine: Bool) -> String {
    var out = OutputBuffer()
    if !startsLine { out.append("-") }
    out.append(escaping: text)
    return String(decoding: out.logText.dropFirst(startsLine ? 0 : 1), as: UTF8.self)
  }
}

/// Messages of the command itself.
public enum MessageText {
  /// Lines for a terminal or a log, in UTF-8: whatever stands in them, none becomes two, moves the
  /// cursor, or is a workflow command.
  public static func render(_ lines: [String]) -> [UInt8] {
    var out = OutputBuffer()
    for line in lines {
      out.append(escaping: line)
      out.endLine()
    }
    return out.logText
  }
}
