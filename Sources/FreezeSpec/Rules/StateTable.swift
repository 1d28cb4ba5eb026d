/// The states of a deterministic automaton that have been made so far.
struct StateTable {
  /// The elements of each state, labelled with the traits of the character before where an
  /// assertion may ask for them.
  private var sets = SetTable()
  /// For each state and each number of ASCII, the state after it, or -1 where it is not known: in blocks
  /// of ``blockStates``, as to move one table of all that grows takes longer than to make its states.
  private var blocks: [[Int32]] = []
  /// The same for the first ``rowWidth`` of the numbers that only other characters have, a row for each
  /// state from which one of them was read.
  private var rows: [Int32] = []
  /// For each state where its row starts, or -1.
  private var rowStarts: [Int32] = []
  /// The same for all numbers after those: a pattern that names many letters has them by the thousand.
  private var others: [Step: Int32] = [:]
  /// For each state, the set of patterns accepted there, or -1 where it is not known.
  var accepted: [Int32] = []

  /// How many numbers ASCII has.
  let width: Int
  private static let blockBits = 8
  private static let blockStates = 1 << blockBits
  /// How many of the numbers after those of ASCII are looked up in rows.
  static let rowWidth = 32

  /// A state and the number that comes next.
  private struct Step: Hashable {
    let state: Int32
    let number: Int32
  }

  init(width: Int) { self.width = width }

  /// The size in numbers of four bytes.
  var size: Int {
    sets.size + width * accepted.count + rows.count + 8 * others.count + 2 * accepted.count
  }

  /// The elements of a state, ascending.
  func elements(of state: Int32) -> ArraySlice<Int32> { sets[Int(state)] }

  /// Whether a state has no elements.
  func isEmpty(_ state: Int32) -> Bool { sets.isEmpty(Int(state)) }

  /// The traits of the character before a state.
  func traits(of state: Int32) -> CharacterPartition.Traits {
    CharacterPartition.Traits(rawValue: sets.label(of: Int(state)))
  }

  /// The state after a number of ASCII, or -1 where it is not known.
  @inline(__always) func next(_ state: Int32, ascii number: Int32) -> Int32 {
    let (block, place) = place(of: state)
    return blocks[block][place + Int(number)]
  }

  /// The block of a state, and where its numbers start there.
  @inline(__always) private func place(of state: Int32) -> (block: Int, place: Int) {
    (Int(state) >> Self.blockBits, (Int(state) & (Self.blockStates - 1)) * width)
  }

  /// Whether a number is looked up in a dictionary, which takes as long as many look-ups in a table.
  func isFar(_ number: Int32) -> Bool { Int(number) >= width + Self.rowWidth }

  /// The state after any number, or -1 where it is not known.
  func next(_ state: Int32, _ number: Int32) -> Int32 {
    if Int(number) < width { return next(state, ascii: number) }
    if isFar(number) { return others[Step(state: state, number: number)] ?? -1 }
    let start = Int(rowStarts[Int(state)])
    return start < 0 ? -1 : rows[start + Int(number) - width]
  }

  /// Notes the state after a number.
  mutating func setNext(_ state: Int32, _ number: Int32, _ target: Int32) {
    if Int(number) < width {
      let (block, place) = place(of: state)
      blocks[block][place + Int(number)] = target
    } else if isFar(number) {
      others[Step(state: state, number: number)] = target
    } else {
      if rowStarts[Int(state)] < 0 {
        rowStarts[Int(state)] = Int32(rows.count)
        rows.append(contentsOf: repeatElement(-1, count: Self.rowWidth))
      }
      rows[Int(rowStarts[Int(state)]) + Int(number) - width] = target
    }
  }

  /// The state of these elements, ascending, and these traits.
  mutating func state(
    _ elements: some RandomAccessCollection<Int32>, _ traits: CharacterPartition.Traits
  ) -> Int32 {
    let state = sets.number(of: elements, label: traits.rawValue)
    if Int(state) == accepted.count {
      if accepted.count.isMultiple(of: Self.blockStates) {
        blocks.append([])
        // The first one is mostly all, and small.
        if blocks.count > 1 { blocks[blocks.count - 1].reserveCapacity(width * Self.blockStates) }
      }
      accepted.append(-1)
      rowStarts.append(-1)
      blocks[blocks.count - 1].append(contentsOf: repeatElement(-1, count: width))
    }
    return state
  }
}
