import Testing

@testable import FreezeSpec

/// What is written for people holds nothing that a terminal or a CI runner obeys.
@Suite struct LogTextTests {
  private func isObeyed(_ bytes: [UInt8]) -> Bool {
    String(decoding: bytes, as: UTF8.self).split(separator: "\n").contains { line in
      line.drop { $0 == " " }.hasPrefix("::") || line.contains("##[")
    }
  }

  private let config = """
    name: "::error::name"
    description: "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa ::error::description"
    model: {children: {"::error::x": "Linear(1, 1)", "a##[error]b": "Linear(1, 1)"}}
    rules:
      - freeze: {parameter: weight}
        because: "::error::because"
    """

  @Test func noLineOfAReportIsAWorkflowCommand() throws {
    let outcome = MadePlan(config).outcome
    let plan = try #require(outcome.plan)
    for columns in [40, 60, 200] {
      var options = PlanReportOptions()
      options.columns = columns
      #expect(!isObeyed(written { PlanTableReport(options).write(plan, to: &$0) }))
      // Others may take the colours out before.
      options.usesColour = true
      let coloured = String(
        decoding: written { PlanTableReport(options).write(plan, to: &$0) }, as: UTF8.self)
      #expect(coloured.contains("\u{1B}["))
      #expect(!isObeyed(Array(coloured.replacing(/\x1B\[[0-9;]*m/, with: "").utf8)))
    }
    #expect(!isObeyed(written { PlanPlainReport().write(plan, to: &$0) }))
    #expect(
      !isObeyed(
        try plan.explanation(of: "::error::x.weight").rendered()))
    #expect(!isObeyed(try written(plan.model.root)))
    let rows = String(decoding: written { PlanCSVReport().write(plan, to: &$0) }, as: UTF8.self)
      .split(
        separator: "\r\n")
    #expect(rows[1].hasPrefix("\"::error::x.weight\","))
  }

  @Test func aCommandKeepsItsLettersOtherwise() {
    let lines = MessageText.render(["::error::x", "  ::error::x", "a ::b[::2]", "##[x]", "# a"])
    #expect(
      String(decoding: lines, as: UTF8.self)
        == "\\x3a:error::x\n  \\x3a:error::x\na ::b[::2]\n\\x23#[x]\n# a\n")
  }

  @Test func aMessageStaysOneLineWhateverItHolds() {
    #expect(
      MessageText.render(["a\n\u{1B}[31m\r\u{202E}b"]) == Array("a\\n\\x1b[31m\\r\\u202eb\n".utf8))
  }

  @Test func theModelPrintsNamesEscapedAndBreaksLinesAsPyTorchDoes() throws {
    let model = try #require(
      BuiltConfig(
        #"""
        classes: {A: {repr: "a\tb\nc"}}
        model:
          class: "M\u202E"
          children: {"a\n::error::\0": {class: "C\e]0;x\a", children: {}}, b: A()}
        """#
      ).model)
    #expect(
      try written(model.root).text == #"""
        M\u202e(
          (a\n::error::\x00): C\x1b]0;x\x07()
          (b): A(
            a\tb
            c
          )
        )

        """#)
  }

  @Test func jsonEscapesWhatCannotBeSeenOrTurnsTheText() {
    var json = JSONWriter()
    json.value("a\u{202E}b\u{200B}\u{FEFF}\u{2066}\u{2028}\u{85}\u{E0041}\u{3164}\u{2800}é编👩")
    #expect(
      String(decoding: json.bytes, as: UTF8.self)
        == #""a\u202eb\u200b\ufeff\u2066\u2028\u0085\udb40\udc41\u3164\u2800é编👩""# + "\n")
  }
}
