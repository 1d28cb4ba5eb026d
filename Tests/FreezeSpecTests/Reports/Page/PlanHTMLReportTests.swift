import Testing

@testable import FreezeSpec

@Suite struct PlanHTMLReportTests {
  @Test func nothingIsLoadedFromElsewhere() {
    let page = written { PlanHTMLReport().write(SamplePlan.mlp.plan, to: &$0) }.text
    let addresses = page.split(separator: "http").dropFirst().filter { !$0.hasPrefix("-equiv") }
    // The name of SVG's namespace is no address that a browser would load.
    #expect(addresses.allSatisfy { $0.hasPrefix("://www.w3.org/2000/svg'") })
  }

  @Test(arguments: ["</script><img src=x onerror=alert(1)>", "<!--<script>", "a&lt;b", "\u{2028}"])
  func aNameCannotEndTheData(name: String) {
    let sample = SamplePlan(
      name: name, description: name,
      entries: [.init(name: "\(name).weight", type: name, rule: 1)],
      rules: [.init(glob: name, because: name)])
    let page = written { PlanHTMLReport().write(sample.plan, to: &$0) }.text
    let plain = written { PlanHTMLReport().write(SamplePlan.mlp.plan, to: &$0) }.text
    for mark in ["<script", "</script", "<img", "<!--", "\u{2028}"] {
      #expect(page.occurrences(of: mark) == plain.occurrences(of: mark))
    }
  }

  @Test func textThatTurnsDirectionIsEscaped() {
    let sample = SamplePlan(
      name: "a\u{202E}b", description: "one\ntwo\u{2066}", entries: [.init(name: "x\u{7}.weight")])
    let page = written { PlanHTMLReport().write(sample.plan, to: &$0) }.text
    #expect(page.contains(#"<title>a\u202eb · freezespec</title>"#))
    #expect(page.contains(#""name": "a\\u202eb""#))
    #expect(page.contains(#""description": "one\ntwo\\u2066""#))
    #expect(page.contains(#""x\\x07""#))
  }

  @Test func equalModulesAreWrittenOnce() {
    let layers = (0..<100).map { SamplePlan.Entry(name: "layers.\($0).weight") }
    var table = ModuleTable()
    let root = table.index(of: SamplePlan(entries: layers).plan.model.root)
    // A layer, the list of a hundred of it, and the model.
    #expect(table.nodes.values.count == 3)
    #expect(table.nodes.values[1].children.count == 200)
    #expect(root == 2)
  }

  @Test func furtherNamesOfATensorPointToIt() {
    let sample = SamplePlan(
      entries: [.init(name: "a.weight"), .init(name: "b.weight"), .init(name: "c.weight")],
      ties: [["a.weight", "c.weight"]])
    let page = written { PlanHTMLReport().write(sample.plan, to: &$0) }.text
    #expect(page.contains(#""aliases": [2, 0]"#))
  }

  /// ``Limits/pageParameters``, in the small.
  @Test func aPageThatNoBrowserOpensIsRefused() {
    let plan = SamplePlan.mlp.plan
    #expect(plan.refusal(of: .html, pageOf: 6) == nil)
    #expect(plan.refusal(of: .json, pageOf: 5) == nil)
    #expect(
      plan.refusal(of: .html, pageOf: 5) == "a page shows at most 5 parameters, and the plan has 6")
  }
}

extension String {
  /// How often a text stands in this one.
  fileprivate func occurrences(of part: String) -> Int {
    let bytes = Array(utf8)
    let wanted = Array(part.utf8)
    return bytes.indices.count { bytes[$0...].starts(with: wanted) }
  }
}
