/// A config's bytes, as they were read.
public struct ConfigFile: Sendable {
  /// The path as users know it, for messages.
  public var path: String
  /// What tells this file from all others, however its path is written.
  public var identity: String
  /// The bytes.
  public var bytes: [UInt8]

  /// Describes a file that was read.
  public init(path: String, identity: String, bytes: [UInt8]) {
    self.path = path
    self.identity = identity
    self.bytes = bytes
  }
}

/// Why a file cannot be read.
public struct ConfigFileError: Error {
  /// The reason, as one sentence without a full stop.
  public var message: String
  /// Cures.
  public var help: [String]

  /// Describes why a file cannot be read.
  public init(_ message: String, help: [String] = []) {
    self.message = message
    self.help = help
  }
}

/// Reads the files that `from` names; the library itself opens none.
public struct ReferenceReader {
  /// Reads the file of a path that stands in another file.
  public var read: (_ path: String, _ referrer: ConfigFile) -> Result<ConfigFile, ConfigFileError>

  /// Makes a reader of a function.
  public init(
    read: @escaping (_ path: String, _ referrer: ConfigFile) -> Result<ConfigFile, ConfigFileError>
  ) {
    self.read = read
  }
}
