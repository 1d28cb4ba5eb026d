/// The forms of findings.
public enum DiagnosticFormat: String, CaseIterable, Sendable {
  /// For people: what is wrong, the line with a caret, the cure.
  case text
  /// For other programs.
  case json
  /// Workflow commands, which GitHub shows beside the lines of a pull request.
  case github
  /// SARIF 2.1.0, which code scanning services and editors read.
  case sarif

  /// Whether it names files as a repository does, from its root.
  package var isOfRepository: Bool { self == .github || self == .sarif }
}

extension [PlanOutcome] {
  /// What was found about some configs, in UTF-8; a mistake in a file that several of them take by
  /// `from` is told once.
  ///
  /// - Parameters:
  ///   - format: The form.
  ///   - columns: The columns to which a text keeps the lines that it shows of the files.
  ///   - isTerminal: Whether a text goes to a terminal, which has its sentences wrapped to the columns
  ///     too: elsewhere each is one line, to be searched.
  ///   - usesColour: Whether a text has a terminal's colours.
  ///   - pathInRepository: Gives, for ``DiagnosticFormat/github`` and ``DiagnosticFormat/sarif``, the
  ///     path from the repository's root of a file that was read; `nil` for what is no file. Without
  ///     it they have the paths of the ``ConfigFile``s.
  public func rendered(
    as format: DiagnosticFormat, columns: Int = 80, isTerminal: Bool = false,
    usesColour: Bool = false,
    pathInRepository: (@Sendable (_ path: String) -> String?)? = nil
  ) -> [UInt8] {
    let outcomes = withoutRepeats
    let pathOfFile = pathInRepository ?? { $0 }
    return switch format {
    case .text:
      DiagnosticTextReport(usesColour: usesColour, columns: columns, isTerminal: isTerminal)
        .render(outcomes)
    case .json: DiagnosticJSONReport().render(outcomes)
    case .github: GitHubAnnotationsReport(pathOfFile: pathOfFile).render(outcomes)
    case .sarif: SARIFReport(pathOfFile: pathOfFile).render(outcomes)
    }
  }
}
