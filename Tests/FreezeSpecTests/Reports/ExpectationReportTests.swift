import Testing

@testable import FreezeSpec

/// What the forms of a plan say of its expectations.
@Suite struct ExpectationReportTests {
  private let held =
    ExpectationFindingsTests.config + """
        - frozen: {module: norm}
        - trainable_fraction: {max: 0.5}

      """
  private let failing =
    ExpectationFindingsTests.config + """
        - frozen: {module: norm}
        - trainable_elements: 288
        - trainable: {module: "layers[9:]"}

      """

  private func rendered(
    _ config: String, _ format: PlanFormat, columns: Int = 80
  ) throws -> String {
    try #require(MadePlan(config).plan).rendered(as: format, columns: columns).text
  }

  @Test func theTableShowsWhatHoldsAndWhatWasMeasured() throws {
    let text = try rendered(held, .table)
    #expect(
      text.contains(
        """
        expectations
          ✓ frozen: {module: norm}          all 2 parameters are frozen
          ✓ trainable_fraction: {max: 0.5}  is 0.4493

        """))
    #expect(!text.contains("✗"))
  }

  @Test func theTableStartsWithThatSomeFail() throws {
    let text = try rendered(failing, .table)
    #expect(text.hasPrefix("config (float32)\n✗ 2 of 3 expectations fail, see below\n\n"))
    #expect(
      text.hasSuffix(
        """
        expectations
          ✓ frozen: {module: norm}             all 2 parameters are frozen
          ✗ trainable_elements: 288            is 1,188 (+900)
              - trainable layers.{10,11}.*, 8 parameters, 288 elements: no rule matches
                them
              - trainable head.*, 2 parameters, 900 elements: no rule matches them
          ✗ trainable: {module: "layers[9:]"}  4 of 12 parameters are frozen
              - layers.9.*, 4 parameters: decided by rule 1

        """))
  }

  @Test func aNarrowTableKeepsToItsColumns() throws {
    let lines = try rendered(failing, .table, columns: 40).split(separator: "\n")
    #expect(lines.allSatisfy { TerminalText.width(of: String($0)) <= 40 })
    #expect(lines.contains("  ✗ trainable: {module: \"layers[9:]\"}"))
    #expect(lines.contains("      4 of 12 parameters are frozen"))
  }

  @Test func markdownShowsFailuresAboveTheTotals() throws {
    let text = try rendered(failing, .markdown)
    let failure = try #require(text.range(of: "**❌ 2 of 3 expectations fail**"))
    let totals = try #require(text.range(of: "| trainable | 10 |"))
    #expect(failure.upperBound < totals.lowerBound)
    #expect(text.contains("| ❌ | `trainable_elements: 288` | is 1,188 (+900)<br>"))
    let good = try rendered(held, .markdown)
    #expect(good.contains("| ✅ | `trainable_fraction: {max: 0.5}` | is 0.4493 |"))
  }

  @Test func jsonKeepsExactNumbers() throws {
    let text = try rendered(held, .json)
    #expect(
      text.contains(
        "{\"expectation\": \"trainable_fraction: {max: 0.5}\", \"subject\": \"trainable_fraction\", "
          + "\"holds\": true, \"min\": null, \"max\": 0.5, \"measured\": 0.4493192133131619, "
          + "\"broken_by\": [], \"broken_by_more\": 0}"))
  }

  @Test func whatBecameOfExpectationsIsSavedAndReadAgain() throws {
    let plan = try #require(MadePlan(failing).plan)
    let outcomes = try PlanSnapshot(saved: plan.rendered(as: .json)).expectationOutcomes
    #expect(outcomes.map(\.text) == plan.expectationOutcomes.map(\.text))
    #expect(outcomes.map(\.holds) == [true, false, false])
    #expect(outcomes.map(\.measuredText) == plan.expectationOutcomes.map(\.measuredText))
    #expect(outcomes.map(\.minimum) == plan.expectationOutcomes.map(\.minimum))
  }

  @Test func thePageHasWhatBreaksThem() throws {
    let text = try rendered(failing, .html)
    #expect(
      text.contains(
        #"{"text": "trainable_elements: 288", "holds": false, "result": "is 1,188 (+900)", "#))
  }
}
