import Foundation
import Testing

/// What `make install` puts beside the command.
@Suite struct InstalledFilesTests {
  private struct Help: Decodable {
    struct Command: Decodable {
      var commandName: String
      var subcommands: [Command]?
      var arguments: [Argument]?
    }
    struct Argument: Decodable {
      var kind: String
      var names: [Name]?
    }
    struct Name: Decodable {
      var kind: String
      var name: String
    }
    var command: Command
  }

  @Test func theManPageHasEveryCommandAndOption() throws {
    let run = try Command.run("--experimental-dump-help")
    let help = try JSONDecoder().decode(Help.self, from: Data(run.output.utf8))
    let page = Command.checkout.appending(path: "docs/man/freezespec.1")
    let text = try String(contentsOf: page, encoding: .utf8)
    let commands = (help.command.subcommands ?? []).filter { $0.commandName != "help" }
    #expect(commands.count >= 6)
    for command in commands {
      #expect(text.contains("\n.It Cm \(command.commandName)\n"), "\(command.commandName)")
      for name in (command.arguments ?? []).flatMap({ $0.names ?? [] }) {
        let flag = name.kind == "long" ? "Fl -\(name.name)" : "Fl \(name.name)"
        #expect(text.contains(flag), "\(command.commandName) \(name.name)")
      }
    }
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func aShellCompletesCommands(shell: String) throws {
    let run = try Command.run("--generate-completion-script", shell)
    #expect(run.status == 0)
    #expect(run.output.contains("freezespec") && run.output.contains("against"))
  }
}
