import Testing

@testable import FreezeSpec

/// How the settings of tools pick names.
@Suite struct NameTestTests {
  private func picks(_ tests: [NameTest], _ names: [String]) throws -> [[String]] {
    var budget = MatchingBudget()
    return try NameTest.matches(tests, in: names, &budget).map { $0.map { names[$0] } }
  }

  @Test func manyTestsPickInOnePassWhatEachPicks() throws {
    let names = ["a", "a.b", "ab.c", "b.a", "b.a.w", "xa.w", "b.a\u{301}.w", "e\n.a."]
    let found = try picks(
      [
        .all, .exact("a"), .prefix("a"), .part("a."), .below("a"), .module("b.a"),
        .modules("b[:2]", paths: ["b.a", "xa"]), .last("a"), .ending("a.w"), .nothing,
        .regex(try PythonRegex("a$|b", .start)),
      ], names)
    #expect(
      found == [
        names, ["a"], ["a", "a.b", "ab.c"], ["a.b", "b.a.w", "xa.w", "e\n.a."],
        ["a.b", "b.a.w", "xa.w", "e\n.a."], ["b.a", "b.a.w"], ["b.a", "b.a.w", "xa.w"],
        ["a", "b.a"], ["b.a.w", "xa.w"], [], ["a", "b.a", "b.a.w", "b.a\u{301}.w"],
      ])
  }

  /// Held one by one against all names, they would take the square of it.
  @Test func thousandsOfTestsAreNotHeldAgainstEachName() throws {
    let kinds: [(String) throws -> NameTest] = [
      { .exact($0) }, { .prefix($0) }, { .part($0) }, { .ending($0) },
      { .regex(try PythonRegex($0, .start)) }, { .regex(try PythonRegex($0, .anywhere)) },
    ]
    for test in kinds {
      func steps(_ count: Int) throws -> Int {
        let texts = (0..<count).map { "layer\($0).weight" }
        var budget = MatchingBudget()
        let picks = try NameTest.matches(texts.map(test), in: texts, &budget)
        #expect(picks == texts.indices.map { [$0] })
        return Limits.matchingSteps - budget.left
      }
      #expect(try steps(2_000) < 20 * steps(200))
    }
  }
}
