import Testing

@testable import FreezeSpec

/// What is written out of habit from other tools has a cure, and what follows it has no error.
@Suite struct HabitCuresTests {
  private func errors(_ rule: String) -> [Diagnostic] {
    MadePlan(
      """
      classes:
        Block: {children: {q: "Linear(8, 8)", norm: LayerNorm(8), act: ReLU()}}
      model:
        children:
          model:
            children:
              embed: Embedding(10, 8)
              layers: {repeat: 12, module: Block()}
              norm: LayerNorm(8)
          lm_head: Linear(8, 10)
      rules:
      \(rule)

      """
    ).outcome.diagnostics.filter { $0.severity == .error }
  }

  @Test(arguments: [
    ("\"!lm_head.*\"", "{glob: \"*\", except: lm_head.*}"),
    ("\"!lm_head\"", "{glob: \"*\", except: lm_head.*}"),
    ("{regex: '!lm_head\\..*'}", "{glob: \"*\", except: {regex: lm_head\\..*}}"),
    ("{module: \"model.layers[:6].*\"}", "{module: \"model.layers[:6]\"}"),
    ("\"model.layers[*].*\"", "\"model.layers.*.*\""), ("\"layers[*]\"", "\"*.layers.*\""),
    ("0-5", "\"model.layers.{0..5}.*\""), ("\"layers.0-5\"", "\"model.layers.{0..5}.*\""),
    ("\"model.layers.8-11.*\"", "\"model.layers.{8..11}.*\""),
    ("\"model.layers.0..5.*\"", "\"model.layers.{0..5}.*\""),
    ("\"model.layers.0,1,2\"", "\"model.layers.{0..2}.*\""),
    ("{regex: 'model\\.layers\\.8-11\\..*'}", "{regex: model\\.layers\\.(8|9|10|11)\\..*}"),
    ("\"model.layers.{0..5..}.*\"", "\"model.layers.{0..5}.*\""),
    ("\"model.layers.{0..10..2}.*\"", "\"model.layers.{0,2,4,6,8,10}.*\""),
    ("\"model.layers.-1.*\"", "{module: \"model.layers[-1]\"}"),
    ("layers", "{module: model.layers}"), ("layers.3", "{module: model.layers.3}"),
    ("norm", "\"*.norm.*\""), ("all", "\"*\""), ("everything", "\"*\""), ("true", "\"*\""),
    ("{regex: \"lm_head|norm\"}", "{regex: (?:.*\\.)?(lm_head|norm)(?:\\..*)?}"),
    ("{regex: \"lm_head|model.norm\"}", "{regex: (lm_head|model.norm)\\..*}"),
    ("\"lm_head|norm\"", "\"*{lm_head,norm}.*\""),
    ("\"lm_head|model.norm\"", "\"{lm_head,model.norm}.*\""),
    ("\"{model.nrom,lm_haed}.*\"", "\"{model.norm,lm_head}.*\""),
  ])
  func aSelectorOfAnotherToolHasACureThatHolds(selector: String, cure: String) {
    let found = errors("  - freeze: \(selector)")
    #expect(found.map(\.code) == [.ruleMatchesNothing])
    #expect(found.first?.help.first?.contains(cure) == true, "\(found.map(\.help))")
    #expect(errors("  - freeze: \(cure)") == [])
  }

