import Foundation

/// A run of the built command in a scratch folder.
struct Command {
  var status: Int32
  var output: String
  var errors: String

  /// Runs the command.
  ///
  /// - Parameters:
  ///   - arguments: Its arguments.
  ///   - input: What it reads on standard input.
  ///   - folder: Where it runs.
  ///   - environment: Variables to set.
  static func run(
    _ arguments: String..., input: String = "", in folder: String? = nil,
    environment: [String: String] = [:]
  ) throws -> Command {
    try run(program: binary.path, arguments, input: input, in: folder, environment: environment)
  }

  /// Runs any program.
  static func run(
    program: String, _ arguments: [String], input: String = "", in folder: String? = nil,
    environment: [String: String] = [:]
  ) throws -> Command {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    // Files take any amount of output; pipes would fill up and block.
    let scratch = try Scratch()
    let inputFile = try scratch.write("stdin", input)
    let outputFile = try scratch.write("stdout", "")
    let errorFile = try scratch.write("stderr", "")
    process.standardInput = try FileHandle(forReadingFrom: inputFile)
    process.standardOutput = try FileHandle(forWritingTo: outputFile)
    process.standardError = try FileHandle(forWritingTo: errorFile)
    try process.run()
    process.waitUntilExit()
    return Command(
      status: process.terminationReason == .exit ? process.terminationStatus : -1,
      output: String(decoding: try Data(contentsOf: outputFile), as: UTF8.self),
      errors: String(decoding: try Data(contentsOf: errorFile), as: UTF8.self))
  }

  /// The root of this repository.
  static let checkout = URL(filePath: #filePath).appending(path: "../../..").standardizedFileURL

  /// The command, which is built beside the tests.
  static let binary = URL(fileURLWithPath: CommandLine.arguments[0])
    .deletingLastPathComponent().appendingPathComponent("freezespec")
}

/// A folder that goes away with its last user.
final class Scratch {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory
      .appendingPathComponent("freezespec-tests-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  var path: String { url.path }

  /// Writes a file, its folders made as needed.
  @discardableResult
  func write(_ name: String, _ text: String) throws -> URL {
    let file = url.appendingPathComponent(name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
    return file
  }

  /// Runs a script of the shell, for which `$FS` is the command.
  @discardableResult
  func shell(_ script: String, environment: [String: String] = [:]) throws -> Command {
    try Command.run(
      program: "/bin/bash", ["-c", script], in: path,
      environment: ["FS": Command.binary.path].merging(environment) { $1 })
  }

  func read(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: url.appendingPathComponent(name)), as: UTF8.self)
  }

  func exists(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: url.appendingPathComponent(name).path)
  }
}
