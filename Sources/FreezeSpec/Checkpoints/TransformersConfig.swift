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
    return Self.sharedEmbeddings(names) + (hasHead ? Self.heads(names) : [])
  }

  /// Whether the model has a head that gives tokens.
  private var hasHead: Bool {
    architectures.contains { name in
      ["ForCausalLM", "LMHeadModel", "ForConditionalGeneration", "ForMaskedLM", "ForPreTraining"]
        .contains(where: name.hasSuffix)
    }
  }

  /// The embeddings of encoders and decoders that have one in common, such as T5's and BART's.
  private static func sharedEmbeddings(_ names: SavedNames) -> [Checkpoint.Tie] {
    var ties: [Checkpoint.Tie] = []
    for prefix in ["", "model."] where names.contains("\(prefix)shared.weight") {
      for part in ["encoder.", "decoder."] where names.holds(startingWith: prefix + part) {
        ties += names.tie("\(prefix)\(part)embed_tokens.weight", to: "\(prefix)shared.weight")
      }
    }
    return ties
  }

  /// The embeddings of tokens, by the names that they have in models with a head.
  private static let embeddings = [
    "shared.weight", "model.shared.weight", "model.embed_tokens.weight",
    "model.decoder.embed_tokens.weight", "model.language_model.embed_tokens.weight",
    "model.text_model.embed_tokens.weight", "transformer.wte.weight",
    "transformer.word_embeddings.weight", "backbone.embeddings.weight",
    "backbone.embedding.weight",
  ]

  private static func heads(_ names: SavedNames) -> [Checkpoint.Tie] {
    // A head with a layer before its last one, whose bias has two names as well.
    for (layer, outer, decoder) in [
      ("cls.predictions.transform.dense.weight", "cls.predictions", "cls.predictions.decoder"),
      ("lm_head.dense.weight", "lm_head", "lm_head.decoder"),
    ] where names.contains(layer) {
      guard let embedding = names.only(endingWith: ".embeddings.word_embeddings.weight") else {
        return []
      }
      return names.tie("\(decoder).weight", to: embedding)
        + names.tie("\(decoder).bias", to: "\(outer).bias")
    }
    if let embedding = names.only(endingWith: ".embeddings.word_embeddings.weight"),
      names.contains("vocab_projector.bias")
    {
      return names.tie("vocab_projector.weight", to: embedding)
    }
    for (embedding, head) in [
      ("gpt_neox.embed_in.weight", "embed_out.weight"),
      ("language_model.model.embed_tokens.weight", "language_model.lm_head.weight"),
    ] where names.contains(embedding) { return names.tie(head, to: embedding) }
    let known = embeddings.filter(names.contains)
    return known.count == 1 ? names.tie("lm_head.weight", to: known[0]) : []
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

  /// The one name with an end.
  func only(endingWith end: String) -> String? {
    let found = sorted.filter { $0.endsExactly(with: end) }
    return found.count == 1 ? found[0] : nil
  }

  /// A name that is absent, tied to one that is there.
  func tie(_ dropped: String, to kept: String) -> [Checkpoint.Tie] {
    contains(kept) && !contains(dropped) ? [Checkpoint.Tie(dropped: dropped, kept: kept)] : []
  }
}
