// The keys of mappings: those that can stand there, and what another was meant to be.

extension ConfigDecoder {
  /// Reads the keys of a mapping that can hold only certain ones.
  mutating func fields(_ entries: [YAMLEntry], of what: String, allowed: [String])
    -> [String: YAMLEntry]
  {
    var fields: [String: YAMLEntry] = [:]
    for entry in reportingOutdented(entries, allowed) {
      if allowed.contains(entry.key) {
        fields[entry.key] = entry
      } else {
        reportUnknownKey(entry, of: what, allowed: allowed)
      }
    }
    return fields
  }

  /// Reports a key that must be there, unless it was only mistyped, which is an error of its own.
  mutating func reportMissing(
    _ key: String, in entries: [YAMLEntry], _ message: String, at span: SourceSpan,
    help: [String] = []
  ) {
    if entries.contains(where: { Self.isMeant($0.key, for: [key]) }) { return }
    report(.missingKey, message, at: span, help: help)
  }

  /// Reports a key that the language does not have here.
  ///
  /// - Parameter help: The cure where it is known.
  mutating func reportUnknownKey(
    _ entry: YAMLEntry, of what: String, allowed: [String], help: [String] = []
  ) {
    var cures = help.isEmpty ? Suggestion.didYouMean(entry.key, in: allowed) : help
    if let slip = Self.keyWithoutColon(entry.key, allowed) { cures = [slip.cure] }
    if cures.isEmpty { cures = ["\(what) can have: \(allowed.joined(separator: ", "))"] }
    report(
      .unknownKey, "\(what) has no key `\(clipped(entry.key))`", at: entry.keySpan, help: cures)
  }

  /// Whether a word was most likely meant for one of some keys.
  static func isMeant(_ word: String, for keys: [String]) -> Bool {
    keyWithoutColon(word, keys) != nil || !Suggestion.nearest(to: word, in: keys).isEmpty
  }

  /// The key at the start of a text such as `freeze "2.*"` or `freeze:"2.*"`, in which YAML sees no
  /// `: `, and how to write it.
  static func keyWithoutColon(_ text: String, _ keys: [String]) -> (key: String, cure: String)? {
    for key in keys where text.hasPrefix(key) {
      let rest = text.dropFirst(key.count)
      if rest.hasPrefix(":"), rest.count > 1 {
        return (key, "put a space after the `:`, as in `\(key): …`")
      }
      if rest.hasPrefix(" ") {
        return (key, "put a `:` after `\(key)`, as in `\(key): …`")
      }
    }
    return nil
  }

  /// Where a key belongs that stands at the root of a config, if it is one of another mapping.
  static func home(of key: String) -> [String] {
    switch key {
    case "freeze", "train": ["write it as an item under `rules:`: `- \(key): …`"]
    case "because", "optional": ["it belongs to a rule: indent it to the column of its `freeze`"]
    case "temperature", "logits": ["write it under `softmax:`"]
    case "children", "args", "class", "repeat", "from": ["write it under `model:`"]
    case _ where expectationKeys.contains(key):
      ["write it as an item under `expect:`: `- \(key): …`"]
    default: []
    }
  }

  /// Reports keys that stand beside the key that they belong under, which has no value for it.
  ///
  /// ```yaml
  /// children:
  /// conv1: Conv2d(3, 8, 3)
  /// ```
  ///
  /// - Returns: The other entries.
  mutating func reportingOutdented(_ entries: [YAMLEntry], _ allowed: [String]) -> [YAMLEntry] {
    var others: [YAMLEntry] = []
    var index = 0
    while index < entries.count {
      let entry = entries[index]
      index += 1
      let start = index
      if entry.value.isEmptyPlain, allowed.contains(entry.key) {
        while index < entries.count, !allowed.contains(entries[index].key),
          !Self.isMeant(entries[index].key, for: allowed)
        {
          index += 1
        }
      }
      if index == start {
        others.append(entry)
      } else {
        let names = entries[start..<index].map { "`\(clipped($0.key))`" }
        report(
          .wrongType, "`\(entry.key)` has no value: what belongs to it stands beside it",
          at: entry.keySpan, help: ["indent \(listed(names)) by two columns more"])
      }
    }
    return others
  }
}
