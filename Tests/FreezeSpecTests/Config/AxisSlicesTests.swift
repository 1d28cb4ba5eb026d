import Testing

@testable import FreezeSpec

@Suite struct AxisSlicesTests {
  @Test func aVectorIsOneSlice() {
    let slices = AxisSlices([3], dim: -1).prefix(10)
    #expect(slices.map { Array($0.places) } == [[0, 1, 2]])
  }

  @Test func theFirstDimensionOfAMatrixGoesDownItsColumns() {
    // torch.arange(6).reshape(2, 3)[:, 0] is [0, 3].
    let slices = AxisSlices([2, 3], dim: 0).prefix(10)
    #expect(slices.map { Array($0.places) } == [[0, 3], [1, 4], [2, 5]])
    #expect(slices.map(\.index) == ["[:, 0]", "[:, 1]", "[:, 2]"])
  }

  @Test func theMiddleDimensionOfThreeSkipsOverTheLast() {
    // torch.arange(8).reshape(2, 2, 2)[1, :, 0] is [4, 6].
    let slices = AxisSlices([2, 2, 2], dim: 1).prefix(3)
    #expect(slices.map { Array($0.places) } == [[0, 2], [1, 3], [4, 6]])
    #expect(slices.last?.index == "[1, :, 0]")
  }

  @Test func anEmptyArrayHasNone() {
    #expect(AxisSlices([0, 3], dim: 1).prefix(10).isEmpty)
  }
}
