/// A YAML value that knows its place in the source.
public struct YAMLNode: Sendable {
  /// What the node holds.
  public enum Content: Sendable {
    /// A scalar.
    case scalar(YAMLScalar)
    /// A sequence.
    case sequence([YAMLNode])
    /// A mapping, merge keys applied, in order.
    case mapping([YAMLEntry])
  }

  // In this order a node takes 32 bytes and an entry 64; with the span first, 40 and 72.

  /// The value.
  public var content: Content
  /// Whether a collection is written in flow style (`[…]`, `{…}`).
  public var isFlow: Bool
  /// Where the node stands; for one that came through an alias, where its anchor stands.
  public var span: SourceSpan
}

/// A key of a mapping with its value.
public struct YAMLEntry: Sendable {
  /// The key's text.
  public var key: String
  /// The value; an absent one is an empty plain scalar.
  public var value: YAMLNode
  /// Whether the key is written without quotes.
  public var isKeyPlain: Bool
  /// Where the key stands.
  public var keySpan: SourceSpan
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
