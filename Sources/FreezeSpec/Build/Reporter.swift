/// Takes what is found while a model is built.
///
/// The steps of building call each other back and forth; all of them add to this one.
final class Reporter {
  /// What was found.
  private(set) var diagnostics: DiagnosticCollector
  /// Whether there is so much that looking for more is of no use.
  private(set) var isFull: Bool

  init(_ diagnostics: DiagnosticCollector) {
    self.diagnostics = diagnostics
    isFull = diagnostics.isFull
  }

  /// Makes an error and returns what to throw.
  func report(
    _ code: DiagnosticCode, _ message: String, at span: SourceSpan,
    related: [Diagnostic.Related] = [], notes: [String] = [], help: [String] = []
  ) -> Reported {
    report(
      Diagnostic(code, message, at: span, related: related, notes: notes, help: help))
  }

  /// Makes an error whose cures may be replacements of the text at its place, and returns what to throw.
  func report(_ code: DiagnosticCode, _ message: String, at span: SourceSpan, cures: [Cure])
    -> Reported
  {
    report(Diagnostic(code, message, at: span, cures: cures))
  }

  /// Adds further places to the findings from one on.
  func relate(from first: Int, _ related: (Diagnostic) -> [Diagnostic.Related]) {
    diagnostics.relate(from: first, related)
  }

  private func report(_ diagnostic: Diagnostic) -> Reported {
    diagnostics.add(diagnostic)
    isFull = diagnostics.isFull
    return Reported()
  }
}
