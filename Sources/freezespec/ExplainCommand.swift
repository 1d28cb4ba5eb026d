import ArgumentParser
import FreezeSpec

/// `freezespec explain`.
struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Tell of one parameter what every rule says of it, and which one decided.")

  @Argument(help: "The config; - reads standard input.", completion: .config)
  var config: String

  @Argument(help: "The parameter's full name.")
  var name: String

  @OptionGroup var options: ConfigOptions
  @OptionGroup var result: ResultOptions

  func run() throws {
    let (plan, outcome) = try options.plan(of: config)
    let explanation: Explanation
    do throws(UnknownParameter) {
      explanation = try plan.explanation(of: name)
    } catch {
      throw Failure(error.message, help: error.help)
    }
    let rendered = explanation.rendered(
      columns: result.columns, isTerminal: result.terminal != nil,
      usesColour: options.colour.isUsed(by: result.standardOutput))
    try result.write(rendered)
    if outcome.hasErrors { throw Failure.reported(.hasErrors) }
  }
}