  @Test(arguments: [
    ("model.layers.0.act.bias", "model.layers.0.act is a ReLU"),
    ("model.layers.0.act", "model.layers.0.act is a ReLU"),
    ("\"model.layers.0.act.*\"", "model.layers.0.act is a ReLU"),
  ])
  func aModuleWithoutParametersIsSaidToHaveNone(selector: String, start: String) {
    #expect(
      errors("  - freeze: \(selector)").map(\.help) == [
        [start + " and has no parameters; model.layers.0's children with some are q and norm"]
      ])
  }

  @Test func theReLUOfASequenceIsNamedByItsIndex() {
    let made = MadePlan(
      "model: [\"Linear(2, 2)\", ReLU(), \"Linear(2, 2)\"]\nrules: [{freeze: [0.bias, 1.bias]}]\n")
    #expect(
      made.cures == [
        "1 is a ReLU and has no parameters; the model's children with some are 0 and 2"
      ])
  }

  @Test func whatSelectsNothingIsLeftOut() {
    #expect(
      errors("  - freeze: none").map(\.help) == [
        ["what is to select nothing is left out: take the rule out"]
      ])
  }

  @Test(arguments: ["full", "any", "Model", "none", "off"])
  func aWordThatTheModelHasIsAName(word: String) {
    let text = """
      model: {children: {net: {children: {\(word): "Linear(2, 2)"}}, head: "Linear(2, 2)"}}
      rules: [{freeze: "\(word)"}]

      """
    let outcome = MadePlan(text).outcome
    #expect(
      outcome.diagnostics.map(\.help) == [
        ["\(word) is a module further down: write {module: net.\(word)}"]
      ])
    #expect(outcome.diagnostics.flatMap(\.fixes).map(\.title) == ["write `{module: net.\(word)}`"])
  }

  @Test func theWholeModelIsOnlyProposed() {
    for word in ["all", "full", "any", "parameters"] {
      let found = errors("  - freeze: \(word)")
      #expect(found.map(\.help) == [["write \"*\" for every parameter"]])
      #expect(found.flatMap(\.fixes) == [])
    }
  }

  @Test func zeroFromTheEndIsRefused() {
    for path in ["model.layers[-0:]", "model.layers[:-0]", "model.layers[-0]"] {
      #expect(errors("  - freeze: {module: \"\(path)\"}").map(\.code) == [.pattern])
    }
    #expect(errors("  - freeze: {module: \"model.layers[0:]\"}") == [])
    #expect(
      errors("  - freeze: {module: \"model.layers[*]\"}").map(\.help) == [["write [:]"]])
  }

  @Test func aTagIsNoExceptionAndNotToBeQuoted() {
    #expect(
      errors("  - freeze: !lm_head.*").first?.help == [
        "to take names away write {glob: \"*\", except: \"lm_head.*\"}"
      ])
    #expect(errors("  - freeze: {glob: \"*\", except: \"lm_head.*\"}") == [])
    #expect(
      errors("  - freeze: {type: !LayerNorm}").first?.help == [
        "to take names away write {glob: \"*\", except: {type: \"LayerNorm\"}}"
      ])
    #expect(errors("  - freeze: {glob: \"*\", except: {type: \"LayerNorm\"}}") == [])
  }

  // MARK: Rules

  @Test(arguments: [
    (
      "  - freeze: \"*\"\n    except: \"lm_head.*\"",
      "write freeze: {glob: \"*\", except: lm_head.*}"
    ),
    (
      "  - train: {module: model}\n    except: {type: LayerNorm}\n    because: x",
      "write train: {module: model, except: {type: LayerNorm}}"
    ),
    ("  - freeze: \"*\"\n    type: LayerNorm", "write freeze: {glob: \"*\", type: LayerNorm}"),
    ("  - module: model\n    freeze: true", "write freeze: {module: model}"),
    ("  - module: model\n    freeze: false", "write train: {module: model}"),
    ("  - {module: model, requires_grad: false}", "write freeze: {module: model}"),
    ("  - {module: model, requires_grad: true}", "write train: {module: model}"),
    ("  - {module: model, frozen: true}", "write freeze: {module: model}"),
    ("  - {glob: \"*.bias\", trainable: true}", "write train: {glob: \"*.bias\"}"),
  ])
  func aKeyOfASelectorBelongsInIt(rule: String, cure: String) {
    let found = errors(rule)
    #expect(found.map(\.code) == [.unknownKey])
    #expect(found.first?.help == [cure])
    #expect(errors("  - \(cure.dropFirst("write ".count))") == [])
  }

  @Test(arguments: [
    (
      "  - freeze: \"*\"  # all\n    except: b.*\n    because: x\n",
      "  - freeze: {glob: \"*\", except: b.*}  # all\n    because: x\n"
    ),
    ("  - module: b\n    freeze: true\n", "  - freeze: {module: b}\n"),
    (
      "  - module: b\n    # its own\n    requires_grad: no",
      "  - freeze: {module: b}\n    # its own\n"
    ),
    ("  - {module: b, requires_grad: false}\n", "  - {freeze: {module: b}}\n"),
    ("  - freeze: b.*\n    requires_grad: false\n", "  - freeze: b.*\n"),
    ("  - b.*: freeze\n", "  - freeze: b.*\n"),
  ])
  func aRuleInAnotherFormIsRewritten(rule: String, fixed: String) {
    #expect(self.fixed(rule) == fixed)
  }

  @Test(arguments: [
    "  - freeze: \"*\"\n    except: b.*  # why\n", "  - freeze: &a b.*\n    parameter: bias\n",
    "  - freeze: b.*\n    requires_grad: true\n", "  - b.*\n",
    "  - {freeze: \"*\", except: b.*, because: x}\n",
  ])
  func aRuleIsLeftWhereItIsNotPlainWhatElseChanges(rule: String) {
    #expect(self.fixed(rule) == nil)
  }

  @Test func whatIsTooLongToBeCopiedIsNotCut() {
    let long = "model." + String(repeating: "x", count: 300)
    for rule in ["  - \(long)", "  - {freeze: true, glob: \(long)}", "  - {\(long): freeze}"] {
      #expect(errors(rule).flatMap(\.help).allSatisfy { !$0.contains("xx") })
    }
  }

  /// What `check --fix` makes of a rule; `nil` where it leaves it.
  private func fixed(_ rule: String) -> String? {
    let head = "model: {children: {a: \"Linear(2, 2)\", b: \"Linear(2, 2)\"}}\nrules:\n"
    let fixer = ConfigFixer(
      [
        ConfigFixer.Target(ConfigFile(path: "config.yaml", bytes: Array((head + rule).utf8))) {
          ConfigFiles("config.yaml") { _ in nil }.reader
        }
      ]) { _ in nil }
    return fixer.fixedFiles.first.map {
      String(String(decoding: $0.bytes, as: UTF8.self).dropFirst(head.count))
    }
  }

  @Test(arguments: [
    ("  - \"model.*\"", "model.*"), ("  - model.layers.0.q.bias", "model.layers.0.q.bias"),
    ("  - [\"model.*\", \"lm_head.*\"]", "[\"model.*\", \"lm_head.*\"]"),
  ])
  func aSelectorAloneIsNoRule(rule: String, selector: String) {
    let found = errors(rule)
    #expect(found.map(\.help) == [["write `- freeze: \(selector)`, or `- train: \(selector)`"]])
    #expect(errors("  - freeze: \(selector)") == [])
  }

  @Test(arguments: [
    ("  - model.*: freeze", "write `- freeze: model.*`"),
    ("  - model.*: false", "write `- freeze: model.*`"),
    ("  - lm_head.*: trainable", "write `- train: lm_head.*`"),
    ("  - frozen: model.*", "did you mean `freeze`?"),
    (
      "  - freeze: model.*\n    requires_grad: false",
      "take it out: `freeze` is requires_grad = False"
    ),
    ("  - module: model", "write `- freeze: {module: model}`, or `- train: …`"),
    ("  - freeze model.*", "put a `:` after `freeze`, as in `freeze: …`"),
    ("  -freeze: model.*", "begin each item with `- `: `- freeze: …`"),
    ("  - freeze: {module:\"model[::2]\"}", "put a space after the `:`"),
  ])
  func aRuleInAnotherFormIsToldHowItIsWritten(rule: String, cure: String) {
    #expect(errors(rule).map(\.help) == [[cure]])
  }

  @Test func anEqualsSignBehindAKeyIsAColon() {
    let made = MadePlan("model: {repeat=3, module: \"Linear(2, 2)\"}\n").outcome.diagnostics
    #expect(made.map(\.help) == [["put `: ` in place of the `=`, as in `repeat: …`"]])
  }

  @Test func aParameterThatItsDeclarationFreezesIsSaidToBeFrozenByThat() {
    let made = MadePlan(
      """
      model: {parameters: {p: {shape: [2], requires_grad: false}, q: [2]}}
      expect: [{trainable: p}, {frozen: q}]

      """)
    #expect(
      made.notes == [
        "p: no rule matches it, and it declares requires_grad: false",
        "q: no rule matches it",
      ])
  }
}
