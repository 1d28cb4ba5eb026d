import Testing

@testable import FreezeSpec

@Suite struct WrapChangeReportTests {
  private let unwrapped = perceptron("rules: [{freeze: \"0.*\"}]\n")

  private func text(_ diff: PlanDiff, _ format: DiffFormat) -> String {
    String(decoding: diff.rendered(as: format), as: UTF8.self)
  }

  @Test func aChangeOfWhatFSDPWrapsIsToldInAllForms() throws {
    let diff = try difference(
      unwrapped + "wrap: [ReLU, Sequential]\n", unwrapped + "wrap: [Sequential, Linear]\n")
    #expect(diff.wrapChanges && !diff.isEmpty)
    #expect(text(diff, .text).contains("FSDP units change"))
    #expect(text(diff, .text).contains("\nFSDP units\n  - ReLU\n  + Linear\n"))
    #expect(
      text(diff, .markdown).contains("| | FSDP unit |\n|---|---|\n| - | `ReLU` |\n| + | `Linear` |")
    )
    #expect(text(diff, .json).contains("\"changed\": true"))
    #expect(text(diff, .json).contains("\"added\": [\"Linear\"],\n    \"removed\": [\"ReLU\"]"))
    #expect(text(diff, .html).contains("[\"+\", \"Linear\"]"))
  }

  @Test func anotherOrderIsNoChange() throws {
    let diff = try difference(
      unwrapped + "wrap: [ReLU, Linear]\n", unwrapped + "wrap: [Linear, ReLU]\n")
    #expect(diff.isEmpty)
    #expect(!text(diff, .json).contains("\"wrap\""))
  }

  @Test func aSavedPlanTellsThem() throws {
    let saved = try savedPlan(unwrapped + "wrap: Linear\n")
    #expect(saved.text.contains("\"wrap\": [\"Linear\"]"))
    #expect(saved.read.wrappedClasses == ["Linear"])
    #expect(try !savedPlan(unwrapped).text.contains("\"wrap\""))
    #expect(PlanDiff(from: saved.read, to: try snapshot(unwrapped)).wrapChanges)
  }
}
