import ArgumentParser
import FreezeSpec
import SystemPackage

/// `freezespec apply`.
struct Apply: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "apply",
    abstract: "Print the plan: every parameter's requires_grad and the rule that decided it.")

  /// The forms of a plan.
  enum Format: String, Choice {
    case table, plain, markdown, json, csv, html
  }

  /// The state that rows are filtered by.
  enum State: String, Choice {
    case frozen, trainable
  }

  @Argument(help: "The config; - reads standard input.", completion: .config)
  var config: String

  @Option(help: "The form of the plan.")
  var format = Format.table

  @Option(help: "Show only the parameters in one state; the summary stays that of all.")
  var only: State?

  @Flag(help: "Fold rows that differ only in indices into one.")
  var fold = false

  @Option(
    help: ArgumentHelp(
      "Save the plan as JSON as well, whole or not at all; `check --against` holds a config to it.",
      valueName: "plan"),
    completion: .file(extensions: ["json"]))
  var save: String?

  @OptionGroup var options: ConfigOptions
  @OptionGroup var result: ResultOptions

  func validate() throws {
    if save == "-" {
      throw ValidationError(
        "--save writes a file beside the result; --format json writes the plan to standard output.")
    }
    if let save, let output = result.output, output != "-",
      Files.areSame(FilePath(save), FilePath(output))
    {
      throw ValidationError("--save and --output name the same file.")
    }
  }

  func run() throws {
    let (plan, outcome) = try options.plan(of: config)
    try withExtendedLifetime((plan, outcome)) {
      if let save { try SavedPlanFile(path: save).write(plan, outcome) }
      try result.write(render(plan, outcome), sources: outcome.paths)
      // To take a large plan apart would cost as much as to make it.
      end(with: .done)
    }
  }

  private func render(_ plan: FreezePlan, _ outcome: PlanOutcome) -> [UInt8] {
    let output = Output.standard
    let isForTerminal = result.output == nil
    var options = PlanReportOptions()
    options.columns = output.columns
    options.usesColour = isForTerminal && output.usesColour
    options.folds = fold
    options.only = only.map { $0 == .frozen ? .frozen : .trainable }
    switch format {
    case .table: return PlanTableReport(options).render(plan, sources: outcome.sources)
    case .plain: return PlanPlainReport(options).render(plan)
    case .markdown: return PlanMarkdownReport(options).render(plan, sources: outcome.sources)
    case .json:
      return PlanJSONReport(options).render(
        plan, diagnostics: outcome.diagnostics, sources: outcome.sources)
    case .html:
      return PlanHTMLReport().render(
        plan, diagnostics: outcome.diagnostics, sources: outcome.sources)
    case .csv: return PlanCSVReport(options).render(plan)
    }
  }
}
