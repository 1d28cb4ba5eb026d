import ArgumentParser
import FreezeSpec

/// `freezespec apply`.
struct Apply: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "tmp")
  @Argument var config: String
  @OptionGroup var options: ConfigOptions
  func run() throws {
    let plan = try options.plan(of: config)
    var text = ""
    for (i, e) in plan.model.parameters.enumerated() { text += "\(e.name) \(i < plan.evaluation.tensorCount && !plan.evaluation[i].requiresGrad ? "False" : "True")\n" }
    Output.standardOutput.write(text)
  }
}
