import Testing

@testable import FreezeSpec

@Suite struct RuleFindingsTests {
  private func findings(_ selector: Selector, in model: Module = transformer()) -> [Diagnostic] {
    JudgedRules(rules((.freeze, selector)), in: model).diagnostics
  }

  // MARK: Nothing matched

  @Test(arguments: [
    ("Linear*", "Linear is a layer class: write {type: Linear}"),
    ("*Norm", "classes are named like this: write {type: \"*Norm\"}"),
    ("model.embed", "model.embed is a module: write {module: model.embed} or \"model.embed.*\""),
    ("layers.0.*", "the prefix \"model.\" is missing: write \"model.layers.0.*\""),
    ("module.head.*", "without \"module.\" it matches: write \"head.*\""),
    (
      "attention.*",
      "it stands further down, as in model.layers.0.attention.query.weight: write \"*.attention.*\""
    ),
    ("bias", "write {parameter: bias} or \"*.bias\""),
    ("model.layer.0.*", "did you mean \"model.layers.0.*\"?"),
    ("*.Query.*", "did you mean \"*.query.*\"?"),
    ("model.layers.12.*", "model.layers, a ModuleList, has 12 children (0–11)"),
    (
      "head\\.(weight|bias)*",
      "as a regular expression it matches: write {regex: head\\.(weight|bias)*}"
    ),
    ("head.wieght", "did you mean \"head.weight\"?"),
    ("head.[wb", "the [ is never closed, and so stands for itself: close it with ]"),
    ("models.*", "did you mean \"model.*\"?"),
    ("model.layer.*.norm.*", "did you mean \"model.layers.*.norm.*\"?"),
    (".*bias", "write {parameter: bias} or \"*.bias\""),
    (
      "model.layers.{0-3}.*",
      "a range is written with two dots: write \"model.layers.{0..3}.*\""
    ),
    (
      "model.layers.{0...3}.*",
      "a range is written with two dots: write \"model.layers.{0..3}.*\""
    ),
    (
      "model.layers.{0:4}.*",
      "a range is written with two dots: write \"model.layers.{0..3}.*\""
    ),
    ("model.layers.{12..15}.*", "model.layers, a ModuleList, has 12 children (0–11)"),
    ("model.layers.{0..11}.atention.*", "did you mean \"model.layers.{0..11}.attention.*\"?"),
    (
      "model.layers[0].*",
      "in a glob [ ] is a choice of characters: write \"model.layers.0.*\" for an index"
    ),
    ("head.*.weight", "nothing stands between: write \"head.weight\""),
    ("head_weight", "dots and underscores differ: there is head.weight"),
    ("**/bias", "the parts of a name have dots between them: write \"*.bias\""),
    ("model/layers/*", "the parts of a name have dots between them: write \"model.layers.*\""),
    (
      "Conv2d",
      "Conv2d is a layer class, but the model has none; it has Module, Embedding, Linear and LayerNorm"
    ),
  ])
  func aGlobThatMatchesNothingSaysWhatWould(text: String, help: String) {
    let found = findings(glob(text))
    #expect(found.map(\.code) == [.ruleMatchesNothing])
    #expect(found.first?.message == "no parameter is named like \"\(text)\"")
    #expect(found.first?.help.first == help)
  }

