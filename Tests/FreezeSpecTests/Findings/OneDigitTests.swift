import Testing

@testable import FreezeSpec

/// A pattern that takes numbers of one digit is told where there are longer ones.
@Suite struct OneDigitTests {
  private func plan(_ rules: String, layers: Int = 12) -> MadePlan {
    MadePlan(
      """
      model:
        children:
          layers: {repeat: \(layers), module: "Linear(2, 2)"}
          head: {children: {q: "Linear(2, 2)", k: "Linear(2, 2)"}}
      rules: [\(rules)]
      expect: [{trainable_parameters: {min: 0}}]

      """)
  }

  private func findings(_ plan: MadePlan) -> [Diagnostic] {
    plan.outcome.diagnostics.filter { $0.code == .oneDigit }
  }

  private func notes(_ plan: MadePlan) -> [String] {
    plan.plan.map { plan in plan.rules.flatMap { plan.notes(to: $0) } } ?? []
  }

  @Test(arguments: [
    ("\"layers.?.*\"", "\"layers.*.*\"", "\"layers.{0..9}.*\""),
    ("\"layers.[0-9].*\"", "\"layers.*.*\"", "\"layers.{0..9}.*\""),
    (
      "{regex: 'layers\\.\\d\\..*'}", "{regex: layers\\.\\d+\\..*}",
      "{regex: layers\\.(0|1|2|3|4|5|6|7|8|9)\\..*}"
    ),
    (
      "{regex: 'layers.[0-9].weight'}", "{regex: \"layers.[0-9]+.weight\"}",
      "{regex: layers.(0|1|2|3|4|5|6|7|8|9).weight}"
    ),
    (
      "{regex: 'layers\\..\\..*'}", "{regex: \"layers\\\\.[0-9]+\\\\..*\"}",
      "{regex: layers\\.(0|1|2|3|4|5|6|7|8|9)\\..*}"
    ),
  ])
  func trainingTheFirstTenOfMoreIsWarnedOf(selector: String, all: String, ten: String) {
    let found = findings(plan("{freeze: \"*\"}, {train: \(selector)}"))
    #expect(
      found.map(\.help) == [["for all of them write \(all)", "for 0 to 9 alone write \(ten)"]])
    for cure in [all, ten] {
      #expect(findings(plan("{freeze: \"*\"}, {train: \(cure)}")).isEmpty)
      #expect(plan("{freeze: \"*\"}, {train: \(cure)}").plan != nil)
    }
  }

  @Test func theMessageSaysWhatIsLeftOut() {
    #expect(
      findings(plan("{freeze: \"*\"}, {train: \"layers.?.*\"}")).map(\.message) == [
        "\"layers.?.*\" takes numbers of one digit only, and leaves out 4 parameters, from "
          + "\"layers.10.weight\" to \"layers.11.bias\""
      ])
  }

  @Test func anExceptionThatKeepsTheFirstTenTrainableIsWarnedOf() {
    #expect(findings(plan("{freeze: {glob: \"*\", except: \"layers.?.*\"}}")).count == 1)
  }

  @Test func numbersOfTwoDigitsAreTheSame() {
    #expect(findings(plan("{freeze: \"*\"}, {train: \"layers.??.*\"}", layers: 120)).count == 1)
    #expect(findings(plan("{freeze: \"*\"}, {train: \"layers.??.*\"}", layers: 100)).isEmpty)
  }

  @Test(arguments: [
    ("\"layers.[!0-7].*\"", "for 8 to 11 write \"layers.{8..11}.*\""),
    ("{regex: 'layers\\.[^0-7]\\..*'}", "for 8 to 11 write {regex: layers\\.(8|9|10|11)\\..*}"),
    ("{regex: 'layers\\.(\\d)\\..*'}", "for all of them write {regex: layers\\.(\\d+)\\..*}"),
    ("{regex: 'layers\\.\\w\\..*'}", "for all of them write {regex: \"layers\\\\.[0-9]+\\\\..*\"}"),
    ("{regex: '.*layers..\\..*'}", nil), ("{regex: 'layers\\.[0-9]{1}\\..*'}", nil),
  ])
  func everyCharacterThatStandsForADigitIsOne(selector: String, cure: String?) {
    let found = findings(plan("{freeze: \"*\"}, {train: \(selector)}"))
    #expect(found.count == 1)
    #expect(found.first?.help.first == cure)
    #expect(findings(plan("{freeze: {glob: \"*\", except: \(selector)}}")).count == 1)
  }

  @Test func whatTakesTheLaterLayersByTheirTwoDigitsIsNoted() {
    let plan = plan("{freeze: \"*\"}, {train: \"layers.??.*\"}", layers: 30)
    #expect(findings(plan).isEmpty)
    #expect(notes(plan).first?.hasPrefix("\"layers.??.*\" takes numbers of 2 digits only") == true)
  }

  @Test func anExpectationThatLeavesOutWhatIsInTheSameStateIsWarnedOf() {
    func codes(_ rules: String, _ claim: String) -> [String] {
      MadePlan(
        """
        model: {children: {layers: {repeat: 12, module: "Linear(2, 2)"}, head: "Linear(2, 2)"}}
        rules: [\(rules)]
        expect: [{\(claim)}]

        """
      ).codes
    }
    let frozen = "{freeze: {module: layers}}"
    #expect(codes(frozen, "frozen: \"layers.?.*\"") == ["3 one-digit-only"])
    #expect(codes(frozen, "frozen: \"layers.1*\"") == ["3 glob-hits-more-indices"])
    #expect(codes(frozen, "frozen: {regex: 'layers.[0-7]..*'}") == ["3 glob-hits-more-indices"])
    #expect(codes(frozen, "frozen: [\"layers.?.*\", \"layers.??.*\"]") == [])
    // Just the first ten are frozen.
    #expect(codes("{freeze: {module: \"layers[:10]\"}}", "frozen: \"layers.?.*\"") == [])
  }

  @Test func freezingTheFirstTenIsNoted() {
    let plan = plan("{freeze: \"layers.?.*\"}")
    #expect(findings(plan).isEmpty)
    #expect(notes(plan).count == 1)
    #expect(notes(plan).first?.hasPrefix("\"layers.?.*\" takes numbers of one digit only") == true)
  }

  @Test(arguments: [
    "{train: [\"layers.?.*\", \"layers.1?.*\"]}", "{train: {regex: 'layers\\.\\d\\d?\\..*'}}",
    "{train: \"layers.[0-9]*\"}", "{train: \"head.?.*\"}", "{train: \"*.?.*\"}, {train: \"*\"}",
    "{train: \"layers.[3-9].*\"}", "{train: \"layers.?.*\"}, {freeze: \"layers.{10,11}.bias\"}",
    "{train: {glob: \"layers.?.*\", module: \"layers[:5]\"}}",
  ])
  func whatIsMeantSoIsInOrder(rules: String) {
    let plan = plan("{freeze: \"*\"}, \(rules)")
    #expect(findings(plan).isEmpty)
    #expect(notes(plan).isEmpty)
  }

  @Test func aListOfTenIsCovered() {
    #expect(findings(plan("{freeze: \"*\"}, {train: \"layers.?.*\"}", layers: 10)).isEmpty)
  }
}
