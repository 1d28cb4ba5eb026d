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

/// The text of a scalar.
public struct YAMLScalar: Sendable {
  /// The text after YAML's own unquoting and folding.
  public var text: String
  /// Whether it is written without quotes and not as a block (`|`, `>`).
  public var isPlain: Bool
  /// The byte offset in the file of the text's first byte where the text stands in the source as it
  /// is, so that places inside it can be told; `nil` where quoting or folding changed it.
  public var verbatimStart: UInt32?
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
