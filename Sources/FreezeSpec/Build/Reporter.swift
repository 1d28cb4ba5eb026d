/// Takes what is found while a model is built.
///
/// The steps of building call each other back and forth; all of them add to this one.
final class Reporter {
  /// What was found.
  var diagnostics: DiagnosticCollector

  init(_ diagnostics: DiagnosticCollector) { self.diagnostics = diagnostics }

  /// Makes an error and returns what to throw.
  func report(
    _ code: DiagnosticCode, _ message: String, at span: SourceSpan,
    related: [Diagnostic.Related] = [], notes: [String] = [], help: [String] = []
  ) -> Reported {
    diagnostics.add(
      Diagnostic(code, message, at: span, related: related, notes: notes, help: help))
    return Reported()
  }
}
