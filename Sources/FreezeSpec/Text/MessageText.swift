/// Messages of the command itself.
package enum MessageText {
  /// Lines for a terminal or a log, in UTF-8: whatever stands in them, none becomes two, moves the
  /// cursor, or is a workflow command.
  package static func render(_ lines: [String]) -> [UInt8] {
    var out = OutputBuffer()
    for line in lines {
      out.append(escaping: line)
      out.endLine()
    }
    return out.logText
  }
}
