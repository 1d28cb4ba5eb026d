import Testing

@testable import FreezeSpec

/// Names without a value, and what was meant by them.
@Suite struct UnknownNamesTests {
  @Test(arguments: [
    ("no", "False"), ("off", "False"), ("FALSE", "False"), ("yes", "True"), ("On", "True"),
    ("TRUE", "True"), ("null", "None"), ("NONE", "None"),
  ])
  func aTruthValueOfYAMLIsWrittenAsPythonDoes(word: String, value: String) {
    expect(
      "model:\n  - Linear(1, 2, bias=1️⃣\(word))",
      ["1️⃣ unknown-name: `\(word)` is not defined = write \(value)"])
  }

  @Test func theIndexOfARepeatNeedsAName() {
    expect(
      """
      model:
        - {repeat: 3, module: "Linear(1️⃣i, 4)"}
        - {repeat: 3, as: j, module: "Linear(2️⃣i, 4)"}
      """,
      [
        "1️⃣ unknown-name: `i` is not defined"
          + " = if it is the index of the `repeat`, add `as: i` to it"
          + " = give it a value under `let`, or, if it is a string, quotes: 'i'",
        "2️⃣ unknown-name: `i` is not defined"
          + " = give it a value under `let`, or, if it is a string, quotes: 'i'",
      ])
  }

  @Test func theIndexInAKeyNeedsANameToo() {
    expect(
      "model: {children: {1️⃣\"e{i}\": {repeat: 2, module: ReLU}}}",
      [
        "1️⃣ unknown-name: `i` is not defined"
          + " = if it is the index of the `repeat`, add `as: i` to it"
          + " = give it a value under `let`, or, if it is a string, quotes: 'i'"
      ])
  }

  @Test func aNameWhoseOwnDefinitionIsWrongIsNotMissing() {
    expect(
      "let: {k: \"1️⃣(3\", n: 4}\nmodel: [\"Linear(k, n)\"]",
      ["1️⃣ expression-syntax: `)` is missing: this bracket is not closed"])
    expect(
      "let: 1️⃣[a, b]\nmodel: [\"Linear(a, b)\"]",
      ["1️⃣ wrong-type: `let` is a mapping of names to values, not a sequence"])
  }

  @Test(arguments: [
    ("1️⃣3", "1️⃣ wrong-type: a class is a mapping, {} for an empty one, not `3`"),
    ("{args: [1️⃣3x]}", "1️⃣ expression-syntax: `3x` is not a number"),
    ("{1️⃣arg: [x]}", "1️⃣ unknown-key: a class has no key `arg` = did you mean `args`?"),
  ])
  func aClassWhoseOwnDefinitionIsWrongIsNotMissing(definition: String, finding: String) {
    expect(
      "classes: {B: \(definition), C: {extends: B}}\nmodel: [B(1), B, C(), {class: B}]", [finding])
    expect("classes: {Linear: \(definition)}\nmodel: [Linear(1)]", [finding])
  }

  @Test func aClassWithAnErrorIsLookedAtForMore() {
    expect(
      """
      classes:
        A: {extends: Linear, 1️⃣argz: [x]}
        B: {extends: A, parameters: {w: [2]}}
        C: {parameters: {p: {shape: [2], 2️⃣foo: 1}}, children: {a: 3️⃣Nope()}}
      model: [B()]
      """,
      [
        "1️⃣ unknown-key: a class has no key `argz` = did you mean `args`?",
        "2️⃣ unknown-key: a parameter has no key `foo` "
          + "= a parameter can have: shape, dtype, requires_grad, repeat, as",
        "3️⃣ unknown-class: there is no class `Nope` = declare it under `classes`, or write it as "
          + "{class: …, parameters: …, children: …}",
      ])
  }

  @Test func aModuleWithAnErrorIsLookedAtForMore() {
    expect(
      """
      model:
        buffers: {m: {shape: [2], 1️⃣requires_grad: false}}
        children:
          a: "Linear(2, 2, 2️⃣zzz=1)"
          b: 3️⃣Foo()
      """,
      [
        "1️⃣ unknown-key: a buffer has no key `requires_grad` = a buffer can have: shape, dtype, "
          + "persistent, repeat, as",
        "2️⃣ wrong-arguments: Linear has no argument `zzz` "
          + "= its arguments: Linear(in_features, out_features, bias=…, device=…, dtype=…)",
        "3️⃣ unknown-class: there is no class `Foo` = declare it under `classes`, or write it as "
          + "{class: …, parameters: …, children: …}",
      ])
  }

  @Test func aModuleWhoseTensorIsWrongLeavesItsNeighboursToBeLookedAt() {
    expect(
      """
      model:
        - {parameters: {w: {shape: [2], 1️⃣dtyp: float16}}}
        - {children: {a: 2️⃣, b: "Linear(3️⃣k, 1)"}}
      """,
      [
        "1️⃣ unknown-key: a parameter has no key `dtyp` = did you mean `dtype`?",
        "2️⃣ wrong-type: a module has no value = it is a call such as Linear(10, 20)",
        "3️⃣ unknown-name: `k` is not defined"
          + " = give it a value under `let`, or, if it is a string, quotes: 'k'",
      ])
  }

  @Test func aClassWhoseArgumentsAreWrongIsNotHeldAgainstItsCalls() {
    expect(
      "classes: {A: {args: [n, 1️⃣n]}}\nmodel: [A(1)]",
      ["1️⃣ duplicate-key: the argument `n` stands twice"])
  }

  @Test func aFunctionIsToldFromAClass() {
    expect(
      "model:\n  - Linear(1️⃣max(1, 2), 3)",
      [
        "1️⃣ unknown-class: `max` is a function, and expressions have none"
          + " = calls make modules: write the value itself, or reckon it with + - * / // % **"
      ])
  }

  @Test func aCommaAtTheEndIsToGo() {
    expect(
      "model:\n  - Linear(1, 2)1️⃣,",
      ["1️⃣ expression-syntax: unexpected `,` = take the comma at the end away"])
  }

  @Test func itemsInTwoColumnsAreToldToStandInOne() {
    expect(
      "model:\n  - 1️⃣Linear(1, 2)\n     - ReLU()",
      [
        "1️⃣ expression-error: `-` is not defined for Linear and ReLU"
          + " = if two items of a list are meant, start both `-` in one column"
      ])
    expect(
      "model:\n  1️⃣-Linear(1, 2)",
      [
        "1️⃣ expression-error: - cannot be applied to Linear"
          + " = if an item of a list is meant, put a space after its `-`: `- Linear(…)`"
      ])
  }

  @Test func whatOtherFrameworksCallAnArgumentIsToldByItsNameHere() {
    expect(
      "model:\n  - Conv2d(3, 4, 1️⃣kernel=3, 2️⃣pad=1)",
      [
        "1️⃣ wrong-arguments: Conv2d has no argument `kernel` = did you mean `kernel_size`?",
        "2️⃣ wrong-arguments: Conv2d has no argument `pad` = did you mean `padding`?",
      ])
  }
}
