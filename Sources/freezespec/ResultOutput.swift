import ArgumentParser

/// Where a command's result goes.
struct ResultOptions: ParsableArguments {
  @Option(
    name: [.short, .long], help: "Write the result to a file, whole or not at all.",
    completion: .file())
  var output: String?

  /// Standard output, where the result goes there.
  var standardOutput: Output? { output == nil || output == "-" ? .standard : nil }

  /// The terminal that shows the result, where one does.
  var terminal: Output? { standardOutput.flatMap { $0.isTerminal ? $0 : nil } }

  /// The columns that lines may take: a terminal's or those that `COLUMNS` says, else as many as they
  /// need.
  var columns: Int? { terminal.map(\.columns) ?? Output.chosenColumns }

  /// Writes the result.
  func write(_ bytes: [UInt8]) throws { try write { sink in sink(bytes) } }

  /// Writes a result that is made piece by piece.
  func write(_ content: Content) throws {
    guard let output, output != "-" else { return try content(Output.standard.write) }
    try OutputFile(argument: output).write(content)
  }
}
