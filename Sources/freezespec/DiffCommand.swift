import ArgumentParser
import FreezeSpec

/// `freezespec diff`.
struct Diff: ResultCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Say what changes between two plans.",
    usage: """
      freezespec diff OLD NEW
      freezespec diff --base REV [CONFIG ...]
      """,
    discussion: """
      A side is a config, a plan saved by `apply --format json`, or REV:path out of git. With \
      --base, every config of the repository that differs from the revision, or whose `from` files \
      do, is compared with it.
      """)

  @Argument(
    help: "The two sides; with --base, the configs or folders to compare.", completion: .file())
  var sides: [String] = []

  @Option(help: "Compare with this git revision.")
  var base: String?

  @Option(help: .choice("The form of the diff.", usual: DiffFormat.text))
  var format: DiffFormat?

  @Flag(help: "Exit with 1 where anything changes.")
  var exitCode = false

  @OptionGroup var options: ConfigOptions

  @Option(name: .output, help: .output, completion: .file())
  var output: String?

  func validate() throws {
    if base == nil, sides.count != 2 {
      throw ValidationError("give two sides, OLD and NEW, or --base REV.")
    }
    if base == nil, sides == ["-", "-"] {
      throw ValidationError("only one side can come from standard input.")
    }
  }

  func run() throws {
    var changes: [ConfigChange] = []
    let outcomes: [PlanOutcome]
    var uncompared: [UncomparedConfig] = []
    var hasErrors = false
    var isUnreadable = false
    if let base {
      let comparison = try BaseComparison(sides, base: base, options: options)
      outcomes = comparison.outcomes
      changes = comparison.changes
      uncompared = comparison.uncompared
      hasErrors = comparison.outcomes.contains(where: \.hasErrors)
      isUnreadable = comparison.outcomes.contains(where: \.isUnreadable)
    } else {
      var reader = SideReader(options: options)
      let old = try reader.snapshot(of: sides[0], isOld: true)
      let new = try reader.snapshot(of: sides[1], isOld: false)
      outcomes = reader.outcomes
      guard let new else {
        options.report([reader.brokenOld].compactMap(\.self) + outcomes)
        throw Failure.reported(.hasErrors)
      }
      if let old {
        changes = [.changed(PlanDiff(from: old, to: new))]
      } else {
        uncompared = [
          UncomparedConfig(
            path: new.path, oldPath: sides[0],
            oldDiagnostics: reader.brokenOld?.diagnostics ?? [],
            oldSources: reader.brokenOld?.sources ?? SourceMap(),
            oldIsPartial: reader.oldIsPartial, new: new, newHasErrors: false)
        ]
      }
      hasErrors = reader.outcomes.contains(where: \.hasErrors)
    }
    try options.report(outcomes) {
      try result.write { sink in
        changes.write(
          as: format ?? .text, uncompared: uncompared, namesConfigs: base != nil,
          columns: Output.standard.columns, isTerminal: result.terminal != nil,
          usesColour: options.colour.isUsed(by: result.standardOutput), to: sink)
      }
    }
    if isUnreadable { throw Failure.reported(.cannotRun) }
    let isChanged = !uncompared.isEmpty || changes.contains { !$0.isEmpty }
    if hasErrors || (exitCode && isChanged) {
      throw Failure.reported(.hasErrors)
    }
  }
}
