import ArgumentParser
import FreezeSpec

/// `freezespec export`.
struct Export: ResultCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write a Python file that applies the plan to a live model and verifies it.")

  @Argument(help: "The config; - reads standard input.", completion: .config)
  var config: String

  @Option(help: "What the file is for.")
  var to: ExportTarget

  @Flag(help: "Write build() too, which makes the declared model out of torch.nn.")
  var withModel = false

  @OptionGroup var options: ConfigOptions

  @Option(name: .output, help: .output, completion: .file())
  var output: String?

  func run() throws {
    try options.withPlan(of: config) { plan, outcome in
      // What fails its own expectations is not what training is to follow.
      if outcome.hasErrors { return }
      if let refusal = plan.refusalOfExport() { throw Failure(refusal) }
      if withModel, let refusal = plan.refusalOfModelExport {
        throw Failure(refusal.message, help: refusal.help)
      }
      try result.write { sink in plan.export(to: to, withModel: withModel, sink) }
    }
  }
}
