import Foundation

/// What a runner of CI jobs would obey in an output, by the rules of GitHub's `ActionCommand.cs`, whatever
/// the command; and what those of Azure Pipelines and of TeamCity would.
enum RunnerCommands {
  /// The lines that would be obeyed.
  static func lines(in output: [UInt8]) -> [String] {
    let data = Data(output)
    var ends: Set<Int> = []
    var result: [String] = []
    // No command is without one of these, and the lines of a page are many.
    for sign in ["::", "##"] {
      var start = 0
      while let found = data.range(of: Data(sign.utf8), in: start..<data.count) {
        start = found.lowerBound + 1
        // .NET's ReadLine ends a line at either, or at both.
        let isBreak = { (byte: UInt8) in byte == 0x0A || byte == 0x0D }
        let end = data[start...].firstIndex(where: isBreak) ?? data.count
        guard ends.insert(end).inserted else { continue }
        let first = data[..<start].lastIndex(where: isBreak).map { $0 + 1 } ?? 0
        let line = String(decoding: data[first..<end], as: UTF8.self)
        if isObeyed(line) { result.append(line) }
      }
    }
    return result
  }

  /// Whether a line would be obeyed.
  static func isObeyed(_ line: String) -> Bool {
    let text = line.unicodeScalars.drop { $0.properties.isWhitespace }
    if text.starts(with: "::".unicodeScalars) { return true }
    return line.range(of: "##[A-Za-z]*\\[", options: [.regularExpression, .literal]) != nil
  }
}
