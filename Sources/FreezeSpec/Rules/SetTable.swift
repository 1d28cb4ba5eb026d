/// Sets of numbers, each kept once and numbered from 0 in the order in which they came.
///
/// The members lie in one flat array: a large model's automaton has sets by the million, and an array
/// for each would cost more than what it holds.
struct SetTable: RandomAccessCollection {
  /// The members of all sets, one set after the other.
  private var members: [Int32] = []
  /// Where each set's members start, and where the last one's end.
  private var starts: [Int] = [0]
  /// For each set, what tells it from others of the same members.
  private var labels: [UInt8] = []
  /// Finds sets by their hashes.
  private var index = HashIndex()

  var startIndex: Int { 0 }
  var endIndex: Int { labels.count }

  /// The members of a set, ascending.
  subscript(set: Int) -> ArraySlice<Int32> { members[starts[set]..<starts[set + 1]] }

  /// Whether a set has no members.
  func isEmpty(_ set: Int) -> Bool { starts[set] == starts[set + 1] }

  /// The label of a set.
  func label(of set: Int) -> UInt8 { labels[set] }

  /// The number of members of all sets together.
  var memberCount: Int { members.count }
  /// The size in numbers of four bytes.
  var size: Int { members.count + 8 * labels.count }

  /// The number of a set, which is added where it is not known.
  ///
  /// - Parameters:
  ///   - set: The members, ascending.
  ///   - label: What tells it from others of the same members.
  mutating func number(of set: some RandomAccessCollection<Int32>, label: UInt8 = 0) -> Int32 {
    let hash = Self.hash(set, label)
    let known = index.number(withHash: hash) { number in
      labels[number] == label && self[number].elementsEqual(set)
    }
    if let known { return Int32(known) }
    let new = Int32(count)
    // Most have two or three.
    for member in set { members.append(member) }
    starts.append(members.count)
    labels.append(label)
    index.insert(Int(new), hash: hash)
    return new
  }

  /// A hash of a set: a product for each member, both halves of it, from a number on that is drawn anew in
  /// each process.
  ///
  /// Sets are hashed by the million, and a `Hasher` takes several times as long.
  private static func hash(_ set: some Collection<Int32>, _ label: UInt8) -> Int {
    var hash = seed ^ UInt64(label)
    for member in set {
      let product = (hash ^ UInt64(UInt32(bitPattern: member))).multipliedFullWidth(by: factor)
      hash = product.high ^ product.low
    }
    return Int(truncatingIfNeeded: hash ^ hash >> 32)
  }

  private static let seed = UInt64.random(in: .min ... .max)
  private static let factor: UInt64 = 0x9E37_79B9_7F4A_7C15
}
