/// A mapping's entries while they come, with the keys seen so far.
struct MappingBuilder {
  /// The entries, in order.
  private(set) var entries: [YAMLEntry] = []
  /// The place of each key, from the ninth key on; before, a look at each is faster.
  private var positions: [String: Int] = [:]
  /// The entries that came through `<<` and that a key of the mapping's own may still replace.
  private var merged: Set<Int> = []

  private static let linearKeys = 8

  /// Adds an entry of the mapping's own.
  ///
  /// - Returns: Where the same key stands already, in which case the entry is not added.
  mutating func add(_ entry: YAMLEntry) -> SourceSpan? {
    guard let position = position(of: entry.key) else {
      append(entry)
      return nil
    }
    guard merged.remove(position) != nil else { return entries[position].keySpan }
    entries[position] = entry
    return nil
  }

  /// Adds those entries of another mapping whose keys are not here yet.
  mutating func merge(_ others: [YAMLEntry]) {
    for entry in others where position(of: entry.key) == nil {
      merged.insert(entries.count)
      append(entry)
    }
  }

  private func position(of key: String) -> Int? {
    if entries.count > Self.linearKeys { return positions[key] }
    for index in entries.indices where entries[index].key == key { return index }
    return nil
  }

  private mutating func append(_ entry: YAMLEntry) {
    entries.append(entry)
    if entries.count == Self.linearKeys + 1 {
      for index in entries.indices { positions[entries[index].key] = index }
    } else if entries.count > Self.linearKeys {
      positions[entry.key] = entries.count - 1
    }
  }
}
