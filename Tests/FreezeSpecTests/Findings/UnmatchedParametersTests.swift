import Testing

@testable import FreezeSpec

@Suite struct UnmatchedParametersTests {
  /// A vision tower with a merger, a language model and a head.
  private func made(_ rules: String, _ rest: String = "") -> MadePlan {
    MadePlan(
      """
      model:
        parameters:
          table: {shape: [4], requires_grad: false}
        children:
          visual:
            children:
              blocks: {repeat: 3, module: "Linear(8, 8)"}
              merger: Linear(8, 8)
          language_model: {repeat: 4, module: "Linear(8, 8)"}
          norm: LayerNorm(8)
          lm_head: Linear(8, 100, bias=False)
      rules:
      \(rules)
      \(rest)

      """)
  }

  @Test func layersThatAreToldOfNoMoreAreCounted() {
    let config = """
      model: ['A()', 'B()', 'B()', 'Linear(2, 2)']
      classes:
        A: {parameters: {a: [2], b: [2], c: [2], d: [2], e: [2]}}
        B: {parameters: {f: [2]}}
      rules: [{freeze: '3.*'}, {train: '3.weight'}]

      """
    #expect(MadePlan(config).outcome.diagnostics.contains { $0.code == .unmatchedTrains })
  }

  private let merger = """
      - freeze: {module: [visual, language_model, norm]}
      - train: {module: visual.merger}
    """

  @Test func whatTrainsBesideARuleThatSaysWhatTrainsIsWarnedOf() {
    let made = made(merger)
    #expect(
      made.findings == [
        "14 unmatched-trains: \"lm_head.weight\" trains too, and no rule matches it: "
          + "91.74 % of the elements that train"
      ])
    #expect(
      made.cures == [
        "freeze it: - freeze: lm_head.weight",
        "where it is meant to train, say so: expect: [{trainable: lm_head.weight}]",
        "or say at the root what becomes of all that no rule matches: unmatched: freeze, or "
          + "unmatched: train",
      ])
  }

  @Test func manyAreFolded() {
    let made = made("  - freeze: {module: visual}\n  - train: {module: visual.merger}")
    #expect(
      made.notes.prefix(3) == [
        "language_model.{0..3}.weight (4)", "language_model.{0..3}.bias (4)", "norm.weight",
      ])
  }

  @Test(arguments: [
    "expect: [{trainable: {module: lm_head}}]", "unmatched: train", "unmatched: freeze",
  ])
  func whatIsSaidOfTheRestIsMeant(rest: String) {
    #expect(made(merger, rest).findings == [])
  }

  @Test func anExpectationOfOtherParametersSaysNothingOfThese() {
    let made = made(merger, "expect: [{trainable: {module: visual.merger}}]")
    #expect(made.codes == ["14 unmatched-trains"])
  }

  @Test func plansThatOnlyFreezeAreNotMeant() {
    #expect(made("  - freeze: {module: [visual, language_model]}").findings == [])
  }

  @Test func unmatchedDecidesWhatNoRuleMatches() throws {
    func trains(_ name: String, _ rest: String) throws -> Bool {
      let plan = try #require(made(merger, rest).plan)
      let index = try #require(plan.model.parameters.firstIndex { $0.name == name })
      return plan.evaluation[index].requiresGrad
    }
    #expect(try trains("lm_head.weight", "unmatched: train"))
    #expect(try !trains("lm_head.weight", "unmatched: freeze"))
    #expect(try trains("visual.merger.weight", "unmatched: freeze"))
    // Its own declaration holds.
    #expect(try !trains("table", "unmatched: train"))
  }

  @Test func errorDemandsARuleForEachThatDeclaresNothing() {
    let refused = made(merger, "unmatched: error")
    #expect(
      refused.findings == [
        "15 unmatched-parameter: no rule matches \"lm_head.weight\", and each parameter needs one"
      ])
    #expect(refused.plan == nil)
    #expect(made(merger + "\n  - train: {module: lm_head}", "unmatched: error").findings == [])
  }

  @Test func errorFoldsTheNames() {
    let made = made("  - freeze: {module: visual}", "unmatched: error")
    #expect(
      made.findings == [
        "14 unmatched-parameter: no rule matches 11 parameters, and each needs one"
      ])
    #expect(
      made.notes == [
        "language_model.{0..3}.weight (4)", "language_model.{0..3}.bias (4)", "norm.weight",
        "norm.bias", "lm_head.weight",
      ])
  }

  @Test func aRuleThatSaysWhatUnmatchedDoesIsNotWithoutEffect() {
    #expect(made("  - train: {module: lm_head}", "unmatched: freeze").findings == [])
    #expect(
      made("  - freeze: {module: visual}\n  - train: {module: lm_head}", "unmatched: train")
        .findings == [])
    #expect(
      made("  - freeze: {module: visual}\n  - train: {module: lm_head}", "unmatched: freeze")
        .findings == [])
    // What another rule does already is.
    #expect(
      made(
        "  - freeze: {module: visual}\n  - freeze: {module: visual.merger}\n  - train: \"norm.*\"",
        "unmatched: freeze"
      ).codes == ["14 rule-without-effect"])
  }

  @Test func nothingTrainsWhereUnmatchedFreezesAll() {
    let made = MadePlan("model: Linear(2, 2)\nunmatched: freeze\n")
    #expect(made.codes == ["2 nothing-trains"])
  }

  @Test func aFileThatAnotherTakesItsModelFromSaysNothingOfTheRest() {
    let made = MadePlan(
      "model: {children: {inner: {from: inner.yaml}, head: \"Linear(2, 2)\"}}\n",
      files: ["inner.yaml": "model: Linear(2, 2)\nunmatched: error\n"])
    #expect(made.findings == [])
  }

  @Test func otherWordsAreRefusedWithTheirCure() {
    for (word, cure) in [("frozen", "write freeze"), ("raise", "write error")] {
      let made = made(merger, "unmatched: \(word)")
      #expect(
        made.findings == [
          "15 invalid-value: `unmatched` is train, freeze or error, not `\(word)`"
        ])
      #expect(made.cures == [cure])
      #expect(made.outcome.diagnostics.flatMap(\.fixes).map(\.replacements.count) == [1])
    }
  }

  @Test func aWordThatNamesNoStateLeavesTheChoice() {
    for word in ["ignore", "warn", "allow", "keep", "default", "true", "false", "strict", "none"] {
      let made = made(merger, "unmatched: \(word)")
      #expect(
        made.cures == [
          "`train` lets them train, `freeze` freezes them, `error` lets no plan be made of them"
        ])
      #expect(made.outcome.diagnostics.flatMap(\.fixes) == [])
    }
  }
}
