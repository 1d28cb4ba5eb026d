/// The anchors of a document, by name.
struct YAMLAnchors {
  /// What an anchor marks.
  enum Anchor {
    /// The node is not complete.
    case open(SourceSpan)
    case done(YAMLNode, size: YAMLSize, height: Int)
  }

  private var anchors: [String: Anchor] = [:]
  /// The names that a mistyped alias is held against, in order.
  private(set) var candidates: [String] = []

  /// The anchor that came last under a name.
  subscript(name: String) -> Anchor? { anchors[name] }

  /// Takes an anchor, which replaces another of its name.
  mutating func set(_ name: String, _ anchor: Anchor) {
    let isNew = anchors.updateValue(anchor, forKey: name) == nil
    if isNew, candidates.count < Limits.suggestionCandidates { candidates.append(name) }
  }
}
