import ArgumentParser
import FreezeSpec

/// The options of every command that reads configs.
struct ConfigOptions: ParsableArguments {
  /// The forms in which diagnostics are written.
  enum DiagnosticsFormat: String, CaseIterable, ExpressibleByArgument {
    case text, json
  }

  @Option(help: "The form of diagnostics.")
  var diagnostics = DiagnosticsFormat.text

  @Flag(help: "Treat warnings as errors.")
  var strict = false

  @Flag(help: "Let `from` name files outside the config's git repository.")
  var allowOutside = false

  /// Reads a config and makes its plan; an unreadable file ends the command.
  func outcome(of path: String) throws -> PlanOutcome {
    let configs = DiskConfigs(allowsOutside: allowOutside)
    do throws(FileError) {
      let file = try configs.open(path)
      return FreezePlan.make(from: file, reader: configs.reader(for: file)).treating(
        warningsAsErrors: strict)
    } catch {
      throw report(unreadable: path, error)
    }
  }

  /// Makes a plan, writes what was found to standard error, and ends the command where that holds
  /// errors.
  func plan(of path: String) throws -> FreezePlan {
    let outcome = try outcome(of: path)
    if !outcome.diagnostics.isEmpty || diagnostics == .json {
      let report = report([outcome], on: .standardError)
      Output.standardError.write(report)
    }
    guard let plan = outcome.plan, !outcome.hasErrors else { throw Failure("", status: .hasErrors) }
    return plan
  }

  /// The failure of a file that cannot be read.
  func report(unreadable path: String, _ error: FileError) -> Failure {
    var failure = Failure("", status: .cannotRun)
    failure.text = String(
      decoding: report([.unreadable(path, error.message)], on: .standardError), as: UTF8.self)
    return failure
  }

  /// The diagnostics in the form that was asked for.
  func report(_ outcomes: [PlanOutcome], on output: Output) -> [UInt8] {
    switch diagnostics {
    case .text: DiagnosticReports.text(outcomes, colour: output.usesColour, width: output.columns)
    case .json: DiagnosticReports.json(outcomes)
    }
  }
}
