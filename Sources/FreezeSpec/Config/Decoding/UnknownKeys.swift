/// The keys of a mapping, looked up without a search through all of its entries.
///
/// It is made once for a mapping, and asked for each of the keys that should not be there.
struct MappingKeys {
  /// The entries, in order.
  let all: [YAMLEntry]
  /// Their keys, and where the first of each is; of a few nothing is noted.
  private var keys: [ExactString] = []
  private var index = HashIndex()

  private static let few = 16

  /// The number of entries.
  var count: Int { all.count }

  /// Takes the keys of entries.
  init(_ entries: [YAMLEntry]) {
    all = entries
    if entries.count <= Self.few { return }
    keys = entries.map { ExactString($0.key) }
    for (number, key) in keys.enumerated() where index.number(of: key, in: keys) == nil {
      index.insert(number, key)
    }
  }

  /// The first entry of a key.
  subscript(key: String) -> YAMLEntry? {
    if all.count <= Self.few { return all.first { $0.key.isExactly(key) } }
    return index.number(of: ExactString(key), in: keys).map { all[$0] }
  }
}

extension NodeReader {
  /// Reports a key that must be there, unless it was only mistyped, which is an error of its own.
  func reportMissing(
    _ key: String, in entries: [YAMLEntry], _ message: String, at span: SourceSpan,
    help: [String] = []
  ) -> Reported {
    if entries.contains(where: { $0.isMeant(for: [key]) }) { return Reported() }
    return report(.missingKey, message, at: span, help: help)
  }

  /// Reports a key that the language does not have here.
  ///
  /// - Parameters:
  ///   - help: The cure where it is known.
  ///   - keys: All keys of the mapping, which were not meant once more.
  func reportUnknownKey(
    _ entry: YAMLEntry, of what: String, allowed: [String], help: [String] = [],
    beside keys: MappingKeys = MappingKeys([])
  ) -> Reported {
    // Nobody reads the cures of what is only counted.
    if diagnostics.isFull { return countUnmade() }
    let free = allowed.filter { keys[$0] == nil }
    var cures = help.isEmpty ? Suggestion.didYouMean(entry.key, in: free) : help.map { Cure($0) }
    if cures.isEmpty, free.count < allowed.count,
      let known = Suggestion.nearest(to: entry.key, in: allowed, limit: 1).first
    {
      cures = ["`\(known)` stands here already: take one of the two out"]
    }
    if cures.isEmpty, what == "a config" || what == "a rule",
      let cure = ToolKeys.cure(of: entry.key)
    {
      cures = [cure]
    }
    // A key that comes near one that may stand here was meant as that one.
    if cures.isEmpty, let cure = Self.rootCure(of: entry.key) { cures = [cure] }
    if let slip = UnseenColon(in: entry.key, after: allowed) { cures = [Cure(slip.cure)] }
    if cures.isEmpty { cures = ["\(what) can have: \(allowed.joined(separator: ", "))"] }
    return report(
      .unknownKey, "\(what) has no key `\(clipped(entry.key))`", at: entry.keySpan, cures: cures)
  }

  /// Where a key belongs that stands too deep, if it is one of a config or of a rule and means nothing else.
  static func rootCure(of key: String) -> Cure? {
    switch key {
    case "classes", "dtype", "eval", "expect", "model", "rules", "softmax", "tie", "unmatched",
      "wrap":
      "`\(key)` is a key of the config: move it beside `model`"
    case "freeze", "train": "write it as an item under `rules:`: `- \(key): …`"
    default: nil
    }
  }
}
