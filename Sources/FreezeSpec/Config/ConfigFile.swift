/// A config's bytes, as they were read.
public struct ConfigFile: Sendable {
  /// The path as users know it, for messages alone: two files may have paths that look alike.
  public let path: String
  /// What tells this file from all others, however its path is written: bytes, as paths are, of which
  /// only the reader of files knows more.
  package let identity: [UInt8]
  /// The bytes.
  public let bytes: [UInt8]
  /// What was read of it as the first file of a run, where that was done already.
  var parsed: ParsedConfig?

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

  /// The text in UTF-8, each line ended by LF alone: git may keep a file so, and check it out otherwise.
  package var text: [UInt8] {
    let decoded = TextDecoder.decode(bytes)
    let text = decoded.problem == nil ? decoded.bytes : bytes
    if !text.contains(0x0D) { return text }
    let isBreak = zip(text, text.dropFirst() + [0]).map { $0 == 0x0D && $1 == 0x0A }
    return zip(text, isBreak).filter { !$1 }.map(\.0)
  }
}

/// Why a file cannot be read.
public struct ConfigFileError: Error {
  /// The reason, as one sentence without a full stop.
  let message: String
  /// Cures.
  let help: [String]
  /// Whether there is such a file, and only this clone lacks it.
  package private(set) var isOfClone = false

  /// Describes why a file cannot be read.
  public init(_ message: String, help: [String] = []) {
    self.message = message
    self.help = help
  }

  /// Describes why a file cannot be read that this clone lacks.
  package init(lacking message: String, help: [String]) {
    self.init(message, help: help)
    isOfClone = true
  }
}

/// Weights, of which only what says their names, shapes and types is ever read.
package struct CheckpointFile {
  /// The path as users know it, for messages alone.
  package let path: String
  /// What tells this file from all others.
  package let identity: [UInt8]
  /// Reads it, together with others: what lies under a key, where one is given.
  package let read:
    (_ key: String?, _ reading: CheckpointReading) throws(CheckpointError) -> Checkpoint

  /// Describes a file of weights.
  package init(
    path: String, identity: [UInt8],
    read:
      @escaping (_ key: String?, _ reading: CheckpointReading) throws(CheckpointError) ->
      Checkpoint
  ) {
    self.path = path
    self.identity = identity
    self.read = read
  }
}

/// What `from` names.
package enum ReferencedFile {
  case config(ConfigFile)
  case checkpoint(CheckpointFile)

  /// Whether it is a config.
  var isConfig: Bool { if case .config = self { true } else { false } }

  /// Which file it is, without what was read of it.
  var withoutBytes: ReferencedFile {
    guard case .config(let file) = self else { return self }
    return .config(ConfigFile(path: file.path, identity: file.identity, bytes: []))
  }
}

/// Reads the files that `from` names; the library itself opens none.
public struct ReferenceReader {
  /// Reads the file of a path that stands in another file.
  package let read:
    (_ path: String, _ referrer: ConfigFile) -> Result<ReferencedFile, ConfigFileError>

  /// Makes a reader of a function, which may give the bytes of a config or those of a checkpoint.
  public init(
    read: @escaping (_ path: String, _ referrer: ConfigFile) -> Result<ConfigFile, ConfigFileError>
  ) {
    self.read = { read($0, $1).map(ReferencedFile.init) }
  }

  private init(
    any read:
      @escaping (_ path: String, _ referrer: ConfigFile) -> Result<
        ReferencedFile, ConfigFileError
      >
  ) {
    self.read = read
  }

  /// A reader of a function that need not read the whole of a checkpoint.
  package static func ofAny(
    _ read:
      @escaping (_ path: String, _ referrer: ConfigFile) -> Result<
        ReferencedFile, ConfigFileError
      >
  ) -> ReferenceReader {
    ReferenceReader(any: read)
  }
}

extension ReferencedFile {
  /// What a file is, by its bytes.
  init(_ file: ConfigFile) {
    guard CheckpointReader.isOne(file.bytes.prefix(CheckpointReader.startBytes)) else {
      self = .config(file)
      return
    }
    self = .checkpoint(
      CheckpointFile(path: file.path, identity: file.identity) {
        (key, reading) throws(CheckpointError) in
        let content = try CheckpointReader.read(ByteSource(file.bytes, reading), key: key)
        guard case .checkpoint(let result) = content else {
          throw CheckpointError("it is an index, whose files are not there")
        }
        return result
      })
  }
}
