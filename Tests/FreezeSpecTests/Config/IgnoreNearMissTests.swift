import Testing

@testable import FreezeSpec

@Suite struct IgnoreNearMissTests {
  private func cures(_ comment: String) -> [String] {
    let made = MadePlan("model: Linear(2, 2)  \(comment)\n")
    return made.outcome.diagnostics.filter { $0.code == .malformedIgnore }.flatMap(\.help)
  }

  @Test(arguments: [
    "# freezespec: ignore(run-with-hole)", "# freezespec: ignore run-with-hole",
    "# freezespec ignore[run-with-hole]", "#freezespec: ignore[run-with-hole]",
    "#freezespec:ignore[run-with-hole]", "# FreezeSpec: Ignore[run-with-hole]",
    "# freezespec: ignore code run-with-hole".replacing("code ", with: ""),
    "# freezespec: ignore[run-with-hole", "# freezespec: ignore [run-with-hole]",
    "# freezespec: noqa: run-with-hole", "# noqa: run-with-hole", "# ignore[run-with-hole]",
    "# freezespec: disable=run-with-hole", "# freezespec: ignore(run-with-holes)",
    "# freeze-spec: ignore[run-with-hole]", "# freezespec: ignores[run-with-hole]",
    "# freezespec: ingore[run-with-hole]", "# freezespec： ignore[run-with-hole]",
    "# freezespec= ignore[run-with-hole]", "# freezespec: skip[run-with-hole]",
    "# freezespec: ignore［run-with-hole］", "# freezespec: igonre[run-with-hole]",
    "# meant: freezespec: ignore[run-with-hole]", "# freezespec; ignore[run-with-hole]",
    "# freezespec: ignore-next-line[run-with-hole]", "# freezespec: ignore-line[run-with-hole]",
  ])
  func nearMissesAreToldTheRightForm(comment: String) {
    #expect(cures(comment) == ["write # freezespec: ignore[run-with-hole]"])
  }

  @Test func oneWithoutACodeIsToldThatToo() {
    for word in ["ignore", "off", "skip", "disable"] {
      #expect(cures("# freezespec: \(word)") == ["write # freezespec: ignore[code]"])
    }
  }

  @Test(arguments: [
    "# freezespec: ignore[run-with-hole] as it is meant", "# freezespec ignores what git ignores",
    "# ignore this", "# noqa", "# freezespec reads this", "# freezespec: ignore the rest of this",
    "# silence is golden", "# freezespec is off here", "# freezespec: skip what is slow",
    "# freezespec: ignoring", "#ignored-by-git", "# for freezespec, ignore[run-with-hole] is right",
  ])
  func proseAndTheRightFormAreLeftAlone(comment: String) {
    #expect(cures(comment) == [])
  }

  @Test func textInScalarsIsNoComment() {
    let made = MadePlan("description: \"a # freezespec: ignore(run-with-hole)\"\nmodel: ReLU()\n")
    #expect(made.findings == [])
  }
}
