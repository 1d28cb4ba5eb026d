import Testing

@testable import FreezeSpec

@Suite struct EvalChangeTests {
  private func snapshot(held modules: [String]) throws -> PlanSnapshot {
    try PlanSnapshot.made([], evalModules: modules)
  }

  private func change(_ old: [String], _ new: [String]) throws -> EvalChange {
    EvalChange(from: try snapshot(held: old), to: try snapshot(held: new))
  }

  @Test func whatLiesWithinAHeldModuleIsHeldAlready() throws {
    let opened = try change(["a"], ["a.b", "c"])
    #expect(opened.addedModules == ["c"])
    #expect(opened.removedModules == ["a"])
    #expect(opened.heldInPart == ["a"])
    let whole = try change(["a.b", "ab"], [""])
    #expect(whole.addedModules == [""])
    #expect(whole.removedModules.isEmpty)
    #expect(try change([""], ["a.b.c"]).heldInPart == [""])
    #expect(try change(["a.b", "a.b"], ["a.b.c"]).heldInPart == ["a.b", "a.b"])
    #expect(try change(["a.b"], ["a.bc"]).heldInPart.isEmpty)
  }

  @Test func aSetOfPathsFindsThemByBytesOutermostFirst() {
    let set = PathSet(["a.b", "", "a.b", "a.b.é", "a.b.e\u{301}", "b"])
    #expect(set.count == 5)
    #expect(set.numbers(atOrAbove: "a.b.e\u{301}.x") == [1, 0, 3])
    #expect(set.numbers(atOrAbove: "a.bb") == [1])
    #expect(set.numbers(atOrAbove: "") == [1])
    #expect(PathSet([]).numbers(atOrAbove: "a").isEmpty)
  }
}
