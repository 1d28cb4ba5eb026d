import Testing

@testable import FreezeSpec

@Suite struct ModuleFormsTests {
  @Test(arguments: [".", "a.", ".a", "a..b"])
  func aClassHasANameOnBothSidesOfADot(name: String) {
    let built = BuiltConfig("model: {class: \"\(name)\", children: {x: \"Linear(1, 1)\"}}\n")
    #expect(built.findings.map { $0.contains("has nothing on a side of a dot") } == [true])
  }

  @Test func aRepeatOfParametersNeedsANameOrAList() {
    let built = BuiltConfig("model: {parameters: {repeat: 2, shape: [3]}}\n")
    #expect(built.findings.count == 1)
    #expect(built.findings[0].contains("put it into a list, [{repeat: …, shape: …}]"))
    // A parameter may have either name.
    let named = BuiltConfig("model: {parameters: {repeat: [2], shape: [3]}}\n")
    #expect(named.model?.parameters.map(\.name) == ["repeat", "shape"])
  }

  @Test func mistypedKeysOfModulesAreNamed() {
    expect(
      """
      model:
        - {1️⃣clas: Linear, args: [1, 2]}
        - {2️⃣repaet: 3, module: ReLU()}
        - {repeat: 3, 3️⃣modul: ReLU()}
        - {class: Module, 4️⃣child: {a: ReLU()}}
        - {5️⃣form: other.yaml}
        - {from: other.yaml, 6️⃣class: X}
        - {parameters: {w: {7️⃣shap: [1]}}, buffers: {b: {shape: [1], 8️⃣requires_grad: false}}}
      """,
      [
        "1️⃣ unknown-key: a module has no key `clas` = did you mean `class`?",
        "2️⃣ unknown-key: a repeat has no key `repaet` = did you mean `repeat`?",
        "3️⃣ unknown-key: a repeat has no key `modul` = did you mean `module`?",
        "4️⃣ unknown-key: a module has no key `child` = did you mean `children`?",
        "5️⃣ unknown-key: a module has no key `form` = did you mean `from`?",
        "config.yaml:7:12 invalid-from: cannot read other.yaml: no such file or directory"
          + " = the path is relative to the file in which it stands",
        "6️⃣ unknown-key: a module with `from` has no key `class`"
          + " = a module with `from` can have: from, let, key",
        "7️⃣ unknown-key: a parameter has no key `shap` = did you mean `shape`?",
        "8️⃣ unknown-key: a buffer has no key `requires_grad` = a buffer can have: shape, dtype, "
          + "persistent, repeat, as",
      ])
  }

  @Test func namedModulesWithoutChildrenAreToldWhereTheyGo() {
    expect(
      """
      model:
        1️⃣conv1: Conv2d(3, 8, 3)
        fc: Linear(8, 2)
      """,
      [
        "1️⃣ unknown-key: a module has no key `conv1` = named modules stand under `children:`"
      ])
  }

  @Test func linesOfPrintAreToldHowToBeWritten() {
    expect(
      """
      model:
        1️⃣(0): Linear(in_features=1, out_features=2, bias=True)
        (1): ReLU()
      """,
      [
        "1️⃣ unknown-key: `(0)` is how print(model) shows a child's name"
          + " = a sequence numbers its modules: "
          + "write `- Linear(in_features=1, out_features=2, bias=True)` and `- ReLU()`"
      ])
    expect(
      """
      model:
        1️⃣(fc): Linear(in_features=1, out_features=2, bias=True)
      """,
      [
        "1️⃣ unknown-key: `(fc)` is how print(model) shows a child's name"
          + " = write `fc: …` under `children:`"
      ])
    expect(
      """
      model:
        children:
          1️⃣(fc): Linear(in_features=1, out_features=2, bias=True)
      """,
      ["1️⃣ invalid-name: `(fc)` is how print(model) shows a child's name = write `fc`"])
  }