  @Test(arguments: [
    (
      SelectorKey.name, "head",
      "head is a module: write {module: head}, or name its parameters, such as head.weight"
    ),
    (.name, "layers[0-1].*", "numbers are written in braces: write \"model.layers.{0..1}.*\""),
    (.name, "head.*", "`name` takes a name without wildcards: write {glob: head.*}"),
    (.name, "embed.weight", "the prefix \"model.\" is missing: write \"model.embed.weight\""),
    (.regex, "head", "head is a module: write {module: head} or \"head.*\""),
    (
      .regex, "layers\\..*",
      "the prefix \"model.\" is missing: write {regex: model\\.layers\\..*}"
    ),
    (.regex, "query", "an expression must match the whole name: write {regex: .*query.*}"),
    (.regex, "HEAD.*", "upper and lower case count: write {regex: (?i)HEAD.*} to ignore them"),
    (.type, "linear", "did you mean Linear?"),
    (.type, "nn.Linear", "write the class alone: {type: Linear}"),
    (.type, "model.layers", "model.layers is a module's path: write {module: model.layers}"),
    (
      .type, "Conv2d",
      "the classes with parameters of their own here are Module, Embedding, Linear and LayerNorm"
    ),
    (.module, "model.layers[12]", "model.layers, a ModuleList, has 12 children (0–11)"),
    (
      .module, "layers[:3]",
      "the prefix \"model.\" is missing: write {module: \"model.layers[:3]\"}"
    ),
    (
      .module, "model.layers.-1",
      "an index or a slice stands in brackets: write {module: \"model.layers[-1]\"}"
    ),
    (
      .module, "model.layers.0-2",
      "an index or a slice stands in brackets: write {module: \"model.layers[0:3]\"}"
    ),
    (
      .module, "model.layers.:2",
      "an index or a slice stands in brackets: write {module: \"model.layers[:2]\"}"
    ),
    (
      .module, "model.layers.-1",
      "an index or a slice stands in brackets: write {module: \"model.layers[-1]\"}"
    ),
    // Its last child has no parameters.
    (
      .module, "model.layers.0.-1",
      "the children of model.layers.0, a Block, are attention, norm and act"
    ),
    (
      .module, "model.layers.0[2]",
      "the children of model.layers.0 that have parameters: attention and norm"
    ),
    (
      .module, "model.layers[4:2]",
      "a slice ends before its second index: from 4 to 2 there is nothing"
    ),
    (.module, "model.layer[:3]", "did you mean {module: \"model.layers[:3]\"}?"),
    (.module, "head.bias", "head.bias is a parameter's whole name: write {name: head.bias}"),
    (.module, "model.*", "`module` takes a path without wildcards: write {glob: model.*}"),
    (.module, "LayerNorm", "LayerNorm is a layer class: write {type: LayerNorm}"),
    (.parameter, "wieght", "did you mean weight?"),
    (
      .parameter, "query.bias",
      "`parameter` is the last component alone: write {glob: \"*.query.bias\"}"
    ),
    (.parameter, "*ias", "`parameter` takes a name without wildcards: write {glob: \"*ias\"}"),
    (.parameter, "gamma", "the last components here are scale, weight and bias"),
  ])
  func aValueThatMatchesNothingSaysWhatWould(key: SelectorKey, text: String, help: String) {
    let found = findings(mapping([key: [text]]))
    #expect(found.map(\.code) == [.ruleMatchesNothing])
    #expect(found.first?.help.first == help)
  }

  @Test func ofSeveralExpressionsThatWouldMatchOneIsShown() {
    #expect(findings(mapping([.regex: ["layers\\..*"]])).map(\.help.count) == [1])
  }

