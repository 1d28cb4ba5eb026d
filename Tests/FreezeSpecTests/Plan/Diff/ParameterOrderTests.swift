import Testing

@testable import FreezeSpec

/// The order of parameters, by which the saved state of an optimizer goes.
@Suite struct ParameterOrderTests {
  private static func model(_ children: String) -> String {
    "model:\n  children: {\(children)}\n"
  }

  private static let cases: [(old: String, new: String, isReordered: Bool)] = [
    ("a: \"Linear(2, 2)\", b: \"Linear(2, 2)\"", "b: \"Linear(2, 2)\", a: \"Linear(2, 2)\"", true),
    (
      "a: {children: {x: \"Linear(2, 2)\", y: LayerNorm(2)}}",
      "a: {children: {y: LayerNorm(2), x: \"Linear(2, 2)\"}}", true
    ),
    ("a: {parameters: {p: [2], q: [2]}}", "a: {parameters: {q: [2], p: [2]}}", true),
    // What has no parameters may stand anywhere, and others may come and go between.
    ("a: \"Linear(2, 2)\", r: ReLU()", "r: ReLU(), a: \"Linear(2, 2)\"", false),
    (
      "a: LayerNorm(2), b: LayerNorm(2), c: LayerNorm(2)",
      "a: LayerNorm(2), d: LayerNorm(2), c: LayerNorm(2)", false
    ),
    ("a: LayerNorm(2), b: LayerNorm(3)", "a: LayerNorm(2), b: LayerNorm(4)", false),
  ]

  @Test(arguments: cases)
  func anotherOrderIsAChange(_ old: String, _ new: String, isReordered: Bool) throws {
    let (old, new) = (Self.model(old), Self.model(new))
    let sides = [
      (try snapshot(old), try snapshot(new)),
      (try savedPlan(old).read, try savedPlan(new).read),
      (try savedPlan(old).read, try snapshot(new)),
    ]
    for (old, new) in sides {
      for diff in [PlanDiff(from: old, to: new), PlanDiff(from: new, to: old)] {
        #expect(diff.isReordered == isReordered)
        #expect(diff.dangers.contains(.reordered) == isReordered)
        if isReordered { #expect(!diff.isEmpty) }
      }
    }
  }

  @Test func itIsTold() throws {
    let (a, b) = ("a: LayerNorm(2)", "b: LayerNorm(2)")
    let diff = try difference(Self.model("\(a), \(b)"), Self.model("\(b), \(a)"))
    let text = String(
      decoding: DiffTextReport(columns: 100, isTerminal: false).render([.changed(diff)]),
      as: UTF8.self)
    #expect(text.contains("the parameters stand in another order"))
    #expect(text.contains("an optimizer's saved state goes by this order, and not by names"))
  }
}
