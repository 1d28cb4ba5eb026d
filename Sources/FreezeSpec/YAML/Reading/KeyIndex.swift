/// Finds keys among many: an open hash table over entries that stand elsewhere.
///
/// It keeps the hashes and no second copy of the keys. A `Dictionary` of 100,000 keys that are
/// compared by code points, as these must be, takes four times the instructions and half as much
/// memory again, and a large mapping asks for each of its keys.
struct KeyIndex {
  private struct Slot {
    /// The hash of a key.
    var hash: UInt32
    /// The index of its entry; -1 in a slot that is free.
    var entry: Int32

    static let free = Slot(hash: 0, entry: -1)
  }

  private var slots = Array(repeating: Slot.free, count: 32)
  private var count = 0

  /// The hash by which keys are found, seeded anew for each process.
  static func hash(_ key: String) -> UInt32 {
    var hasher = Hasher()
    let isContiguous: Void? = key.utf8.withContiguousStorageIfAvailable {
      hasher.combine(bytes: UnsafeRawBufferPointer($0))
    }
    if isContiguous == nil {
      for byte in key.utf8 { hasher.combine(byte) }
    }
    return UInt32(truncatingIfNeeded: hasher.finalize())
  }

  /// The index of the entry with a key.
  func position(of key: String, hash: UInt32, in entries: [YAMLEntry]) -> Int? {
    var place = Int(hash) & (slots.count - 1)
    while slots[place].entry >= 0 {
      let slot = slots[place]
      if slot.hash == hash, entries[Int(slot.entry)].hasKey(key) { return Int(slot.entry) }
      place = (place + 1) & (slots.count - 1)
    }
    return nil
  }

  /// Adds an entry whose key is not here yet.
  mutating func insert(_ position: Int, hash: UInt32) {
    if (count + 1) * 2 > slots.count { grow() }
    count += 1
    // A document has fewer bytes than an Int32 counts, and so fewer entries.
    Self.put(Slot(hash: hash, entry: Int32(truncatingIfNeeded: position)), into: &slots)
  }

  private mutating func grow() {
    var larger = Array(repeating: Slot.free, count: slots.count * 4)
    for slot in slots where slot.entry >= 0 { Self.put(slot, into: &larger) }
    slots = larger
  }

  private static func put(_ slot: Slot, into slots: inout [Slot]) {
    var place = Int(slot.hash) & (slots.count - 1)
    while slots[place].entry >= 0 { place = (place + 1) & (slots.count - 1) }
    slots[place] = slot
  }
}

extension YAMLEntry {
  /// Whether it has a key, by its code points: Swift holds the composed and the decomposed form of
  /// a letter to be equal.
  func hasKey(_ key: String) -> Bool {
    self.key == key && self.key.utf8.elementsEqual(key.utf8)
  }
}
