#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Values by the bytes of a text, for keys that lie in memory and are no strings yet.
struct ByteTable<Value> {
  private struct Entry {
    var hash: UInt
    var start: Int
    var end: Int
    var value: Value
  }

  private var entries: [Entry] = []
  private var keys: [UInt8] = []
  /// The index of an entry, or -1, at the place that the lower bits of its hash give, or after it.
  private var slots = [Int32](repeating: -1, count: 64)

  /// The number of keys.
  var count: Int { entries.count }

  /// The value of a key.
  func value(of key: UnsafeBufferPointer<UInt8>) -> Value? {
    let hash = Self.hash(key)
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] >= 0 {
      let index = Int(slots[slot])
      if entries[index].hash == hash, isKey(of: index, equalTo: key) { return entries[index].value }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  /// Adds a key that is not there yet.
  mutating func insert(_ key: UnsafeBufferPointer<UInt8>, _ value: Value) {
    let start = keys.count
    keys.append(contentsOf: key)
    entries.append(Entry(hash: Self.hash(key), start: start, end: keys.count, value: value))
    if entries.count * 2 > slots.count {
      slots = [Int32](repeating: -1, count: slots.count * 4)
      for index in entries.indices { link(index) }
    } else {
      link(entries.count - 1)
    }
  }

  private mutating func link(_ index: Int) {
    var slot = Int(truncatingIfNeeded: entries[index].hash) & (slots.count - 1)
    while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = Int32(truncatingIfNeeded: index)
  }

  private func isKey(of index: Int, equalTo key: UnsafeBufferPointer<UInt8>) -> Bool {
    let start = entries[index].start
    guard entries[index].end - start == key.count else { return false }
    return keys.withUnsafeBufferPointer { keys in
      guard let known = keys.baseAddress, let key = key.baseAddress else { return true }
      return memcmp(known + start, key, entries[index].end - start) == 0
    }
  }

  /// Mixes eight bytes at a time.
  private static func hash(_ key: UnsafeBufferPointer<UInt8>) -> UInt {
    let bytes = UnsafeRawBufferPointer(key)
    var hash = UInt64(truncatingIfNeeded: key.count)
    func mix(_ word: UInt64) {
      let product = (hash ^ word).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
      hash = product.high ^ product.low
    }
    var index = 0
    while index + 8 <= bytes.count {
      mix(bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      index += 8
    }
    if index < bytes.count, bytes.count >= 8 {
      mix(bytes.loadUnaligned(fromByteOffset: bytes.count - 8, as: UInt64.self))
    } else {
      var rest: UInt64 = 0
      while index < bytes.count {
        rest = rest << 8 | UInt64(bytes[index])
        index += 1
      }
      mix(rest)
    }
    return UInt(truncatingIfNeeded: hash)
  }
}
