import Testing

@testable import FreezeSpec

@Suite struct IgnoreCommentsTests {
  private func codes(_ rules: String) -> [String] {
    MadePlan("model: [\"Linear(2, 2)\", \"Linear(2, 2)\"]\nrules:\n" + rules).codes
  }

  @Test func aCommentOnTheLineSilencesAWarning() {
    #expect(codes("  - freeze: \"*\" # freezespec: ignore[nothing-trains]\n") == [])
  }

  @Test func aCommentOnTheLineAboveDoesToo() {
    #expect(codes("  # freezespec: ignore[nothing-trains]\n  - freeze: \"*\"\n") == [])
    #expect(
      MadePlan(
        "model: [\"Linear(2, 2)\"]\nrules:  # freezespec: ignore[nothing-trains]\n"
          + "  - freeze: \"*\"\n"
      ).codes == [])
  }

  @Test func commentsStandOneAboveTheOther() {
    #expect(
      codes(
        """
          # freezespec: ignore[everything-trains] overridden for now
          # freezespec: ignore[rule-without-effect]
          - freeze: "0.*"
          - train: "0.*"

        """) == [])
  }

  @Test func oneCommentMayHoldSeveralCodes() {
    #expect(
      codes(
        """
          - freeze: "0.*" # freezespec: ignore[rule-without-effect, everything-trains]
          - train: "0.*"

        """) == [])
  }

  @Test func otherCodesAndOtherLinesAreLeft() {
    #expect(
      codes("  - freeze: \"*\" # freezespec: ignore[run-with-hole]\n") == [
        "3 nothing-trains", "3 unused-ignore",
      ])
    #expect(
      codes("  # freezespec: ignore[nothing-trains]\n\n  - freeze: \"*\"\n") == [
        "3 unused-ignore", "5 nothing-trains",
      ])
  }

  @Test func aCommentThatSilencesNothingIsWarnedOf() {
    let made = MadePlan("model: Linear(2, 2) # freezespec: ignore[run-with-hole]\n")
    #expect(made.findings == ["1 unused-ignore: no run-with-hole here to ignore"])
  }

  @Test func anUnknownCodeIsWarnedOfWithTheOneThatWasMeant() {
    let made = MadePlan("model: Linear(2, 2) # freezespec: ignore[run-with-holes]\n")
    #expect(
      made.findings == ["1 unused-ignore: there is no warning with the code `run-with-holes`"])
    #expect(made.cures == ["did you mean `run-with-hole`?"])
  }

  @Test func errorsAreNeverSilenced() {
    #expect(
      codes("  - freeze: \"2.*\" # freezespec: ignore[rule-matches-nothing]\n") == [
        "3 rule-matches-nothing"
      ])
    #expect(
      MadePlan("model: Linear(2, 2) # freezespec: ignore[rule-matches-nothing]\n").findings == [
        "1 unused-ignore: rule-matches-nothing is an error, which no comment silences"
      ])
  }

  @Test func aTextThatLooksLikeACommentIsNone() {
    #expect(
      codes(
        """
          - freeze: "*"
            because: "a # freezespec: ignore[nothing-trains]"

        """) == ["3 nothing-trains"])
    #expect(
      MadePlan(
        """
        model: ["Linear(2, 2)"]
        description: |
          # freezespec: ignore[nothing-trains]
        rules: [{freeze: "*"}]

        """
      ).codes == ["4 nothing-trains"])
  }

  @Test func aCommentBehindABlockScalarIsOne() {
    let made = MadePlan(
      """
      model: ["Linear(2, 2)"]
      description: | # freezespec: ignore[run-with-hole]
        text

      # freezespec: ignore[nothing-trains]
      rules: [{freeze: "*"}]

      """)
    #expect(made.codes == ["2 unused-ignore"])
  }

  @Test func onlyTheExactFormCounts() {
    for comment in [
      "#freezespec: ignore[nothing-trains]", "# freezespec: ignore [nothing-trains]",
      "# freezespec: ignore[nothing-trains", "# ignore[nothing-trains]",
    ] {
      #expect(codes("  - freeze: \"*\" \(comment)\n").first == "3 nothing-trains")
    }
  }

  @Test func commentsOfFilesThatAreThereForTheirArchitectureNeedNotBeUsed() {
    let made = MadePlan(
      "model: {from: inner.yaml}\n",
      files: [
        "inner.yaml": """
        model: ["Linear(2, 2)"]
        rules:
          - freeze: "*" # freezespec: ignore[nothing-trains]

        """
      ])
    #expect(made.findings == [])
  }

  @Test func wordsThatAreNoCodesAreSearchedAFewTimes() {
    var searches = 2
    #expect(IgnoreNearMiss("# ignore[quite-another-word]", searches: &searches) == nil)
    #expect(IgnoreNearMiss("# ignore[nothing-trians]", searches: &searches) != nil)
    #expect(searches == 0)
    #expect(IgnoreNearMiss("# ignore[nothing-trians]", searches: &searches) == nil)
    #expect(IgnoreNearMiss("# ignore[nothing-trains]", searches: &searches) != nil)
  }
}
