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

  @Flag(
    help: "Carry out the fixes that leave no choice, and report what is left.")
  var fix = false

  @Flag(help: "With --fix, print what would change, and write nothing.")
  var diff = false

  @Option(
    help: ArgumentHelp(
      "Hold the config against the weights that training starts from: a safetensors file, its index, "
        + "a file of torch.save's, or a folder that holds them.", valueName: "checkpoint"),
    completion: .file())
  var weights: String?

  @Option(
    help: ArgumentHelp(
      "Where in a file of torch.save's the weights are, such as state_dict.", valueName: "key"))
  var key: String?

  @Option(
    help: ArgumentHelp(
      "How the training script renames what it loads: the start of names in the checkpoint, and that "
        + "in the model, such as module.= ; again for another.", valueName: "old=new"))
  var rename: [String] = []

  @OptionGroup var options: ConfigOptions

  func validate() throws {
    if diff, !fix { throw ValidationError("--diff shows what --fix would change.") }
    if fix, against != nil { throw ValidationError("--fix and --against exclude each other.") }
    if fix, !diff, configs.contains("-") {
      throw ValidationError("--fix cannot write standard input; --fix --diff shows the changes.")
    }
    if diff, output == "-" { throw ValidationError("the diff goes to standard output itself.") }
    if weights == nil, key != nil || !rename.isEmpty {
      throw ValidationError("--key and --rename belong to --weights.")
    }
    for rename in rename where WeightRename(rename) == nil {
      throw ValidationError(
        "--rename takes OLD=NEW, the starts of names, such as module.= or model.*.=layers.*.")
    }
    if weights != nil, configs.count != 1 || Files.kind(of: FilePath(configs[0])) == .folder {
      throw ValidationError("--weights holds one config against a checkpoint.")
    }
    if weights != nil, against != nil || fix {
      throw ValidationError(
        "--weights is a check of its own; run \(fix ? "--fix" : "--against") without it.")
    }
    if against != nil, configs.count != 1 || Files.kind(of: FilePath(configs[0])) == .folder {
      throw ValidationError("--against holds one config to a saved plan.")
    }
  }

  func run() throws {
    if let weights { return try hold(against: weights) }
    if let against { return try compare(with: SavedPlanFile(path: against)) }
    let options = options
    let search = ConfigSearch(configs, options.configs)
    if fix { return try finish(FixedConfigs(search, options), of: search) }
    // To take the one model apart that there is would cost a good part of what it cost to make it.
    let isAlone = search.entries.count == 1
    let folders = isAlone ? nil : LastFolder()
    let results = Parallel.map(search.entries) { entry in
      let outcome: PlanOutcome? =
        switch entry {
        case .named(let argument):
          options.outcome(of: argument, among: folders, makesNotes: false)
        case .found(let path, let enclosure):
          options.outcome(ofFound: path, inside: enclosure, among: folders)
        case .unreadable(let path, let error): .unreadable(path.shown, error.message)
        case .refused(let path, let reason):
          .unfollowed(path.shown, reason).treating(warningsAsErrors: options.strict)
        }
      return isAlone ? outcome : outcome?.withoutModel
    }
    let outcomes = withEmptyFolders(results, of: search)
    try options.report(outcomes, to: output)
    try stopAtErrors(outcomes)
    withExtendedLifetime(outcomes) { if isAlone { end(with: .done) } }
  }

  /// What was found of each entry of a search, and that folders hold no config.
  private func withEmptyFolders(_ results: [PlanOutcome?], of search: ConfigSearch)
    -> [PlanOutcome]
  {
    var holding: Set<FilePath> = []
    for (entry, outcome) in zip(search.entries, results) {
      if let outcome, !outcome.isOfLink, let path = entry.path { holding.insert(path) }
    }
    let outcomes = results.compactMap(\.self)
    // Of folders none of which holds a config one sentence is enough.
    let folders = search.folders.filter { $0.paths.isDisjoint(with: holding) }
    let empty = outcomes.allSatisfy(\.isOfLink) ? [configs] : folders.map { [$0.argument] }
    return outcomes
      + empty.map { .noConfig(in: $0).treating(warningsAsErrors: options.strict) }
  }

  /// Ends the command where anything that was found is an error.
  private func stopAtErrors(_ outcomes: [PlanOutcome]) throws {
    if outcomes.contains(where: \.isUnreadable) { throw Failure.reported(.cannotRun) }
    if outcomes.contains(where: \.hasErrors) { throw Failure.reported(.hasErrors) }
  }

  /// Writes the configs whose fixes were carried out, or shows what would change.
  private func finish(_ fixed: FixedConfigs, of search: ConfigSearch) throws {
    let outcomes = withEmptyFolders(fixed.outcomes, of: search)
    if diff {
      for file in fixed.files { Output.standard.write(fixed.diff(of: file)) }
      try options.report(outcomes, to: output)
    } else {
      let path = output == "-" ? nil : output
      let report = path.map {
        (file: OutputFile(argument: $0), bytes: options.rendered(outcomes, to: $0))
      }
      var lines = try fixed.write(with: report)
      if fixed.hasMore { lines.append("there may be more to fix: run it again") }
      if output != "-" { for line in lines { Output.standard.say([line]) } }
      if path == nil { try options.report(outcomes, to: output) }
    }
    try stopAtErrors(outcomes)
    if diff, !fixed.files.isEmpty { throw Failure.reported(.hasErrors) }
  }

  /// Holds the config against a checkpoint, of which the command's result tells what it has.
  private func hold(against path: String) throws {
    let files = CheckpointFiles(allowsOutside: options.allowOutside, key: key)
    let weights = Weights(
      path: path, checkpoint: try files.read(path), renames: rename.compactMap { WeightRename($0) })
    for rename in weights.idleRenames {
      Output.standardError.say(["warning: no name in \(path) fits --rename \(rename)"])
    }
    let outcome = options.outcome(of: configs[0], weights: weights, makesNotes: false)
      .withoutModel
    try options.report([outcome], to: output)
    if let weights = outcome.weights {
      let output = Output.standard
      output.write(
        weights.rendered(
          columns: output.columns, usesColour: options.colour.isUsed(by: output)))
    }
    if outcome.isUnreadable { throw Failure.reported(.cannotRun) }
    if outcome.hasErrors { throw Failure.reported(.hasErrors) }
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
        as: .text, columns: output.columns, isTerminal: output.isTerminal,
        usesColour: options.colour.isUsed(by: output)))
    throw Failure.reported(.hasErrors)
  }
}
