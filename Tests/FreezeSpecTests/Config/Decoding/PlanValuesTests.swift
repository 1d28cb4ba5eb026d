import Testing

@testable import FreezeSpec

@Suite struct PlanValuesTests {
  @Test(arguments: ["0", "-1", ".nan", "nan", ".inf", "-.inf", "inf", "1e999", "1e-400"])
  func aTemperatureIsFiniteAndAboveZero(text: String) {
    let built = BuiltConfig("model: ReLU()\nsoftmax: {temperature: \(text)}")
    #expect(built.diagnostics.map(\.code) == [.invalidValue])
    #expect(built.markedTexts == [text])
    #expect(built.findings[0].contains("a temperature is finite and above 0, not "))
  }

  @Test func numbersAreReadAsPythonReadsThem() throws {
    let built = BuiltConfig(
      """
      model: ReLU()
      softmax: {temperature: 1_0.5e-1, logits: [1, +2, -3.5, 1e3, .5, 1_000]}
      """)
    #expect(built.temperatures == [1.05])
    #expect((try? built.config?.softmax?.get())?.logits?.elements == [1, 2, -3.5, 1000, 0.5, 1000])
  }

  @Test func softmaxIsReadStrictly() {
    expect(
      """
      model: ReLU()
      softmax:
        temperature: 1️⃣{hot: 1}
        dim: 2️⃣0.5
        logits: 3️⃣1
        4️⃣temp: 1
      """,
      [
        "1️⃣ wrong-type: `temperature` is a number, an expression, or a list of them, not a mapping",
        "2️⃣ wrong-type: `dim` is an integer, not `0.5`",
        "3️⃣ wrong-type: `logits` is a list of numbers, or of such lists, not `1`",
        "4️⃣ unknown-key: `softmax` has no key `temp` = `temperature` stands here already: take one of the two out",
      ])
    expect(
      "model: ReLU()\nsoftmax: 1️⃣{dim: 1}",
      ["1️⃣ missing-key: `softmax` needs a `temperature`"])
  }

  @Test func logitsAreRectangularAndFinite() {
    expect(
      """
      model: ReLU()
      softmax:
        temperature: 1
        logits: [[1, 2, 1️⃣.inf], 2️⃣[3, 4], [5, 6, 3️⃣[7]], [8, 9, 4️⃣x], 5️⃣10]
      """,
      [
        "1️⃣ invalid-value: a logit is finite, or -.inf for a masked one, not .inf",
        "2️⃣ invalid-value: the logits are ragged: 2 in this list, 3 in the first of its level",
        "3️⃣ invalid-value: the logits are ragged: a sequence where the first item of this level"
          + " is a number",
        "4️⃣ wrong-type: a logit is a number, not `x`",
        "5️⃣ invalid-value: the logits are ragged: `10` where the first item of this level is a list",
      ])
  }

  @Test(arguments: [("-3", false), ("-2", true), ("0", true), ("1", true), ("2", false)])
  func dimLiesWithinTheLogits(dim: String, isValid: Bool) {
    let built = BuiltConfig(
      "model: ReLU()\nsoftmax: {temperature: 1, dim: \(dim), logits: [[1, 2], [3, 4]]}")
    #expect(
      built.findings
        == (isValid
          ? []
          : [
            "config.yaml:2:32 invalid-value: dim \(dim) is out of range for logits of 2 dimensions"
              + " = it lies from -2 to 1"
          ]))
  }

  @Test func rulesAreReadStrictly() {
    expect(
      """
      model: Linear(1, 1)
      rules:
        - 1️⃣{because: x}
        - {freeze: a, 2️⃣train: b}
        - {freeze: {3️⃣nam: a}}
        - {freeze: 4️⃣[]}
        - {freeze: 5️⃣{}}
        - {freeze: {name: 6️⃣[]}}
        - {freeze: 7️⃣}
        - 8️⃣freeze
        - {freeze: {type: [a, 9️⃣[b]]}}
      """,
      [
        "1️⃣ missing-key: a rule needs `freeze` or `train`",
        "2️⃣ conflicting-keys: a rule has one of `freeze` and `train` = write two rules",
        "3️⃣ unknown-key: a selector has no key `nam` = did you mean `name`?",
        "4️⃣ invalid-value: an empty list selects nothing",
        "5️⃣ invalid-value: an empty selector selects nothing = write \"*\" for every parameter",
        "6️⃣ invalid-value: `name` has no values",
        "7️⃣ wrong-type: a selector has no value = it is a glob, a list or a mapping",
        "8️⃣ wrong-type: a rule is a mapping with `freeze` or `train`, not `freeze`",
        "9️⃣ wrong-type: `type` is a text or a list of them, not a sequence",
      ])
  }

  @Test func expectationsAreReadStrictly() {
    expect(
      """
      model: ReLU()
      expect:
        - {1️⃣frozn: a}
        - 2️⃣{frozen: a, trainable: b}
        - trainable_elements: 3️⃣-1
        - trainable_fraction: 4️⃣50
        - trainable_elements: 5️⃣1.5
        - frozen_parameters: 6️⃣{min: 3, max: 2}
        - frozen_elements: 7️⃣{}
        - frozen_elements: {8️⃣mn: 1}
        - 9️⃣frozen
      """,
      [
        "1️⃣ unknown-key: an expectation has no key `frozn` = did you mean `frozen`?",
        "2️⃣ invalid-value: an expectation has one key = write one `- key: value` for each",
        "3️⃣ invalid-value: `trainable_elements` is a count, and cannot be negative",
        "4️⃣ invalid-value: `trainable_fraction` lies between 0 and 1, not 50 = 50 percent is 0.5",
        "5️⃣ wrong-type: `trainable_elements` is an integer, not `1.5`",
        "6️⃣ invalid-value: `min` is above `max`",
        "7️⃣ invalid-value: bounds need `min` or `max`",
        "8️⃣ unknown-key: `frozen_elements` has no key `mn` = did you mean `min`?",
        "9️⃣ wrong-type: an expectation is a mapping with one key, not `frozen`",
      ])
  }

  @Test func tiesAreReadStrictly() {
    expect(
      """
      model: {children: {a: "Linear(2, 3)", b: "Linear(2, 3)", c: "Linear(3, 2)"}}
      tie:
        - 1️⃣[a.weight]
        - 2️⃣a.weight
        - [a.weight, 3️⃣{b: c}]
        - [a.bias, 4️⃣a.bias]
      """,
      [
        "1️⃣ invalid-value: a tie has two names or more",
        "2️⃣ wrong-type: a tie is a list of two or more parameter names, not `a.weight`",
        "3️⃣ wrong-type: a tied name is a name, not a mapping",
        "4️⃣ duplicate-key: `a.bias` stands twice in this tie",
      ])
  }
}
