import ArgumentParser
import FreezeSpec

/// `freezespec show`.
struct Show: ResultCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Print the model exactly as PyTorch's print(model) does.")

  @Argument(help: "The config; - reads standard input.", completion: .config)
  var config: String

  @OptionGroup var options: ConfigOptions

  @Option(name: .output, help: .output, completion: .file())
  var output: String?

  func run() throws {
    let outcome = options.outcome(of: config)
    // Who looks for an error in the rules wants to see the model that they miss.
    try options.report([outcome]) {
      guard outcome.hasModel else { return }
      try result.write { sink in
        do throws(ModelReportError) {
          try outcome.writeModel(to: sink)
        } catch {
          throw Failure(error.message, help: error.help)
        }
      }
    }
    if outcome.hasErrors {
      throw Failure.reported(outcome.isUnreadable ? .cannotRun : .hasErrors)
    }
  }
}
