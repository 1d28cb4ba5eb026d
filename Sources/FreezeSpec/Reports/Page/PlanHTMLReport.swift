/// A plan as one HTML file that loads nothing from the network.
///
/// The page is the same for every plan; what it shows stands in it as a block of JSON, which the
/// page's script reads and puts in as text, never as markup.
struct PlanHTMLReport: Sendable {
  /// Writes the report, in UTF-8.
  func write(_ plan: FreezePlan, to out: inout OutputBuffer) {
    let title = "\(TerminalText.escaped(plan.name)) · freezespec"
    HTMLPage.write(title: title, PageHeading(plan), to: &out) { json in
      json.object { json in
        json.field("format", 1)
        json.field("kind", "plan")
        json.field("config", TerminalText.escaped(plan.path))
        json.field("name", TerminalText.escaped(plan.name))
        json.field("description", plan.description.map(HTMLPage.prose))
        PageModel(plan.model).writeFields(to: &json)
        json.key("plan")
        PagePlan(plan).write(to: &json)
        json.key("eval")
        PageEvalMode.mode(plan.evalMode).write(to: &json)
        json.key("expectations")
        json.array { json in
          for outcome in plan.expectationOutcomes { PageExpectation(outcome).write(to: &json) }
        }
        // Expectations that fail stand on their own.
        PageFindings(plan.findings.filter { $0.code != .expectation }, plan.sources)
          .writeFields(to: &json)
      }
    }
  }
}
