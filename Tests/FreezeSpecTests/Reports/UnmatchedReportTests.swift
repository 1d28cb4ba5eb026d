import Foundation
import Testing

@testable import FreezeSpec

/// `unmatched` as the reason for a state, in every form.
@Suite struct UnmatchedReportTests {
  private func plan(_ unmatched: String) throws -> FreezePlan {
    let made = MadePlan(
      """
      model:
        parameters: {table: {shape: [4], requires_grad: false}}
        children: {body: "Linear(2, 2)", head: "Linear(2, 2, bias=False)"}
      rules: [{train: {module: body}}]
      \(unmatched)

      """)
    return try #require(made.plan, "\(made.findings)")
  }

  private func text(
    _ format: PlanFormat, _ unmatched: String = "unmatched: freeze"
  ) throws -> String {
    String(decoding: try plan(unmatched).rendered(as: format), as: UTF8.self)
  }

  @Test func theLedgerHasARowForIt() throws {
    #expect(
      try text(.table).contains("   -     5  freeze  unmatched             2        1        1\n"))
    #expect(try text(.markdown).contains("| – | 5 | freeze | unmatched | 2 | 1 | 1 | |\n"))
    #expect(try text(.markdown).contains("| False | unmatched |\n"))
    #expect(try !text(.table, "").contains("unmatched"))
  }

  @Test func programsReadTheReason() throws {
    let json = try text(.json)
    #expect(json.contains(#""unmatched": "freeze""#))
    #expect(json.contains(#""decided_by": null, "matched_by": [], "reason": "declared""#))
    #expect(json.contains(#""decided_by": null, "matched_by": [], "reason": "unmatched""#))
    #expect(try text(.json, "unmatched: train").contains(#""reason": "unmatched""#))
    let reasons = try text(.csv).split(separator: "\r\n").map { $0.split(separator: ",").last }
    #expect(reasons == ["reason", "declared", "rule", "rule", "unmatched"])
    #expect(try text(.html).contains(#""unmatched": "freeze""#))
  }

  @Test func anExplanationNamesItsLine() throws {
    let explanation = try plan("unmatched: freeze").explanation(of: "head.weight")
    #expect(
      String(decoding: explanation.rendered(), as: UTF8.self).contains(
        "False, since no rule matches it: unmatched: freeze  config.yaml:5\n"))
    let declared = try plan("unmatched: train").explanation(of: "table")
    #expect(
      String(decoding: declared.rendered(), as: UTF8.self).contains("its own state, since no rule"))
  }

  @Test func aChangeOfItAloneIsAChange() throws {
    let (old, new) = (PlanSnapshot(try plan("")), PlanSnapshot(try plan("unmatched: train")))
    let diff = PlanDiff(from: old, to: new)
    #expect(!diff.isEmpty)
    for format in [DiffFormat.text, .markdown, .json, .html] {
      let text = String(decoding: diff.rendered(as: format), as: UTF8.self)
      #expect(text.contains("unmatched"))
    }
    #expect(PlanDiff(from: new, to: new).isEmpty)
  }

  @Test func aDiffNamesItAsTheCause() throws {
    let old = PlanSnapshot(try plan(""))
    let diff = PlanDiff(from: old, to: PlanSnapshot(try plan("unmatched: freeze")))
    let text = String(decoding: diff.rendered(as: .text), as: UTF8.self)
    #expect(text.contains("now frozen: no rule matches, and unmatched: freeze\n"))
    #expect(text.contains("  + unmatched: freeze\n"))
  }

  @Test func aSavedPlanKeepsIt() throws {
    let plan = try plan("unmatched: freeze")
    let saved = try PlanSnapshot(saved: plan.rendered(as: .json))
    #expect(saved.unmatched == .freeze)
    #expect(PlanDiff(from: saved, to: PlanSnapshot(plan)).isEmpty)
    let bogus = try text(.json).replacing(#""unmatched": "freeze""#, with: #""unmatched": "x""#)
    #expect(throws: SavedPlanError.self) { try PlanSnapshot(saved: Array(bogus.utf8)) }
  }

  @Test func aPlanWithoutRulesSaysWhatHolds() throws {
    let made = MadePlan("model: Linear(2, 2)\nunmatched: freeze\n")
    let text = String(decoding: try #require(made.plan).rendered(as: .table), as: UTF8.self)
    #expect(text.contains("no rules: every parameter is frozen, by unmatched: freeze on line 2\n"))
  }
}
