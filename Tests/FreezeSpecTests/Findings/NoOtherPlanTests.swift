import Testing

@testable import FreezeSpec

/// A fix never makes another plan of one than it can be read to be.
@Suite struct NoOtherPlanTests {
  private static let head = """
    classes:
      Block: {children: {q: "Linear(8, 8)", mlp: "Linear(8, 8)", norm: LayerNorm(8), act: ReLU()}}
    model:
      children:
        model:
          children:
            embed: Embedding(10, 8)
            layers: {repeat: 12, module: Block()}
            norm: LayerNorm(8)
        lm_head: Linear(8, 10)

    """

  private func errors(_ rest: String) -> [Diagnostic] {
    MadePlan(Self.head + rest + "\n").outcome.diagnostics.filter { $0.severity == .error }
  }

  private func fixed(_ selector: String) -> [String] {
    errors("rules: [{freeze: model.embed.weight}, {train: \(selector)}]")
      .flatMap(\.fixes).flatMap(\.replacements).map(\.text)
  }

  // MARK: What takes away

  @Test(arguments: [
    ("{module: \"!lm_head\"}", "{module: lm_head}"),
    ("{module: \"-lm_head\"}", "{module: lm_head}"),
    ("{module: \"not lm_head\"}", "{module: lm_head}"),
    ("{module: \"~lm_head\"}", "{module: lm_head}"), ("{type: \"!Linear\"}", "{type: Linear}"),
    ("{type: [\"!Linear\"]}", "{type: Linear}"),
    ("{name: \"!lm_head.bias\"}", "{name: lm_head.bias}"),
    ("{parameter: \"-bias\"}", "{parameter: bias}"), ("\"!lm_head\"", "lm_head.*"),
    ("\"!(lm_head)\"", "lm_head.*"), ("\"all but lm_head.*\"", "lm_head.*"),
  ])
  func whatTakesAwayIsNeverTakenForWhatItNames(selector: String, taken: String) {
    let found = errors("rules: [{freeze: \(selector)}]")
    #expect(found.map(\.code) == [.ruleMatchesNothing])
    #expect(found.flatMap(\.fixes) == [])
    let cure = "a rule for all others has {glob: \"*\", except: \(taken)}"
    #expect(found.first?.help.first?.hasSuffix(cure) == true, "\(found.map(\.help))")
    #expect(errors("rules: [{freeze: {glob: \"*\", except: \(taken)}}]") == [])
  }

  @Test(arguments: [
    (
      "[\"model.layers.*\", \"!model.layers.3.*\"]",
      "{glob: model.layers.*, except: model.layers.3.*}"
    ),
    ("[\"*\", \"!lm_head.*\"]", "{glob: \"*\", except: lm_head.*}"),
    (
      "{module: [\"model.layers[8:]\", \"!model.layers.9\"]}",
      "{module: \"model.layers[8:]\", except: {module: model.layers.9}}"
    ),
  ])
  func inAListWhatIsLeftIsThatOfTheOthers(selector: String, cure: String) {
    let found = errors("rules: [{freeze: \(selector)}]")
    #expect(found.flatMap(\.fixes) == [])
    #expect(found.first?.help.first?.hasSuffix(cure) == true, "\(found.map(\.help))")
    #expect(errors("rules: [{freeze: \(cure)}]") == [])
  }

  @Test(arguments: [
    "eval: [{module: \"!model.layers\"}]", "eval: [{type: \"!LayerNorm\"}]", "wrap: [\"!Block\"]",
    "expect: [{frozen: {module: \"!lm_head\"}}]", "expect: [{frozen: {type: \"!Linear\"}}]",
    "expect: [{\"!frozen\": {module: lm_head}}]",
    "rules: [{\"!freeze\": {module: lm_head}}]",
    "rules: [{freeze: {module: model, except: {module: \"!lm_head\"}}}]",
  ])
  func whatTakesAwayHasNoFixAnywhere(part: String) {
    let found = errors(part)
    #expect(!found.isEmpty)
    #expect(found.flatMap(\.fixes) == [])
    #expect(!found.flatMap(\.help).contains { $0.hasPrefix("did you mean") })
  }

  // MARK: Indices

