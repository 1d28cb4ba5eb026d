import Testing

@testable import FreezeSpec

@Suite struct TemperatureBuilderTests {
  @Test func theProbabilitiesOfASweepAreBounded() {
    let reporter = Reporter(DiagnosticCollector())
    let budget = EvaluationBudget(bytes: 0, reporter)
    let builder = TemperatureBuilder(
      reporter: reporter, evaluator: Evaluator(LayerFactory().identities, budget, reporter))
    let span = SourceSpan(file: 0, start: 0, end: 1)
    let logits = Limits.probabilities / 2
    #expect(throws: Never.self) { try builder.check([1, 2, 1], logits: logits, at: span) }
    #expect(throws: Reported.self) { try builder.check([1, 2], logits: logits + 1, at: span) }
    #expect(reporter.diagnostics.all.map(\.code) == [.limit])
  }
}
