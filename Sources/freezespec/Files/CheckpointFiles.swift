import FreezeSpec
import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Reads checkpoints from the disk: a file, an index with the files that it names, or a folder of them.
struct CheckpointFiles {
  /// Whether links may leave the folder of an index.
  let allowsOutside: Bool
  /// The keys under which the wanted part of a file lies.
  let key: String?
  /// The folders in which all of its files must lie, where no person named them.
  var enclosure: Enclosure?
  /// Whether the ties that saving leaves out are taken from a `config.json` beside the weights.
  var infersTies = false
  /// Whether a model is wanted, be it from elsewhere.
  var isImport = false
  /// What is read together with it.
  var reading = CheckpointReading()

  /// Reads what a person named.
  ///
  /// - Throws: ``Failure`` where it cannot be read.
  func read(_ argument: String) throws -> Checkpoint {
    if argument == "-" {
      throw Failure("weights are read here and there, and so not from standard input")
    }
    var path = FilePath(argument)
    do throws(CheckpointError) {
      return try read(&path)
    } catch {
      let shown = path == FilePath(argument) ? argument : path.shown
      throw Failure(
        "cannot read \(shown): \(error.message)",
        help: isImport ? error.helpOfImport : error.help)
    }
  }

  /// Reads what is at a path.
  ///
  /// - Parameter path: A file or a folder; of the folder the file that is read, from then on.
  func read(_ path: inout FilePath) throws(CheckpointError) -> Checkpoint {
    let isFolder = Files.kind(of: path) == .folder
    let folder = isFolder ? path : path.folder
    var checkpoint = try readFiles(&path)
    if infersTies, let config = try config(in: folder) { checkpoint.inferTies(from: config) }
    return checkpoint
  }

  private func readFiles(_ path: inout FilePath) throws(CheckpointError) -> Checkpoint {
    do {
      if Files.kind(of: path) == .folder {
        let folder = path
        switch try choice(in: path) {
        case .file(let name): path.append(name)
        case .parts(let names):
          return try Checkpoint(CheckpointIndex(files: names)) { (name) throws(CheckpointError) in
            try part(name, in: folder)
          }
        }
      }
      let folder = path.folder
      switch try content(of: Place(path), key: key) {
      case .checkpoint(let checkpoint): return checkpoint
      case .index(let index):
        if key != nil {
          throw CheckpointError("it is an index, which has no keys to choose among")
        }
        return try Checkpoint(index) { (name) throws(CheckpointError) in
          try part(name, in: folder)
        }
      }
    } catch let error as CheckpointError {
      throw error
    } catch let error as FileError {
      throw refusal(of: path, error)
    } catch {
      throw CheckpointError("it cannot be read")
    }
  }

  /// Why a file cannot be opened, with what is there in its place.
  private func refusal(of path: FilePath, _ error: FileError) -> CheckpointError {
    if error.isAbsence, enclosure == nil {
      let entries = try? Files.entries(of: Place(path.folder).open(waits: false))
      return .absent(path.string, error.message, neighbours: entries?.map(\.name.string))
    }
    return CheckpointError(error.message, help: error.helpForReading)
  }

  /// Whether what is at a place holds weights: by its first bytes, or by a name that only such have.
  static func isCheckpoint(_ place: borrowing Place) throws(FileError) -> Bool {
    if try place.kind() == .folder { return true }
    let name = place.path.lastComponent?.string ?? ""
    if CheckpointReader.isNamedAsOne(name) { return true }
    let file = try place.open(waits: false)
    defer { try? file.close() }
    let info = try Files.information(on: file)
    guard Files.Kind(info) == .regular else { return false }
    do throws(CheckpointError) {
      let start = try bytes(
        of: file, in: 0..<min(CheckpointReader.startBytes, Int(info.st_size)))
      return CheckpointReader.isOne(start)
    } catch {
      throw FileError(error.message)
    }
  }

  // MARK: Folders

  private func choice(in folder: FilePath) throws -> WeightsChoice {
    let place = Place(folder)
    try check(place)
    let names = try Files.entries(of: place.open(waits: false)).filter {
      $0.kind != .folder
    }.map(\.name)
    if let choice = try WeightsChoice(among: names) { return choice }
    throw FolderContents(
      folder.string, files: names.map(\.string), foldersWithWeights: foldersWithWeights(in: folder)
    ).refusal
  }

  /// Folders of a folder that are looked into for a cure.
  private static let mostFolders = 100

