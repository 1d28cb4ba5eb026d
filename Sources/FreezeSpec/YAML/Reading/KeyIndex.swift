/// Finds keys among many: an open hash table over entries that stand elsewhere.
///
/// Unlike a `Dictionary` it holds no second copy of the keys, and it keeps their hashes, so that it
/// neither reads a key again to grow nor compares one with another that only shares its slot.
struct KeyIndex {
  /// An entry's index plus one in the low half, its hash in the high one; 0 is free.
  private var slots: [UInt64]
  private var count = 0

  /// Makes an index of no keys.
  init() {
    slots = Array(repeating: 0, count: 32)
  }

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
    var slot = Int(hash) & (slots.count - 1)
    while slots[slot] != 0 {
      if UInt32(slots[slot] >> 32) == hash {
        let position = Int(slots[slot] & 0xFFFF_FFFF) - 1
        if entries[position].key == key { return position }
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  /// Adds an entry whose key is not here yet.
  mutating func insert(_ position: Int, hash: UInt32) {
    if (count + 1) * 2 > slots.count { grow() }
    count += 1
    Self.put(UInt64(hash) << 32 | UInt64(position + 1), into: &slots)
  }

  private mutating func grow() {
    var larger = [UInt64](repeating: 0, count: slots.count * 4)
    for slot in slots where slot != 0 { Self.put(slot, into: &larger) }
    slots = larger
  }

  private static func put(_ value: UInt64, into slots: inout [UInt64]) {
    var slot = Int(value >> 32) & (slots.count - 1)
    while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = value
  }
}
