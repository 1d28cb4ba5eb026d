/// Lists of children laid side by side: what several have stands in one column.
struct SlotAlignment {
  /// For each column the children in it, each with the number of its list.
  private(set) var columns: [[(list: Int, slot: Slot)]] = []
  private var count = 0

  /// Adds a list.
  mutating func add(_ list: [Slot]) {
    // The best sum of likenesses of the first columns with the first slots.
    let width = list.count + 1
    var best = [Int](repeating: 0, count: (columns.count + 1) * width)
    for column in columns.indices {
      for slot in list.indices {
        let paired = best[column * width + slot] + likeness(columns[column], list[slot])
        best[(column + 1) * width + slot + 1] = max(
          paired, best[column * width + slot + 1], best[(column + 1) * width + slot])
      }
    }
    var (column, slot) = (columns.count, list.count)
    var merged: [[(list: Int, slot: Slot)]] = []
    while column > 0 || slot > 0 {
      let here = best[column * width + slot]
      if column > 0, slot > 0 {
        let alike = likeness(columns[column - 1], list[slot - 1])
        if alike > 0, here == best[(column - 1) * width + slot - 1] + alike {
          columns[column - 1].append((count, list[slot - 1]))
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
        merged.append([(count, list[slot - 1])])
        slot -= 1
      }
    }
    columns = merged.reversed()
    count += 1
  }

  /// The pairs of arguments that are one size, as the groups of a depthwise convolution are its channels.
  private static func equalSizes(_ call: CallNode) -> Set<[Int]> {
    var pairs: Set<[Int]> = []
    // Of classes of their own, which may have many more, the first tell enough.
    let arguments = call.arguments.prefix(32)
    for (index, left) in arguments.enumerated() {
      guard let size = left?.int, size > 1 else { continue }
      for other in arguments.indices.dropFirst(index + 1)
      where arguments[other]?.int == size {
        pairs.insert([index, other])
      }
    }
    return pairs
  }

  /// How alike a slot is to those of a column; 0 where they cannot be one.
  private func likeness(_ column: [(list: Int, slot: Slot)], _ slot: Slot) -> Int {
    var most = 0
    // A few tell enough.
    for (_, other) in column.prefix(4) {
      guard other.nodes.count == slot.nodes.count,
        zip(other.nodes, slot.nodes).allSatisfy({ NodeKey($0) == NodeKey($1) })
      else { return 0 }
      var score = 4
      for (left, right) in zip(other.nodes, slot.nodes) {
        guard case .call(let left) = left, case .call(let right) = right else { continue }
        for (a, b) in zip(left.arguments, right.arguments) where a == b && a != nil { score += 1 }
        score += 2 * Self.equalSizes(left).intersection(Self.equalSizes(right)).count
      }
      most = max(most, score)
    }
    return most
  }
}
