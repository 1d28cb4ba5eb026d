import Testing

@testable import FreezeSpec

@Suite struct DiffCauseTests {
  private let model = """
    model:
      children:
        pos: {parameters: {freqs: {shape: [4], requires_grad: false}}}
        head: Linear(4, 2)

    """
  private var trained: String { model + "rules: [{train: pos.freqs}]\nunmatched: train\n" }
  private var frozen: String { model + "unmatched: freeze\n" }

  private let declared = "no rule matches, and it declares requires_grad: false"
  private let said = "no rule matches, and unmatched: freeze"

  @Test func whatAParameterDeclaresIsNotLaidToTheKey() throws {
    let diff = try difference(trained, frozen)
    for format in [DiffFormat.text, .markdown, .html] {
      let text = diff.rendered(as: format).text
      #expect(text.contains(format == .html ? "and it declares requires_grad: false" : declared))
      #expect(text.contains(format == .html ? "and unmatched: freeze" : said))
    }
    let blocks = diff.sections.flatMap {
      DiffBlock.blocks(of: $0, old: diff.old, new: diff.new)
    }
    let causes = blocks.map { ($0.groups[0].glob, $0.after?.withoutRule) }
    #expect(causes.map(\.0) == ["pos.freqs", "head.*"])
    #expect(causes.map(\.1) == [declared, said])
  }

  @Test func aSavedPlanTellsItToo() throws {
    let (before, after) = (try savedPlan(trained), try savedPlan(frozen))
    let text = PlanDiff(from: before.read, to: after.read).rendered(as: .text).text
    #expect(text.contains(declared) && text.contains(said))
    // One that was saved before there was such a word is read by what is likely.
    let old = after.text.replacing("\"reason\": \"declared\", ", with: "")
      .replacing("\"reason\": \"unmatched\", ", with: "")
    let read = try PlanSnapshot(saved: Array(old.utf8))
    #expect(read.parameters.allSatisfy { $0.undecided == .unmatched(.freeze) })
  }
}
