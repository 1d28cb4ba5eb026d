import ArgumentParser
import FreezeSpec
import SystemPackage

/// The options of every command that reads configs.
struct ConfigOptions: ParsableArguments, Sendable {
  @Option(help: .choice("The form of errors and warnings.", usual: DiagnosticFormat.text))
  var diagnostics: DiagnosticFormat?

  @Flag(help: "Treat warnings as errors.")
  var strict = false

  @Flag(help: "Let `from`, links and git itself lead out of the repository.")
  var allowOutside = false

  @Option(name: .colour, help: .colour)
  var askedColour: ColourChoice?

  /// The form in which errors and warnings are written.
  var formOfDiagnostics: DiagnosticFormat { diagnostics ?? .text }

  /// When to write in colour.
  var colour: ColourChoice { askedColour ?? .auto }

  /// The configs of the disk, and what they may name.
  var configs: DiskConfigs { DiskConfigs(allowsOutside: allowOutside) }

  /// Reads a config and makes its plan.
  ///
  /// - Parameters:
  ///   - folders: The folder of the config before it, where several are read.
  ///   - weights: What the plan is held against, where it is.
  ///   - makesNotes: Whether notes to its rules are wanted.
  func outcome(
    of argument: String, among folders: LastFolder? = nil, weights: Weights? = nil,
    makesNotes: Bool = true
  ) -> PlanOutcome {
    do throws(FileError) {
      return outcome(
        of: try configs.open(argument, among: folders), weights: weights, makesNotes: makesNotes)
    } catch {
      return .unreadable(argument, error.message)
    }
  }

  /// Reads a file that was found in a folder and makes its plan, without notes to its rules.
  ///
  /// - Returns: `nil` where the file holds something else than a config.
  func outcome(
    ofFound path: FilePath, inside enclosure: Enclosure, among folders: LastFolder?
  ) -> PlanOutcome? {
    do throws(FileError) {
      let file = try configs.open(path, as: path.shown, inside: enclosure, among: folders)
      return file.ifLikelyConfig.map { outcome(of: $0, makesNotes: false) }
    } catch {
      return .unreadable(path.shown, error.message)
    }
  }

  private func outcome(of file: ConfigFile, weights: Weights? = nil, makesNotes: Bool)
    -> PlanOutcome
  {
    FreezePlan.make(
      from: file, reader: configs.reader(for: file), weights: weights, makesNotes: makesNotes
    ).treating(warningsAsErrors: strict)
  }

  /// Makes a plan, uses it, and writes what was found to standard error.
  ///
  /// Where expectations fail, or a strict run has warnings, there is a plan in spite of the errors.
  ///
  /// - Parameter part: The part of the model that is asked about, where one is.
  /// - Throws: ``Failure`` where there are errors, or the plan could not be used.
  func withPlan(
    of path: String, askedFor part: String? = nil,
    _ use: (FreezePlan, PlanOutcome) throws -> Void
  ) throws {
    let outcome = outcome(of: path)
    let more = part.flatMap { outcome.plan?.findings(ofPart: $0) }?
      .treating(warningsAsErrors: strict)
    try report([outcome] + [more].compactMap(\.self)) {
      if let plan = outcome.plan { try use(plan, outcome) }
    }
    if outcome.hasErrors || more?.hasErrors == true {
      throw Failure.reported(outcome.isUnreadable ? .cannotRun : .hasErrors)
    }
  }

  /// Writes diagnostics to standard error and does what is left to do.
  ///
  /// Programs get one document, in which a failure of that stands as well; people read what was found
  /// before it.
  func report(_ outcomes: [PlanOutcome], before rest: () throws -> Void) throws {
    if formOfDiagnostics == .text {
      report(outcomes)
      return try rest()
    }
    do {
      try rest()
    } catch let failure as Failure {
      report(outcomes + [failure.outcome].compactMap(\.self))
      throw Failure.reported(failure.status)
    }
    report(outcomes)
  }

  /// Writes diagnostics to standard error in the form that was asked for.
  func report(_ outcomes: [PlanOutcome]) {
    let output = Output.standardError
    output.write(
      render(outcomes, usesColour: colour.isUsed(by: output), on: output))
  }

  /// Writes diagnostics to a file, or to standard error where there is none.
  func report(_ outcomes: [PlanOutcome], to path: String?) throws {
    guard let path else { return report(outcomes) }
    let bytes = rendered(outcomes, to: path)
    if path == "-" { return Output.standard.write(bytes) }
    try OutputFile(argument: path).write(bytes)
  }

  /// Diagnostics as they go to a file, or for `-` to standard output.
  func rendered(_ outcomes: [PlanOutcome], to path: String) -> [UInt8] {
    let output = path == "-" ? Output.standard : nil
    return render(outcomes, usesColour: colour.isUsed(by: output), on: output)
  }

  private func render(_ outcomes: [PlanOutcome], usesColour: Bool, on output: Output?) -> [UInt8] {
    // Only a terminal, or who asks for it, has lines cut around their carets.
    let terminal = output.flatMap { $0.isTerminal ? $0.columns : nil }
    let columns = terminal ?? Output.chosenColumns ?? Limits.excerptColumns
    return outcomes.rendered(
      as: formOfDiagnostics, columns: columns, isTerminal: terminal != nil, usesColour: usesColour,
      pathInRepository: formOfDiagnostics.isOfRepository ? Checkout().path : nil)
  }
}

extension CompletionKind {
  /// Configs, by the names that they have.
  static let config = CompletionKind.file(extensions: ["yaml", "yml"])
}
