import Testing

@testable import FreezeSpec

@Suite struct ShapeTests {
  /// Shapes on both sides of what lies inline: four sizes below 2^32.
  static let sizes: [[Int]] = [
    [], [0], [20, 10], [1, 2, 3, 4], [1, 2, 3, 4, 5], [Int(UInt32.max)], [1 << 32, 2],
    [.max], Array(repeating: 1, count: 300),
  ]

  @Test(arguments: sizes) func theSizesAreKept(sizes: [Int]) {
    let shape = Shape(sizes)
    #expect(Array(shape) == sizes)
    #expect(shape.count == sizes.count)
    #expect(shape.description == sizes.description)
  }

  @Test func shapesAreEqualWhereTheirSizesAre() {
    for (index, sizes) in Self.sizes.enumerated() {
      for (other, otherSizes) in Self.sizes.enumerated() {
        #expect((Shape(sizes) == Shape(otherSizes)) == (index == other))
      }
    }
    #expect(Shape([]) != [0])
    #expect(Shape([2]) != [2, 0])
    #expect(Set(Self.sizes.map { Shape($0) } + [Shape([20, 10])]).count == Self.sizes.count)
  }
}
