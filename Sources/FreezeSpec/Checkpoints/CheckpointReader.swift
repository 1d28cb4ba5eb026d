/// Reads checkpoints of every form that is known, by what is in them and not by their names.
package enum CheckpointReader {
  /// What a file is.
  package enum Content {
    case checkpoint(Checkpoint)
    /// An index, whose files are still to be read.
    case index(CheckpointIndex)
  }

  /// How many bytes at the start of a file tell what it is.
  package static let startBytes = 512

  /// Whether a file is of weights, by its first bytes; an index, which is JSON, is told by its name.
  package static func isOne(_ start: some Sequence<UInt8>) -> Bool {
    let start = Array(start)
    return SafetensorsHeader.isOne(start) || ZipArchive.isOne(start) || isPickle(start)
  }

  private static func isPickle(_ start: [UInt8]) -> Bool {
    start.first == 0x80 && (2...5).contains(start.dropFirst().first ?? 0)
  }

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - source: The file.
  ///   - key: The keys under which what is wanted lies in a file of torch.save's, joined by dots.
  /// - Throws: ``CheckpointError`` where it is of no form that is known, or broken.
  package static func read(_ source: ByteSource, key: String? = nil) throws(CheckpointError)
    -> Content
  {
    let start = try source.start(startBytes)
    // Its first bytes are a number, and may be those of another form: this comes first.
    if SafetensorsHeader.isOne(start) {
      if key != nil {
        throw CheckpointError("it is safetensors, which has no keys to choose among")
      }
      return .checkpoint(try SafetensorsHeader.read(source))
    }
    if ZipArchive.isOne(start) {
      return .checkpoint(try TorchFile(archive: source).checkpoint(key: key))
    }
    if isPickle(start) {
      return .checkpoint(try TorchFile(stream: source).checkpoint(key: key))
    }
    if CheckpointIndex.isOne(start) { return .index(try CheckpointIndex(source)) }
    throw refusal(start, source)
  }

  /// Why a file is not read that is none of the known forms.
  private static func refusal(_ start: [UInt8], _ source: ByteSource) -> CheckpointError {
    if start.isEmpty { return CheckpointError("it is empty") }
    if start.starts(with: "version https://git-lfs".utf8) {
      return CheckpointError(
        "it is a pointer of Git LFS, and not the file itself", help: ["fetch it: git lfs pull"])
    }
    if start.starts(with: "GGUF".utf8) { return CheckpointError("it is GGUF, which is not read") }
    if start.starts(with: [0x89, 0x48, 0x44, 0x46]) {
      return CheckpointError("it is HDF5, which is not read")
    }
    if start.starts(with: [0x93, 0x4E, 0x55, 0x4D]) {
      return CheckpointError("it is an array of NumPy, which is not read")
    }
    if start.starts(with: [0x1F, 0x8B]) {
      return CheckpointError("it is compressed by gzip", help: ["unpack it: gunzip"])
    }
    if start.dropFirst(257).starts(with: "ustar".utf8) {
      return CheckpointError(
        "it is a tar archive, as torch.save wrote them before version 0.1.10",
        help: ["load it with torch and save it again"])
    }
    if start.dropFirst(SafetensorsHeader.lengthBytes).first == UInt8(ascii: "{") {
      return CheckpointError(
        "its header has more than \(grouped(Limits.checkpointHeaderBytes)) bytes")
    }
    return CheckpointError("it is neither safetensors nor a file of torch.save's")
  }
}
