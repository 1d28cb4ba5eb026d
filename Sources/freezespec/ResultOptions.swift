import ArgumentParser

/// Where a command's result goes.
struct ResultOptions: ParsableArguments {
  @Option(
    name: [.short, .long], help: "Write the result to a file, whole or not at all.",
    completion: .file())
  var output: String?

  /// Writes a result that is made piece by piece.
  ///
  /// - Parameters:
  ///   - sources: The files that it is made from.
  ///   - make: Makes it, given what takes each piece.
  func write(sources: [String], _ make: (_ sink: @escaping ([UInt8]) -> Void) throws -> Void) throws
  {
    if output == nil || output == "-" { return try make(Output.standard.write) }
    var bytes: [UInt8] = []
    try withoutActuallyEscaping({ bytes += $0 }, do: make)
    try write(bytes, sources: sources)
  }

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
