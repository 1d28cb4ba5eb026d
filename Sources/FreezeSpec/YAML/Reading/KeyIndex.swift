/// Finds keys among many entries, which stand elsewhere.
struct KeyIndex {
  private var index = HashIndex()

  /// The index of the entry with a key.
  func position(of key: String, in entries: [YAMLEntry]) -> Int? {
    index.number(withHash: Self.hash(key)) { entries[$0].hasKey(key) }
  }

  /// Adds an entry whose key is not here yet.
  mutating func insert(_ position: Int, _ key: String) {
    index.insert(position, hash: Self.hash(key))
  }

  private static func hash(_ key: String) -> Int {
    var hasher = Hasher()
    ExactString(key).hash(into: &hasher)
    return hasher.finalize()
  }
}

extension YAMLEntry {
  /// Whether it has a key, by its code points: Swift holds the composed and the decomposed form of
  /// a letter to be equal.
  func hasKey(_ key: String) -> Bool { self.key.isExactly(key) }
}
