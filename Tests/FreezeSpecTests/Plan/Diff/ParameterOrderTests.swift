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
    // Of `b` nothing is left but its name.
    (
      "a: {parameters: {x: [2]}}, b: {parameters: {y: [2]}}",
      "b: {parameters: {z: [2]}}, a: {parameters: {x: [2]}}", false
    ),
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

  @Test func aTensorThatBecomesSeveralKeepsItsFirstPlace() throws {
    let lets = "let: {s: \"LayerNorm(2)\", t: \"LayerNorm(2)\"}\n"
    let apart = Self.model("a: LayerNorm(2), b: LayerNorm(3), c: LayerNorm(2)")
    let together =
      lets.replacing(", t: \"LayerNorm(2)\"", with: "")
      + Self.model("a: s, b: LayerNorm(3), c: s")
    #expect(try !difference(together, apart).isReordered)
    #expect(try !difference(apart, together).isReordered)
    let (old, new) = (
      lets + Self.model("e: s, f: LayerNorm(3), c: t"), lets + Self.model("c: t, f: s, e: s")
    )
    #expect(try difference(old, new).isReordered)
  }

  @Test func ofWeightsWithoutAnOrderNoneIsTold() throws {
    let (a, b) = ("a: LayerNorm(2)", "b: LayerNorm(2)")
    let unknown = "unknown: [classes, children]\n" + Self.model("\(b), \(a)")
    #expect(try !difference(Self.model("\(a), \(b)"), unknown).isReordered)
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
