import Testing

@testable import FreezeSpec

@Suite struct PartQuestionTests {
  private let made = MadePlan(
    """
    model:
      children:
        layers: {repeat: 12, module: {children: {a: "Linear(2, 2)", b: "Linear(2, 2)"}}}
        norm: LayerNorm(2)

    """)

  /// What is found about a path or a glob, with its cures.
  private func findings(_ text: String) throws -> [String] {
    let outcome = try #require(made.plan).findings(ofPart: text)
    #expect(outcome.diagnostics.allSatisfy { $0.severity == .warning && $0.span == nil })
    return outcome.diagnostics.map {
      ([$0.code.rawValue + ": " + $0.message] + $0.help).joined(separator: " = ")
    }
  }

  @Test func aClassOfCharactersIsToldAsInARule() throws {
    #expect(
      try findings("layers.[8-11].*") == [
        "digits-not-numbers: [8-11] is one character: 1, and not the numbers 8 to 11"
          + " = write `layers.{8..11}.*`"
      ])
  }

  @Test func itemsAndRangesThatMatchNothingAreTold() throws {
    #expect(
      try findings("layers.{0..20}.*") == [
        "rule-matches-nothing: no parameter is named like \"layers.{12..20}.*\""
          + " = write `layers.{0..11}.*` for those that are there"
      ])
    #expect(
      try findings("{layers,nrom}.*") == [
        "rule-matches-nothing: no parameter is named like \"nrom.*\""
          + " = did you mean `{layers,norm}.*`?"
      ])
  }

  @Test func aSlicePastTheEndIsTold() throws {
    #expect(
      try findings("layers[:19].a") == [
        "slice-past-end: [:19] goes past the end: \"layers\" has 12 children"
          + " = for those that are there write `layers[:].a`"
      ])
  }

  @Test func aNumberThatIsAPartOfLongerOnesIsTold() throws {
    #expect(
      try findings("layers.1*") == [
        "glob-hits-more-indices: \"layers.1*\" also matches 8 parameters of \"layers.10\" to "
          + "\"layers.11\" = for the other 4 parameters write `layers.1.*`"
      ])
  }

  @Test(arguments: [
    "layers.0.a.weight", "layers", "layers[:12]", "layers.{0..11}", "*.{a,b}.*", "layers.1.*",
    "layers[-1]", "nothing.like.it",
  ])
  func whatMeansWhatItSaysIsLeftAlone(text: String) throws {
    #expect(try findings(text) == [])
  }
}
