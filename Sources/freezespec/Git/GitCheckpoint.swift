import FreezeSpec
import SystemPackage

/// A checkpoint of a commit: a file, an index with the files that it names, or a folder of them, as
/// ``CheckpointFiles`` reads it from the disk.
struct GitCheckpoint {
  private let configs: GitConfigs
  /// The path as it is named, from the repository's root.
  private let path: FilePath
  /// Where that leads, links followed.
  private let target: FilePath
  /// The folder with what lies beside the file: where a link to it stands, not where that leads.
  private let folder: FilePath
  /// The files in it, where it is the folder that is named.
  private let contents: [FilePath.Component]?

  /// Looks at a path.
  ///
  /// - Returns: `nil` where it is neither weights, by its name or its first bytes, nor a folder.
  init?(at path: FilePath, in configs: GitConfigs) throws {
    let tree = configs.tree
    guard let target = try tree.place(of: path) else { return nil }
    (self.configs, self.path, self.target) = (configs, path, target)
    guard let entry = tree.entry(at: target), entry.isBlob else {
      folder = target
      contents = try tree.files(in: target)
      if contents == nil { return nil }
      return
    }
    folder = try tree.place(of: path.removingLastComponent()) ?? target.removingLastComponent()
    contents = nil
    let names = [path, target].compactMap(\.lastComponent?.string)
    if names.contains(where: CheckpointReader.isNamedAsOne) { return }
    let start = try tree.blob(entry.object, limit: CheckpointReader.startBytes)
    guard CheckpointReader.isOne(start.prefix(CheckpointReader.startBytes)) else { return nil }
  }

  /// What reads it.
  var file: CheckpointFile {
    CheckpointFile(path: "\(configs.revision):\(path.shown)", identity: target.bytes) {
      (key, reading) throws(CheckpointError) in
      var checkpoint = try read(key, reading)
      if let config = try config(in: folder, reading) { checkpoint.inferTies(from: config) }
      return checkpoint
    }
  }

  private func read(_ key: String?, _ reading: CheckpointReading) throws(CheckpointError)
    -> Checkpoint
  {
    guard let contents else { return try read(target, key, reading) }
    switch try WeightsChoice(among: contents) {
    case .file(let name): return try read(folder.appending(name), key, reading)
    case .parts(let names): return try parts(CheckpointIndex(files: names), reading)
    case nil: throw CheckpointError("it holds no weights at \(configs.revision)")
    }
  }

  private func read(_ file: FilePath, _ key: String?, _ reading: CheckpointReading)
    throws(CheckpointError) -> Checkpoint
  {
    guard let source = try source(of: file, reading) else {
      throw CheckpointError("it leads to no file of \(configs.revision)")
    }
    switch try CheckpointReader.read(source, key: key) {
    case .checkpoint(let checkpoint): return checkpoint
    case .index(let index):
      if key != nil {
        throw CheckpointError("it is an index, which has no keys to choose among")
      }
      return try parts(index, reading)
    }
  }

  private func parts(_ index: CheckpointIndex, _ reading: CheckpointReading)
    throws(CheckpointError) -> Checkpoint
  {
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
        var failure = CheckpointError("\(name): \(error.message)", help: error.help)
        failure.isOfClone = error.isOfClone
        throw failure
      }
    }
  }

  /// What a `config.json` says of ties; `nil` where there is none that can be read.
  private func config(in folder: FilePath, _ reading: CheckpointReading) throws(CheckpointError)
    -> TransformersConfig?
  {
    guard let source = try source(of: folder.appending("config.json"), reading),
      source.count <= CheckpointFiles.configBytes
    else { return nil }
    return TransformersConfig(try source.bytes(in: 0..<source.count))
  }

  /// The bytes of a file; `nil` where there is none.
  ///
  /// Git gives a file from its first byte on: so much of it is read as is asked for, and of a large one
  /// only its start, in which safetensors says all that matters.
  private func source(of path: FilePath, _ reading: CheckpointReading) throws(CheckpointError)
    -> ByteSource?
  {
    let (tree, revision) = (configs.tree, configs.revision)
    guard let place = try attempt({ try tree.resolve(path) }),
      let object = tree.entry(at: place)?.object
    else { return nil }
    guard let size = try attempt({ try tree.size(of: object) }) else {
      throw Self.lacking("git does not hold it: the clone is not whole", Failure.wholeClone)
    }
    if size <= LFSPointer.mostBytes,
      let pointer = LFSPointer(try attempt { try tree.start(of: object, count: size) })
    {
      return try source(of: pointer, at: place, reading)
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
        start = try attempt { try tree.start(of: object, count: count) }
      }
      return Array(start[min(range.lowerBound, start.count)..<min(range.upperBound, start.count)])
    }
  }

  /// The bytes of a file that git-lfs keeps beside git's objects.
  private func source(of pointer: LFSPointer, at place: FilePath, _ reading: CheckpointReading)
    throws(CheckpointError) -> ByteSource
  {
    let (path, git) = try attempt { try configs.tree.stored(pointer, at: place) }
    guard let file = Self.open(path, of: pointer.size) else {
      if try attempt({ try git.keepsLongFilesElsewhere() }) {
        throw Self.lacking(
          "git has a pointer of Git LFS for it, and `lfs.storage` keeps the file elsewhere",
          ["compare with a checkout: git worktree add DIR \(ShellWords.quoted(configs.revision))"])
      }
      throw Self.lacking(
        "git has a pointer of Git LFS for it, and the file is not in .git/lfs",
        [
          git.root == configs.tree.git.root
            ? "fetch it: git lfs fetch origin \(ShellWords.quoted(configs.revision))"
            : "fetch it: git -C \(ShellWords.quoted(git.root.shown)) lfs fetch --all"
        ])
    }
    try? file.close()
    return ByteSource(count: pointer.size, reading) { (range) throws(CheckpointError) in
      guard let file = Self.open(path, of: pointer.size) else {
        throw CheckpointError("it changes while it is read")
      }
      defer { try? file.close() }
      return try CheckpointFiles.bytes(of: file, in: range)
    }
  }

  /// Opens a file of a length that no link leads to.
  private static func open(_ path: FilePath, of size: Int) -> FileDescriptor? {
    let place = Place(path)
    guard place.path == path, let file = try? place.open(waits: false) else { return nil }
    guard let info = try? Files.information(on: file), Files.Kind(info) == .regular,
      info.st_size == size
    else {
      try? file.close()
      return nil
    }
    ReadFiles.add(info)
    return file
  }

  /// Carries out what git may refuse.
  private func attempt<Value>(_ step: () throws -> Value) throws(CheckpointError) -> Value {
    do {
      return try step()
    } catch {
      let failure = error as? Failure
      throw Self.lacking(failure?.message ?? "git failed", failure?.help ?? [])
    }
  }

  private static func lacking(_ message: String, _ help: [String]) -> CheckpointError {
    var error = CheckpointError(message, help: help)
    error.isOfClone = true
    return error
  }
}
