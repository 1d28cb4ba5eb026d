import Foundation
import Testing

@testable import FreezeSpec

/// Explanations for other programs.
@Suite struct ExplanationJSONReportTests {
  private func plan() throws -> FreezePlan {
    try #require(
      MadePlan(
        """
        model: {children: {body: "Linear(2, 2)", head: "Linear(2, 1)"}}
        rules: [{freeze: "*"}, {train: head.*}]

        """
      ).plan)
  }

  private func object(_ json: [UInt8]) throws -> NSDictionary {
    try #require(try JSONSerialization.jsonObject(with: Data(json)) as? NSDictionary)
  }

  @Test func aParameterHasItsRulesAndTheirReasons() throws {
    let plan = try plan()
    let object = try object(plan.explanation(of: "head.bias").json)
    #expect(object["kind"] as? String == "parameter")
    #expect(object["shape"] as? [Int] == [1])
    #expect(object["requires_grad"] as? Bool == true)
    #expect(object["decided_by"] as? Int == 2)
    #expect(object["matched_by"] as? [Int] == [1, 2])
    #expect(
      object["modules"] as? [[String: String]] == [
        ["path": "", "type": "Module"], ["path": "head", "type": "Linear"],
      ])
    let rules = try #require(object["rules"] as? [[String: Any]])
    #expect(rules.map { $0["matches"] as? Bool } == [true, true])
    #expect(rules.map { $0["decides"] as? Bool } == [false, true])
    #expect(rules.map { $0["selector"] as? String } == ["\"*\"", "head.*"])
    let reasons = try #require(rules[1]["reasons"] as? [[String: Any]])
    #expect(reasons.map { $0["text"] as? String } == ["glob head.*: matches its name"])
  }

  @Test(arguments: ["body", "body.*"]) func aPartHasItsParametersAndWhatRulesDidToThem(part: String)
    throws
  {
    let plan = try plan()
    let object = try object(plan.explanation(ofPart: part).json)
    #expect(object["kind"] as? String == "part")
    let parameters = try #require(object["parameters"] as? [[String: Any]])
    #expect(parameters.map { $0["name"] as? String } == ["body.weight", "body.bias"])
    #expect(parameters.map { $0["decided_by"] as? Int } == [1, 1])
    let rules = try #require(object["rules"] as? [[String: Any]])
    #expect(rules.map { $0["matched"] as? Int } == [2, 0])
    #expect((object["summary"] as? [String: Any])?["frozen_parameters"] as? Int == 2)
  }
}
