import ArgumentParser

/// Where a command's result goes.
struct ResultOptions: ParsableArguments {
  @Option(
    name: [.short, .long], help: "Write the result to a file, whole or not at all.",
    completion: .file())
  var output: String?

  /// Writes the result.
  func write(_ bytes: [UInt8]) throws { try write { sink in sink(bytes) } }

  /// Writes a result that is made piece by piece.
  func write(_ content: Content) throws {
    guard let output, output != "-" else { return try content(Output.standard.write) }
    try OutputFile(argument: output).write(content)
  }
}
