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
    #expect(Suggestion.didYouMean("pad", in: names) == ["did you mean `padding`?"])
    #expect(Suggestion.nearest(to: "ke", in: names) == [])
  }

  @Test func wordsThatAreEquallyNearAreAllNamed() {
    #expect(
      Suggestion.didYouMean("Conv", in: Catalogue.names)
        == ["did you mean `Conv1d`, `Conv2d` or `Conv3d`?"])
    #expect(
      Suggestion.didYouMean("BatchNorm", in: Catalogue.names)
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

  @Test func shortNamesAreAllCompared() {
    #expect(looks(for: "layerx", among: (0..<2_000).map { "layer\($0)" }) >= 2_000)
    #expect(Suggestion.nearest(to: "Liner", in: ["Linear", "Conv2d"]) == ["Linear"])
  }
}