  @Test func keysThatExcludeEachOtherAreFound() {
    expect(
      """
      model:
        - {class: Linear, args: [1, 2], 1️⃣parameters: {w: [1]}}
        - 2️⃣{args: [1, 2]}
        - {repeat: 2, module: ReLU(), class: 3️⃣Sequential}
        - {class: 4️⃣"Linear(1, 2)", children: {}}
        - 5️⃣{module: ReLU()}
        - 6️⃣{repeat: 3}
      """,
      [
        "1️⃣ conflicting-keys: `args` calls a class, which brings its own `parameters`"
          + " = keep one of the two",
        "2️⃣ missing-key: `args` needs the `class` that it is for",
        "3️⃣ conflicting-keys: this repeat stands for several modules, and none of them is a"
          + " Sequential = leave `class` out, or write"
          + " {class: Sequential, children: [{repeat: …}]} for one that holds them",
        "4️⃣ invalid-value: `class` is a class's name, not a call"
          + " = write the call alone, or its arguments under `args`",
        "5️⃣ missing-key: `module` needs the `repeat` that counts it",
        "6️⃣ missing-key: a repeat needs the `module` to repeat",
      ])
  }

  @Test func emptyValuesAreNamed() {
    expect(
      """
      model:
        -1️⃣
        - {class: Linear, args: {in_features: 2️⃣, out_features: 3}}
        - {parameters: {weight: 3️⃣}}
        - {repeat: 4️⃣, module: ReLU()}
        - {class: Linear, args: 5️⃣}
      """,
      [
        "1️⃣ wrong-type: a module has no value = it is a call such as Linear(10, 20)",
        "2️⃣ wrong-type: `in_features` has no value = it is an expression",
        "3️⃣ wrong-type: `weight` has no value = it is an expression",
        "4️⃣ wrong-type: `repeat` has no value = it is a count",
        "5️⃣ wrong-type: `args` has no value = it is a mapping of names to values, or a list",
      ])
  }

  @Test func classesAreReadStrictly() {
    expect(
      """
      classes:
        1️⃣my-class: {}
        A: {args: [2️⃣3x]}
        B: {args: [x, 3️⃣x, y=1, 4️⃣z]}
        C: {args: [5️⃣"*rest"]}
        D: {6️⃣arg: [x]}
        E: {repr: "{size7️⃣"}
        F: {repr: 8️⃣"size}"}
        G:9️⃣
      model: ReLU()
      """,
      [
        "1️⃣ invalid-name: `my-class` cannot be a name in expressions"
          + " = names are letters, digits and _, and start with a letter",
        "2️⃣ expression-syntax: `3x` is not a number",
        "3️⃣ duplicate-key: the argument `x` stands twice",
        "4️⃣ invalid-value: `z` has no default and follows one that has"
          + " = put the arguments without default first",
        "5️⃣ invalid-value: an argument is a name, or name=default",
        "6️⃣ unknown-key: a class has no key `arg` = did you mean `args`?",
        "config.yaml:7:13 expression-syntax: `{` is not closed = write {{ for a brace",
        "8️⃣ expression-syntax: `}` closes nothing = write }} for a brace",
        "9️⃣ wrong-type: a class has no value = it is a mapping, {} for an empty one",
      ])
  }

  /// Calls of one form are read together, by what stands around their literals.
  @Test(arguments: [
    ("Linear(10, 20)", "Linear(\\0, 20)"), ("ReLU(True)", "ReLU(\\0)"),
    ("Linear(1, 2, bias=False)", "Linear(1, 2, bias=\\0)"),
  ])
  func aZeroByteIsNoLiteral(call: String, text: String) {
    let built = MadePlan("model:\n  - \(call)\n  - \"\(text)\"\n")
    #expect(built.codes == ["3 expression-syntax"])
  }

  @Test func twoChildrenOfNamesThatLookAlikeCanBeOfOneClass() {
    let plan = MadePlan(
      #"""
      model:
        children:
          "\u00e9": {class: "\u00e9", parameters: {w: [2]}}
          "e\u0301": {class: "e\u0301", parameters: {w: [3]}}
      rules: [{freeze: {type: "e\u0301"}}]
      expect: [{trainable_parameters: 0}]

      """#
    ).plan
    #expect(plan?.summary.parameters == 2)
    #expect(plan?.summary.frozen.elements == 5)
  }
}
