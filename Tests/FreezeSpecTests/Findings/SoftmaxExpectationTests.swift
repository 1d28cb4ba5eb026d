import Testing

@testable import FreezeSpec

@Suite struct SoftmaxExpectationTests {
  private func made(_ expectation: String, _ softmax: String) -> MadePlan {
    MadePlan("model: Linear(2, 2)\nsoftmax: \(softmax)\nexpect: [{softmax: \(expectation)}]\n")
  }

  // softmax([1, 2, 3] / T): at 1 the largest is 0.6652 and the entropy 0.8324, at 0.6 0.8166 and 0.5567.
  @Test(arguments: [
    "{max: 0.9}", "{entropy: {min: 0.5}}", "{entropy: {max: 1}}",
    "{max: 0.82, entropy: {min: 0.55, max: 0.84}}",
  ]) func boundsThatHoldAreSilent(expectation: String) {
    #expect(made(expectation, "{temperature: [0.6, 1], logits: [1, 2, 3]}").findings == [])
  }

  @Test(arguments: [
    ("{max: 0.7}", ["the largest probability is 0.8166, expected at most 0.7"]),
    ("{max: 0.6}", ["the largest probability is 0.8166, expected at most 0.6"]),
    ("{entropy: {min: 0.6}}", ["the entropy is 0.5567, expected at least 0.6"]),
    (
      "{max: 0.8, entropy: {max: 0.5}}",
      [
        "the largest probability is 0.8166, expected at most 0.8; "
          + "the entropy is 0.8324, expected at most 0.5"
      ]
    ),
  ]) func allTemperaturesOfASweepAreHeldToThem(expectation: String, messages: [String]) {
    let made = made(expectation, "{temperature: [0.6, 1], logits: [1, 2, 3]}")
    #expect(made.outcome.diagnostics.map(\.message) == messages)
  }

  @Test func temperature1CountsOnlyWhereItIsListed() {
    #expect(made("{entropy: {max: 0.6}}", "{temperature: 0.6, logits: [1, 2, 3]}").findings == [])
  }

  @Test func theDistributionsThatFailAreNamed() {
    let made = made(
      "{max: 0.9}", "{temperature: [1, 2], dim: 0, logits: [[0, 0, 5], [3, 0, 0], [0, -.inf, 0]]}")
    // exp(5) / (exp(5) + 2) and exp(3) / (exp(3) + 2)
    #expect(
      made.outcome.diagnostics.map(\.message)
        == ["the largest probability is 0.9867, expected at most 0.9"])
    #expect(
      made.outcome.diagnostics.first?.notes
        == ["probability 0.9094 at T = 1 in [:, 0]", "probability 0.9867 at T = 1 in [:, 2]"])
  }

  @Test func aPlaceSaysWhichFigureItIsOf() {
    let made = made("{max: 0.5, entropy: {max: 0.8}}", "{temperature: 1, logits: [1, 2, 3]}")
    #expect(
      made.outcome.diagnostics.first?.notes == [
        "probability 0.6652 at T = 1", "entropy 0.8324 at T = 1",
      ])
  }

  @Test func figuresThatWouldReadAsTheBoundHaveMoreDigits() {
    let made = made("{max: 0.6652}", "{temperature: 1, logits: [1, 2, 3]}")
    #expect(
      made.outcome.diagnostics.map(\.message)
        == ["the largest probability is 0.66524, expected at most 0.6652"])
  }

  @Test func withoutLogitsTheyFail() {
    let made = made("{max: 0.9}", "{temperature: 1}")
    #expect(made.outcome.diagnostics.map(\.code) == [.expectation])
    let none = MadePlan("model: ReLU()\nexpect: [{softmax: {max: 1}}]\n")
    #expect(none.outcome.diagnostics.map(\.code) == [.expectation])
  }

  @Test(arguments: [
    "{temperature: 1, logits: [1, .nan]}", "{temperature: t, logits: [1, 2]}",
  ]) func ofASoftmaxWithAnErrorNothingIsExpected(softmax: String) {
    let made = MadePlan(
      """
      let: {t: 0}
      model: Linear(2, 2)
      rules: [{freeze: nothing.here}]
      softmax: \(softmax)
      expect: [{softmax: {max: 0.9}}]
      """)
    // The rules are looked at all the same.
    #expect(
      Set(made.outcome.diagnostics.map(\.code)) == [.ruleMatchesNothing, .invalidValue])
    #expect(made.outcome.diagnostics.count == 2)
  }

  @Test func theyAreReadStrictly() {
    expect(
      """
      model: ReLU()
      softmax: {temperature: 1, logits: [1, 2]}
      expect:
        - softmax: 1️⃣{}
        - softmax: 2️⃣0.5
        - softmax: {max: 3️⃣2, entropy: {min: 4️⃣-1}}
        - softmax: {entropy: 5️⃣0.5}
        - softmax: {entropy: 6️⃣{min: 2, max: 1}}
        - softmax: {entropy: {max: 7️⃣.inf}}
      """,
      [
        "1️⃣ invalid-value: bounds need `max` or `entropy`",
        "2️⃣ wrong-type: `softmax` is a mapping with `max` or `entropy`, not `0.5`",
        "3️⃣ invalid-value: `max` bounds a probability, and is above 0 and at most 1, not 2",
        "4️⃣ invalid-value: an entropy is finite and at least 0, not -1",
        "5️⃣ wrong-type: `entropy` is a mapping with `min` or `max`, in nats, not `0.5`",
        "6️⃣ invalid-value: `min` is above `max`",
        "7️⃣ invalid-value: an entropy is finite and at least 0, not .inf",
      ])
  }

  @Test func aPlanTellsThemAsTheyAreWritten() throws {
    let plan = try #require(
      made("{max: 0.9, entropy: {min: 0.5, max: 1}}", "{temperature: 1, logits: [1, 2, 3]}").plan)
    #expect(
      plan.expectations.map(\.description)
        == ["softmax: {max: 0.9, entropy: {min: 0.5, max: 1.0}}"])
  }
}
