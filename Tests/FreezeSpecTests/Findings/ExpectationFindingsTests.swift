import Testing

@testable import FreezeSpec

@Suite struct ExpectationFindingsTests {
  static let config = """
    model:
      children:
        layers: {repeat: 12, module: {children: {q: "Linear(8, 8)", k: "Linear(8, 8)"}}}
        norm: LayerNorm(8)
        head: Linear(8, 100)
    rules:
      - freeze: {module: ["layers[:10]", norm]}
    expect:

    """

  private func notes(_ expectation: String) -> [String] {
    let made = MadePlan(Self.config + "  - \(expectation)\n")
    return made.outcome.diagnostics.filter { $0.code == .expectation }.flatMap(\.notes)
  }

  private func message(_ expectation: String) -> String? {
    MadePlan(Self.config + "  - \(expectation)\n").outcome.diagnostics
      .first { $0.code == .expectation }?.message
  }

  @Test func parametersThatBreakAnExpectationAreFoldedToModules() {
    #expect(
      notes("frozen: {module: layers}")
        == ["layers.{10,11}.*, 8 parameters: no rule matches them"])
    #expect(
      notes("trainable: {module: \"layers[4:]\"}")
        == ["layers.{4..9}.*, 24 parameters: decided by rule 1"])
  }

  @Test func aNumberThatIsTooLargeNamesWhatItCounts() {
    #expect(
      notes("trainable_elements: {max: 900}") == [
        "trainable layers.{10,11}.*, 8 parameters, 288 elements: no rule matches them",
        "trainable head.*, 2 parameters, 900 elements: no rule matches them",
      ])
  }

  @Test func aNumberThatIsTooSmallNamesWhatIsInTheOtherState() {
    #expect(
      notes("trainable_parameters: {min: 20}") == [
        "frozen layers.{0..9}.*, 40 parameters, 1,440 elements: decided by rule 1",
        "frozen norm.*, 2 parameters, 16 elements: decided by rule 1",
      ])
  }

  @Test func noMoreThanFiveLinesNameParameters() {
    let children = (0..<9).map { "c\($0): \"Linear(\($0 + 1), 2)\"" }.joined(separator: ", ")
    let made = MadePlan("model: {children: {\(children)}}\nexpect: [{frozen: \"*.weight\"}]\n")
    let notes = made.outcome.diagnostics.flatMap(\.notes)
    #expect(notes.count == 6)
    #expect(notes.last == "and 4 more")
  }

  @Test func aFractionHasFourDigitsUnlessMoreTellItFromItsBound() {
    #expect(
      message("trainable_fraction: {max: 0.2}")
        == "trainable_fraction is 0.4493, expected at most 0.2 (+0.2493)")
    #expect(
      message("trainable_fraction: 0.4493")
        == "trainable_fraction is 0.44932, expected 0.4493 (+1.921e-05)")
  }

  @Test func aTiedParameterIsNamedWithItsOtherName() {
    let made = MadePlan(
      """
      model: {children: {embed: "Embedding(5, 4)", head: "Linear(4, 5, bias=False)"}}
      tie: [[embed.weight, head.weight]]
      expect: [{frozen: embed.weight}]

      """)
    #expect(
      made.outcome.diagnostics.flatMap(\.notes)
        == ["embed.weight, tied to head.weight: no rule matches it"])
  }

  @Test func aParameterFrozenByItselfIsToldSo() {
    let made = MadePlan(
      """
      model: {parameters: {a: {shape: [2], requires_grad: false}, b: [2]}}
      expect: [{trainable: a}]

      """)
    #expect(
      made.outcome.diagnostics.flatMap(\.notes)
        == ["a: no rule matches it, and it declares requires_grad: false"])
  }

  @Test func whatBecameOfEachExpectationIsThePlans() throws {
    let made = MadePlan(
      Self.config + "  - frozen: {module: norm}\n  - trainable_parameters: {max: 9}\n")
    let outcomes = try #require(made.plan).expectationOutcomes
    #expect(outcomes.map(\.text) == ["frozen: {module: norm}", "trainable_parameters: {max: 9}"])
    #expect(outcomes.map(\.holds) == [true, false])
    #expect(outcomes.map(\.measuredText) == ["all 2 parameters are frozen", "10"])
  }

  @Test(arguments: [
    ("trainable_fraction: {max: 1}", true), ("trainable_fraction: {min: 0}", true),
    ("trainable_elements: {min: 0}", true), ("frozen_parameters: {min: 0}", true),
    ("softmax: {max: 1}", true), ("softmax: {entropy: {min: 0}}", true),
    ("trainable_elements: {min: 0, max: 100}", false), ("trainable_fraction: {max: 0.9}", false),
    ("softmax: {max: 1, entropy: {min: 0.1}}", false), ("trainable_elements: {max: 100}", false),
  ])
  func anExpectationThatNoPlanCanBreakIsWarnedOf(claim: String, isVacuous: Bool) {
    let made = MadePlan(
      """
      model: {children: {a: "Linear(2, 2)", b: "Linear(2, 2)"}}
      rules: [{freeze: {module: a}}]
      softmax: {temperature: 1, logits: [1, 2, 3]}
      expect: [{\(claim)}]

      """)
    #expect(made.codes == (isVacuous ? ["4 expectation-always-holds"] : []))
  }
}
