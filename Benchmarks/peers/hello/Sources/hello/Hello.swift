import ArgumentParser

/// A program that parses its arguments and does nothing: what any command costs before it starts.
@main
struct Hello: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hello", subcommands: [Apply.self])

  struct Apply: ParsableCommand {
    enum Format: String, CaseIterable, ExpressibleByArgument {
      case table, plain
    }

    @Argument var config: String
    @Option var format = Format.table
    @Flag var strict = false

    func run() {}
  }
}
