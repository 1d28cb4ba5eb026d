/// Why a checkpoint cannot be read.
package struct CheckpointError: Error {
  /// The reason, as one sentence without a full stop.
  package let message: String
  /// Cures.
  package let help: [String]

  package init(_ message: String, help: [String] = []) {
    self.message = message
    self.help = help
  }

  /// The same of one of several files.
  func inFile(_ name: String) -> CheckpointError {
    CheckpointError("\(clipped(name)): \(message)", help: help)
  }
}
