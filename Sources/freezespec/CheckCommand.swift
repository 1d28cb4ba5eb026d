import ArgumentParser
import FreezeSpec
import SystemPackage

/// `freezespec check`.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Report all errors and warnings of configs.",
    discussion: """
      Folders are searched for .yaml and .yml files, hidden folders left out. In them, files that \
      hold something else than a freeze config (a CI workflow, say) are passed over; a file that is \
      named is always checked.
      """)

  @Argument(
    help: "Configs, or folders to search; - reads standard input.", completion: .config)
  var configs: [String]

  @Option(
    name: [.short, .long],
    help: "Write the errors and warnings to a file, whole or not at all.", completion: .file())
  var output: String?

  @Option(
    help: ArgumentHelp(
      "Fail where the config's plan differs from the one saved in this file, and print the diff.",
      valueName: "plan"),
    completion: .file(extensions: ["json"]))
  var against: String?

  @OptionGroup var options: ConfigOptions

  func validate() throws {
    if against != nil, configs.count != 1 || Files.kind(of: FilePath(configs[0])) == .folder {
      throw ValidationError("--against holds one config to a saved plan.")
    }
  }

  func run() throws {
    if let against { return try compare(with: SavedPlanFile(path: against)) }
    let options = options
    let search = ConfigSearch(configs, options.configs)
    var outcomes = Parallel.map(search.entries) { entry in
      let outcome: PlanOutcome? =
        switch entry {
        case .named(let argument): options.outcome(of: argument)
        case .found(let path, let enclosure): options.outcome(ofFound: path, inside: enclosure)
        case .unreadable(let path, let error): .unreadable(path.shown, error.message)
        case .refused(let path, let reason):
          .unfollowed(path.shown, reason).treating(warningsAsErrors: options.strict)
        }
      return outcome?.withoutModel
    }.compactMap(\.self)
    if outcomes.allSatisfy(\.isOfLink) {
      outcomes.append(.noConfig(in: configs).treating(warningsAsErrors: options.strict))
    }
    try options.report(outcomes, to: output)
    if outcomes.contains(where: \.isUnreadable) { throw Failure.reported(.cannotRun) }
    if outcomes.contains(where: \.hasErrors) { throw Failure.reported(.hasErrors) }
  }

  /// Holds the config to a saved plan, whose diff is the command's result.
  private func compare(with file: SavedPlanFile) throws {
    let saved = try file.read()
    let outcome = options.outcome(of: configs[0]).comparable
    guard let plan = outcome.plan else {
      try options.report([outcome], to: output)
      throw Failure.reported(outcome.isUnreadable ? .cannotRun : .hasErrors)
    }
    // The two sides are told apart where a rule's place is given.
    let old = saved.named("\(file.path) (\(saved.path))")
    let diff = PlanDiff(from: old, to: PlanSnapshot(plan))
    if diff.isEmpty {
      try options.report([outcome], to: output)
      if outcome.hasErrors { throw Failure.reported(.hasErrors) }
      return
    }
    try options.report([outcome.differing(from: file.path)], to: output)
    let output = Output.standard
    output.write(
      diff.rendered(
        as: .text, columns: output.columns, usesColour: options.colour.isUsed(by: output)))
    throw Failure.reported(.hasErrors)
  }
}
