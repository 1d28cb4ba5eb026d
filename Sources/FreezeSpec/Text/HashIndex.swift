/// Finds things that are kept elsewhere, under numbers, by their hashes.
///
/// For things that lie in a store of their own already: as keys of a `Dictionary` they would be kept
/// twice, and each type of dictionary costs the start of the program a look for its conformances, about
/// 270,000 instructions. Hashes must mix all of a thing with a number that is drawn anew in each process, as
/// those of a `Hasher` do: then nobody can choose things that share one.
struct HashIndex {
  /// A thing.
  private struct Entry {
    let hash: Int
    let number: Int32
  }

  /// All things, as they came.
  private var entries: [Entry] = []
  /// The indices of things once they are many, and -1 where there is none.
  ///
  /// Each is at the first place that was free from that of its hash on. The places are a power of two,
  /// and twice as many as the things at least.
  private var places: [Int32] = []

  /// How many are few: to look through these takes less than to make a table.
  private static let few = 16

  var isEmpty: Bool { entries.isEmpty }

  /// The number of a thing.
  func number<Thing: Hashable>(of thing: Thing, in store: [Thing]) -> Int? {
    // To compare with a few takes less than a hash.
    if places.isEmpty {
      for entry in entries where store[Int(entry.number)] == thing { return Int(entry.number) }
      return nil
    }
    return number(withHash: Self.hash(thing)) { store[$0] == thing }
  }

  /// Adds a thing that is not here yet, under a number below 2^31.
  mutating func insert(_ number: Int, _ thing: some Hashable) {
    insert(number, hash: Self.hash(thing))
  }

  /// The hash of a thing.
  static func hash(_ thing: some Hashable) -> Int {
    var hasher = Hasher()
    thing.hash(into: &hasher)
    return hasher.finalize()
  }

  /// The number of a thing that has a hash.
  func number(withHash hash: Int, where isIt: (Int) -> Bool) -> Int? {
    if places.isEmpty {
      for entry in entries where entry.hash == hash {
        if isIt(Int(entry.number)) { return Int(entry.number) }
      }
      return nil
    }
    let mask = places.count - 1
    var place = hash & mask
    while places[place] >= 0 {
      let entry = entries[Int(places[place])]
      if entry.hash == hash, isIt(Int(entry.number)) { return Int(entry.number) }
      place = (place + 1) & mask
    }
    return nil
  }

  /// Adds a thing that is not here yet.
  ///
  /// - Parameters:
  ///   - number: Its number, below 2^31.
  ///   - hash: Its hash.
  mutating func insert(_ number: Int, hash: Int) {
    entries.append(Entry(hash: hash, number: Int32(truncatingIfNeeded: number)))
    if entries.count <= Self.few { return }
    if 2 * entries.count <= places.count { return place(entries.count - 1) }
    places = Array(repeating: -1, count: max(4 * Self.few, 2 * places.count))
    for index in entries.indices { place(index) }
  }

  private mutating func place(_ index: Int) {
    let mask = places.count - 1
    var place = entries[index].hash & mask
    while places[place] >= 0 { place = (place + 1) & mask }
    places[place] = Int32(truncatingIfNeeded: index)
  }
}
