/// Why a checkpoint cannot be read.
package struct CheckpointError: Error {
  /// The reason, as one sentence without a full stop.
  package let message: String
  /// Cures.
  private let cures: [String]
  /// Cures in place of them where a model is wanted, for which there are other sources.
  private let curesOfImport: [String]?
  /// The keys of which one chooses what is wanted.
  private let keys: [String]
  /// Whether there is such a file, and only this clone lacks it.
  package var isOfClone = false

  package init(
    _ message: String, help: [String] = [], whenImported: [String]? = nil, keys: [String] = []
  ) {
    self.message = message
    self.cures = help
    curesOfImport = whenImported
    self.keys = keys
  }

  /// Cures, for the command's user.
  package var help: [String] { help(cures) }

  /// Cures, for who imports a model.
  package var helpOfImport: [String] { help(curesOfImport ?? cures) }

  private func help(_ cures: [String]) -> [String] {
    cures + proposal { "--key \(clipped($0))" }
  }

  /// Cures, for a `from` in a config.
  var helpInConfig: [String] {
    cures + proposal { "key: \(clipped(flowScalar($0))) beside `from`" }
  }

  /// The keys that are proposed of many.
  private static let mostKeys = 10

  private func proposal(_ text: (String) -> String) -> [String] {
    keys.isEmpty ? [] : ["give " + listed(keys.prefix(Self.mostKeys).map(text), "or")]
  }

  /// The same of one of several files.
  func inFile(_ name: String) -> CheckpointError {
    CheckpointError(
      "\(clipped(name)): \(message)", help: cures, whenImported: curesOfImport, keys: keys)
  }
}