  @Test func anEmptySliceOfTheRootsChildrenIsNotTakenForAGlob() {
    let model = list([linear(), linear(), linear(), linear(), linear()])
    #expect(
      findings(mapping([.module: ["[4:2]"]]), in: model).map(\.help)
        == [["a slice ends before its second index: from 4 to 2 there is nothing"]])
  }

  @Test func eachCureThatIsShownWouldMatch() {
    // `model.head` has the prefix of other names, and the model has no such module.
    #expect(
      findings(glob("model.head.*")).first?.help == [
        "without \"model.\" it matches: write \"head.*\""
      ])
  }

  @Test func anOptionalRuleMayMatchNothing() {
    let selector = glob("nothing")
    let rule = Rule(
      index: 1, action: .freeze, selector: selector, isOptional: true, span: selector.span)
    #expect(JudgedRules([rule], in: transformer()).diagnostics.isEmpty)
  }

  @Test func aValueOfAListThatMatchesNothingIsPointedAt() {
    let span = SourceSpan(file: 0, start: 0, end: 9)
    let tail = SourceSpan(file: 0, start: 4, end: 5)
    let selector = Selector.anyOf([glob("head.*"), glob("tail.*", at: tail)], span: span)
    #expect(findings(selector).map(\.span?.start) == [4])
  }

  @Test func aValueThatTheOtherKeysLeaveNothingOfIsReported() {
    let selector = mapping([.glob: ["*.query.*", "*.norm.*"], .type: ["Linear"]])
    #expect(
      findings(selector).map(\.message) == [
        "`glob: \"*.norm.*\"` adds nothing: it matches 24 parameters, none of which the other keys match"
      ])
  }

  @Test func aValueThatExceptTakesAwayIsReported() {
    let selector = mapping([.module: ["head", "model.embed"]], except: glob("head.*"))
    #expect(
      findings(selector).map(\.message)
        == ["`module: head` adds nothing: `except` takes away all 2 parameters that it matches"])
  }

  @Test func keysThatHaveNothingInCommonAreTold() {
    let selector = mapping([.type: ["LayerNorm"], .module: ["head"]])
    #expect(
      findings(selector).map(\.message)
        == ["`type: LayerNorm` matches 24 parameters and `module: head` 2, none of them both"])
  }

  @Test func anExceptThatTakesEverythingIsTold() {
    #expect(
      findings(mapping([.module: ["head"]], except: glob("head.*"))).map(\.message) == [
        "the selector matches nothing: `except` takes away all 2 parameters that its other keys match"
      ])
  }

  @Test func aValueOfExceptMustMatchSomethingAndIsWarnedOfWhereItTakesNothingAway() {
    #expect(
      findings(mapping([.module: ["head"]], except: glob("model.*"))).map(\.code)
        == [.idleException])
    #expect(
      findings(mapping([.module: ["head"]], except: glob("tail.*"))).map(\.code)
        == [.ruleMatchesNothing])
  }

  @Test func modulesWithoutParametersAreNotCalledMissing() {
    #expect(
      findings(mapping([.type: ["ReLU"]])).map(\.message) == [
        "no module of class ReLU has parameters"
      ])
    #expect(
      findings(mapping([.module: ["model.layers.0.act"]])).map(\.message)
        == ["the module \"model.layers.0.act\" has no parameters"])
  }

  @Test func aFurtherSelectorThatMatchesNothingIsReportedApart() {
    let judged = JudgedRules([], selectors: [glob("head.*"), glob("tail.*")], in: transformer())
    #expect(judged.diagnostics.isEmpty)
    #expect(judged.findings.ofSelectors.map(\.span) == [glob("tail.*").span])
  }

  @Test func aPatternThatCannotBeReadIsReportedAtItsPlaceAndNotAsMatchingNothing() {
    let built = BuiltConfig(
      """
      model: [ReLU()]
      rules:
        - freeze: "a.1️⃣{b"
      """)
    #expect(
      built.findings == [
        "1️⃣ invalid-pattern: the brace of \"{b\" is never closed"
          + " = close it with }, or write [{] for a brace itself"
      ])
  }

  // MARK: Overshoot

  @Test func aGlobThatHitsFurtherIndicesIsWarnedAbout() {
    let found = findings(glob("model.layers.1*"))
    #expect(found.map(\.code) == [.globOvershoot])
    #expect(
      found.first?.message
        == "\"model.layers.1*\" also matches 12 parameters of \"model.layers.10\" to \"model.layers.11\""
    )
    #expect(found.first?.help == ["for the other 6 parameters write \"model.layers.1.*\""])
  }

  @Test func aGlobThatHitsNoFurtherIndexIsNot() {
    #expect(findings(glob("model.layers.1*"), in: transformer(layers: 10)).isEmpty)
    #expect(findings(glob("model.layers.[0-9]*")).isEmpty)
    #expect(findings(glob("model.layers.1.*")).isEmpty)
  }

  // MARK: Ties

  @Test func namesOfOneTensorDrawnToDifferentStatesAreAnError() {
    let model = module(Types.module, [], ["a": linear(), "b": linear()])
    let rules = rules((.freeze, glob("a.*")), (.train, glob("b.weight")), (.train, glob("b.bias")))
    let found = JudgedRules(rules, in: model, tensorOfName: [0, 1, 0, 2]).diagnostics
      .filter { $0.code == .tiedStates }
    #expect(
      found.map(\.message) == [
        "\"a.weight\" and \"b.weight\" are one tensor: rule 1 freezes it by one name, rule 2 trains it by the other"
      ])
    #expect(found.first?.span == rules[1].selector.span)
  }

  @Test(arguments: [
    ("{except: {module: embed}}", true), ("{glob: \"*\", except: embed.weight}", true),
    ("[{glob: \"*\", except: {type: Embedding}}]", true),
    ("{except: {module: [embed, head]}}", false),
    ("{module: head, except: {parameter: bias}}", false),
    ("[{except: {module: embed}}, embed.weight]", false),
    ("[{module: head}, {glob: \"*.bias\", except: {module: embed}}]", false),
    ("[{glob: \"*.weight\", except: {module: embed}}, {module: head}]", false),
  ])
  func anExceptionThatATieUndoesIsPointedOut(selector: String, isUndone: Bool) {
    let plan = MadePlan(
      """
      model:
        children: {embed: "Embedding(9, 2)", body: "Linear(2, 2)", head: "Linear(2, 9)"}
      tie: [[embed.weight, head.weight]]
      rules: [{freeze: \(selector)}]

      """)
    #expect(plan.codes.contains("4 tied-name-excepted") == isUndone)
  }

  @Test func anExceptionThatALaterRuleDecidesIsNot() {
    let plan = MadePlan(
      """
      model:
        children: {embed: "Embedding(9, 2)", head: "Linear(2, 9)", b: "Linear(1, 1)"}
      tie: [[embed.weight, head.weight]]
      rules: [{freeze: {except: {module: embed}}}, {train: embed.weight}]

      """)
    #expect(!plan.codes.contains { $0.hasSuffix("tied-name-excepted") })
  }

  @Test func namesThatOneRuleDrawsApartFromAnEarlierOneAreNot() {
    let model = module(Types.module, [], ["a": linear(), "b": linear()])
    let rules = rules((.freeze, glob("*")), (.train, glob("*.weight")))
    let found = JudgedRules(rules, in: model, tensorOfName: [0, 1, 0, 2]).diagnostics
    #expect(found.isEmpty)
  }
}
