import ArgumentParser
import FreezeSpec

/// `freezespec schema`.
struct Schema: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Print the JSON Schema of the config language, for editors.")

  @Option(name: .colour, help: .colour)
  var colour = ColourChoice.auto

  @OptionGroup var result: ResultOptions

  func run() throws { try result.write(Array(ConfigSchema.text.utf8)) }
}
