import Testing

@testable import FreezeSpec

/// An item of a choice in a pattern must match something, as a value of a list must.
@Suite struct PatternPartsTests {
  /// Of `model.embed`, `model.layers.0` to `11` (`attn.q`, `attn.k`, `norm`, and in the first six
  /// `cross`), `model.norm` and `lm_head`: each finding as its place in the selector, its message and
  /// its cures.
  private func findings(_ selector: String, under key: String = "- freeze") -> [String] {
    let marked = MarkedText(selector)
    let head = """
      classes:
        Block:
          args: [n]
          children:
            attn: {children: {q: "Linear(2, 2)", k: "Linear(2, 2)"}}
            norm: LayerNorm(2)
            cross: Linear(2, 2) if n < 6 else None
            act: ReLU()
      model:
        children:
          model:
            children:
              embed: Embedding(3, 2)
              layers: {repeat: 12, as: i, module: Block(i)}
              norm: LayerNorm(2)
          lm_head: Linear(2, 3)
      \(key.hasPrefix("-") ? "rules:\n  " : "")\(key): 
      """
    let text = head + String(decoding: marked.bytes, as: UTF8.self) + "\n"
    return MadePlan(text).outcome.diagnostics.filter { $0.severity == .error }.map { finding in
      let offset = Int(finding.span?.start ?? 0) - head.utf8.count
      let place = marked.marker(at: offset) ?? "?"
      return ([place + " " + finding.message] + finding.help).joined(separator: " = ")
    }
  }

