/// Rows of a table under dotted names, those that repeat by a number in their names made loops.
///
/// `layer.0.up`, `layer.0.down`, `layer.1.up`, `layer.1.down` are a loop over two rows, where the rows of
/// both layers are alike in all but that number and stand one after the other.
struct RepeatedRows {
  /// A row, or a loop over some.
  indirect enum Piece {
    /// A row by its index.
    case row(Int)
    /// A loop.
    case loop(Loop)
  }

  /// Rows that repeat, written as those of the first turn.
  struct Loop {
    /// The numbers of the turns.
    var numbers: StrideTo<Int>
    /// Where the number stands in each row's name, in bytes.
    var digits: Range<Int>
    /// The rows of a turn.
    var body: [Piece]
  }

  /// A component that rows have in common.
  private struct Group {
    var rows: Range<Int>
    /// Where the component ends in their names.
    var end: Int
    /// Where the digits at its end start, and their number.
    var number: (start: Int, value: Int)?
  }

  /// The loops around a loop, at most: Python takes no more than 20, and people fewer.
  private static let nesting = 6

  private let names: [String]
  private let areAlike: (Int, Int) -> Bool

  /// Takes rows.
  ///
  /// - Parameters:
  ///   - names: Their names.
  ///   - areAlike: Whether two rows, by their indices, are the same but for the names.
  init(names: [String], areAlike: @escaping (Int, Int) -> Bool) {
    self.names = names
    self.areAlike = areAlike
  }

  /// The rows in order, what repeats as loops.
  var pieces: [Piece] { pieces(of: names.indices, from: 0, inside: 0) }

  private func pieces(of rows: Range<Int>, from start: Int, inside loops: Int) -> [Piece] {
    let groups = groups(of: rows, from: start)
    var pieces: [Piece] = []
    var next = 0
    while next < groups.count {
      let group = groups[next]
      let turns = loops < Self.nesting ? turns(of: groups, from: next) : 1
      if turns > 1, let first = group.number, let second = groups[next + 1].number {
        let body = rest(of: group, inside: loops + 1)
        // Two rows are as short as a loop, and read better.
        if turns * body.count > body.count + 1 {
          let step = second.value - first.value
          let numbers = stride(from: first.value, to: first.value + turns * step, by: step)
          pieces.append(
            .loop(Loop(numbers: numbers, digits: first.start..<group.end, body: body)))
          next += turns
          continue
        }
      }
      pieces += rest(of: group, inside: loops)
      next += 1
    }
    return pieces
  }

  private func rest(of group: Group, inside loops: Int) -> [Piece] {
    if group.rows.count == 1 { return [.row(group.rows.lowerBound)] }
    return pieces(of: group.rows, from: group.end + 1, inside: loops)
  }

  /// The runs of rows that have their next component in common.
  private func groups(of rows: Range<Int>, from start: Int) -> [Group] {
    var groups: [Group] = []
    for row in rows {
      let name = names[row].utf8.dropFirst(start)
      if let last = groups.last {
        let first = names[last.rows.lowerBound].utf8
        let isSame =
          name.starts(with: first.dropFirst(start).prefix(last.end - start))
          && name.dropFirst(last.end - start).first == UInt8(ascii: ".")
          && first.count > last.end
        if isSame {
          groups[groups.count - 1].rows = last.rows.lowerBound..<row + 1
          continue
        }
      }
      let component = name.prefix { $0 != UInt8(ascii: ".") }
      let end = start + component.count
      groups.append(
        Group(rows: row..<row + 1, end: end, number: Self.number(at: component, endingAt: end)))
    }
    return groups
  }

  /// The number at a component's end, as Python writes it.
  private static func number(
    at component: Substring.UTF8View, endingAt end: Int
  ) -> (start: Int, value: Int)? {
    let digits = component.suffix(component.reversed().prefix(while: \.isASCIIDigit).count)
    guard digits.count <= 9, let value = Int(String(decoding: digits, as: UTF8.self)),
      digits.count == 1 || digits.first != UInt8(ascii: "0")
    else { return nil }
    return (end - digits.count, value)
  }

  /// How many groups from one on differ in their numbers alone, which have one distance.
  private func turns(of groups: [Group], from start: Int) -> Int {
    guard let first = groups[start].number else { return 1 }
    var count = 1
    var step = 1
    while start + count < groups.count {
      let group = groups[start + count]
      guard let number = group.number else { break }
      if count == 1 { step = number.value - first.value }
      guard step > 0, number.value == first.value + count * step, number.start == first.start,
        repeats(groups[start], group)
      else { break }
      count += 1
    }
    return count
  }

  /// Whether two groups are the same but for the numbers of their components.
  private func repeats(_ first: Group, _ other: Group) -> Bool {
    guard first.rows.count == other.rows.count, let number = first.number else { return false }
    for (row, otherRow) in zip(first.rows, other.rows) {
      let (name, otherName) = (names[row].utf8, names[otherRow].utf8)
      let isSame =
        name.prefix(number.start).elementsEqual(otherName.prefix(number.start))
        && name.dropFirst(first.end).elementsEqual(otherName.dropFirst(other.end))
        && areAlike(row, otherRow)
      if !isSame { return false }
    }
    return true
  }
}
