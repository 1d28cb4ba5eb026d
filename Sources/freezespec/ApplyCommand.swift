import ArgumentParser
import FreezeSpec

/// `freezespec apply`.
struct Apply: ResultCommand {
  static let configuration = CommandConfiguration(
    commandName: "apply",
    abstract: "Print the plan: every parameter's requires_grad and the rule that decided it.")

  @Argument(help: "The config; - reads standard input.", completion: .config)
  var config: String

  @Option(help: .choice("The form of the plan.", usual: PlanFormat.table))
  var format: PlanFormat?

  @Option(help: "Show only the parameters in one state; the summary stays that of all.")
  var only: ParameterState?

  @Flag(
    inversion: .prefixedNo,
    help: "Fold rows that differ only in indices into one; on a terminal long tables do by default."
  )
  var fold: Bool?

  @Option(
    help: ArgumentHelp(
      "Save the plan as JSON as well, whole or not at all; `check --against` holds a config to it.",
      valueName: "plan"),
    completion: .file(extensions: ["json"]))
  var save: String?

  @OptionGroup var options: ConfigOptions

  @Option(name: .output, help: .output, completion: .file())
  var output: String?

  func validate() throws {
    if save == "-" {
      throw ValidationError(
        "--save writes a file beside the result; --format json writes the plan to standard output.")
    }
    if let save, let output = result.output, output != "-",
      OutputFile(argument: save).isSame(as: OutputFile(argument: output))
    {
      throw ValidationError("--save and --output name the same file.")
    }
  }

  func run() throws {
    let format = format ?? .table
    try options.withPlan(of: config) { plan, outcome in
      if let refusal = plan.refusal(of: format) {
        throw Failure(refusal, help: ["--fold makes one row of parameters that are alike"])
      }
      // What a repository keeps as its plan is one without errors.
      if let save, !outcome.hasErrors { try SavedPlanFile(path: save).write(plan) }
      try result.write { sink in
        plan.write(
          as: format, columns: result.columns, terminalLines: result.terminal?.lines,
          usesColour: options.colour.isUsed(by: result.standardOutput), folds: fold, only: only,
          to: sink)
      }
      if let save, outcome.hasErrors {
        throw Failure.partly("\(save) is not written: the plan has errors")
      }
      // To take a large plan apart would cost as much as to make it.
      if !outcome.hasErrors, options.formOfDiagnostics == .text { end(with: .done) }
    }
  }
}
