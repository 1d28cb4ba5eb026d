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

  // MARK: Other cures

  @Test(arguments: [
    ("rules: [{train: {layer: 11}}]", "an index stands in a module path"),
    ("rules: [{train: {module: [q, mlp]}}]", "all of them are {glob: \"*.q.*\"}"),
    (
      "rules: [{freeze: \"model.layers.{-4..-1}.*\"}]",
      "numbers from the end stand in a module path"
    ),
    ("rules: [{freeze: {type: [Linear, Lineer]}}]", "Linear is in the list already"),
    ("rules: [{freeze: {module: model, except: {module: \"!lm_head\"}}}]", "takes away already"),
    ("rules: [lm_head]", "write `- freeze: {module: lm_head}`"),
    ("rules: [model.lm_head.requires_grad_(True)]", "write `- train: {module: lm_head}`"),
    ("rules: [lm_head.requires_grad = False]", "write `- freeze: {module: lm_head}`"),
    ("rules: [param.requires_grad = False]", "write `- freeze: \"*\"`"),
    ("rules: ['freeze(\"lm_head.*\")']", "write `- freeze: lm_head.*`"),
    ("eval: true", "for all modules write {type: Module}"),
    ("eval: \"model.layers.*\"", "write {module: model.layers}"),
  ])
  func aCureSaysWhatHolds(rest: String, cure: String) {
    #expect(errors(rest).first?.help.first?.contains(cure) == true, "\(errors(rest).map(\.help))")
  }

  @Test(arguments: [
    (
      "model: [\"Linear(8, 8)\"]\nrules: [{train: {layer: 0}}]\n",
      "an index stands in a module path"
    ),
    (
      "model: Linear(8, 8)\nrules: [{freeze: weight}, {train: \"*\"}]\n",
      "put what freezes last"
    ),
    (
      "model: [\"Linear(8, 8)\", ReLU()]\nrules: [{freeze: {module: \"0\", except: {parameter: \"!bias\"}}}]\n",
      "takes away already"
    ),
    (
      "model: [{children: {q: \"Linear(8, 8)\", k: \"Linear(8, 8)\"}}, {children: {q: \"Linear(8, 8)\", k: \"Linear(8, 8)\"}}]\nrules: [{train: {module: [q, k]}}]\n",
      "all of them are {glob: \"*.q.*\"}"
    ),
    (
      "model: [\"Linear(8, 8)\", ReLU()]\nrules: [{freeze: {type: [Linear, Lineer]}}]\n",
      "Linear is in the list already"
    ),
    ("model: \"Linear(8, 8), ReLU()\"", "write [\"Linear(8, 8)\", \"ReLU()\"]"),
    ("model: {class: Linear, args: (8, 8)}", "write [8, 8]"),
    ("model: {class: Net, fc: \"Linear(8, 8)\"}", "children: {fc: …}"),
    ("model: Linear(8, 8)\u{FF0C}", "take the comma at the end away"),
    (
      "model: Linear(8, 8)\nrules: [{freeze: wieght, optional: true}]\n",
      "look for a slip in its selector"
    ),
    ("model: {parameters: {w: [3], requires_grad: false}}", "it belongs to one tensor"),
    ("model: Linear(4, 3)\nsoftmax: {temperature: \"0,5\", logits: [1, 2]}", "write 0.5"),
    (
      "model: {children: {a: \"Linear(8, 8)\", b: \"Linear(8, 8)\"}}\ntie: [(a.weight, b.weight)]",
      "write [[a.weight, b.weight]]"
    ),
    (
      "model: {children: {a: \"Linear(8, 8)\", b: \"Linear(8, 8)\"}}\ntie: {from: a.weight, to: b.weight}",
      "write [[a.weight, b.weight]]"
    ),
    (
      "model: {children: {\"\\\"l%d\\\" % i\": {repeat: 2, as: i, module: \"Linear(8, 8)\"}}}",
      "write \"l{i}\""
    ),
    ("classes: {B: {args: [{n: 3}], children: {fc: \"Linear(n, n)\"}}}\nmodel: B()", "write [n=3]"),
    ("model: Linear(8, 8)\nrules:\n  - freeze: \"bias\",\n", "take the comma behind the value out"),
  ])
  func aCureOfAPastedTextSaysWhatHolds(config: String, cure: String) {
    let help = MadePlan(config).cures
    #expect(help.contains { $0.contains(cure) }, "\(help)")
  }

  @Test(arguments: [
    ("{module: bert.layer}", "{module: bert.transformer.layer}"),
    ("\"bert.layer.*\"", "\"bert.transformer.layer.*\""),
    ("{module: \"bert.transformer.layer.q\"}", "{module: \"bert.transformer.layer[:].q\"}"),
  ])
  func aModuleThatWasLeftOutInTheMiddleIsProposed(selector: String, cure: String) {
    let made = MadePlan(
      """
      model:
        children:
          bert:
            children:
              transformer:
                children:
                  layer: {repeat: 2, module: {children: {q: "Linear(2, 2)"}}}
          head: Linear(2, 2)
      rules: [{freeze: \(selector)}]

      """)
    #expect(made.cures.first == "did you mean \(cure)?")
    #expect(made.outcome.diagnostics.flatMap(\.fixes) == [])
  }

  @Test func aWarningAboutTheSameTextDoesNotKeepAFixFromIt() {
    let text =
      Self.head + "rules:\n  - freeze: \"model.layers.{0..1}*\"\n  - freeze: lm_head.weight\n"
    let target = ConfigFixer.Target(ConfigFile(path: "a.yaml", bytes: Array(text.utf8))) {
      ConfigFiles("a.yaml") { _ in nil }.reader
    }
    let fixer = ConfigFixer([target], isStrict: true) { _ in nil }
    let fixed = fixer.fixedFiles.first.map { String(decoding: $0.bytes, as: UTF8.self) }
    #expect(fixed?.contains("\"model.layers.{0..1}.*\"") == true)
  }
}
