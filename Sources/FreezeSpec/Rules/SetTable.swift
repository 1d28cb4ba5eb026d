/// Sets of numbers, each kept once and numbered from 0 in the order in which they came.
///
/// Everything lies in flat arrays: a large model's automaton has sets by the million, and an array
/// for each would cost more than what it holds.
struct SetTable: RandomAccessCollection {
  /// The members of all sets, one set after the other.
  private var members: [Int32] = []
  /// Where each set's members start, and where the last one's end.
  private var starts: [Int] = [0]
  /// For each set, what tells it from others of the same members.
  private var labels: [UInt8] = []
  /// The sets by their hashes, -1 where none is; a power of two of places.
  private var slots = [Int32](repeating: -1, count: 64)

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
  var size: Int { members.count + slots.count + 3 * labels.count }

  /// The number of a set, which is added where it is not known.
  ///
  /// - Parameters:
  ///   - set: The members, ascending.
  ///   - label: What tells it from others of the same members.
  mutating func number(of set: some RandomAccessCollection<Int32>, label: UInt8 = 0) -> Int32 {
    if 2 * count >= slots.count { grow() }
    var slot = Self.hash(set, label) & (slots.count - 1)
    while slots[slot] >= 0 {
      let known = Int(slots[slot])
      if labels[known] == label, self[known].elementsEqual(set) { return slots[slot] }
      slot = (slot + 1) & (slots.count - 1)
    }
    let new = Int32(count)
    slots[slot] = new
    members.append(contentsOf: set)
    starts.append(members.count)
    labels.append(label)
    return new
  }

  private mutating func grow() {
    slots = [Int32](repeating: -1, count: 2 * slots.count)
    for set in 0..<count {
      var slot = Self.hash(self[set], labels[set]) & (slots.count - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(set)
    }
  }

  /// A quick hash: what the members are follows from the rules and the model together, so that
  /// nobody chooses them freely.
  private static func hash(_ set: some Collection<Int32>, _ label: UInt8) -> Int {
    var hash = UInt64(label) &+ 0x9E37_79B9_7F4A_7C15
    for member in set {
      hash = (hash ^ UInt64(UInt32(bitPattern: member))) &* 0xFF51_AFD7_ED55_8CCD
      hash ^= hash >> 32
    }
    return Int(truncatingIfNeeded: hash >> 1)
  }
}
