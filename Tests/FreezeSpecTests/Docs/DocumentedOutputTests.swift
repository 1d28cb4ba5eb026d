import Foundation
import Testing

/// The commands that the documentation shows, run again: what they print is what stands there.
@Suite struct DocumentedOutputTests {
  /// A command with the output that a page shows for it.
  struct Session: CustomTestStringConvertible {
    let place: String
    let command: String
    let output: String

    var testDescription: String { "\(place) \(command)" }
  }

  static let sessions = ["README.md", "docs/commands.md", "docs/diagnostics.md"].flatMap { path in
    ((try? MarkdownPage(path))?.blocks ?? []).filter { $0.language == "console" }.map { block in
      let lines = block.text.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
      return Session(
        place: "\(path):\(block.line)", command: String(lines[0].dropFirst(2)),
        output: lines.count > 1 ? String(lines[1]) : "")
    }
  }.filter { $0.command.contains("freezespec ") }

  @Test(arguments: sessions)
  func aCommandPrintsWhatIsShown(session: Session) throws {
    #expect(try run(session.command) == session.output)
  }

  private func run(_ command: String) throws -> String {
    // The command stands beside the tests' own executable.
    let folder = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().path
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", command]
    process.currentDirectoryURL = Repository.root
    var environment = ProcessInfo.processInfo.environment
    environment["PATH"] = "\(folder):\(environment["PATH"] ?? "/usr/bin:/bin")"
    environment["COLUMNS"] = "80"
    process.environment = environment
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return String(decoding: output, as: UTF8.self).replacing("\r\n", with: "\n")
  }
}
