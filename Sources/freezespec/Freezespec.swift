import ArgumentParser
import FreezeSpec

/// The command: arguments in, exit status out.
@main
struct Freezespec: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "freezespec",
    abstract: "Plan which parameters of a PyTorch model train, and review the plan like code.",
    discussion: """
      A config declares a network, the rules that freeze or train its parameters, and a softmax \
      temperature. freezespec answers, without PyTorch, with every parameter's requires_grad and \
      the rule that decided it.

      Exit status: 0 done, 1 a config has errors, 2 it could not run.
      """,
    version: freezespecVersion,
    subcommands: [Apply.self, Show.self, Explain.self, Check.self, Diff.self, Schema.self]
  )

  /// Runs the command that the arguments ask for.
  static func main() {
    Output.letWritesFail()
    sayWhereMemoryRunsOut()
    Parallel.withEnoughStack(run)
  }

  @Sendable private static func run() {
    do {
      try checkArguments()
      try checkCommand()
      var command = try parseAsRoot()
      try command.run()
    } catch let failure as Failure {
      if let message = failure.message {
        Output.standardError.say(["error: \(message)"] + failure.help.map { "  = help: \($0)" })
      }
      end(with: failure.status)
    } catch {
      let message = fullMessage(for: error)
      if exitCode(for: error).isSuccess {
        if !message.isEmpty { Output.standard.write(message + "\n") }
        end(with: .done)
      }
      Output.standardError.say(
        message.split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
      end(with: .cannotRun)
    }
    end(with: .done)
  }

  /// Refuses a command that does not exist by its name, where the parser would count arguments.
  private static func checkCommand() throws {
    let names = configuration.subcommands.compactMap { $0.configuration.commandName }
    guard let word = CommandLine.arguments.dropFirst().first, !word.hasPrefix("-"),
      word != "help", !names.contains(word)
    else { return }
    throw Failure(
      "there is no command `\(word)`", help: ["the commands are \(names.joined(separator: ", "))"])
  }

  /// Refuses arguments that are no text: as a file's name, such a one would be another's.
  private static func checkArguments() throws {
    for index in 0..<Int(CommandLine.argc) {
      if let argument = CommandLine.unsafeArgv[index], String(validatingCString: argument) == nil {
        throw Failure("an argument is not UTF-8: \(String(cString: argument))")
      }
    }
  }
}
