/// What came of a config.
public struct PlanOutcome: Sendable {
  /// The plan; `nil` where errors keep it from being made.
  public var plan: FreezePlan?
  /// The model, even where errors of the rules keep the plan from being made.
  public var model: Module?
  /// The findings, by file and place.
  public var diagnostics: [Diagnostic]
  /// How many findings were left out for their number.
  public var droppedDiagnostics: Int
  /// The texts that the findings point into.
  public var sources: SourceMap

  /// Describes what came of a config.
  public init(
    plan: FreezePlan? = nil, model: Module? = nil, diagnostics: [Diagnostic],
    droppedDiagnostics: Int = 0, sources: SourceMap = SourceMap()
  ) {
    self.plan = plan
    self.model = model
    self.diagnostics = diagnostics
    self.droppedDiagnostics = droppedDiagnostics
    self.sources = sources
  }

  /// Whether any finding is an error.
  public var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
}

extension [PlanOutcome] {
  /// The same outcomes with each finding once, at its first place: a mistake in a file that many
  /// configs take by `from` is one mistake.
  public var withoutRepeats: [PlanOutcome] {
    var seen: Set<SharedFinding> = []
    return map { outcome in
      var outcome = outcome
      outcome.diagnostics.removeAll { finding in
        guard let span = finding.span else { return false }
        let path = outcome.sources.file(of: span).path
        return !seen.insert(
          SharedFinding(
            path: path, start: span.start, end: span.end, code: finding.code,
            message: finding.message)
        ).inserted
      }
      return outcome
    }
  }
}

/// What tells a finding from others, whichever config it was met in.
private struct SharedFinding: Hashable {
  var path: String
  var start: UInt32
  var end: UInt32
  var code: DiagnosticCode
  var message: String
}
