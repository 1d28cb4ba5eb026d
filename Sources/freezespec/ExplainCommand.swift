import ArgumentParser
import FreezeSpec

/// `freezespec explain`.
struct Explain: ResultCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Tell what every rule says of a parameter, or of those of a module or a glob.")

  @Argument(help: "The config; - reads standard input.", completion: .config)
  var config: String

  @Argument(help: "A parameter, a module's path (encoder.layer[:6]), or a glob (*.bias).")
  var name: String

  @Option(help: .choice("The form of the explanation.", usual: ExplanationFormat.text))
  var format: ExplanationFormat?

  @OptionGroup var options: ConfigOptions

  @Option(name: .output, help: .output, completion: .file())
  var output: String?

  func run() throws {
    try options.withPlan(of: config, askedFor: name) { plan, _ in
      let (columns, isTerminal) = (result.columns, result.terminal != nil)
      let usesColour = options.colour.isUsed(by: result.standardOutput)
      let rendered: [UInt8]
      do throws(UnknownParameter) {
        if plan.hasParameter(named: name) {
          let explanation = try plan.explanation(of: name)
          rendered =
            format == .json
            ? explanation.json
            : explanation.rendered(
              columns: columns, isTerminal: isTerminal, usesColour: usesColour)
        } else {
          let explanation = try plan.explanation(ofPart: name)
          rendered =
            format == .json
            ? explanation.json
            : explanation.rendered(
              columns: columns, isTerminal: isTerminal, usesColour: usesColour)
        }
      } catch {
        throw Failure(error.message, help: error.help)
      }
      try result.write(rendered)
    }
  }
}
