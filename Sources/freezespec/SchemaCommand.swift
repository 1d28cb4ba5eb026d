import ArgumentParser
import FreezeSpec

/// `freezespec schema`.
struct Schema: ResultCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Print the JSON Schema of the config language, for editors.")

  @Option(name: .colour, help: .colour)
  var colour: ColourChoice?

  @Option(name: .output, help: .output, completion: .file())
  var output: String?

  func run() throws { try result.write(Array(ConfigSchema.text.utf8)) }
}
