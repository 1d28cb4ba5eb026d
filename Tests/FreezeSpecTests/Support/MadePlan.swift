@testable import FreezeSpec

/// What comes of a config up to its plan.
struct MadePlan {
  /// What came of it.
  let outcome: PlanOutcome

  /// Reads a config, and the files that it names.
  init(_ text: String, path: String = "config.yaml", files: [String: String] = [:]) {
    let texts = files.merging([path: text]) { $1 }
    outcome = ConfigFiles(path) { texts[$0].map { Array($0.utf8) } }.outcome
  }

  /// The plan; `nil` where there are errors.
  var plan: FreezePlan? { outcome.plan }

  /// Each finding as its line, its code and its message.
  var findings: [String] {
    outcome.diagnostics.map { "\(line(of: $0)) \($0.code.rawValue): \($0.message)" }
  }

  /// The codes of the findings with their lines.
  var codes: [String] { outcome.diagnostics.map { "\(line(of: $0)) \($0.code.rawValue)" } }

  /// The cures of all findings.
  var cures: [String] { outcome.diagnostics.flatMap(\.help) }

  /// The notes of all findings.
  var notes: [String] { outcome.diagnostics.flatMap(\.notes) }

  private func line(of finding: Diagnostic) -> String {
    finding.span.map { span in
      let file = outcome.sources.file(of: span).path
      let line = outcome.sources.location(of: span).line
      return file == "config.yaml" ? "\(line)" : "\(file):\(line)"
    } ?? "-"
  }
}
