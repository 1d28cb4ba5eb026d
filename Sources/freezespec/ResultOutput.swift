import ArgumentParser

/// A command that has a result, and the option `--output` for where it goes.
///
/// Each such command declares the option by itself. In a group of options it would take a twentieth of a
/// start: the runtime looks through all conformances of the program four times for each group.
protocol ResultCommand: ParsableCommand {
  /// The file, or `-`; `nil` where nothing was asked for.
  var output: String? { get }
}

extension ResultCommand {
  /// Where the result goes.
  var result: ResultOutput { ResultOutput(output: output) }
}

extension NameSpecification {
  /// That of the option of a ``ResultCommand``.
  static let output: NameSpecification = [.short, .long]
}

extension ArgumentHelp {
  /// That of the option of a ``ResultCommand``.
  static let output: ArgumentHelp = "Write the result to a file, whole or not at all."
}

/// Where a command's result goes.
struct ResultOutput {
  /// The file, or `-`; `nil` where nothing was asked for.
  let output: String?

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
