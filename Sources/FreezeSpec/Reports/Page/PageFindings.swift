/// What the page shows of the findings: as many as someone may read, and how many it leaves out.
struct PageFindings {
  /// The most findings that the page lists.
  private static let most = 200

  private let diagnostics: [Diagnostic]
  private let sources: SourceMap

  init(_ diagnostics: [Diagnostic], _ sources: SourceMap) {
    self.diagnostics = diagnostics
    self.sources = sources
  }

  func writeFields(to json: inout JSONWriter) {
    json.key("findings")
    json.array { json in
      for finding in diagnostics.prefix(Self.most) {
        json.object(inline: true) { json in
          json.field("severity", finding.severity.rawValue)
          json.field("code", finding.code.rawValue)
          json.field("message", HTMLPage.prose(finding.message))
          json.field("place", finding.span.map { HTMLPage.place(of: $0, in: sources) })
          json.field("notes", finding.notes.map(HTMLPage.prose))
          json.field("help", finding.help.map(HTMLPage.prose))
        }
      }
    }
    json.field("findings_left_out", max(0, diagnostics.count - Self.most))
  }
}
