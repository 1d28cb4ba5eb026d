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

  /// Where the node stands; for one that came through an alias, where its anchor stands.
  public var span: SourceSpan
  /// The value.
  public var content: Content
  /// Whether a collection is written in flow style (`[…]`, `{…}`).
  public var isFlow: Bool
}

/// A key of a mapping with its value.
public struct YAMLEntry: Sendable {
  /// The key's text.
  public var key: String
  /// Where the key stands.
  public var keySpan: SourceSpan
  /// Whether the key is written without quotes.
  public var isKeyPlain: Bool
  /// The value; an absent one is an empty plain scalar.
  public var value: YAMLNode
}
