import Foundation
import Testing

@testable import FreezeSpec

@Suite struct PlanJSONReportTests {
  private func render(
    _ sample: SamplePlan, diagnostics: [Diagnostic] = [], _ options: PlanReportOptions = .init()
  ) -> [UInt8] {
    written { PlanJSONReport(options).write(sample.plan.with(findings: diagnostics), to: &$0) }
  }

  private func object(_ bytes: [UInt8]) throws -> [String: Any] {
    let json = try JSONSerialization.jsonObject(with: Data(bytes))
    return try #require(json as? [String: Any])
  }

  /// The keys of the objects on a line, in order.
  private func keys(_ line: String) -> [String] {
    line.split(separator: "\"").map(String.init).enumerated().filter { index, _ in
      index % 2 == 1
    }.map(\.element)
  }

  @Test func rootKeysComeInTheContractsOrder() {
    let lines = render(.mlp).lines.filter { $0.hasPrefix(" \"") }
    #expect(
      lines.compactMap { keys($0).first } == [
        "format_version", "config", "name", "parameters", "buffers", "rules", "summary",
        "softmax", "diagnostics", "description", "expectations", "eval", "unmatched",
        "expectation_outcomes", "plan_hash",
      ])
  }

  @Test func aParameterHasTheContractsKeys() {
    #expect(
      render(.mlp).text.contains(
        #"{"name": "0.weight", "shape": [20, 10], "elements": 200, "dtype": "float32", "#
          + #""module": "0", "class": "Linear", "requires_grad": false, "decided_by": 1, "#
          + #""matched_by": [1], "reason": "rule", "tied_names": []}"#))
  }

  @Test func anUndecidedParameterHasNoRule() throws {
    let parameters = try #require(object(render(.mlp))["parameters"] as? [[String: Any]])
    #expect(parameters[4]["decided_by"] is NSNull)
    #expect((parameters[4]["matched_by"] as? [Int]) == [])
  }

  @Test func rulesCarryTheirLedger() {
    #expect(
      render(.mlp).text.contains(
        #"{"index": 1, "action": "freeze", "selector": "0.*", "#
          + #""because": "the first layer is pretrained", "line": 1, "matched": 2, "decided": 2, "#
          + #""changed": 2, "#))
    #expect(
      render(.llama).text.contains(#""overridden_by": [{"rule": 2, "count": 18}]"#))
  }

  @Test func theSummaryStartsWithTheContractsKeys() {
    #expect(
      render(.mlp).text.contains(
        #""summary": {"parameters": 6, "trainable_parameters": 2, "frozen_parameters": 4, "#
          + #""elements": 2090, "trainable_elements": 1240, "frozen_elements": 850, "#))
  }

  @Test func probabilitiesHaveAllTheirDigits() throws {
    let softmax = try #require(object(render(.mlp))["softmax"] as? [String: Any])
    // torch.softmax(torch.tensor([[1., 2., 3.]], dtype=torch.float64) / 0.6, 1)
    let row = try #require((softmax["probabilities"] as? [[Double]])?.first)
    let expected = [0.0291323385009457, 0.1542408763401821, 0.8166267851588721]
    for (probability, wanted) in zip(row, expected) {
      #expect(abs(probability - wanted) < 1e-15)
    }
    #expect(softmax["temperature"] as? Double == 0.6)
  }

  @Test func logitsKeepTheirRank() throws {
    var sample = SamplePlan()
    sample.softmax = SoftmaxPreview(
      temperatures: [1], dim: 0,
      logits: NumberArray(shape: [2, 1, 2], elements: [1, -0.5, 1e300, 4]))
    #expect(render(sample).text.contains(#""logits": [[[1, -0.5]], [[1e+300, 4]]]"#))
  }

  @Test func absentSoftmaxIsNull() throws {
    #expect(try object(render(SamplePlan()))["softmax"] is NSNull)
  }

  @Test(arguments: hostileNames)
  func namesArriveAsTheyAre(name: String) throws {
    let sample = SamplePlan(name: name, entries: [.init(name: "a.\(name).weight", type: name)])
    let json = try object(render(sample))
    #expect(json["name"] as? String == name)
    let parameter = try #require((json["parameters"] as? [[String: Any]])?.first)
    #expect(parameter["name"] as? String == "a.\(name).weight")
    #expect(parameter["module"] as? String == "a.\(name)")
    #expect(parameter["class"] as? String == name)
  }

  @Test func controlCharactersAreEscaped() {
    let sample = SamplePlan(entries: [.init(name: "a\u{1B}\u{7F}\u{9B}\u{85}\u{A0}\u{2028}.w")])
    #expect(render(sample).text.contains("\"a\\u001b\\u007f\\u009b\\u0085\u{A0}\\u2028.w\""))
  }

  @Test func textIsNotEscapedBeyondJSON() {
    let sample = SamplePlan(entries: [.init(name: "编</script>&\u{202E}/é.w")])
    #expect(render(sample).text.contains("\"编</script>&\\u202e/é.w\""))
  }

  @Test func filtersParametersAndNothingElse() throws {
    let json = try object(render(.mlp, PlanReportOptions(folds: true, only: .trainable)))
    let parameters = try #require(json["parameters"] as? [[String: Any]])
    #expect(parameters.compactMap { $0["name"] as? String } == ["4.weight", "4.bias"])
    let summary = try #require(json["summary"] as? [String: Any])
    #expect(summary["frozen_parameters"] as? Int == 4)
  }

  @Test func tiedNamesAndBuffersAreListed() {
    var sample = SamplePlan(
      entries: [.init(name: "a.w"), .init(name: "b.w")], ties: [["a.w", "b.w"]])
    sample.buffers = [("bn.running_mean", [64]), ("bn.num_batches_tracked", [])]
    let text = render(sample).text
    #expect(text.contains(#""tied_names": ["b.w"], "decided_by_one_name": false}"#))
    #expect(text.contains(#"{"name": "bn.running_mean", "shape": [64], "dtype": "float32"}"#))
    #expect(text.contains(#"{"name": "bn.num_batches_tracked", "shape": [], "#))
  }

  @Test func findingsTellTheirPlaces() throws {
    let finding = Diagnostic(
      .ruleWithoutEffect, "rule 2 changes nothing",
      at: SourceSpan(file: 0, start: 2, end: 8))
    let json = try object(render(.mlp, diagnostics: [finding]))
    let diagnostic = try #require((json["diagnostics"] as? [[String: Any]])?.first)
    #expect(diagnostic["code"] as? String == DiagnosticCode.ruleWithoutEffect.rawValue)
    #expect(diagnostic["severity"] as? String == "warning")
    #expect(diagnostic["line"] as? Int == 1)
    #expect(diagnostic["column"] as? Int == 3)
  }
}
