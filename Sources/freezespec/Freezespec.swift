import ArgumentParser
import CMachine
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
    version: BuildDescription.text,
    subcommands: [
      Apply.self, Show.self, Explain.self, Check.self, Diff.self, Import.self, Export.self,
      Schema.self,
    ]
  )

  /// Runs the command that the arguments ask for.
  static func main() {
    freezespec_prepare_heap()
    Output.letWritesFail()
    freezespec_say_where_memory_runs_out(Status.cannotRun.rawValue)
    Parallel.withEnoughStack(run)
  }

  @Sendable private static func run() {
    do {
      try checkArguments()
      var command = try parsedCommand()
      try command.run()
    } catch let failure as Failure {
      if let outcome = failure.outcome, let format = askedFor {
        write([outcome], as: format)
      } else if let message = failure.message {
        Output.standardError.say(["error: \(message)"] + failure.help.map { "  = help: \($0)" })
      }
      end(with: failure.status)
    } catch {
      let message = fullMessage(for: error)
      if exitCode(for: error).isSuccess {
        if !message.isEmpty { Output.standard.write(message + "\n") }
        end(with: .done)
      }
      if let format = askedFor {
        let lines = message.split(separator: "\n").map { String($0.drop { $0 == " " }) }
        let reason = lines.first ?? message
        let start = "Error: "
        write(
          [
            .failed(
              reason.hasPrefix(start) ? String(reason.dropFirst(start.count)) : reason,
              help: Array(lines.dropFirst()))
          ], as: format)
        end(with: .cannotRun)
      }
      Output.standardError.say(
        message.split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
      end(with: .cannotRun)
    }
    end(with: .done)
  }

  /// The form of diagnostics that programs read, where the arguments ask for one: they do so for
  /// what is wrong with the arguments too.
  private static var askedFor: DiagnosticFormat? {
    let option = "--diagnostics"
    let arguments = CommandLine.arguments.prefix { $0 != "--" }
    let values = arguments.enumerated().compactMap { place, argument -> String? in
      if argument == option { return arguments.dropFirst(place + 1).first }
      return argument.hasPrefix(option + "=") ? String(argument.dropFirst(option.count + 1)) : nil
    }
    let format = values.last.flatMap(DiagnosticFormat.init(rawValue:))
    return format == .text ? nil : format
  }

  private static func write(_ outcomes: [PlanOutcome], as format: DiagnosticFormat) {
    Output.standardError.write(
      outcomes.rendered(
        as: format, pathInRepository: format.isOfRepository ? Checkout().path : nil))
  }

  /// The command that the arguments ask for.
  private static func parsedCommand() throws -> any ParsableCommand {
    let arguments = CommandLine.arguments.dropFirst()
    // The parser of all commands collects a command's options several times over. What is wrong with the
    // arguments, and help, is told by it all the same: it names the command in full.
    let commands = configuration.subcommands
    if let word = arguments.first, !word.hasPrefix("-"), word != "help" {
      guard let command = commands.first(where: { $0.configuration.commandName == word }) else {
        // The parser would count arguments.
        let names = commands.compactMap { $0.configuration.commandName }.joined(separator: ", ")
        throw Failure("there is no command `\(word)`", help: ["the commands are \(names)"])
      }
      let (few, more) = withoutLastWords(arguments.dropFirst())
      if !more.isEmpty, var check = (try? command.parseAsRoot(Array(few))) as? Check {
        check.configs += more
        return check
      }
      if let parsed = try? command.parseAsRoot(Array(arguments.dropFirst())),
        type(of: parsed) == command
      {
        return parsed
      }
    }
    return try parseAsRoot()
  }

  /// The arguments without most of the words at their end, and these.
  ///
  /// The parser takes a time that grows with the square of their number. Three stay: the first may be an option's
  /// value, and what is refused of several configs is refused of two.
  private static func withoutLastWords(_ arguments: ArraySlice<String>)
    -> (few: ArraySlice<String>, more: ArraySlice<String>)
  {
    let lastOption = arguments.lastIndex { $0.utf8.first == UInt8(ascii: "-") }
    let firstWord = lastOption.map { $0 + 1 } ?? arguments.startIndex
    let end = min(firstWord + 3, arguments.endIndex)
    return (arguments[..<end], arguments[end...])
  }

  /// Refuses arguments that are no text, which would be another file's name, and empty ones, which a variable
  /// without a value makes, of an option too: only the name that is explained may be empty, as the root's is.
  private static func checkArguments() throws {
    // Swift reads them in /proc, and takes them for none where it cannot: a check of nothing passes.
    if CommandLine.argc < 1 {
      throw Failure(
        "the arguments cannot be read",
        help: ["let it open /proc/self/cmdline: mount /proc, or allow more open files"])
    }
    var isOption = true
    for index in 0..<Int(CommandLine.argc) {
      guard let argument = CommandLine.unsafeArgv[index] else { continue }
      guard let text = String(validatingCString: argument) else {
        throw Failure("an argument is not UTF-8: \(String(cString: argument))")
      }
      if text == "--" { isOption = false }
      // For the value of `--base=` the parser would take the next argument.
      let equalsSign = text.utf8.firstIndex(of: UInt8(ascii: "="))
      let hasNoValue =
        isOption && text.hasPrefix("--")
        && equalsSign.map(text.utf8.index(after:)) == text.utf8.endIndex
      // The program's own name may be anything.
      if index > 0, hasNoValue || (text.isEmpty && CommandLine.arguments[1] != "explain") {
        throw Failure(
          "argument \(index)\(hasNoValue ? ", \(text)," : "") is empty",
          help: ["where it is a variable's value, see that the variable has one"])
      }
    }
  }
}
