/// A plan as one HTML file that loads nothing from the network.
///
/// The page is the same for every plan; what it shows stands in it as a block of JSON, which the
/// page's script reads and puts in as text, never as markup.
public struct PlanHTMLReport: Sendable {
  /// Makes the report.
  public init() {}

  /// The report in UTF-8.
  ///
  /// - Parameters:
  ///   - plan: The plan.
  ///   - diagnostics: The warnings to show with the plan.
  ///   - sources: The files that rules and warnings stand in.
  /// - Returns: The page.
  public func render(
    _ plan: FreezePlan, diagnostics: [Diagnostic], sources: SourceMap
  ) -> [UInt8] {
    var json = JSONWriter(capacity: 1 << 16)
    json.object { json in
      json.field("format", 1)
      json.field("kind", "plan")
      json.field("config", TerminalText.escaped(plan.path))
      json.field("name", TerminalText.escaped(plan.name))
      json.field("description", plan.description.map(HTMLPage.prose))
      PageModel(plan.model).writeFields(to: &json)
      json.key("plan")
      PagePlan(plan, sources).write(to: &json)
      json.key("eval")
      PageEvalMode.mode(plan.evalMode).write(to: &json)
      PageFindings(diagnostics, sources).writeFields(to: &json)
    }
    let title = "\(TerminalText.escaped(plan.name)) · freezespec"
    return HTMLPage.bytes(title: title, data: json.bytes)
  }
}
