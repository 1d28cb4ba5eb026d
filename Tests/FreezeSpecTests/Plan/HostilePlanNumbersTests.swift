import Testing

@testable import FreezeSpec

/// Saved plans in which one number is none that a plan has: each is refused, or compared as any other.
@Suite struct HostilePlanNumbersTests {
  private static let config = """
    model:
      children: {a: "Linear(2, 2)", b: "Linear(2, 2)", n: BatchNorm1d(2)}
    tie: [[a.weight, b.weight]]
    eval: [{module: n}]
    rules:
      - freeze: "*"
      - train: b.bias
    softmax: {temperature: [2, 1], logits: [[1, 2], [3, 4]], teacher: [[1, 2], [3, 5]]}
    expect:
      - frozen: a.*
      - trainable_parameters: {min: 1, max: 100}
      - softmax: {max: 0.99, entropy: {min: 0}}
    """

  private static let saved: String = {
    guard let plan = MadePlan(config).plan else { return "" }
    return written { PlanJSONReport().write(plan, to: &$0) }.text
  }()

  /// Every number that stands in a text of JSON.
  private static func numbers(in text: String) -> [Range<String.Index>] {
    text.matches(of: /"(?:[^"\\]|\\.)*"|-?[0-9][-+.0-9e]*/)
      .filter { !$0.output.hasPrefix("\"") }.map(\.range)
  }

  @Test(arguments: [
    "-9223372036854775808", "9223372036854775807", "9223372036854775808", "-1", "0", "3", "1e999",
  ])
  func anyNumberIsAnsweredOrRefused(number: String) throws {
    let sound = try PlanSnapshot(saved: Array(Self.saved.utf8))
    let ranges = Self.numbers(in: Self.saved)
    #expect(ranges.count > 100)
    var read = 0
    for range in ranges {
      let text = Self.saved.replacingCharacters(in: range, with: number)
      guard let snapshot = try? PlanSnapshot(saved: Array(text.utf8)) else { continue }
      read += 1
      for (old, new) in [(sound, snapshot), (snapshot, sound)] {
        let diff = PlanDiff(from: old, to: new)
        for format in [DiffFormat.markdown, .json] { #expect(!diff.rendered(as: format).isEmpty) }
      }
    }
    // Some say what the plan says already, or are of a kind that nothing is computed from.
    #expect(read > 0)
  }

  @Test func aRuleOfAnyNumberIsThereOrNot() throws {
    let snapshot = try PlanSnapshot(saved: Array(Self.saved.utf8))
    for number in [Int.min, -1, 0, 3, Int.max] { #expect(snapshot.rule(number) == nil) }
    #expect(snapshot.rule(nil) == nil)
    #expect([1, 2].compactMap { snapshot.rule($0)?.index } == [1, 2])
  }
}
