import Testing

@testable import FreezeSpec

@Suite struct ExplanationReportTests {
  private func explain(_ name: String, _ yaml: String, columns: Int? = 80) throws -> [String] {
    let outcome = MadePlan(yaml, path: "plan.yaml").outcome
    let plan = try #require(outcome.plan)
    return try plan.explanation(of: name).rendered(columns: columns).lines
  }

  private let network = """
    model:
      class: Net
      children:
        body: ["Linear(2, 3)", BatchNorm1d(3)]
        head: Linear(3, 1)
    rules:
      - freeze: "*"
        because: pretrained
      - train: {type: _BatchNorm, except: {parameter: bias}}
      - train: {module: [head, "body[:1]"]}

    """

  @Test func tellsWhatEveryRuleSays() throws {
    #expect(
      try explain("body.1.weight", network) == [
        "body.1.weight",
        "  requires_grad  True, decided by rule 2",
        "  shape          [3], 3 elements, float32",
        "  modules        (root)  Net",
        "                 body    Sequential",
        "                 body.1  BatchNorm1d",
        "",
        "rule 1 matches, overridden by rule 2  plan.yaml:7",
        "  freeze \"*\"",
        "  pretrained",
        "  ✓ glob \"*\": matches its name",
        "",
        "rule 2 matches and decides  plan.yaml:9",
        "  train {type: _BatchNorm, except: {parameter: bias}}",
        "  ✓ type _BatchNorm: body.1 is a BatchNorm1d, which is a _BatchNorm",
        "  ✓ except does not take it away",
        "    ✗ parameter bias: the last component of its name is weight",
        "",
        "rule 3 does not match  plan.yaml:10",
        "  train {module: [head, \"body[:1]\"]}",
        "  ✗ module [head, \"body[:1]\"]: it is not at or below any of these",
      ])
  }

  @Test func tellsWhatTakesAParameterAway() throws {
    let lines = try explain("body.1.bias", network)
    #expect(lines.contains("  requires_grad  False, decided by rule 1"))
    #expect(lines.contains("rule 2 does not match  plan.yaml:9"))
    #expect(lines.contains("  ✗ except takes it away"))
    #expect(lines.contains("    ✓ parameter bias: is the last component of its name"))
  }

  @Test func tellsWhichModuleAPathLeadsTo() throws {
    let lines = try explain("body.0.bias", network)
    #expect(lines.contains(#"  ✓ module "body[:1]": it is at or below body.0 (Linear)"#))
  }

  @Test func aParameterThatNoRuleMatchesKeepsItsState() throws {
    let lines = try explain(
      "b",
      """
      model: {parameters: {a: [2], b: {shape: [], requires_grad: false}}}
      rules:
        - freeze: a

      """)
    #expect(lines[1] == "  requires_grad  False, its own state, since no rule matches it")
    #expect(lines[2] == "  shape          [], 1 element, float32")
    #expect(lines.contains("  ✗ glob a: does not match its name"))
  }

  @Test func aTensorIsMatchedByAnyOfItsNames() throws {
    let yaml = """
      model: {children: {a: "Linear(2, 2)", b: "Linear(2, 2)"}}
      tie: [[a.weight, b.weight]]
      rules:
        - freeze: {name: b.weight}

      """
    let lines = try explain("a.weight", yaml)
    #expect(lines.contains("  also named     b.weight"))
    #expect(lines.contains("rule 1 matches and decides  plan.yaml:4"))
    #expect(lines.contains("  by its name b.weight"))
    #expect(try explain("b.weight", yaml)[0] == "b.weight")
  }

  @Test(arguments: [
    ("body.1.wieght", "no parameter has the name `body.1.wieght`", "did you mean `body.1.weight`?"),
    (
      "body.1", "`body.1` is a module, not a parameter",
      "name one of its parameters, such as `body.1.weight`"
    ),
    ("1.weight", "no parameter has the name `1.weight`", "did you mean `body.1.weight`?"),
  ])
  func anUnknownNameIsCured(name: String, message: String, help: String) throws {
    let plan = try #require(MadePlan(network).plan)
    do {
      _ = try plan.explanation(of: name)
      Issue.record("\(name) is no parameter")
    } catch {
      #expect(error.message == message)
      #expect(error.help == [help])
    }
  }

  @Test func hostileNamesStayOnTheirLines() throws {
    let lines = try explain(
      "a\u{1B}[31m\nb",
      #"""
      model: {parameters: {"a\e[31m\nb": [2]}}
      rules:
        - freeze: {name: "a\e[31m\nb"}
          because: "x\e[2Jy"

      """#)
    #expect(lines[0] == #"a\x1b[31m\nb"#)
    #expect(lines.joined().unicodeScalars.allSatisfy { TerminalText.isPrintable($0) })
  }

  @Test func linesKeepToTheColumns() throws {
    let lines = try explain("body.1.weight", network, columns: 50)
    #expect(lines.allSatisfy { $0.unicodeScalars.count <= 50 })
  }
}
