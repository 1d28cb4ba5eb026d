import Testing

@testable import FreezeSpec

@Suite struct SuggestionTests {
  /// How many candidates a search among many looks at.
  private func looks(for word: String, among candidates: [String]) -> Int {
    var count = 0
    let counted = candidates.lazy.map { candidate in
      count += 1
      return candidate
    }
    _ = Suggestion.nearest(to: word, in: counted)
    return count
  }

  @Test func longNamesAreComparedWithinBounds() {
    let long = String(repeating: "A", count: 200)
    #expect(looks(for: long + "x", among: (0..<2_000).map { "\(long)\($0)" }) < 200)
  }

  @Test func shortNamesAreAllCompared() {
    #expect(looks(for: "layerx", among: (0..<2_000).map { "layer\($0)" }) >= 2_000)
    #expect(Suggestion.nearest(to: "Liner", in: ["Linear", "Conv2d"]) == ["Linear"])
  }
}