  /// The folders that hold weights, one level down and, as in the cache of Hugging Face, two.
  private func foldersWithWeights(in folder: FilePath) -> [String] {
    var left = Self.mostFolders
    func folders(in folder: FilePath, _ path: String, levels: Int) -> [String] {
      guard let entries = try? Files.entries(of: Place(folder).open(waits: false)) else {
        return []
      }
      if levels < 2, entries.contains(where: { CheckpointReader.isNamedAsOne($0.name.string) }) {
        return [path]
      }
      var found: [String] = []
      for entry in entries where entry.kind == .folder && levels > 0 && left > 0 {
        left -= 1
        let inner = path.isEmpty ? entry.name.string : path + "/" + entry.name.string
        found += folders(in: folder.appending(entry.name), inner, levels: levels - 1)
      }
      return found
    }
    return folders(in: folder, "", levels: 2)
  }

  // MARK: Files

  /// The bytes that a `config.json` may have.
  static let configBytes = 1 << 20

  /// What a `config.json` says of ties; `nil` where there is none that can be read.
  private func config(in folder: FilePath) throws(CheckpointError) -> TransformersConfig? {
    let place = Place(folder.appending("config.json"))
    if place.failure != nil { return nil }
    try check(place)
    guard let file = try? place.open(waits: false) else { return nil }
    defer { try? file.close() }
    guard let info = try? Files.information(on: file), Files.Kind(info) == .regular,
      info.st_size <= Self.configBytes
    else { return nil }
    ReadFiles.add(info)
    return TransformersConfig(try Self.bytes(of: file, in: 0..<Int(info.st_size)))
  }

  /// Refuses a place outside of the folders in which files must lie.
  private func check(_ place: borrowing Place) throws(CheckpointError) {
    guard let enclosure, place.failure == nil, let refusal = enclosure.refusal(of: place) else {
      return
    }
    throw CheckpointError(refusal.ofLink(in: enclosure))
  }

  /// A file that an index names; `nil` where it is absent.
  private func part(_ name: String, in folder: FilePath) throws(CheckpointError) -> Checkpoint? {
    let place = Place(folder.appending(name))
    if let failure = place.failure, failure.isAbsence { return nil }
    // Its folder may be one of links into a store, as in the cache of Hugging Face.
    let around = Place(folder).path
    let above = around.folder
    let store = above.lastComponent?.string == "snapshots" ? above.folder : nil
    let enclosure = Enclosure(
      around, repository: store ?? Files.repositoryRoot(around: around),
      allowsOutside: allowsOutside)
    if let refusal = enclosure.refusal(of: place) {
      throw CheckpointError("\(name): \(refusal.ofLink(in: enclosure))")
    }
    do {
      guard case .checkpoint(let checkpoint) = try content(of: place, key: nil) else {
        throw CheckpointError("it is an index, where a file of weights is wanted")
      }
      return checkpoint
    } catch let error as CheckpointError {
      throw CheckpointError("\(name): \(error.message)", help: error.help)
    } catch let error as FileError {
      if error.isAbsence { return nil }
      throw CheckpointError("\(name): \(error.message)")
    } catch {
      throw CheckpointError("\(name) cannot be read")
    }
  }

  /// Reads a file.
  private func content(of place: borrowing Place, key: String?) throws -> CheckpointReader.Content {
    try check(place)
    ReadFiles.add(place.path)
    let file = try place.open(waits: false)
    defer { try? file.close() }
    let info = try Files.information(on: file)
    guard Files.Kind(info) == .regular else { throw FileError("it is no regular file") }
    ReadFiles.add(info)
    let source = ByteSource(count: Int(info.st_size), reading) { (range) throws(CheckpointError) in
      try Self.bytes(of: file, in: range)
    }
    return try CheckpointReader.read(source, key: key)
  }

  /// The bytes of a range, fewer where the file ends meanwhile.
  static func bytes(of file: FileDescriptor, in range: Range<Int>)
    throws(CheckpointError) -> [UInt8]
  {
    do {
      return try [UInt8](unsafeUninitializedCapacity: range.count) { buffer, filled in
        while filled < range.count {
          let rest = UnsafeMutableRawBufferPointer(
            rebasing: UnsafeMutableRawBufferPointer(buffer)[filled...])
          let count = try file.read(
            fromAbsoluteOffset: Int64(range.lowerBound + filled), into: rest)
          if count == 0 { break }
          filled += count
        }
      }
    } catch {
      throw CheckpointError(FileError(error).message)
    }
  }
}
