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
    var files: [String] = []
    var numbers: [ExactString: Int] = [:]
    try reader.object { (name, reader) throws(JSONError) in
      _ = try reader.kind()
      let start = reader.offset
      let file = try reader.string()
      // What lies elsewhere is not read at an index's word.
      guard !file.isEmpty, file.utf8.first != UInt8(ascii: "."),
        !file.utf8.contains(where: { $0 == UInt8(ascii: "/") || $0 == 0x5C || $0 < 0x20 })
      else {
        throw JSONError("`\(clipped(file))` is no name of a file beside the index", at: start)
      }
      guard entries.count < Limits.parameters else {
        throw JSONError("it has more than \(grouped(Limits.parameters)) tensors", at: start)
      }
      let number = numbers[ExactString(file)] ?? files.count
      if number == files.count {
        guard files.count < Limits.checkpointFiles else {
          throw JSONError("it names more than \(grouped(Limits.checkpointFiles)) files", at: start)
        }
        files.append(file)
        numbers[ExactString(file)] = number
      }
      entries.append((name, number))
    }
    return (entries, files)
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
    var names: Set<ExactString> = []
    var found: [Set<ExactString>?] = []
    for file in index.files {
      found.append(nil)
      absentFiles.append(file)
    }
    for (number, name) in index.files.enumerated() {
      guard let part = try file(name) else { continue }
      absentFiles.removeAll { $0.isExactly(name) }
      var own: Set<ExactString> = []
      for var tensor in part.tensors {
        guard names.insert(ExactString(tensor.name)).inserted else {
          throw CheckpointError("`\(clipped(tensor.name))` is in more than one of its files")
        }
        own.insert(ExactString(tensor.name))
        // The numbers of one file mean nothing in another.
        tensor.identity = nil
        tensors.append(tensor)
      }
      guard tensors.count <= Limits.parameters else {
        throw CheckpointError("it has more than \(grouped(Limits.parameters)) tensors")
      }
      dropped += part.dropped
      found[number] = own
    }
    for (name, file) in index.entries {
      if let own = found[file] {
        guard own.contains(ExactString(name)) else {
          throw CheckpointError(
            "`\(clipped(name))` is not in \(clipped(index.files[file])), where the index has it")
        }
      } else if names.insert(ExactString(name)).inserted {
        tensors.append(Tensor(name: name))
      }
    }
  }
}
