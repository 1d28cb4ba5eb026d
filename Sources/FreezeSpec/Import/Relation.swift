/// How values follow from others, in every row in which they matter.
enum Relation {
  /// Pairs of numbers; `nil` where a value is none, or no row matters.
  private static func pairs(_ from: [Literal?], _ to: [Literal?]) -> [(Int, Int)]? {
    var pairs: [(Int, Int)] = []
    for (value, wanted) in zip(from, to) {
      guard let wanted else { continue }
      guard let value = value?.int, let wanted = wanted.int else { return nil }
      pairs.append((value, wanted))
    }
    return pairs.isEmpty ? nil : pairs
  }

  /// `4 * x` or `x // 4`, or half of an odd size as paddings are; and how large the factor is.
  static func multiple(_ from: [Literal?], _ to: [Literal?])
    -> (factor: Int, make: (Term) -> Term)?
  {
    guard let pairs = pairs(from, to), let (value, wanted) = pairs.first else { return nil }
    // One pair alone is in any relation.
    if Set(pairs.map(\.0)).count < 2 { return nil }
    guard value > 0, wanted > 0 else {
      return halves(pairs) ? (2, { .operation(.floorDivide, $0, .int(2)) }) : nil
    }
    let factor = wanted / value
    if pairs.allSatisfy({ $0.0.multipliedReportingOverflow(by: factor) == ($0.1, false) }) {
      return (factor, { .operation(.multiply, .int(factor), $0) })
    }
    let divisor = value / wanted
    if pairs.allSatisfy({ $0.1.multipliedReportingOverflow(by: divisor) == ($0.0, false) }) {
      return (divisor, { .operation(.floorDivide, $0, .int(divisor)) })
    }
    return halves(pairs) ? (2, { .operation(.floorDivide, $0, .int(2)) }) : nil
  }

  private static func halves(_ pairs: [(Int, Int)]) -> Bool {
    pairs.allSatisfy { $0.0 >= 0 && $0.1 == $0.0 / 2 }
  }

  /// `x + 4`.
  static func shifted(_ from: [Literal?], _ to: [Literal?]) -> ((Term) -> Term)? {
    guard let pairs = pairs(from, to), Set(pairs.map(\.0)).count > 1 else { return nil }
    let (shift, overflow) = pairs[0].1.subtractingReportingOverflow(pairs[0].0)
    // The least number has no opposite.
    guard !overflow, shift != .min,
      pairs.allSatisfy({ $0.0.addingReportingOverflow(shift) == ($0.1, false) })
    else { return nil }
    return { .operation(shift < 0 ? .subtract : .add, $0, .int(abs(shift))) }
  }

  /// The operator that makes values of two others.
  static func combined(_ left: [Literal?], _ right: [Literal?], _ to: [Literal?]) -> Term.Operator?
  {
    var (isProduct, isSum) = (true, true)
    let follows = holds(left, right, to, by: \.wanted) { row in
      let product = row.left.multipliedReportingOverflow(by: row.right)
      isProduct = isProduct && product == (row.wanted, false)
      isSum = isSum && row.left.addingReportingOverflow(row.right) == (row.wanted, false)
      return isProduct || isSum
    }
    return follows ? (isProduct ? .multiply : .add) : nil
  }

  /// Whether values are those of one argument over those of another, as `in_channels // groups` is.
  static func isQuotient(_ values: [Literal?], of left: [Literal?], by right: [Literal?]) -> Bool {
    holds(left, right, values, by: \.right) { row in
      row.right > 0 && row.wanted.multipliedReportingOverflow(by: row.right) == (row.left, false)
    }
  }

  /// Two numbers and the one that is to follow from them.
  private typealias Row = (left: Int, right: Int, wanted: Int)

  /// Whether all rows that matter fit, and a number is not the same in all of them: one value is in any
  /// relation to another.
  private static func holds(
    _ left: [Literal?], _ right: [Literal?], _ to: [Literal?], by number: (Row) -> Int,
    _ fits: (Row) -> Bool
  ) -> Bool {
    var first: Int?
    var differ = false
    for index in to.indices {
      guard let wanted = to[index] else { continue }
      guard let left = left[index]?.int, let right = right[index]?.int, let wanted = wanted.int
      else { return false }
      let row = (left, right, wanted)
      if !fits(row) { return false }
      if number(row) != first ?? number(row) { differ = true }
      first = first ?? number(row)
    }
    return differ
  }

  /// A comparison of one argument with a constant that says what is wanted.
  static func test(_ from: [Literal?], _ to: [Literal?], standard: Literal?) -> ((Term) -> Term)? {
    var yes: Set<Literal> = []
    var no: Set<Literal> = []
    for (value, wanted) in zip(from, to) {
      guard let wanted else { continue }
      guard let value, value != .object else { return nil }
      if wanted == .bool(true) { yes.insert(value) } else { no.insert(value) }
    }
    if yes.isEmpty || no.isEmpty || !yes.isDisjoint(with: no) { return nil }
    if yes == [.bool(true)] { return { $0 } }
    if yes == [.bool(false)] { return { .not($0) } }
    if let standard, no == [standard] {
      return { .operation(.notEqual, $0, .literal(standard)) }
    }
    if yes.count == 1, let value = yes.first {
      return { .operation(.equal, $0, .literal(value)) }
    }
    if no.count == 1, let value = no.first {
      return { .operation(.notEqual, $0, .literal(value)) }
    }
    let (high, low) = (yes.compactMap(\.int), no.compactMap(\.int))
    if high.count == yes.count, low.count == no.count, let least = high.min(), let most = low.max(),
      least > most
    {
      return { .operation(.greater, $0, .int(most)) }
    }
    return nil
  }

  /// A comparison of two arguments that says what is wanted.
  static func comparison(_ left: [Literal?], _ right: [Literal?], _ to: [Literal?])
    -> ((Term, Term) -> Term)?
  {
    var rows: [(Int, Int, Bool)] = []
    for ((left, right), wanted) in zip(zip(left, right), to) {
      guard let wanted = wanted?.bool else { continue }
      guard let left = left?.int, let right = right?.int else { return nil }
      rows.append((left, right, wanted))
    }
    guard rows.contains(where: \.2), rows.contains(where: { !$0.2 }) else { return nil }
    // In ResNet: inplanes != planes * 4.
    for factor in [1, 2, 4] {
      func isEqual(_ row: (Int, Int, Bool)) -> Bool {
        row.1.multipliedReportingOverflow(by: factor) == (row.0, false)
      }
      func scaled(_ term: Term) -> Term {
        factor == 1 ? term : .operation(.multiply, .int(factor), term)
      }
      if rows.allSatisfy({ isEqual($0) != $0.2 }) {
        return { .operation(.notEqual, $0, scaled($1)) }
      }
      if factor == 1, rows.allSatisfy({ isEqual($0) == $0.2 }) {
        return { .operation(.equal, $0, scaled($1)) }
      }
    }
    return nil
  }
}
