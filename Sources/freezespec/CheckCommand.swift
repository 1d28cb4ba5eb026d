import ArgumentParser
import FreezeSpec

/// `freezespec check`.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Report all errors and warnings of configs.",
    discussion: """
      Folders are searched for .yaml and .yml files, hidden folders left out. In them, files that \
      hold something else than a freeze config (a CI workflow, say) are passed over; a file that is \
      named is always checked.
      """)

  @Argument(help: "Configs, or folders to search; - reads standard input.")
  var configs: [String]

  @OptionGroup var options: ConfigOptions

  func run() throws {
    let search = ConfigSearch(configs)
    let outcomes = search.paths.compactMap { path in
      search.found.contains(path) ? options.outcome(ofFound: path) : options.outcome(of: path)
    }
    options.report(outcomes)
    if outcomes.contains(where: \.isUnreadable) { throw Failure.reported(.cannotRun) }
    if outcomes.contains(where: \.hasErrors) { throw Failure.reported(.hasErrors) }
  }
}
