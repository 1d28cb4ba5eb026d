import Testing

@testable import FreezeSpec

@Suite struct PythonTemplateTests {
  private func findings(_ key: String) -> [String] {
    BuiltConfig(
      "model:\n  children:\n    1️⃣\(key): {repeat: 2, as: i, module: \"Linear(1, 1)\"}\n"
    ).findings
  }

  @Test(arguments: [
    (#""f\"layer{i}\"""#, "an f-string of Python"), ("f'layer{i}'", "an f-string of Python"),
    (#"'"layer{i}"'"#, "a string of Python"), ("layer%d", "a format string"),
    ("layer{}", "a format string"), ("layer${i}", "a format string"),
    ("layer{0}", "a format string"), ("layer%02d", "a format string"),
    ("layer<i>", "a name with a placeholder"), ("'layer[i]'", "a name with a placeholder"),
    ("'layer(i)'", "a name with a placeholder"),
    (#"'"layer" + str(i)'"#, "an expression of Python"),
    (#"'"layer" + i'"#, "an expression of Python"), ("layer + i", "an expression of Python"),
    ("layer$i", "a name with a placeholder"), ("layer<index>", "a name with a placeholder"),
  ])
  func namesThatPythonFillsInAreRefusedWithTheirCure(key: String, kind: String) {
    let found = findings(key)
    #expect(found.count == 1)
    #expect(found.first?.contains("is \(kind), and would be the child's name") == true, "\(found)")
    #expect(found.first?.contains(" = write \"layer{i}\": a key fills in {…} itself") == true)
  }

  @Test func theIndexIsWhatTheRepeatCallsIt() {
    expect(
      """
      model:
        children:
          1️⃣'a%d': {repeat: 2, as: k, module: "Linear(1, 1)"}
          2️⃣b{}: {repeat: 2, module: "Linear(1, 1)"}
          3️⃣'c{0}':
            repeat: 2
            module: Linear(1, 1)
          4️⃣'d{0}': Linear(1, 1)
          5️⃣e%d: Linear(1, 1)
          e0: Linear(1, 1)
          6️⃣'"fc"': Linear(1, 1)
      """,
      [
        "1️⃣ invalid-name: `a%d` is a format string, and would be the child's name = write \"a{k}\":"
          + " a key fills in {…} itself, with what `as` calls the index of its `repeat`",
        "2️⃣ invalid-name: `b{}` is a format string, and would be the child's name"
          + " = a key fills in {…} itself: write \"b{i}\", and `as: i` beside `repeat`",
        "3️⃣ invalid-name: `c{0}` is a format string, and would be the child's name"
          + " = a key fills in {…} itself: write \"c{i}\", and `as: i` beside `repeat`",
        "4️⃣ invalid-name: `d{0}` is a format string, and would be the child's name"
          + " = no `repeat` counts here, and so the number itself stands in the name: write d0",
        "5️⃣ invalid-name: `e%d` is a format string, and would be the child's name"
          + " = no `repeat` counts here, and so the number itself stands in the name",
        "6️⃣ invalid-name: `\"fc\"` is a string of Python, and would be the child's name = write fc",
      ])
  }

  private func expect(_ text: String, _ findings: [String]) {
    #expect(BuiltConfig(text).findings == findings)
  }

  @Test func theCureIsAccepted() {
    let built = BuiltConfig(
      "model: {children: {\"layer{i}\": {repeat: 2, as: i, module: \"Linear(1, 1)\"}}}\n")
    #expect(built.findings == [])
    #expect(built.model?.parameters.first?.name == "layer0.weight")
  }

  @Test func tensorsOfARepeatHaveTheSameNames() {
    for key in [#""f\"w{i}\"""#, "'w%d'", "w$i"] {
      let found = BuiltConfig(
        "model:\n  parameters:\n    1️⃣\(key): {repeat: 2, as: i, shape: [3]}\n"
      ).findings
      #expect(found.count == 1)
      #expect(found.first?.contains("and would be the name of the tensor = write \"w{i}\"") == true)
    }
  }

  @Test(arguments: [
    "\"fc \"", "\" fc\"", "\"fc\\u00a0\"", "\"fc\\t\"", "\"fc:\"", "“fc”", "„fc“", "«fc»", "ｆｃ",
    "\"fc\\u3000\"",
  ])
  func aPlainSlipInANameIsRefusedWithItsCure(key: String) {
    let found = BuiltConfig("model:\n  children:\n    1️⃣\(key): Linear(1, 1)\n").findings
    #expect(found.count == 1)
    #expect(found.first?.hasPrefix("1️⃣ invalid-name:") == true)
    #expect(found.first?.hasSuffix(" = write fc") == true, "\(found)")
  }

  @Test(arguments: ["fc", "\"a b\"", "\"a:b\"", "größe", "层", "\"“\""])
  func unusualNamesAreNames(key: String) {
    #expect(BuiltConfig("model:\n  children:\n    \(key): Linear(1, 1)\n").findings == [])
  }

  @Test(arguments: [
    "layer{i}", "f{i}", "a[b]", "x<y", "<i>", "layer{{i}}", "fc", "\"layer{i + 1}\"", "p%",
    "\"'a='6' x='\"", "skip+conv", "a + b", "act(relu)",
  ])
  func otherNamesAreNames(key: String) {
    #expect(!findings(key).contains { $0.contains("child's name") })
  }
}
