import Testing

@testable import FreezeSpec

/// What a page says where no script runs.
@Suite struct PageHeadingTests {
  /// The part of a page before its script's data, without what only a script shows.
  private func opening(_ page: [UInt8]) -> Substring {
    String(decoding: page, as: UTF8.self).split(separator: "<main hidden>")[0]
  }

  @Test func aPlanHasItsNameAndTotals() {
    var sample = SamplePlan.mlp
    sample.description = "one <b>\ntwo"
    let page = opening(sample.plan.rendered(as: .html))
    #expect(page.contains(#"<h1 id="name">mlp</h1>"#))
    #expect(page.contains("one &lt;b&gt;&#10;two</p>"))
    #expect(page.contains(#"<p id="config" class="path">configs/sample.yaml</p>"#))
    let row = ["trainable", "2", "1,240", "59.33 %", "4.8 KiB"]
      .map { "<td class=\"numeric\">\($0)</td>" }.joined()
    #expect(page.contains(row))
  }

  @Test func namesAreNoMarkup() {
    let page = opening(
      SamplePlan(name: "<script>alert(1)</script>\u{202E}").plan.rendered(as: .html))
    #expect(page.contains(#"<h1 id="name">&lt;script&gt;alert(1)&lt;/script&gt;\u202e</h1>"#))
  }

  @Test func aDiffHasItsHeadline() {
    let plan = PlanSnapshot(SamplePlan.mlp.plan)
    let page = opening(PlanDiff(from: plan, to: plan).rendered(as: .html))
    #expect(page.contains(#"freezespec <span id="kind">diff</span>"#))
    #expect(page.contains(#"<p class="headline">nothing changes: 6 parameters"#))
  }

  @Test func expectationsThatFailAreToldWithoutScripts() throws {
    let plan = try #require(
      MadePlan(
        """
        model: {children: {a: "Linear(2, 2)", b: "Linear(2, 2)"}}
        rules: [{freeze: {module: a}}]
        expect: [{frozen: "*"}, {frozen: a.*}]

        """
      ).outcome.plan)
    let page = opening(plan.rendered(as: .html))
    #expect(page.contains(#"<p class="headline">1 of 2 expectations fails:</p>"#))
    #expect(
      page.contains(
        #"<p class="headline">frozen: &quot;*&quot;, 2 of 4 parameters are trainable</p>"#))
  }

  @Test func aHeadlineThatBeginsWithAFilesNameKeepsItsCase() {
    #expect(
      !opening(
        PlanDiff(from: PlanSnapshot(SamplePlan.mlp.plan), to: PlanSnapshot(SamplePlan.mlp.plan))
          .rendered(as: .html)
      ).contains("first-letter"))
  }
}
