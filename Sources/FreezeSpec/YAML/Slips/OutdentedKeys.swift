/// Keys that stand beside the key that they belong under, which has no value for it.
///
/// ```yaml
/// children:
/// conv1: Conv2d(3, 8, 3)
/// ```
struct OutdentedKeys {
  /// The key without a value.
  let owner: YAMLEntry
  /// The keys that belong under it.
  let keys: ArraySlice<YAMLEntry>

  /// Parts the entries of a mapping into such keys and all others.
  ///
  /// - Parameter allowed: The keys that the mapping can have.
  static func part(_ entries: [YAMLEntry], allowed: [String])
    -> (slips: [OutdentedKeys], others: [YAMLEntry])
  {
    // Hardly any mapping has a key without a value.
    if !entries.contains(where: \.value.isEmptyPlain) { return ([], entries) }
    var slips: [OutdentedKeys] = []
    var others: [YAMLEntry] = []
    var index = 0
    while index < entries.count {
      let entry = entries[index]
      index += 1
      let start = index
      if entry.value.isEmptyPlain, allowed.contains(entry.key) {
        while index < entries.count, !allowed.contains(entries[index].key),
          !entries[index].isMeant(for: allowed)
        {
          index += 1
        }
      }
      if index == start {
        others.append(entry)
      } else {
        slips.append(OutdentedKeys(owner: entry, keys: entries[start..<index]))
      }
    }
    return (slips, others)
  }

  /// The finding.
  var diagnostic: Diagnostic {
    let names = keys.map { "`\(clipped($0.key))`" }
    return Diagnostic(
      .wrongType, "`\(owner.key)` has no value: what belongs to it stands beside it",
      at: owner.keySpan, help: ["indent \(listed(names)) by two columns more"])
  }
}
