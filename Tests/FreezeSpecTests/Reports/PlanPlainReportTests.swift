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
    #expect(written { PlanPlainReport().write(SamplePlan.mlp.plan, to: &$0) }.text == expected)
  }

  @Test func filtersByState() {
    let report = PlanPlainReport(PlanReportOptions(only: .trainable))
    let text = written { report.write(SamplePlan.mlp.plan, to: &$0) }.text
    #expect(text == "4.weight True\n4.bias True\n")
  }

  @Test func aParameterIsOneLineWhateverItsName() {
    let sample = SamplePlan(entries: [.init(name: "a\nb True\r\u{2028}.weight", isFrozen: true)])
    #expect(
      written { PlanPlainReport().write(sample.plan, to: &$0) }.text
        == #"a\nb True\r\u2028.weight False"# + "\n")
  }

  @Test func aModelWithoutParametersPrintsNothing() {
    #expect(written { PlanPlainReport().write(SamplePlan().plan, to: &$0) }.isEmpty)
  }
}
