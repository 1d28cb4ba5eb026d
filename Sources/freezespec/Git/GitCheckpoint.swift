import FreezeSpec
import SystemPackage

/// A checkpoint of a commit: a file, an index with the files that it names, or a folder of them, as
/// ``CheckpointFiles`` reads it from the disk.
struct GitCheckpoint {
  private let configs: GitConfigs
  /// The path as it is named, from the repository's root.
  private let path: FilePath
  /// The same without links.
  private let place: FilePath
  /// The files in it, where it is a folder.
  private let contents: [FilePath.Component]?

  /// Looks at a path.
  ///
  /// - Returns: `nil` where it is neither weights, by its name or its first bytes, nor a folder.
  init?(at path: FilePath, in configs: GitConfigs) throws {
    let tree = configs.tree
    guard let place = tree.place(of: path) else { return nil }
    (self.configs, self.path, self.place) = (configs, path, place)
    guard let entry = tree.entry(at: place), entry.isBlob else {
      contents = tree.files(in: place)
      if contents == nil { return nil }
      return
    }
    contents = nil
    if CheckpointReader.isNamedAsOne(place.lastComponent?.string ?? "") { return }
    let start = try tree.start(of: entry.object, count: CheckpointReader.startBytes)
    guard CheckpointReader.isOne(start) else { return nil }
  }

  /// What reads it.
  var file: CheckpointFile {
    CheckpointFile(path: "\(configs.revision):\(path.shown)", identity: place.bytes) {
      (key, reading) throws(CheckpointError) in
      var checkpoint = try read(key, reading)
      let folder = contents == nil ? place.folder : place
      if let config = try config(in: folder) { checkpoint.inferTies(from: config) }
      return checkpoint
    }
  }

  private func read(_ key: String?, _ reading: CheckpointReading) throws(CheckpointError)
    -> Checkpoint
  {
    guard let contents else { return try read(place, key, reading) }
    switch try WeightsChoice(among: contents) {
    case .file(let name): return try read(place.appending(name), key, reading)
    case .parts(let names):
      return try parts(CheckpointIndex(files: names), in: place, reading)
    case nil: throw CheckpointError("it holds no weights at \(configs.revision)")
    }
  }

  private func read(_ place: FilePath, _ key: String?, _ reading: CheckpointReading)
    throws(CheckpointError) -> Checkpoint
  {
    guard let source = try source(of: place, reading) else {
      throw CheckpointError("it leads to no file of \(configs.revision)")
    }
    switch try CheckpointReader.read(source, key: key) {
    case .checkpoint(let checkpoint): return checkpoint
    case .index(let index):
      if key != nil {
        throw CheckpointError("it is an index, which has no keys to choose among")
      }
      return try parts(index, in: place.folder, reading)
    }
  }

  private func parts(
    _ index: CheckpointIndex, in folder: FilePath, _ reading: CheckpointReading
  ) throws(CheckpointError) -> Checkpoint {
    try Checkpoint(index) { (name) throws(CheckpointError) in
      guard let source = try source(of: folder.pushing(FilePath(name)), reading) else {
        return nil
      }
      do throws(CheckpointError) {
        guard case .checkpoint(let part) = try CheckpointReader.read(source, key: nil) else {
          throw CheckpointError("it is an index, where a file of weights is wanted")
        }
        return part
      } catch {
        throw CheckpointError("\(name): \(error.message)", help: error.help)
      }
    }
  }

  /// What a `config.json` says of ties; `nil` where there is none that can be read.
  private func config(in folder: FilePath) throws(CheckpointError) -> TransformersConfig? {
    let tree = configs.tree
    guard let place = tree.resolve(folder.appending("config.json")),
      let object = tree.entry(at: place)?.object
    else { return nil }
    let bytes = try attempt { try tree.blob(object, limit: CheckpointFiles.configBytes) }
    return bytes.count > CheckpointFiles.configBytes ? nil : TransformersConfig(bytes)
  }

  /// The bytes of a file; `nil` where there is none.
  ///
  /// Git gives a file from its first byte on: so much of it is read as is asked for, and of a large one
  /// only its start, in which safetensors says all that matters.
  private func source(of path: FilePath, _ reading: CheckpointReading) throws(CheckpointError)
    -> ByteSource?
  {
    let (tree, revision) = (configs.tree, configs.revision)
    guard let object = tree.resolve(path).flatMap({ tree.entry(at: $0)?.object }) else {
      return nil
    }
    guard let size = try attempt({ try tree.size(of: object) }) else {
      throw CheckpointError(
        "git does not hold it: the clone is not whole", help: Failure.wholeClone)
    }
    var start: [UInt8] = []
    return ByteSource(count: size, reading) { (range) throws(CheckpointError) in
      if range.upperBound > start.count {
        guard range.upperBound <= Limits.documentBytes else {
          throw CheckpointError(
            "it is long, and of a file out of git the first \(Limits.documentBytes >> 20) MiB are read",
            help: ["compare with a checkout: git worktree add DIR \(revision)"])
        }
        let count = min(size, Limits.documentBytes, max(1 << 16, 2 * range.upperBound))
        try reading.take(count)
        start = try attempt { try tree.start(of: object, count: count) }
      }
      return Array(start[min(range.lowerBound, start.count)..<min(range.upperBound, start.count)])
    }
  }

  /// Carries out what git may refuse.
  private func attempt<Value>(_ step: () throws -> Value) throws(CheckpointError) -> Value {
    do {
      return try step()
    } catch {
      let failure = error as? Failure
      throw CheckpointError(failure?.message ?? "git failed", help: failure?.help ?? [])
    }
  }
}
