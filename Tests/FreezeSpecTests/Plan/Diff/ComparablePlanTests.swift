import Testing

@testable import FreezeSpec

/// The length of a side of a diff.
@Suite struct ComparablePlanTests {
  private let outcome = MadePlan("model: {repeat: 3, module: \"Linear(1, 1)\"}").outcome

  @Test func aPlanOfTooManyParametersIsNoSide() {
    let side = outcome.comparable(atMost: 5)
    #expect(side.plan == nil && side.hasErrors)
    #expect(side.diagnostics.map(\.code) == [.limit])
    #expect(
      side.diagnostics[0].message
        == "config.yaml has 6 parameters, and a diff compares at most 5")
  }

  @Test func anyOtherIs() {
    #expect(outcome.comparable(atMost: 6).plan != nil)
    #expect(outcome.comparable.diagnostics.isEmpty)
  }
}
