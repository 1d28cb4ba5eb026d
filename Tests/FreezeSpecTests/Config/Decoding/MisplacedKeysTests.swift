import Testing

@testable import FreezeSpec

/// Keys that stand where they mean nothing, and what was meant.
@Suite struct MisplacedKeysTests {
  @Test func keysBesideTheOneTheyBelongUnderAreReportedOnce() {
    expect(
      """
      model:
        1️⃣children:
        a: Linear(1, 2)
        b: Linear(2, 3)
      2️⃣softmax:
      temperature: 1
      rules:
        - 3️⃣freeze:
          module: a
      """,
      [
        "1️⃣ wrong-type: `children` has no value: what belongs to it stands beside it"
          + " = indent `a` and `b` by two columns more",
        "2️⃣ wrong-type: `softmax` has no value: what belongs to it stands beside it"
          + " = indent `temperature` by two columns more",
        "3️⃣ wrong-type: `freeze` has no value: what belongs to it stands beside it"
          + " = indent `module` by two columns more",
      ])
  }

  @Test func aKeyAtTheRootIsToldWhereItBelongs() {
    expect(
      """
      model: ReLU()
      1️⃣freeze: "*"
      2️⃣because: pretrained
      3️⃣temperature: 1
      4️⃣frozen: "*"
      """,
      [
        "1️⃣ unknown-key: a config has no key `freeze`"
          + " = write it as an item under `rules:`: `- freeze: …`",
        "2️⃣ unknown-key: a config has no key `because`"
          + " = it belongs to a rule: indent it to the column of its `freeze`",
        "3️⃣ unknown-key: a config has no key `temperature` = write it under `softmax:`",
        "4️⃣ unknown-key: a config has no key `frozen`"
          + " = write it as an item under `expect:`: `- frozen: …`",
      ])
  }

  @Test func aKeyOfTheConfigThatStandsTooDeepIsToldWhereItBelongs() {
    let cure = "is a key of the config: move it beside `model`"
    expect(
      """
      model:
        children: {a: "Linear(1, 1)", b: "Linear(1, 1)"}
        1️⃣tie: [[a.weight, b.weight]]
        2️⃣unmatched: freeze
        3️⃣rules: [{freeze: "*"}]
        4️⃣wrap: [Block]
        5️⃣train: "*.bias"
      softmax:
        temperature: 1
        logits: [1]
        6️⃣expect: [{trainable: "*"}]
      """,
      [
        "1️⃣ unknown-key: a module has no key `tie` = `tie` \(cure)",
        "2️⃣ unknown-key: a module has no key `unmatched` = `unmatched` \(cure)",
        "3️⃣ unknown-key: a module has no key `rules` = `rules` \(cure)",
        "4️⃣ unknown-key: a module has no key `wrap` = `wrap` \(cure)",
        "5️⃣ unknown-key: a module has no key `train`"
          + " = write it as an item under `rules:`: `- train: …`",
        "6️⃣ unknown-key: `softmax` has no key `expect` = `expect` \(cure)",
      ])
  }

  @Test func aMistypedKeyIsNoKeyOfTheConfig() {
    expect(
      """
      model: {children: {a: "Linear(1, 1)"}}
      rules:
        - freeze: {1️⃣model: a}
        - freeze: {glob: "*", 2️⃣expect: a.bias}
      expect:
        - 3️⃣train: "*"
      """,
      [
        "1️⃣ unknown-key: a selector has no key `model` = did you mean `module`?",
        "2️⃣ unknown-key: a selector has no key `expect` = did you mean `except`?",
        "3️⃣ unknown-key: an expectation has no key `train` = did you mean `trainable`?",
      ])
  }

  @Test func aRuleWhoseColonYAMLDoesNotSeeSaysHowToWriteIt() {
    let message = "wrong-type: a rule is a mapping with `freeze` or `train`, not"
    expect(
      """
      model: ReLU()
      rules:
        - 1️⃣freeze:"*"
        - 2️⃣freeze "2.*"
        - 3️⃣freeze {module: 2}
      """,
      [
        "1️⃣ \(message) `freeze:\"*\"` = put a space after the `:`, as in `freeze: …`",
        "2️⃣ \(message) `freeze \"2.*\"` = put a `:` after `freeze`, as in `freeze: …`",
        "3️⃣ unknown-key: a rule has no key `freeze {module`"
          + " = put a `:` after `freeze`, as in `freeze: …`",
      ])
  }

