import FreezeSpec
import SystemPackage

/// What of a folder's files is read as a checkpoint.
enum WeightsChoice {
  case file(FilePath.Component)
  /// Files that are parts of one checkpoint, by their names.
  case parts([String])

  /// The names that transformers gives, the first that is there.
  private static let usualNames = [
    "model.safetensors.index.json", "model.safetensors", "pytorch_model.bin.index.json",
    "pytorch_model.bin",
  ]

  /// Chooses among the files of a folder.
  ///
  /// - Returns: `nil` where none is of weights.
  init?(among names: [FilePath.Component]) throws(CheckpointError) {
    for usual in Self.usualNames {
      guard let name = names.first(where: { $0.string == usual }) else { continue }
      self = .file(name)
      return
    }
    for ends in [[".safetensors.index.json"], [".safetensors"], [".bin", ".pt", ".pth", ".ckpt"]] {
      let found = names.filter { name in ends.contains { name.string.hasSuffix($0) } }
      if found.isEmpty { continue }
      if let count = Self.partCount(found.map(\.string)) {
        if count == found.count {
          self = .parts(found.map(\.string))
          return
        }
        throw CheckpointError(
          "of \(count) parts of a checkpoint it holds \(found.count)",
          help: ["download the others into it"])
      }
      if found.count == 1 {
        self = .file(found[0])
        return
      }
      let some = found.prefix(3).map(\.string).joined(separator: ", ")
      throw CheckpointError(
        "it holds \(found.count) files of weights", help: ["name one of them, such as \(some)"])
    }
    return nil
  }

  /// How many parts there are of a checkpoint, where all of some files are parts by their names:
  /// `model-00001-of-00002.safetensors`.
  private static func partCount(_ names: [String]) -> Int? {
    let counts = names.map { name in
      name.split(separator: "-of-").dropFirst().last?.split(separator: ".").first.flatMap {
        Int($0)
      }
    }
    guard let first = counts.first, counts.allSatisfy({ $0 == first }) else { return nil }
    return first
  }
}
