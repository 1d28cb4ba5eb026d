/// Lists of children laid side by side: what several have stands in one column.
struct SlotAlignment {
  /// A child in a column.
  struct Member {
    /// The number of its list.
    let list: Int
    let slot: Slot
    /// For each of its nodes which arguments are one size.
    fileprivate let equalSizes: [[UInt32]]
  }

  /// For each column the children in it.
  private(set) var columns: [[Member]] = []
  private var count = 0

  /// Adds a list.
  mutating func add(_ list: [Slot]) {
    // The best sum of likenesses of the first columns with the first slots.
    let width = list.count + 1
    let equalSizes = list.map { $0.nodes.map(Self.equalSizes) }
    var best = [Int](repeating: 0, count: (columns.count + 1) * width)
    for column in columns.indices {
      for slot in list.indices {
        let alike = likeness(columns[column], list[slot], equalSizes[slot])
        let paired = best[column * width + slot] + alike
        best[(column + 1) * width + slot + 1] = max(
          paired, best[column * width + slot + 1], best[(column + 1) * width + slot])
      }
    }
    var (column, slot) = (columns.count, list.count)
    var merged: [[Member]] = []
    func member(_ slot: Int) -> Member {
      Member(list: count, slot: list[slot], equalSizes: equalSizes[slot])
    }
    while column > 0 || slot > 0 {
      let here = best[column * width + slot]
      if column > 0, slot > 0 {
        let alike = likeness(columns[column - 1], list[slot - 1], equalSizes[slot - 1])
        if alike > 0, here == best[(column - 1) * width + slot - 1] + alike {
          columns[column - 1].append(member(slot - 1))
          merged.append(columns[column - 1])
          column -= 1
          slot -= 1
          continue
        }
      }
      if column > 0, here == best[(column - 1) * width + slot] {
        merged.append(columns[column - 1])
        column -= 1
      } else {
        merged.append([member(slot - 1)])
        slot -= 1
      }
    }
    columns = merged.reversed()
    count += 1
  }

  /// For each argument the later ones that are one size with it, as bits: the groups of a depthwise convolution
  /// are its channels.
  private static func equalSizes(_ node: Node) -> [UInt32] {
    guard case .call(let call) = node else { return [] }
    // Of classes of their own, which may have many more, the first tell enough.
    let sizes = call.arguments.prefix(UInt32.bitWidth).map { $0?.int }
    return sizes.indices.map { index in
      guard let size = sizes[index], size > 1 else { return 0 }
      return sizes.indices.dropFirst(index + 1).reduce(0) { bits, other in
        sizes[other] == size ? bits | 1 << other : bits
      }
    }
  }

  /// How alike a slot is to those of a column; 0 where they cannot be one.
  private func likeness(_ column: [Member], _ slot: Slot, _ equalSizes: [[UInt32]]) -> Int {
    var most = 0
    // A few tell enough.
    for other in column.prefix(4) {
      guard other.slot.nodes.count == slot.nodes.count,
        zip(other.slot.nodes, slot.nodes).allSatisfy({ NodeKey($0) == NodeKey($1) })
      else { return 0 }
      var score = 4
      for (index, pair) in zip(other.slot.nodes, slot.nodes).enumerated() {
        guard case .call(let left) = pair.0, case .call(let right) = pair.1 else { continue }
        for (a, b) in zip(left.arguments, right.arguments) where a == b && a != nil { score += 1 }
        for (a, b) in zip(other.equalSizes[index], equalSizes[index]) {
          score += 2 * (a & b).nonzeroBitCount
        }
      }
      most = max(most, score)
    }
    return most
  }
}
