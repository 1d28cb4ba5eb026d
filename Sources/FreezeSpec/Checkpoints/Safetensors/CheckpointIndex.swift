/// An index of a checkpoint in several files, `model.safetensors.index.json`: which tensor is in which.
package struct CheckpointIndex: Sendable {
  /// The names of the tensors, in the order of the index, each with the number of its file.
  let entries: [(name: String, file: Int)]
  /// The names of the files, which lie beside the index.
  package let files: [String]

  /// Whether a file can be one, by its first bytes.
  static func isOne(_ start: [UInt8]) -> Bool {
    start.first { !$0.isASCIISpace } == UInt8(ascii: "{")
  }

  /// Reads an index.
  package init(_ source: ByteSource) throws(CheckpointError) {
    guard source.count <= Limits.checkpointHeaderBytes else {
      throw CheckpointError("it has more than \(grouped(Limits.checkpointHeaderBytes)) bytes")
    }
    let bytes = try source.bytes(in: 0..<source.count)
    var entries: [(name: String, file: Int)]?
    var files: [String] = []
    var others: Set<ExactString> = []
    do throws(JSONError) {
      var reader = JSONReader(bytes, nesting: Limits.nesting)
      try reader.object { (key, reader) throws(JSONError) in
        if key == "weight_map" {
          (entries, files) = try Self.map(&reader)
        } else {
          if others.count < Limits.suggestionCandidates { others.insert(ExactString(key)) }
          try reader.skip()
        }
      }
      try reader.end()
    } catch {
      throw CheckpointError(
        broken: "it cannot be read at byte \(grouped(error.offset)): \(error.message)")
    }
    guard let entries else { throw OtherFormat.refusal(ofJSON: others) }
    self.entries = entries
    self.files = files
  }

  /// Describes files that belong together, of which no index says what is in them.
  package init(files: [String]) {
    entries = []
    self.files = files
  }

  private static func map(_ reader: inout JSONReader) throws(JSONError)
    -> ([(name: String, file: Int)], [String])
  {
    var entries: [(name: String, file: Int)] = []
    var files: [ExactString] = []
    var numbers = HashIndex()
    try reader.object { (name, reader) throws(JSONError) in
      _ = try reader.kind()
      let start = reader.offset
      var number = entries.last?.file ?? 0
      var file: String?
      // Tensors of one file mostly follow each other.
      if entries.isEmpty || !reader.sameString() {
        let name = try reader.string()
        try check(name, at: start)
        number = numbers.number(of: ExactString(name), in: files) ?? files.count
        file = name
      }
      guard entries.count < Limits.parameters else {
        throw JSONError("it has more than \(grouped(Limits.parameters)) tensors", at: start)
      }
      if let file, number == files.count {
        guard files.count < Limits.checkpointFiles else {
          throw JSONError("it names more than \(grouped(Limits.checkpointFiles)) files", at: start)
        }
        numbers.insert(number, ExactString(file))
        files.append(ExactString(file))
      }
      entries.append((name, number))
    }
    return (entries, files.map(\.text))
  }

  /// Refuses what lies elsewhere, which is not read at an index's word.
  private static func check(_ file: String, at start: Int) throws(JSONError) {
    guard !file.isEmpty, file.utf8.first != UInt8(ascii: "."),
      !file.utf8.contains(where: { $0 == UInt8(ascii: "/") || $0 == 0x5C || $0 < 0x20 })
    else {
      throw JSONError("`\(clipped(file))` is no name of a file beside the index", at: start)
    }
  }
}

extension Checkpoint {
  /// Puts the files of an index together.
  ///
  /// - Parameters:
  ///   - index: The index.
  ///   - file: Gives one of its files, or `nil` where that is absent.
  package init(
    _ index: CheckpointIndex, file: (_ name: String) throws(CheckpointError) -> Checkpoint?
  ) throws(CheckpointError) {
    var fileOfName: [ExactString: Int] = [:]
    var isThere = Array(repeating: false, count: index.files.count)
    for (number, name) in index.files.enumerated() {
      guard let part = try file(name) else { continue }
      isThere[number] = true
      for var tensor in part.tensors {
        guard fileOfName.updateValue(number, forKey: ExactString(tensor.name)) == nil else {
          throw CheckpointError("`\(clipped(tensor.name))` is in more than one of its files")
        }
        // The numbers of one file mean nothing in another.
        tensor.identity = nil
        tensors.append(tensor)
      }
      guard tensors.count <= Limits.parameters else {
        throw CheckpointError("it has more than \(grouped(Limits.parameters)) tensors")
      }
      dropped += part.dropped
    }
    tensors.reserveCapacity(max(tensors.count, index.entries.count))
    absentFiles = zip(index.files, isThere).filter { !$1 }.map(\.0)
    for (name, file) in index.entries {
      // An index has each name once.
      let found = fileOfName.isEmpty ? nil : fileOfName[ExactString(name)]
      if isThere[file] {
        guard found == file else {
          throw CheckpointError(
            "`\(clipped(name))` is not in \(clipped(index.files[file])), where the index has it")
        }
      } else if found == nil {
        tensors.append(Tensor(name: name))
      }
    }
  }
}