  @Test func anItemOfATextThatYAMLFoldsStandsWhereTheTextDoes() {
    #expect(
      findings("{regex: 1️⃣model.norm..*|\n  none}") == [
        "1️⃣ no parameter's whole name matches the expression \" none\""
          + " = take it out: write {regex: model.norm..*}"
      ])
  }

  @Test(arguments: [
    (
      "\"{1️⃣model.nrom,lm_head}.*\"",
      "1️⃣ no parameter is named like \"model.nrom.*\" = did you mean \"{model.norm,lm_head}.*\"?"
    ),
    (
      "'model.layers.{0..3,1️⃣17}.*'",
      "1️⃣ no parameter is named like \"model.layers.17.*\""
        + " = take it out: write \"model.layers.{0..3}.*\""
    ),
    (
      "{glob: \"model.layers.{1️⃣0..20}.*\"}",
      "1️⃣ no parameter is named like \"model.layers.{12..20}.*\""
        + " = write \"model.layers.{0..11}.*\" for those that are there"
    ),
    (
      "\"model.layers.{1️⃣0..12}.*\"",
      "1️⃣ no parameter is named like \"model.layers.12.*\""
        + " = write \"model.layers.{0..11}.*\" for those that are there"
    ),
    (
      "\"{model.{norm,1️⃣layrs},lm_head}.*\"",
      "1️⃣ no parameter is named like \"model.layrs.*\""
        + " = did you mean \"{model.{norm,layers},lm_head}.*\"?"
    ),
    (
      "\"{1️⃣modl.{norm,layers},lm_head}.*\"",
      "1️⃣ no parameter is named like \"modl.{norm,layers}.*\" = did you mean \"{model.{norm,layers},lm_head}.*\"?"
    ),
    (
      "\"model.layers.{0,1️⃣5-7}.*\"",
      "1️⃣ no parameter is named like \"model.layers.5-7.*\""
        + " = a range is written with two dots: write \"model.layers.{0,5..7}.*\""
    ),
    (
      "\"lm_head{1️⃣,.bias}\"",
      "1️⃣ no parameter is named like \"lm_head\" = take it out: write \"lm_head.bias\""
    ),
    (
      "\"{model.norm,1️⃣head}.*\"",
      "1️⃣ no parameter is named like \"head.*\" = take it out: write \"model.norm.*\""
    ),
    (
      "\"{1️⃣layers.3,lm_head}.*\"",
      "1️⃣ no parameter is named like \"layers.3.*\""
        + " = the prefix \"model.\" is missing: write \"{model.layers.3,lm_head}.*\""
    ),
    (
      "{regex: 'model\\.(norm|1️⃣embde)\\..*'}",
      "1️⃣ no parameter's whole name matches the expression \"model\\.(embde)\\..*\""
        + " = did you mean {regex: model\\.(norm|embed)\\..*}?"
    ),
    (
      "{regex: 'model\\.norm\\..*|1️⃣lm_haed\\..*'}",
      "1️⃣ no parameter's whole name matches the expression \"lm_haed\\..*\""
        + " = did you mean {regex: model\\.norm\\..*|lm_head\\..*}?"
    ),
    (
      "{type: \"{LayerNorm,1️⃣Conv2d}\"}",
      "1️⃣ no module with parameters is of a class named like \"Conv2d\""
        + " = take it out: write {type: LayerNorm}"
    ),
    (
      "{glob: \"*\", except: \"{lm_head,1️⃣nrom}.*\"}",
      "1️⃣ no parameter is named like \"nrom.*\" = take it out: write \"lm_head.*\""
    ),
    (
      "{glob: \"*.{k,1️⃣norm}.*\", type: Linear}",
      "1️⃣ `glob: \"*.norm.*\"` adds nothing: it matches 26 parameters, none of which the other keys match"
        + " = take the value out, or write a rule of its own for it"
    ),
    (
      "[lm_head.*, \"model.{norm,1️⃣nrom}.*\"]",
      "1️⃣ no parameter is named like \"model.nrom.*\" = take it out: write \"model.norm.*\""
    ),
  ])
  func anItemThatMatchesNothingIsAnErrorAtItsPlace(selector: String, finding: String) {
    #expect(findings(selector).first?.hasPrefix(finding) == true, "\(findings(selector))")
  }

  @Test(arguments: [
    "\"{model.norm,lm_head}.{weight,bias}\"", "\"model.layers.{0..11}.*\"",
    "\"{model.embed,lm_head,model.norm}.{weight,bias}\"",
    "\"model.layers.{0..3,7}.{attn.q,norm}.*\"",
    "\"model.layers.{0..11}.cross.*\"", "\"model.layers.1{0..1}.*\"",
    "\"model.layers.*{0..9}.norm.*\"",
    "\"{*}.bias\"", "{regex: 'model\\.layers\\.(\\d|1[01])\\..*'}", "{regex: '.*(weight|)'}",
    "{regex: '(?i)(MODEL|lm_head)\\..*'}", "{type: \"{Linear,LayerNorm}\"}",
    "{glob: \"*\", except: \"{lm_head,model.norm}.*\"}",
    "{glob: \"{model,lm_head}.*\", type: Linear}",
  ])
  func itemsThatAllMatchSomethingAreInOrder(selector: String) {
    #expect(findings(selector) == [])
  }

  @Test func ofTwoChoicesEachItemIsLookedAtAndNoPairOfThem() {
    // No `q` has a `norm`; each of the four items matches something.
    #expect(findings("\"model.layers.0.{attn.q,norm}.{weight,bias}\"") == [])
    #expect(
      findings("\"model.layers.{0,1️⃣40}.{attn.q,2️⃣nrom}.*\"").map { $0.prefix { $0 != "=" } } == [
        "1️⃣ no parameter is named like \"model.layers.40.{attn.q,nrom}.*\" ",
        "2️⃣ no parameter is named like \"model.layers.{0,40}.nrom.*\" ",
      ])
  }

  @Test func aRangeMayNameLayersThatLackWhatComesBehind() {
    // Layers 6 to 11 are there, and have no `cross`; a number by itself says more.
    #expect(findings("\"model.layers.{0..11}.cross.*\"") == [])
    #expect(
      findings("\"model.layers.{0,1️⃣6}.cross.*\"") == [
        "1️⃣ no parameter is named like \"model.layers.6.cross.*\""
          + " = take it out: write \"model.layers.0.cross.*\""
      ])
  }

  @Test func theSelectorsOfExpectationsAndOfEvalAreLookedAtToo() {
    #expect(
      findings("[{trainable: \"{lm_head,1️⃣model.nrom}.*\"}]", under: "expect").map {
        $0.prefix { $0 != "=" }
      } == ["1️⃣ no parameter is named like \"model.nrom.*\" "])
    #expect(
      findings("[{type: \"{ReLU,1️⃣LayrNorm}\"}]", under: "eval") == [
        "1️⃣ no module's class is named like \"LayrNorm\""
          + " = did you mean {type: \"{ReLU,LayerNorm}\"}?"
      ])
  }

  @Test func aCureGivesAnItemThatMatches() {
    for (wrong, right) in [
      ("{model.nrom,lm_head}.*", "{model.norm,lm_head}.*"),
      ("model.layers.{0..20}.*", "model.layers.{0..11}.*"),
      ("model.layers.{0..3,17}.*", "model.layers.{0..3}.*"),
    ] {
      #expect(findings("\"\(wrong)\"").first?.contains("\"\(right)\"") == true)
      #expect(findings("\"\(right)\"") == [])
    }
  }

  @Test func anOptionalRuleMayHaveItemsThatMatchNothing() {
    let made = MadePlan(
      """
      model: ["Linear(2, 2)"]
      rules: [{freeze: "{0,1}.*", optional: true}, {train: "*.bias"}]

      """)
    #expect(!made.outcome.hasErrors)
  }

  @Test(.timeLimit(.minutes(10))) func manyItemsAreLookedAtWithinBounds() {
    let items = (0..<40_000).map { "a\($0)" }.joined(separator: ",")
    let deep = String(repeating: "{a,", count: 100) + "0" + String(repeating: "}", count: 100)
    for glob in ["{0,\(items)}.{weight,\(items)}", deep + ".*", "{0..999999999}.*"] {
      let made = MadePlan("model: [\"Linear(2, 2)\"]\nrules: [{freeze: \"\(glob)\"}]\n")
      #expect(made.outcome.diagnostics.count <= Limits.diagnostics)
    }
  }

  /// Of a convolutional network's lists: which errors there are.
  private func messages(_ selector: String, key: String = "freeze") -> [String] {
    MadePlan(
      """
      model:
        children:
          features: ["Conv2d(3, 8, 3)", BatchNorm2d(8), ReLU(), "MaxPool2d(2)", "Conv2d(8, 8, 3)", ReLU()]
          classifier: ["Linear(8, 8)", ReLU(), Dropout(), "Linear(8, 2)"]
          stage1: {children: {conv: "Conv2d(3, 8, 3)", act: ReLU()}}
          stage2: {children: {act: ReLU()}}
      rules: [{\(key): \(selector)}]

      """
    ).outcome.diagnostics.filter { $0.severity == .error }.map(\.message)
  }

  @Test(arguments: [
    "\"features.{0..5}.*\"", "\"features.{0..3}.*\"", "\"features.{1..3}*\"",
    "\"{features.{0..2},classifier.{0..2}}.*\"", "\"*.{0..5}.*\"", "\"stage{1..2}.*\"",
    "{glob: \"features.{0..5}.*\", parameter: weight}", "\"features.{0,2..5}.*\"",
    "{glob: \"features.*\", except: \"features.{0..3}.*\"}", "\"stage{1..2}.conv.*\"",
  ])
  func aRangeMayGoOverModulesWithoutParameters(selector: String) {
    #expect(messages(selector) == [])
  }

  @Test func aRangePastTheEndOfSuchAListIsAnErrorStill() {
    #expect(
      messages("\"features.{0..7}.*\"") == ["no parameter is named like \"features.{6..7}.*\""])
    #expect(messages("\"stage{0..2}.*\"") == ["no parameter is named like \"stage0.*\""])
  }

  @Test func anItemThatNamesAModuleWithoutParametersIsToldWhatItIs() {
    for selector in [
      "\"features.{0,2}.*\"", "\"features.{2,4}.weight\"", "{regex: 'features\\.(0|2)\\..*'}",
    ] {
      #expect(messages(selector) == ["\"features.2\" is a ReLU and has no parameters"])
    }
  }
}
