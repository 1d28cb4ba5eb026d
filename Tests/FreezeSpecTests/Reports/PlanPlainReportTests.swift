import Testing

@testable import FreezeSpec

@Suite struct PlanPlainReportTests {
  @Test func printsAsPythonDoes() {
    // for name, param in model.named_parameters(): print(name, param.requires_grad)
    let expected = """
      0.weight False
      0.bias False
      2.weight False
      2.bias False
      4.weight True
      4.bias True

      """
    #expect(PlanPlainReport().render(SamplePlan.mlp.plan).text == expected)
  }

  @Test func filtersByState() {
    let report = PlanPlainReport(PlanReportOptions(only: .trainable))
    #expect(report.render(SamplePlan.mlp.plan).text == "4.weight True\n4.bias True\n")
  }

  @Test func aParameterIsOneLineWhateverItsName() {
    let sample = SamplePlan(entries: [.init(name: "a\nb True\r\u{2028}.weight", isFrozen: true)])
    #expect(
      PlanPlainReport().render(sample.plan).text == #"a\nb True\r\u2028.weight False"# + "\n")
  }

  @Test func aModelWithoutParametersPrintsNothing() {
    #expect(PlanPlainReport().render(SamplePlan().plan).isEmpty)
  }
}
