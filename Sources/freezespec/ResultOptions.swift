import ArgumentParser

/// Where a command's result goes.
struct ResultOptions: ParsableArguments {
  @Option(
    name: [.short, .long], help: "Write the result to a file, whole or not at all.",
    completion: .file())
  var output: String?

  /// Writes the result.
  ///
  /// - Parameters:
  ///   - bytes: The result.
  ///   - sources: The files that it was made from.
  func write(_ bytes: [UInt8], sources: [String]) throws {
    guard let output, output != "-" else {
      Output.standard.write(bytes)
      return
    }
    try OutputFile(argument: output).write(bytes, sources: sources)
  }
}
