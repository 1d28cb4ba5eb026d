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

  /// Whether a file has a name that only weights and their indices have.
  package static func isNamedAsOne(_ name: String) -> Bool {
    OtherFormat.isOfWeights(name) || name.hasSuffix(".index.json")
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
    throw OtherFormat.refusal(start)
  }
}
