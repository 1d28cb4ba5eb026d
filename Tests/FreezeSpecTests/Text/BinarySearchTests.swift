import Testing

@testable import FreezeSpec

@Suite struct BinarySearchTests {
  @Test(arguments: 0...9) func thePartitionStartsAtTheFirstElementThatBelongs(count: Int) {
    let numbers = (0..<count).map { $0 * 2 }
    for bound in -1...(2 * count) {
      let expected = numbers.firstIndex { $0 >= bound } ?? numbers.endIndex
      #expect(numbers.partitioningIndex { $0 >= bound } == expected)
    }
  }

  @Test func aSliceIsSearchedByItsOwnIndices() {
    #expect([1, 2, 3, 4, 5][2...].partitioningIndex { $0 > 3 } == 3)
  }

  @Test func fewElementsAreAsked() {
    var steps = 0
    let index = (0..<1_000_000).partitioningIndex {
      steps += 1
      return $0 >= 654_321
    }
    #expect(index == 654_321)
    #expect(steps <= 20)
  }
}
