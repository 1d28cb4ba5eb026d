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
  ])
  func namesThatPythonFillsInAreRefusedWithTheirCure(key: String, kind: String) {
    let found = findings(key)
    #expect(found.count == 1)
    #expect(found.first?.contains("is \(kind), and would be the child's name") == true, "\(found)")
    #expect(found.first?.contains(" = write \"layer{i}\": a key fills in {…} itself") == true)
  }

  @Test func theCureIsAccepted() {
    let built = BuiltConfig(
      "model: {children: {\"layer{i}\": {repeat: 2, as: i, module: \"Linear(1, 1)\"}}}\n")
    #expect(built.findings == [])
    #expect(built.model?.parameters.first?.name == "layer0.weight")
  }

  @Test(arguments: [
    "layer{i}", "f{i}", "layer{{i}}", "fc", "\"layer{i + 1}\"", "p%", "\"'a='6' x='\"",
  ])
  func otherNamesAreNames(key: String) {
    #expect(!findings(key).contains { $0.contains("child's name") })
  }
}
