/// What `torch.save` writes: a zip archive with a pickle in it, or before version 1.6 pickles in a row.
///
/// Of either, the pickle of the object is read, and no element of any tensor.
struct TorchFile {
  private let graph: PickleGraph
  private let root: PickleValue
  private let reading: CheckpointReading
  /// The bytes of each storage, where the file tells.
  private let storages: [ExactString: Int]

  /// What was saved: a state dict, or a whole model.
  ///
  /// - Parameter key: The keys that lead to it in dicts around it.
  func checkpoint(key: String?) throws(CheckpointError) -> Checkpoint {
    let value = try StateDictSearch(graph, reading).wanted(in: root, key: key)
    try checkStorages()
    if TorchModelReader.isModel(value, in: graph) {
      return try TorchModelReader.checkpoint(value, in: graph, reading)
    }
    return try StateDictReader(graph: graph).checkpoint(value)
  }

  /// Holds the storages that the pickle speaks of to those that are in the file.
  private func checkStorages() throws(CheckpointError) {
    let reader = TorchTensorReader(graph: graph)
    for number in 0..<graph.count {
      guard let storage = reader.storage(.object(number)) else { continue }
      guard let bytes = storages[ExactString(storage.key)] else {
        throw CheckpointError(
          "the storage `\(clipped(storage.key))` is not in it", help: CheckpointError.cutOff.help)
      }
      let size = storage.dtype.map(TorchTensorReader.bytes) ?? 1
      if let size, saturatingProduct(storage.count, size) > bytes {
        throw CheckpointError(
          "the storage `\(clipped(storage.key))` in it is too short",
          help: CheckpointError.cutOff.help)
      }
    }
  }
}

// MARK: The zip archive

extension TorchFile {
  /// Reads an archive.
  init(archive source: ByteSource) throws(CheckpointError) {
    reading = source.reading
    let archive = try ZipArchive(source)
    let pickles = archive.entries.filter { entry in
      let parts = entry.name.utf8.split(
        separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
      return parts.count == 2 && parts[1].elementsEqual("data.pkl".utf8)
    }
    guard let pickle = pickles.first, pickles.count == 1 else {
      throw OtherFormat.refusal(ofArchive: archive.entries.map(\.name))
    }
    let folder = String(pickle.name.dropLast("data.pkl".count))
    // Torch takes the folder of the first file.
    guard archive.entries[0].name.startsExactly(with: folder) else {
      throw CheckpointError(
        "it is a zip archive that torch.save did not write: \(clipped(pickle.name)) is in another "
          + "folder than its first file")
    }
    if archive.entry(named: folder + "constants.pkl") != nil {
      throw CheckpointError(
        "it is a TorchScript archive, whose code would have to be run",
        help: ["save torch.jit.load(…).state_dict() with torch.save"])
    }
    guard pickle.size <= Limits.checkpointHeaderBytes else {
      throw CheckpointError(
        "its data.pkl has more than \(grouped(Limits.checkpointHeaderBytes)) bytes")
    }
    var stream = ByteStream(source, try archive.range(of: pickle))
    (graph, root) = try PickleMachine.read(&stream)
    var storages: [ExactString: Int] = [:]
    let start = folder + "data/"
    for entry in archive.entries where entry.name.startsExactly(with: start) {
      // What is in one only torch needs, which can unpack it.
      if !entry.isPlain, !entry.isDeflated { _ = try archive.range(of: entry) }
      storages[ExactString(String(entry.name.utf8.dropFirst(start.utf8.count)) ?? "")] =
        entry.contentSize
    }
    self.storages = storages
  }
}

// MARK: Pickles in a row

extension TorchFile {
  /// The bytes of the number with which the older form starts, the least first.
  private static let magic: [UInt8] = [0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19]

  /// Reads the older form: a magic number, a version, facts about the machine, the object, the keys of
  /// the storages; and then the storages.
  init(stream source: ByteSource) throws(CheckpointError) {
    reading = source.reading
    var stream = ByteStream(source, 0..<source.count)
    let (first, magic) = try PickleMachine.read(&stream)
    guard case .long(Self.magic)? = first.object(magic) else {
      throw CheckpointError(
        "it is a pickle that torch.save did not write",
        help: [
          "load it in Python where you trust it, and save its tensors: torch.save({name: tensor, …}, FILE)"
        ])
    }
    let (_, version) = try PickleMachine.read(&stream)
    guard version == .integer(1001) else {
      throw CheckpointError("it is of a version of torch.save's format that is not known")
    }
    _ = try PickleMachine.read(&stream)
    (graph, root) = try PickleMachine.read(&stream)
    let (last, keys) = try PickleMachine.read(&stream)
    storages = try Self.storages(&stream, last.items(keys)?.map(last.text) ?? [], graph)
  }

  /// The bytes of each storage: they stand in the order of their keys, each behind the number of its
  /// elements.
  private static func storages(
    _ stream: inout ByteStream, _ keys: [String?], _ graph: PickleGraph
  ) throws(CheckpointError) -> [ExactString: Int] {
    let reader = TorchTensorReader(graph: graph)
    var sizes: [ExactString: Int] = [:]
    for number in 0..<graph.count {
      guard let storage = reader.storage(.object(number)) else { continue }
      sizes[ExactString(storage.key)] = storage.dtype.map(TorchTensorReader.bytes) ?? 1
    }
    var storages: [ExactString: Int] = [:]
    for key in keys {
      // Where the size of one is not known, those behind it cannot be found.
      guard let key = key.map({ ExactString($0) }), let size = sizes[key] else {
        throw CheckpointError("it has a storage of a type that is not known")
      }
      let bytes = saturatingProduct(try stream.number(bytes: 8), size)
      try stream.skip(bytes)
      storages[key] = bytes
    }
    return storages
  }
}
