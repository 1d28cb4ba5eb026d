import ArgumentParser
import FreezeSpec

/// `freezespec show`.
struct Show: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print the model exactly as PyTorch's print(model) does.")

  @Argument(help: "The config; - reads standard input.")
  var config: String

  @OptionGroup var options: ConfigOptions
  @OptionGroup var result: ResultOptions

  func run() throws {
    let (plan, _) = try options.plan(of: config)
    try result.write(Array((plan.model.root.repr + "\n").utf8))
  }
}
