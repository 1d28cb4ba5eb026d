import Testing

@testable import FreezeSpec

@Suite struct SetTableTests {
  @Test func aSetIsNumberedOnce() {
    var table = SetTable()
    let sets: [[Int32]] = (0..<500).map { number in
      (0..<Int32(10)).filter { number >> $0 & 1 != 0 }
    }
    // Twice, so that the second round finds what the first one added while it grew.
    for _ in 0..<2 {
      for (number, set) in sets.enumerated() {
        #expect(table.number(of: set) == Int32(number))
      }
    }
    #expect(table.count == sets.count)
    #expect(table.memberCount == sets.map(\.count).reduce(0, +))
    #expect(table.map(Array.init) == sets)
  }

  @Test func aLabelTellsSetsOfTheSameMembersApart() {
    var table = SetTable()
    let plain = table.number(of: [1, 2])
    let labelled = table.number(of: [1, 2], label: 3)
    #expect(plain != labelled)
    #expect(table.number(of: [1, 2], label: 3) == labelled)
    #expect(table.label(of: Int(labelled)) == 3)
    #expect(table[Int(plain)] == table[Int(labelled)])
  }
}
