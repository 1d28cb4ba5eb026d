/// What the page shows of an expectation: whether it holds, what was measured, and what breaks it.
struct PageExpectation {
  private let outcome: ExpectationOutcome

  init(_ outcome: ExpectationOutcome) { self.outcome = outcome }

  func write(to json: inout JSONWriter) {
    json.object(inline: true) { json in
      json.field("text", HTMLPage.clippedProse(outcome.text))
      json.field("holds", outcome.holds)
      json.field("result", outcome.resultText.map(HTMLPage.clippedProse))
      json.field("notes", outcome.notes.map(HTMLPage.clippedProse))
    }
  }
}
