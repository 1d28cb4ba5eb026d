import FreezeSpec
enum DiagnosticReports {
  static func text(_ o: [PlanOutcome], colour: Bool, width: Int) -> [UInt8] {
    var s = ""
    for x in o { for d in x.diagnostics { 
      let loc = d.span.map { x.sources.location(of: $0) }
      s += "\(d.severity)[\(d.code.rawValue)] \(loc.map { "\($0.line):\($0.column)" } ?? ""): \(d.message) | \(d.help)\n" } }
    return Array(s.utf8)
  }
  static func json(_ o: [PlanOutcome]) -> [UInt8] { [] }
}
extension PlanOutcome {
  func treating(warningsAsErrors: Bool) -> PlanOutcome { self }
  static func unreadable(_ p: String, _ m: String) -> PlanOutcome { PlanOutcome(diagnostics: [Diagnostic(.unreadable, m, at: nil)]) }
}