  @Test(arguments: [
    ("{module: model.layers-1}", nil), ("{module: model.layers.8-}", nil),
    ("{module: model.layers.slice(8)}", nil), ("{module: \"1.0\"}", nil),
    ("{module: model.layers.12}", nil), ("{module: encoder.layers.2}", nil),
    ("\"model.layers.11.\"", "\"model.layers.11.*\""),
    ("{module: \"model.layers(8:)\"}", "\"model.layers[8:]\""),
    ("{module: \"model.layers{8:}\"}", "\"model.layers[8:]\""),
    ("{module: \"model.layers<8:>\"}", "\"model.layers[8:]\""),
    ("{module: \"model.layers(8-11)\"}", "\"model.layers[8:12]\""),
    ("{module: \"model.layers.[8-11]\"}", "\"model.layers[8:12]\""),
    ("{module: \"model.layers[8,9]\"}", "[\"model.layers[8]\", \"model.layers[9]\"]"),
    (
      "{module: \"model.layers[8:].{q,mlp}\"}", "[\"model.layers[8:].q\", \"model.layers[8:].mlp\"]"
    ),
    ("{module: \"model.layers[8:].q|mlp\"}", "[\"model.layers[8:].q\", \"model.layers[8:].mlp\"]"),
    ("\"model.layers.{8..}.*\"", "\"model.layers.{8..11}.*\""),
    ("\"model.layers.{..3}.*\"", "\"model.layers.{0..3}.*\""),
    ("\"model.layers.<8-11>.*\"", "\"model.layers.{8..11}.*\""),
    ("{regex: 'model\\.layers\\.(8-11)\\..*'}", "model\\.layers\\.(8|9|10|11)\\..*"),
    ("{regex: 'model\\.layers\\.(8..11)\\..*'}", "model\\.layers\\.(8|9|10|11)\\..*"),
    ("{regex: '^model\\.layers\\.1'}", "^model\\.layers\\.1\\..*"),
  ])
  func anIndexIsNeverLeftOutAndNeverAnother(selector: String, text: String?) {
    #expect(fixed(selector) == [text].compactMap(\.self))
  }

  // MARK: Names

  @Test(arguments: [
    "{module: model.h}", "{module: lm_head.out}", "{module: model.layers.lm_head}",
    "{module: layer4.lm_head}", "{module: model.x}", "{module: model.layers.0.k}",
  ])
  func aPartOfAPathIsNeverLeftOut(selector: String) { #expect(fixed(selector) == []) }

  @Test(arguments: [
    ("{module: module.lm_head}", "lm_head"), ("{module: self.lm_head}", "lm_head"),
    ("{module: _orig_mod.model.layers}", "model.layers"),
    ("\"base_model.model.lm_head.*\"", "\"lm_head.*\""),
    ("{module: model.lm_head}", nil), ("{module: lm_haed}", "lm_head"),
  ])
  func onlyWhatWrapsAModelIsTakenOff(selector: String, text: String?) {
    #expect(fixed(selector) == [text].compactMap(\.self))
  }

  @Test func oneTowerIsNotTakenForTheOther() {
    let made = MadePlan(
      "model: {children: {decoder: \"Linear(2, 2)\", head: \"Linear(2, 2)\"}}\nrules: [{freeze: encoder.weight}]\n"
    )
    #expect(made.outcome.diagnostics.flatMap(\.fixes) == [])
  }

  // MARK: Lists

  @Test(arguments: [
    ("{type: \"nn.Linear, nn.Embedding\"}", "[Linear, Embedding]"),
    ("{type: \"Linear|LayerNorm\"}", "[Linear, LayerNorm]"),
    ("{type: \"[Linear, LayerNorm]\"}", "[Linear, LayerNorm]"),
    ("{module: \"lm_head, model.norm\"}", "[lm_head, model.norm]"),
    ("{module: \"lm_head|model.norm\"}", "[lm_head, model.norm]"),
    ("{module: \"[lm_head, model.norm]\"}", "[lm_head, model.norm]"),
    ("{glob: \"lm_head.*, model.norm.*\"}", "[\"lm_head.*\", \"model.norm.*\"]"),
    ("{type: \"Linear, Lineer\"}", nil), ("{module: \"lm_head, nrom\"}", nil),
  ])
  func noItemOfAListIsLost(selector: String, text: String?) {
    #expect(fixed(selector) == [text].compactMap(\.self))
  }
}
