import Testing

@testable import FreezeSpec

@Suite struct SuggestionTests {
  private static let ruleKeys = ["freeze", "train", "because", "optional"]
  private static let claims = ["frozen", "trainable", "trainable_elements", "frozen_elements"]

  @Test(arguments: [
    "unfreeze", "unfrozen", "unfreze", "un_freeze", "dont_freeze", "do-not-freeze", "trainable",
    "thaw", "finetune", "unlock",
  ])
  func aWordForTrainingIsNeverTakenForFreezing(word: String) {
    #expect(Suggestion.nearest(to: word, in: Self.ruleKeys) == ["train"])
    #expect(Suggestion.nearest(to: word, in: Self.claims).first == "trainable")
  }

  @Test(arguments: ["frozen", "lock", "fixed", "untrainable", "non_trainable", "dont_train"])
  func aWordForFreezingIsNeverTakenForTraining(word: String) {
    #expect(Suggestion.nearest(to: word, in: Self.ruleKeys) == ["freeze"])
  }

  @Test(arguments: [
    ("bf16", ["float16", "bfloat16"], ["bfloat16"]), ("class", ["name", "type"], ["type"]),
    ("reason", ruleKeys, ["because"]), ("exclude", ["except", "regex"], ["except"]),
  ])
  func aWordForTheSameIsMeantWhereThereIsOne(
    word: String, candidates: [String], meant: [String]
  ) {
    #expect(Suggestion.nearest(to: word, in: candidates) == meant)
  }

  @Test func theBeginningOfAWordIsTakenForIt() {
    let names = ["in_channels", "kernel_size", "padding", "padding_mode", "bias"]
    #expect(Suggestion.nearest(to: "kernel", in: names) == ["kernel_size"])
    #expect(Suggestion.didYouMean("pad", in: names).map(\.sentence) == ["did you mean `padding`?"])
    #expect(Suggestion.nearest(to: "ke", in: names) == [])
  }

  @Test func wordsThatAreEquallyNearAreAllNamed() {
    #expect(
      Suggestion.didYouMean("Conv", in: Catalogue.names).map(\.sentence)
        == ["did you mean `Conv1d`, `Conv2d` or `Conv3d`?"])
    #expect(
      Suggestion.didYouMean("BatchNorm", in: Catalogue.names).map(\.sentence)
        == ["did you mean `BatchNorm1d`, `BatchNorm2d` or `BatchNorm3d`?"])
  }

  @Test func aLoneLetterIsLikeNoOtherWord() {
    #expect(Suggestion.nearest(to: "a", in: ["as", "args"]) == [])
  }

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

  @Test func manySearchesShareTheirComparisons() {
    let names = (0..<1_000).map { "layer\($0)x\($0)" }
    var work = 200_000
    #expect(!Suggestion.nearest(to: "layer7x8", in: names, work: &work).isEmpty)
    #expect(work < 200_000)
    var searches = 1
    while work > 0 {
      _ = Suggestion.nearest(to: "layer7x\(searches)", in: names, work: &work)
      searches += 1
    }
    // No search goes further than one word past what is left.
    #expect(work > -200)
    #expect(Suggestion.nearest(to: "layer7x8", in: names, work: &work).isEmpty)
    #expect(work > -200)
    #expect(searches < 50)
  }

  @Test func theComparisonsOfOneSearchAreBounded() {
    var work = 10 * Limits.suggestionWork
    let names = (0..<20_000).map { "\(String(repeating: "ab", count: 30))\($0)" }
    _ = Suggestion.nearest(to: String(repeating: "ba", count: 32), in: names, work: &work)
    #expect(work < 9 * Limits.suggestionWork + 10_000)
    #expect(work > 9 * Limits.suggestionWork - 10_000)
  }

  @Test func shortNamesAreAllCompared() {
    #expect(looks(for: "layerx", among: (0..<2_000).map { "layer\($0)" }) >= 2_000)
    #expect(Suggestion.nearest(to: "Liner", in: ["Linear", "Conv2d"]) == ["Linear"])
  }
}
