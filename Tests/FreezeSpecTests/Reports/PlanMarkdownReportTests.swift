import Testing

@testable import FreezeSpec

@Suite struct PlanMarkdownReportTests {
  private func render(_ sample: SamplePlan, _ options: PlanReportOptions = .init()) -> [String] {
    written { PlanMarkdownReport(options).write(sample.plan, to: &$0) }.lines
  }

  @Test func startsWithTheSummary() {
    let lines = render(.mlp)
    #expect(lines[0] == "## `mlp`")
    #expect(lines[2] == "The first two layers are pretrained")
    #expect(lines[6] == "| trainable | 2 | 1,240 | 59.33 % | 4.8 KiB |")
    #expect(lines[7] == "| frozen | 4 | 850 | 40.67 % | 3.3 KiB |")
  }

  @Test func listsRulesWithTheirReasons() {
    #expect(
      render(.mlp).contains(
        "| 1 | 1 | freeze | `0.*` | 2 | 2 | 2 | the first layer is pretrained |"))
  }

  @Test func hidesParametersInDetails() throws {
    let lines = render(.mlp)
    let start = try #require(lines.firstIndex(of: "<details>"))
    #expect(lines[start + 1] == "<summary>6 parameters</summary>")
    // HTML blocks end at a blank line; the table after it is Markdown again.
    #expect(lines[start + 2] == "")
    #expect(lines[start + 5] == "| `0.weight` | `[20, 10]` | `Linear` | False | 1 |")
    #expect(lines.last == "</details>")
  }

  @Test func foldsRuns() {
    let lines = render(.llama, PlanReportOptions(folds: true))
    #expect(
      lines.contains(
        "| `model.layers.{0..29}.experts.{0..3}.w1.weight` | 120 × `[14336, 4096]` | `Linear` "
          + "| False | 1 |"))
  }

  @Test(arguments: hostileNames)
  func namesAreCellsOfCode(name: String) throws {
    let sample = SamplePlan(name: name, entries: [.init(name: name, type: name)])
    let lines = render(sample)
    let header = try #require(lines.firstIndex { $0.hasPrefix("| name |") })
    let row = lines[header + 2]
    #expect(lines[header + 4] == "</details>")
    // Six pipes around five cells, and no character of a name is a seventh.
    #expect(row.unicodeScalars.count { $0 == "|" } == 6)
    let cell = try #require(row.split(separator: " | ").first).dropFirst(2)
    if cell.hasPrefix("`") {
      #expect(cell.unicodeScalars.count { $0 == "`" } == 2)
      #expect(cell == "`\(name)`")
    } else {
      let inner = cell.dropFirst("<code>".count).dropLast("</code>".count)
      #expect(inner.replacing("<!-- -->", with: "").allSatisfy { !"<>`@*_~$\\|".contains($0) })
    }
    let hidden = row.unicodeScalars.filter { !TerminalText.isPrintable($0) }
    #expect(hidden.isEmpty)
  }

  @Test(arguments: [
    ("@octocat", "&#64;&#8203;octocat"), ("see #12", "see &#35;&#8203;12"),
    ("GH-12", "GH-&#8203;12"), ("www.a.b", "www&#46;&#8203;a.b"),
    ("a https://b.c", "a https&#58;&#8203;//b.c"), ("a\n\n# b", "a &#35;&#8203; b"),
    ("- a", "&#45; a"), ("1. a", "&#49;. a"), ("`a` | <b>", "&#96;a&#96; &#124; &#60;b&#62;"),
    ("*a* [b](c)", "&#42;a&#42; &#91;b&#93;(c)"), ("it's 2.5 (of 3)", "it's 2.5 (of 3)"),
    ("a: b", "a&#58; b"), ("\u{1B}[1m", "&#92;x1b&#91;1m"),
  ])
  func proseIsNotMarkup(text: String, markdown: String) {
    #expect(MarkdownText.prose(text) == markdown)
  }

  @Test func saysWhereNothingIsListed() {
    #expect(render(SamplePlan()).last == "The model has no parameters.")
    let sample = SamplePlan(entries: [.init(name: "a")])
    #expect(render(sample, PlanReportOptions(only: .frozen)).last == "No parameter is frozen.")
  }
}
