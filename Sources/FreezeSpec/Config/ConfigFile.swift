/// A config's bytes, as they were read.
public struct ConfigFile: Sendable {
  /// The path as users know it, for messages alone: two files may have paths that look alike.
  public let path: String
  /// What tells this file from all others, however its path is written: bytes, as paths are, of which
  /// only the reader of files knows more.
  package let identity: [UInt8]
  /// The bytes.
  public let bytes: [UInt8]

  /// Describes a file that was read.
  ///
  /// - Parameters:
  ///   - path: The path as users know it.
  ///   - identity: What tells the file from all others; the path's bytes by default.
  ///   - bytes: The bytes.
  public init(path: String, identity: [UInt8]? = nil, bytes: [UInt8]) {
    self.path = path
    self.identity = identity ?? Array(path.utf8)
    self.bytes = bytes
  }
}

/// Why a file cannot be read.
public struct ConfigFileError: Error {
  /// The reason, as one sentence without a full stop.
  let message: String
  /// Cures.
  let help: [String]

  /// Describes why a file cannot be read.
  public init(_ message: String, help: [String] = []) {
    self.message = message
    self.help = help
  }
}

/// Reads the files that `from` names; the library itself opens none.
public struct ReferenceReader {
  /// Reads the file of a path that stands in another file.
  package let read: (_ path: String, _ referrer: ConfigFile) -> Result<ConfigFile, ConfigFileError>

  /// Makes a reader of a function.
  public init(
    read: @escaping (_ path: String, _ referrer: ConfigFile) -> Result<ConfigFile, ConfigFileError>
  ) {
    self.read = read
  }
}
