import Testing

@testable import FreezeSpec

@Suite struct ConfigKeysTests {
  @Test func everyRootKeyIsRead() throws {
    let built = BuiltConfig(
      """
      freezespec: 1
      name: 0123
      description: yes
      dtype: bfloat16
      let: {dim: 4}
      classes:
        Head: {args: [size], children: {out: "Linear(size, 2)"}}
      model:
        children: {head: Head(dim), tail: Head(dim)}
      tie: [[head.out.bias, tail.out.bias]]
      rules:
        - freeze: "head.*"
          because: pretrained
          optional: true
      softmax: {temperature: 0.5, dim: 0, logits: [1, 2]}
      expect:
        - frozen: {module: head}
      """)
    #expect(built.findings == [])
    let config = try #require(built.config)
    #expect(config.name == "0123")
    #expect(config.description == "yes")
    #expect(config.dtype == .bfloat16)
    #expect(config.readableRules.map(\.because) == ["pretrained"])
    #expect(config.readableRules.map(\.isOptional) == [true])
    #expect(built.temperatures == [0.5])
    #expect((try? config.softmax?.get())?.dim == 0)
    #expect((try? config.softmax?.get())?.logits == NumberArray(shape: [2], elements: [1, 2]))
    #expect(config.expectations.count == 1)
    #expect(
      built.parameters == [
        "head.out.weight [2, 4] bfloat16", "head.out.bias [2] bfloat16",
        "tail.out.weight [2, 4] bfloat16",
      ])
    #expect(built.model?.tiedNames == [1: ["tail.out.bias"]])
  }

  @Test(arguments: [
    ("plan.yaml", "plan"), ("configs/plan.freeze.yaml", "plan.freeze"), (".hidden", ".hidden"),
    ("<stdin>", "<stdin>"), ("dir.d/plan", "plan"),
  ])
  func aPlanWithoutNameHasTheNameOfItsFile(path: String, name: String) {
    #expect(BuiltConfig("model: ReLU()", path: path).config?.name == name)
  }

  @Test func allErrorsOfAFileAreFoundAtOnce() {
    expect(
      """
      1️⃣naem: x
      2️⃣modle: [ReLU()]
      freezespec: 3️⃣2
      dtype: 4️⃣bfloat61
      description: 5️⃣[a]
      let: {6️⃣2x: 1, 7️⃣lambda: 2, a: "1 +8️⃣ "}
      rules:
        - 9️⃣freze: "*"
      """,
      [
        "1️⃣ unknown-key: a config has no key `naem` = did you mean `name`?",
        "2️⃣ unknown-key: a config has no key `modle` = did you mean `model`?",
        "3️⃣ unsupported-version: format version 2 is not known = this program reads version 1",
        "4️⃣ invalid-value: `bfloat61` is no dtype = did you mean `bfloat16`?",
        "5️⃣ wrong-type: `description` is a text, not a sequence",
        "6️⃣ invalid-name: `2x` cannot be a name in expressions"
          + " = names are letters, digits and _, and start with a letter",
        "7️⃣ invalid-name: `lambda` cannot be a name in expressions"
          + " = the word has a meaning of its own there: choose another, such as `lambda_`",
        "8️⃣ expression-syntax: the expression ends too early",
        "9️⃣ unknown-key: a rule has no key `freze` = did you mean `freeze`?",
      ])
  }

  @Test func aConfigWithoutModelSaysHowToWriteOne() {
    expect(
      "1️⃣name: x",
      [
        "1️⃣ missing-key: the config has no `model`"
          + " = write the layers under `model:`, one `- Linear(10, 20)` a line"
      ])
    expect(
      "1️⃣- Linear(10, 20)",
      ["1️⃣ wrong-type: a config is a mapping with the key `model`, not a sequence"])
    expect(
      "1️⃣ReLU()", ["1️⃣ wrong-type: a config is a mapping with the key `model`, not `ReLU()`"])
  }

  @Test func everyValueOfTheWrongKindIsFound() {
    expect(
      """
      freezespec: 1️⃣one
      name: 2️⃣{a: b}
      description:3️⃣
      dtype: 4️⃣int64
      let: 5️⃣[1]
      classes: 6️⃣ReLU
      model: ReLU()
      tie: 7️⃣x
      rules: 8️⃣{freeze: x}
      softmax: 9️⃣0.6
      """,
      [
        "1️⃣ wrong-type: `freezespec` is an integer, not `one`",
        "2️⃣ wrong-type: `name` is a text, not a mapping",
        "3️⃣ wrong-type: `description` has no value = it is a text",
        "4️⃣ invalid-value: parameters of type torch.int64 cannot require gradients"
          + " = choose a floating point type, such as float32 or bfloat16",
        "5️⃣ wrong-type: `let` is a mapping of names to values, not a sequence",
        "6️⃣ wrong-type: `classes` is a mapping of names to classes, not `ReLU`",
        "7️⃣ wrong-type: `tie` is a sequence of lists of names, not `x`",
        "8️⃣ wrong-type: `rules` is a sequence of rules, not a mapping"
          + " = begin each item with `- `: `- freeze: …`",
        "9️⃣ wrong-type: `softmax` is a mapping with `temperature`, not `0.6`",
      ])
  }

  @Test func onlyTrueAndFalseAreBooleans() {
    expect(
      """
      model: {parameters: {w: {shape: [2], requires_grad: 1️⃣yes}}}
      rules:
        - {freeze: "*", optional: 2️⃣yes}
        - {freeze: "*", optional: 3️⃣True}
        - {freeze: "*", optional: 4️⃣0}
        - {freeze: "*", optional: 5️⃣maybe}
        - {freeze: "*", optional: true}
      """,
      [
        "1️⃣ wrong-type: `requires_grad` is true or false, not `yes` = write true",
        "2️⃣ wrong-type: `optional` is true or false, not `yes` = write true",
        "3️⃣ wrong-type: `optional` is true or false, not `True` = write true",
        "4️⃣ wrong-type: `optional` is true or false, not `0` = write false",
        "5️⃣ wrong-type: `optional` is true or false, not `maybe`",
      ])
  }

  @Test func aModulePathStaysAsItIsWritten() throws {
    let built = BuiltConfig(
      """
      model: ReLU()
      rules:
        - freeze: {module: [1.10, 007, 1e3, "a b", true, null]}
      """)
    guard case .allOf(let mapping) = built.config?.readableRules.first?.selector else {
      Issue.record("no selector")
      return
    }
    #expect(
      mapping.terms.first?.values.map(\.text) == ["1.10", "007", "1e3", "a b", "true", "null"])
  }
}

/// Holds the findings of a config, its places marked, against those expected.
func expect(
  _ config: String, _ findings: [String], files: [String: String] = [:],
  sourceLocation: Testing.SourceLocation = #_sourceLocation
) {
  let built = BuiltConfig(config, files: files)
  #expect(
    built.findings == findings, "\(built.findings.joined(separator: "\n"))",
    sourceLocation: sourceLocation)
}
