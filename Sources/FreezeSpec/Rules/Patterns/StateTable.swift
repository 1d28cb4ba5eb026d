/// The states of a deterministic automaton that have been made so far.
///
/// Everything lies in flat arrays: in a large model states are made by the million, and an array for
/// each would cost more than what it holds.
struct StateTable {
  /// The elements of all states, one state after the other.
  private var pool: [Int32] = []
  /// Where each state's elements start, and where the last one's end.
  private var starts: [Int] = [0]
  /// For each state, the traits of the character before, where an assertion may ask for them.
  private var traits: [CharacterPartition.Traits] = []
  /// For each state and each number of ASCII, the state after it, or -1 where it is not known.
  private var table: [Int32] = []
  /// The same for the numbers that only other characters have.
  private var others: [UInt64: Int32] = [:]
  /// For each state, the set of patterns accepted there, or -1 where it is not known.
  var accepted: [Int32] = []
  /// States by the hash of what they are, -1 where none is; a power of two of places.
  private var slots = [Int32](repeating: -1, count: 64)

  /// How many numbers ASCII has.
  let width: Int

  init(width: Int) { self.width = width }

  /// The number of states.
  var count: Int { traits.count }
  /// The size in numbers of four bytes.
  var size: Int { pool.count + table.count + slots.count + 8 * others.count + 4 * traits.count }

  /// The elements of a state, ascending.
  func elements(of state: Int32) -> ArraySlice<Int32> {
    pool[starts[Int(state)]..<starts[Int(state) + 1]]
  }

  /// Whether a state has no elements.
  func isEmpty(_ state: Int32) -> Bool { starts[Int(state)] == starts[Int(state) + 1] }

  /// The traits of the character before a state.
  func traits(of state: Int32) -> CharacterPartition.Traits { traits[Int(state)] }

  /// The state after a number of ASCII, or -1 where it is not known.
  @inline(__always) func next(_ state: Int32, ascii number: Int32) -> Int32 {
    table[Int(state) * width + Int(number)]
  }

  /// The state after any number, or -1 where it is not known.
  func next(_ state: Int32, _ number: Int32) -> Int32 {
    if Int(number) < width { return next(state, ascii: number) }
    return others[Self.key(state, number)] ?? -1
  }

  /// Notes the state after a number.
  mutating func setNext(_ state: Int32, _ number: Int32, _ target: Int32) {
    if Int(number) < width {
      table[Int(state) * width + Int(number)] = target
    } else {
      others[Self.key(state, number)] = target
    }
  }

  private static func key(_ state: Int32, _ number: Int32) -> UInt64 {
    UInt64(UInt32(state)) << 32 | UInt64(UInt32(number))
  }

  /// The state of these elements, ascending, and these traits.
  mutating func state(
    _ elements: some RandomAccessCollection<Int32>, _ traits: CharacterPartition.Traits
  ) -> Int32 {
    if 2 * count >= slots.count { grow() }
    var slot = Self.hash(elements, traits) & (slots.count - 1)
    while slots[slot] >= 0 {
      let known = slots[slot]
      if self.traits[Int(known)] == traits, self.elements(of: known).elementsEqual(elements) {
        return known
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    let new = Int32(count)
    slots[slot] = new
    pool.append(contentsOf: elements)
    starts.append(pool.count)
    self.traits.append(traits)
    accepted.append(-1)
    table.append(contentsOf: repeatElement(-1, count: width))
    return new
  }

  private mutating func grow() {
    slots = [Int32](repeating: -1, count: 2 * slots.count)
    for state in 0..<Int32(count) {
      var slot = Self.hash(elements(of: state), traits(of: state)) & (slots.count - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = state
    }
  }

  /// A quick hash; the sets are made by the automaton, so that nobody chooses them freely.
  private static func hash(
    _ elements: some Collection<Int32>, _ traits: CharacterPartition.Traits
  ) -> Int {
    var hash = UInt64(traits.rawValue) &+ 0x9E37_79B9_7F4A_7C15
    for element in elements {
      hash = (hash ^ UInt64(UInt32(bitPattern: element))) &* 0xFF51_AFD7_ED55_8CCD
      hash ^= hash >> 32
    }
    return Int(truncatingIfNeeded: hash >> 1)
  }
}
