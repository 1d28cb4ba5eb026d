/// What the `config.json` beside the weights of a model of transformers tells of its ties.
///
/// `save_pretrained` leaves out each name but one of a tensor, and says nothing of it in the weights.
package struct TransformersConfig: Sendable {
  /// Whether the embedding of tokens is the head's weight, too; `nil` where it is not said.
  private var tiesEmbeddings: Bool?
  /// The classes that the weights were saved from.
  private var architectures: [String] = []

  /// Reads a config.
  ///
  /// - Returns: `nil` where it is none.
  package init?(_ bytes: [UInt8]) {
    do throws(JSONError) {
      var reader = JSONReader(bytes, nesting: Limits.nesting)
      try reader.object { (key, reader) throws(JSONError) in
        switch (key, try reader.kind()) {
        case ("tie_word_embeddings", .bool): tiesEmbeddings = try reader.bool()
        case ("architectures", .array):
          try reader.array { (reader) throws(JSONError) in
            if try reader.kind() == .string {
              architectures.append(try reader.string())
            } else {
              try reader.skip()
            }
          }
        default: try reader.skip()
        }
      }
      try reader.end()
    } catch {
      return nil
    }
  }
}

extension Checkpoint {
  /// Adds the names that saving left out, as far as a config tells of them.
  package mutating func inferTies(from config: TransformersConfig) {
    inferredTies = config.ties(in: self)
    dropped += inferredTies
  }
}

extension TransformersConfig {
  /// The ties of a checkpoint, each of a name that is absent in it to one that is there.
  fileprivate func ties(in checkpoint: Checkpoint) -> [Checkpoint.Tie] {
    if tiesEmbeddings == false { return [] }
    let names = SavedNames(checkpoint)
    let shared = Self.sharedEmbeddings(names)
    var told: Set<ExactString> = []
    return (shared + heads(names, beside: shared)).filter {
      told.insert(ExactString($0.dropped)).inserted
    }
  }

  /// The embeddings of encoders and decoders that have one in common, such as T5's and BART's.
  private static func sharedEmbeddings(_ names: SavedNames) -> [Checkpoint.Tie] {
    var ties: [Checkpoint.Tie] = []
    for prefix in ["", "model.", "led.", "transformer."]
    where names.contains("\(prefix)shared.weight") {
      for part in ["encoder.", "decoder."] where names.holds(startingWith: prefix + part) {
        ties += names.tie("\(prefix)\(part)embed_tokens.weight", to: "\(prefix)shared.weight")
      }
    }
    return ties
  }

  /// The ties that the classes of transformers have by their names: of two, the one that is absent.
  ///
  /// - Parameter shared: What is known already: one of the two may be absent for it.
  private func heads(_ names: SavedNames, beside shared: [Checkpoint.Tie]) -> [Checkpoint.Tie] {
    func kept(_ name: String) -> String {
      shared.first { $0.dropped.isExactly(name) }?.kept ?? name
    }
    var ties: [Checkpoint.Tie] = []
    var pair: [String] = []
    for line in Self.tiedNames.description.split(separator: "\n") {
      let words = line.split(separator: " ").map(String.init)
      if !line.hasPrefix(" ") {
        pair = [words[0], words[2]]
      } else if architectures.contains(where: words.contains) {
        ties += names.tie(pair[0], to: kept(pair[1]))
        ties += names.tie(pair[1], to: kept(pair[0]))
      }
    }
    return ties
  }
}

/// The names in a checkpoint.
private struct SavedNames {
  private let sorted: [String]
  private let names: Set<ExactString>

  init(_ checkpoint: Checkpoint) {
    sorted = checkpoint.tensors.map(\.name)
    names = Set(sorted.map { ExactString($0) })
  }

  func contains(_ name: String) -> Bool { names.contains(ExactString(name)) }

  func holds(startingWith start: String) -> Bool {
    sorted.contains { $0.startsExactly(with: start) }
  }

  /// A name that is absent, tied to one that is there.
  func tie(_ dropped: String, to kept: String) -> [Checkpoint.Tie] {
    contains(kept) && !contains(dropped) ? [Checkpoint.Tie(dropped: dropped, kept: kept)] : []
  }
}
