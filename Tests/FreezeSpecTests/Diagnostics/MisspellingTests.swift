import Testing

@testable import FreezeSpec

@Suite struct MisspellingTests {
  @Test(arguments: [
    ("lm_haed", "lm_head"), ("model.nrom", "model.norm"), ("lmhead", "lm_head"),
    ("lm-head", "lm_head"), ("Linaer", "Linear"), ("rmsnorm", "RMSNorm"), ("biass", "bias"),
    ("layer1.conv.wieght", "layer1.conv.weight"), ("chidlren", "children"),
  ])
  func oneLetterOfAWordIsASlip(written: String, meant: String) {
    #expect(Misspelling.isSlip(written, of: meant))
  }

  @Test(arguments: [
    ("layers.8-", "layers.8"), ("layers(8:)", "layers.8"), ("layers-1", "layers.1"),
    ("fc1", "fc2"), ("1.0", "0"), ("1.0.weight", "0.0.weight"), ("features.2.0", "features.0"),
    ("q_proj", "k_proj"), ("wq", "wk"), ("encoder", "decoder"), ("model.h", "model"),
    ("!lm_head", "lm_head"), ("-lm_head", "lm_head"), ("nn.Linear, nn.Embedding", "Embedding"),
    ("layers1", "layers"), ("self_attn|mlp", "self_attn"), ("embed", "embed_tokens"),
    ("conv1_1", "conv11"),
  ])
  func anotherNumberSignOrWordIsNone(written: String, meant: String) {
    #expect(!Misspelling.isSlip(written, of: meant))
  }

  @Test(arguments: ["!head", "-head", "~head", "not head", "all but head", "\u{AC}head"])
  func whatTakesAwayIsLikeNothing(word: String) {
    #expect(Negation(word)?.rest == "head")
    #expect(Suggestion.nearest(to: word, in: ["head", "shead"]) == [])
  }

  @Test(arguments: ["-1", "head", "no_bias", "~", "!", "not", "---"])
  func whatTakesNothingAwayIsNoNegation(word: String) {
    #expect(Negation(word) == nil)
  }

  @Test(arguments: ["0", "1.0", "12", "0:3"])
  func noNumberIsLikeAnother(number: String) {
    #expect(Suggestion.nearest(to: number, in: ["0", "1", "2", "0.0", "10", "13", "0:2"]) == [])
  }
}
