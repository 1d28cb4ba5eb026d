/// What is in a folder in which weights are looked for.
package struct FolderContents {
  /// Its path as it was given.
  private let path: String
  /// The names of its files.
  private let files: [String]
  /// The folders in it that hold weights, by their paths from it.
  private let folders: [String]

  /// Describes a folder.
  package init(_ path: String, files: [String], foldersWithWeights folders: [String]) {
    self.path = path
    self.files = files
    self.folders = folders
  }

  /// Why nothing in it is read.
  package var refusal: CheckpointError {
    if !folders.isEmpty {
      let last = folders.suffix(3).map { clipped(path + "/" + $0) }
      return CheckpointError(
        "it is a folder without weights, which \(folders.count == 1 ? "a folder" : "folders") in it hold",
        help: ["name \(folders.count == 1 ? "that" : "one of them"): \(listed(last, "or"))"])
    }
    if files.contains(where: { $0.hasSuffix(".distcp") }) {
      return CheckpointError(
        "it is a checkpoint of torch.distributed, which is not read",
        help: [
          "convert it: python -m torch.distributed.checkpoint.format_utils dcp_to_torch FOLDER FILE"
        ])
    }
    for (ends, what) in Self.others {
      guard let file = files.first(where: { name in ends.contains(where: name.hasSuffix) }) else {
        continue
      }
      return CheckpointError(
        "it has no weights of PyTorch, but \(what): \(clipped(file))",
        help: [Self.other],
        whenImported: [fromConfig ?? "import the model that it was made from (torch:…, hf:NAME)"])
    }
    if let help = fromConfig {
      return CheckpointError(
        "it holds a config and no weights", help: [Self.other], whenImported: [help])
    }
    return CheckpointError(
      files.isEmpty ? "it is a folder without files" : "it is a folder without weights",
      help: [Self.other])
  }

  private static let other =
    "name a file of weights (.safetensors, .pt, .pth, .bin, .ckpt) or the folder that holds them"

  /// A model of transformers needs no weights to be imported.
  private var fromConfig: String? {
    files.contains("config.json")
      ? "import the model that its config.json describes: freezespec import hf:\(clipped(path))"
      : nil
  }

  private static let others: [(ends: [String], what: String)] = [
    ([".gguf"], "GGUF"), ([".msgpack"], "weights of Flax"),
    (["saved_model.pb"], "a model of TensorFlow"),
    ([".h5", ".keras"], "weights of Keras"),
    ([".index", ".data-00000-of-00001"], "weights of TensorFlow"),
    ([".onnx"], "ONNX"),
  ]
}

extension CheckpointError {
  /// What is said of a path at which there is nothing.
  ///
  /// - Parameters:
  ///   - path: The path as it was given.
  ///   - message: What the system says.
  ///   - neighbours: The names in its folder; `nil` where that is not there either.
  package static func absent(_ path: String, _ message: String, neighbours: [String]?)
    -> CheckpointError
  {
    let parts = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
      .map { String(Substring($0)) }
    let folder = parts.dropLast().map { $0 + "/" }.joined()
    guard let neighbours else {
      let isName = parts.count == 2 && !OtherFormat.isOfWeights(path) && !parts.contains("")
      let help =
        "the path is taken from the folder that the command runs in"
      return CheckpointError(
        folder.isEmpty ? message : "there is no folder \(clipped(folder))", help: [help],
        whenImported: isName ? ["a model of Hugging Face is hf:\(clipped(path))"] : nil)
    }
    let name = parts.last ?? path
    let near = Suggestion.nearest(to: name, in: neighbours.prefix(Limits.suggestionCandidates))
    let weights = neighbours.filter { OtherFormat.isOfWeights($0) }
    if !near.isEmpty {
      let names = near.map { "`\(clipped(folder + $0))`" }
      return CheckpointError(message, help: ["did you mean \(listed(names, "or"))?"])
    }
    if weights.isEmpty {
      return CheckpointError(message, help: ["nothing beside it has weights either"])
    }
    let some = weights.prefix(3).map { clipped(folder + $0) }
    return CheckpointError(
      message,
      help: ["its folder has \(weights.count > 3 ? "among others " : "")\(listed(some, "and"))"])
  }
}
