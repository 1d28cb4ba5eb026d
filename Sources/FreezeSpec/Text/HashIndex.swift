/// Finds things that are kept elsewhere, under numbers, by their hashes.
///
/// For things that lie in a store of their own already: as keys of a `Dictionary` they would be kept
/// twice, and each type of dictionary costs the start of the program a look for its conformances, about
/// 270,000 instructions. Hashes must come from a `Hasher`, which is seeded anew in each process: then
/// nobody can choose things that share one.
struct HashIndex {
  /// A thing, and the one before it that has the same hash.
  private struct Link {
    let number: Int32
    /// The index of that one's link, or -1.
    let previous: Int32
  }

  private var links: [Link] = []
  /// The hashes of all things while they are few: to look through these takes less than to make a table.
  private var hashes: [Int] = []
  /// The link that came last of those with a hash, once they are many.
  private var lastLink: [Int: Int32] = [:]

  /// How many are few.
  private static let few = 16

  /// The number of a thing.
  func number<Thing: Hashable>(of thing: Thing, in store: [Thing]) -> Int? {
    // To compare with a few takes less than a hash.
    if links.count == hashes.count {
      for link in links where store[Int(link.number)] == thing { return Int(link.number) }
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
    if links.count == hashes.count {
      for (known, link) in zip(hashes, links) where known == hash {
        if isIt(Int(link.number)) { return Int(link.number) }
      }
      return nil
    }
    var next = lastLink[hash] ?? -1
    while next >= 0 {
      let link = links[Int(next)]
      if isIt(Int(link.number)) { return Int(link.number) }
      next = link.previous
    }
    return nil
  }

  /// Adds a thing that is not here yet.
  ///
  /// - Parameters:
  ///   - number: Its number, below 2^31.
  ///   - hash: Its hash.
  mutating func insert(_ number: Int, hash: Int) {
    if links.count < Self.few {
      hashes.append(hash)
      links.append(Link(number: Int32(truncatingIfNeeded: number), previous: -1))
      return
    }
    if links.count == Self.few {
      let first = links
      links.removeAll(keepingCapacity: true)
      for (hash, link) in zip(hashes, first) { chain(link.number, hash) }
      hashes = []
    }
    chain(Int32(truncatingIfNeeded: number), hash)
  }

  private mutating func chain(_ number: Int32, _ hash: Int) {
    let link = Int32(truncatingIfNeeded: links.count)
    let previous = lastLink.updateValue(link, forKey: hash) ?? -1
    links.append(Link(number: number, previous: previous))
  }
}
