import FreezeSpec

extension PlanOutcome {
  /// What comes of a file that cannot be read.
  static func unreadable(_ path: String, _ message: String) -> PlanOutcome {
    let file = path == "-" ? "standard input" : path
    return PlanOutcome(diagnostics: [
      Diagnostic(.unreadable, "cannot read \(file): \(message)", at: nil)
    ])
  }

  /// The files that it was made from.
  var paths: [String] { sources.files.map(\.path) }

  /// Whether the config could not be read at all.
  var isUnreadable: Bool { diagnostics.contains { $0.code == .unreadable } }

  /// The same with warnings turned into errors, where that was asked for.
  func treating(warningsAsErrors: Bool) -> PlanOutcome {
    guard warningsAsErrors else { return self }
    var outcome = self
    for index in outcome.diagnostics.indices { outcome.diagnostics[index].severity = .error }
    return outcome
  }
}
