#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What GitHub's runner obeys in a log: `::command::` at the start of a line, blanks before it or
/// not, and `##[command]` anywhere in one.
enum WorkflowCommands {
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
  static func mayStand(in text: String) -> Bool {
    text.utf8.contains { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "#") }
  }

  /// Where commands start.
  private static func places(in lines: [UInt8]) -> [Int] {
    lines.withUnsafeBytes { buffer in
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
