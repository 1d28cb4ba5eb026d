import ArgumentParser

/// Where a command's result goes.
struct ResultOptions: ParsableArguments {
  @Option(
    name: [.short, .long], help: "Write the result to a file, whole or not at all.",
    completion: .file())
  var output: String?

  /// Writes a result that is made piece by piece.
  ///
  /// - Parameter make: Makes it, given what takes each piece.
  func write(_ make: (_ sink: @escaping ([UInt8]) -> Void) throws -> Void) throws {
    if output == nil || output == "-" { return try make(Output.standard.write) }
    var bytes: [UInt8] = []
    try withoutActuallyEscaping({ bytes += $0 }, do: make)
    try write(bytes)
  }

  /// Writes the result.
  func write(_ bytes: [UInt8]) throws {
    guard let output, output != "-" else {
      Output.standard.write(bytes)
      return
    }
    try OutputFile(argument: output).write(bytes)
  }
}