  @Test func aMappingInPlaceOfASequenceSaysHowItemsBegin() {
    expect(
      """
      model: ReLU()
      rules:
        1️⃣freeze: "*"
      expect:
        2️⃣frozen: "*"
      """,
      [
        "1️⃣ wrong-type: `rules` is a sequence of rules, not a mapping"
          + " = begin each item with `- `: `- freeze: …`",
        "2️⃣ wrong-type: `expect` is a sequence of assertions, not a mapping"
          + " = begin each item with `- `: `- frozen: …`",
      ])
  }

  @Test func aMissingKeyThatWasMistypedIsOneError() {
    expect(
      """
      model: ReLU()
      rules: [{1️⃣unfreeze: "*"}]
      softmax: {2️⃣temp: 1}
      """,
      [
        "1️⃣ unknown-key: a rule has no key `unfreeze` = did you mean `train`?",
        "2️⃣ unknown-key: `softmax` has no key `temp` = did you mean `temperature`?",
      ])
  }

  @Test func pastedAndNamedItemsOfASequenceSayWhatToTakeOff() {
    let pasted = "is how print(model) shows a child's name"
    expect(
      """
      model:
        children:
          a:
            - 1️⃣(0): Linear(1, 2)
            - 2️⃣(conv): ReLU()
            - 3️⃣conv1: ReLU()
          b:
            children:
              - 4️⃣conv1: ReLU()
      """,
      [
        "1️⃣ unknown-key: `(0)` \(pasted) = take `(0): ` off: a sequence numbers its modules",
        "2️⃣ unknown-key: `(conv)` \(pasted) = write `conv: …` under `children:`, without `- `",
        "3️⃣ unknown-key: a module has no key `conv1` = the modules of a sequence have numbers for"
          + " names; write named ones under `children:`, without `- `",
        "4️⃣ unknown-key: a module has no key `conv1`"
          + " = take the `- ` off: named modules are the keys of `children:`",
      ])
  }

  @Test func anArgumentBesideTheClassBelongsUnderArgs() {
    expect(
      """
      model:
        children:
          a: {class: Linear, 1️⃣in_features: 3}
          b: {class: nn.Linear, 2️⃣in_features: 3, args: {out_features: 4}}
          c: {class: Linear, 3️⃣clas: 3}
          d: {class: Linear, 4️⃣in_features: 3, 5️⃣out_features: 4}
          e: {class: Conv2d, args: [3, 4, 3], 6️⃣padding: same}
      """,
      [
        "1️⃣ unknown-key: a module has no key `in_features`"
          + " = arguments stand under `args`: args: {in_features: …}",
        "2️⃣ unknown-key: a module has no key `in_features`"
          + " = it is one of the arguments: write `in_features: …` into `args`",
        "3️⃣ unknown-key: a module has no key `clas` = `class` stands here already: take one of the two out",
        "4️⃣ unknown-key: a module has no key `in_features`"
          + " = arguments stand under `args`: args: {in_features: …, out_features: …}",
        "5️⃣ unknown-key: a module has no key `out_features`"
          + " = arguments stand under `args`: args: {in_features: …, out_features: …}",
        "6️⃣ unknown-key: a module has no key `padding` = beside a list of arguments one with a name "
          + "stands in a call: Conv2d(…, padding=…) in place of `class` and `args`",
      ])
  }

  @Test func aChoiceThatYAMLReadsAsAMappingIsToBeQuoted() {
    expect(
      "model: [ReLU()]\nrules:\n  - freeze: 1️⃣{weight,bias}\n",
      [
        "1️⃣ needs-quotes: YAML reads `{weight,bias}` as a mapping = quote it: \"{weight,bias}\""
      ])
  }

  @Test(arguments: ["[0:2]", "[-1]", "[1:]", "[::2]"])
  func aSliceThatYAMLReadsAsAListIsToBeQuoted(slice: String) {
    expect(
      "model: [ReLU()]\nrules:\n  - freeze: {module: 1️⃣\(slice)}\n",
      ["1️⃣ needs-quotes: YAML reads `\(slice)` as a list = quote it: \"\(slice)\""])
  }
}
