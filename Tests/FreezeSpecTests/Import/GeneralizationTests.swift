import Testing

@testable import FreezeSpec

/// What is found in modules that differ.
@Suite struct GeneralizationTests {
  // MARK: Numbers

  private func ints(_ values: [Int?]) -> [Literal?] { values.map { $0.map(Literal.int) } }

  @Test(
    arguments: [
      ([64, 128, 256], [256, 512, 1024], "4 * x"),
      ([64, 128, 256], [16, 32, 64], "x // 4"),
      ([1, 3, 5], [0, 1, 2], "x // 2"),
      ([64, 128], [64, 96], nil),
      // One value is in any relation to another.
      ([64, 64], [128, 128], nil),
    ] as [([Int?], [Int?], String?)])
  func sizesFollowFromOthersByAFactor(_ from: [Int?], _ to: [Int?], _ term: String?) {
    let relation = Relation.multiple(ints(from), ints(to))
    let names = IndexNames(besides: [])
    #expect(relation?.make(.name("x")).text(names) == term)
  }

  @Test func whatDoesNotMatterAgreesWithAnything() {
    let term = Relation.multiple(ints([1, 2, 3]), ints([4, nil, 12]))?.make(.name("x"))
    #expect(term == .operation(.multiply, .int(4), .name("x")))
  }

  @Test func conditionsCompareWithADefaultFirst() {
    let wanted: [Literal?] = [.bool(false), .bool(true), .bool(false)]
    let test = Relation.test(ints([1, 2, 1]), wanted, standard: .int(1))
    #expect(test?(.name("stride")) == .operation(.notEqual, .name("stride"), .int(1)))
  }

  @Test func sizesFollowFromTwoOthersByDivision() {
    let (channels, groups) = (ints([64, 64, 128]), ints([1, 4, 2]))
    #expect(Relation.isQuotient(ints([64, 16, 64]), of: channels, by: groups))
    #expect(Relation.isQuotient(ints([64, nil, 64]), of: channels, by: groups))
    #expect(!Relation.isQuotient(ints([64, 16, 63]), of: channels, by: groups))
    // One value is in any relation to another, and nothing is divided by nothing.
    #expect(!Relation.isQuotient(ints([32, 32]), of: ints([64, 64]), by: ints([2, 2])))
    #expect(!Relation.isQuotient(ints([0, 0]), of: ints([0, 0]), by: ints([0, 1])))
  }

  @Test func hugeNumbersAreInNoRelation() {
    #expect(Relation.multiple(ints([1, .max]), ints([.max, .max])) == nil)
    #expect(Relation.shifted(ints([.min, 1]), ints([.max, 2])) == nil)
    #expect(Relation.shifted(ints([1, 2]), ints([.min + 1, .min + 2])) == nil)
    #expect(Relation.combined(ints([.max, 1]), ints([.max, 2]), ints([1, 2])) == nil)
  }

  // MARK: Rows

  private func calls(_ values: [Literal]) -> [Node] {
    values.map { .call(CallNode(target: .layer("Dropout"), arguments: [.literal($0), nil])) }
  }

  private func progression(_ values: [Literal]) -> (count: Int, text: String)? {
    guard let found = Progression(calls(values)[...]), case .call(let call) = found.node else {
      return nil
    }
    return (found.count, call.arguments[0]?.text(IndexNames(besides: [])) ?? "")
  }

  @Test(arguments: [
    ([64, 96, 128], 3, "64 + 32 * i"), ([0, 1, 2, 3], 4, "i"), ([9, 7, 5], 3, "9 - 2 * i"),
    ([1, 2, 3, 9], 3, "1 + i"),
  ]) func numbersThatGrowByOneStepAreARow(_ values: [Int], _ count: Int, _ text: String) {
    let found = progression(values.map(Literal.int))
    #expect(found?.count == count)
    #expect(found?.text == text)
  }

  @Test func otherNumbersAreNone() {
    #expect(progression([.int(1), .int(2)]) == nil)
    #expect(progression([.int(1), .int(1), .int(1)]) == nil)
    #expect(progression([.int(.min), .int(.max), .int(0)]) == nil)
    #expect(progression([.float(0.1), .float(0.25), .float(0.3)]) == nil)
  }

  @Test func fractionsAreARowWhereATermGivesExactlyThem() {
    let values = (0..<6).map { 0.2 * Double($0) / 11 }
    #expect(progression(values.map(Literal.float))?.text == "0.2 * i / 11")
    let later = (6..<9).map { 0.1 * Double($0) / 17 }
    #expect(progression(later.map(Literal.float))?.text == "0.1 * (i + 6) / 17")
  }

  // MARK: Prints

  @Test(arguments: [
    ("(64,), eps=1e-05", ["(", ",), eps=", ""], ["64", "1e-05"]),
    ("drop_prob=0.100", ["drop_prob=", ""], ["0.100"]),
    ("a1, b2, True", ["a1, b2, ", ""], ["True"]),
    ("-3, x-3", ["", ", x-", ""], ["-3", "3"]),
    ("", [""], []),
  ]) func printsAreValuesBetweenWords(_ text: String, _ words: [String], _ values: [String]) {
    let scan = ReprScan([.text(ExactString(text))])
    #expect(scan.words.map(\.text) == words)
    #expect(scan.texts == values)
  }

  // MARK: Lists

  @Test func listsOfNamesAreBroughtIntoOneOrder() {
    #expect(mergedOrder([["a", "c"], ["a", "b", "c"], ["c", "d"]]) == ["a", "b", "c", "d"])
    #expect(mergedOrder([["a", "b"], ["b", "a"]]) == nil)
    #expect(mergedOrder([["a", "a"]]) == nil)
  }

  @Test func aRepeatBeginsWhereItsTurnsDo() {
    func call(_ name: String, _ size: Int = 8) -> Slot {
      Slot(
        key: .position,
        nodes: [.call(CallNode(target: .layer(name), arguments: [.int(size), nil]))])
    }
    let slots =
      [call("Conv2d", 4)] + Array(repeating: [call("ReLU"), call("Conv2d")], count: 3).joined()
    let found = SlotRuns.compressed(slots + [call("ReLU")])
    // Not Conv2d, 3 × (ReLU, Conv2d), ReLU.
    #expect(found.map { $0.nodes.count } == [1, 1, 2])
    #expect(found.last?.count == .int(3))
  }
}

extension SlotRuns {
  /// Shortens children of one node each, none of them with children.
  static func compressed(_ slots: [Slot]) -> [Slot] {
    var numbers = NodeNumbers()
    return compressed(slots, numbers: slots.map { numbers.number(of: $0.nodes[0]) })
  }
}
