/// A YAML value that knows its place in the source.
struct YAMLNode: Sendable {
  /// What the node holds.
  enum Content: Sendable {
    /// A scalar.
    case scalar(YAMLScalar)
    /// A sequence.
    case sequence([YAMLNode])
    /// A mapping, merge keys applied, in order.
    case mapping([YAMLEntry])
  }

  // In this order a node takes 32 bytes and an entry 64; with the span first, 40 and 72.

  /// The value.
  var content: Content
  /// Whether a collection is written in flow style (`[…]`, `{…}`).
  var isFlow: Bool
  /// Where the node stands; for one that came through an alias, where its anchor stands.
  var span: SourceSpan
}

/// A key of a mapping with its value.
struct YAMLEntry: Sendable {
  /// The key's text.
  var key: String
  /// The value; an absent one is an empty plain scalar.
  var value: YAMLNode
  /// Whether the key is written without quotes.
  var isKeyPlain: Bool
  /// Where the key stands.
  var keySpan: SourceSpan
}

extension YAMLNode {
  /// Whether this is a value that is not there.
  var isEmptyPlain: Bool {
    guard case .scalar(let scalar) = content else { return false }
    return scalar.isPlain && scalar.isEmpty
  }

  /// What the node is, with its article.
  var kindName: String {
    switch content {
    case .scalar(let scalar): scalar.isEmpty ? "an empty value" : "`\(clipped(scalar.text))`"
    case .sequence: "a sequence"
    case .mapping: "a mapping"
    }
  }
}

extension YAMLEntry {
  /// The key with its place.
  var name: PlacedName { PlacedName(text: key, span: keySpan) }
}
