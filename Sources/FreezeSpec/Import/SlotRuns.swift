/// Children in a row as repeats, where they are equal or count on.
enum SlotRuns {
  /// The most modules that a turn of a repeat makes.
  private static let mostItems = 8

  /// Shortens children in the order in which they stand.
  ///
  /// - Parameter numbers: Those of the children's nodes, from ``NodeNumbers``.
  static func compressed(_ slots: [Slot], numbers: [Int]) -> [Slot] {
    if slots.count < 2 { return slots }
    if slots.allSatisfy({ $0.key == .position }) {
      return positions(slots.map { $0.nodes[0] }, numbers)
    }
    return named(slots, numbers)
  }

  // MARK: By place

  private static func positions(_ nodes: [Node], _ numbers: [Int]) -> [Slot] {
    var result: [Slot] = []
    var start = 0
    while start < nodes.count {
      var best = (period: 1, turns: 1)
      for period in 1...mostItems where start + 2 * period <= nodes.count {
        // What stands before would be the end of a turn, too: turns begin as the row does.
        let last = nodes[start + period - 1]
        if period > 1, start > 0, NodeKey(nodes[start - 1]) == NodeKey(last),
          NodeKey(nodes[start]) != NodeKey(nodes[0])
        {
          continue
        }
        var turns = 1
        while start + (turns + 1) * period <= nodes.count,
          (0..<period).allSatisfy({ numbers[start + turns * period + $0] == numbers[start + $0] })
        {
          turns += 1
        }
        // Two modules twice take as many lines either way.
        if turns > 1, period == 1 || turns * period > 4, turns * period > best.turns * best.period {
          best = (period, turns)
        }
      }
      if best.turns == 1 || best.period > 1, let (slot, count) = progression(nodes, from: start),
        count >= best.turns * best.period
      {
        result.append(slot)
        start += count
        continue
      }
      let items = Array(nodes[start..<start + best.period])
      result.append(Slot(key: .position, count: .int(best.turns), nodes: items))
      start += best.turns * best.period
    }
    return result
  }

  /// Nodes that count on from the one at a place; `nil` where fewer than three do.
  private static func progression(_ nodes: [Node], from start: Int) -> (Slot, Int)? {
    guard let progression = Progression(nodes[start...]), progression.count > 2 else { return nil }
    return (
      Slot(key: .position, count: .int(progression.count), nodes: [progression.node]),
      progression.count
    )
  }

  // MARK: By name

  private static func named(_ slots: [Slot], _ numbers: [Int]) -> [Slot] {
    var result: [Slot] = []
    var start = 0
    while start < slots.count {
      guard case .name(let name) = slots[start].key, let number = NumberedName(name.text) else {
        result.append(slots[start])
        start += 1
        continue
      }
      var end = start + 1
      while end < slots.count, case .name(let next) = slots[end].key,
        NumberedName(next.text) == number.counted(end - start)
      {
        end += 1
      }
      let nodes = slots[start..<end].map { $0.nodes[0] }
      let kinds = Array(numbers[start..<end])
      var place = 0
      while place < nodes.count {
        var count = kinds[place...].prefix { $0 == kinds[place] }.count
        var node = nodes[place]
        if count < 3, let progression = Progression(nodes[place...]) {
          count = progression.count
          node = progression.node
        }
        if count < 3 {
          result.append(slots[start + place])
          place += 1
          continue
        }
        let first = number.counted(place)
        result.append(
          Slot(
            key: .numbered(
              prefix: ExactString(first.prefix), first: .int(first.number),
              suffix: ExactString(first.suffix)),
            count: .int(count), nodes: [node]))
        place += count
      }
      start = end
    }
    return result
  }
}

/// A name with one number in it.
///
/// Zeros before the number belong to what stands before it: `block_07` counts on to `block_09`, and from
/// `block_10` on anew.
struct NumberedName: Equatable {
  var prefix: String
  var number: Int
  var suffix: String

  /// Reads a name; `nil` where the number in it is none that counts on.
  init?(_ name: String) {
    let bytes = Array(name.utf8)
    guard let end = bytes.lastIndex(where: \.isASCIIDigit) else { return nil }
    let all = bytes[...end].reversed().prefix(while: \.isASCIIDigit).count
    let zeros = bytes[(end + 1 - all)..<end].prefix { $0 == UInt8(ascii: "0") }.count
    let digits = all - zeros
    let text = String(decoding: bytes[(end + 1 - digits)...end], as: UTF8.self)
    guard digits < 10, let number = Int(text) else { return nil }
    prefix = String(decoding: bytes[..<(end + 1 - digits)], as: UTF8.self)
    suffix = String(decoding: bytes[(end + 1)...], as: UTF8.self)
    self.number = number
  }

  /// The name of a later number.
  func counted(_ steps: Int) -> NumberedName {
    var name = self
    name.number += steps
    return name
  }
}
