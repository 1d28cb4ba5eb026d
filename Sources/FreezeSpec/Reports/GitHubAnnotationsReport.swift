/// Diagnostics as workflow commands, which GitHub shows beside the lines of a pull request.
///
/// ```text
/// ::error file=configs/mlp.yaml,line=9,endLine=9,col=11,endColumn=20,title=rule-matches-nothing::…
/// ```
///
/// GitHub shows the first ten errors and the first ten warnings of a step, so errors come first; a
/// last line counts all of them in the log.
struct GitHubAnnotationsReport: Sendable {
  /// The path of a file from the checkout's root; `nil` for what is no file, such as standard input.
  let pathOfFile: @Sendable (_ file: String) -> String?

  /// Makes the report.
  init(pathOfFile: @escaping @Sendable (_ file: String) -> String?) {
    self.pathOfFile = pathOfFile
  }

  /// The report in UTF-8.
  func render(_ outcomes: [PlanOutcome]) -> [UInt8] {
    var out = OutputBuffer()
    var counts: [Diagnostic.Severity: Int] = [:]
    for severity in [Diagnostic.Severity.error, .warning] {
      for outcome in outcomes {
        for diagnostic in outcome.diagnostics where diagnostic.severity == severity {
          counts[severity, default: 0] += 1
          append(diagnostic, outcome.sources, to: &out)
        }
      }
    }
    let errors = counts[.error, default: 0]
    let warnings = counts[.warning, default: 0]
    if errors + warnings > 0 {
      out.append(
        "\(errors) error\(errors == 1 ? "" : "s"), \(warnings) warning\(warnings == 1 ? "" : "s")\n"
      )
    }
    return out.bytes
  }

  private func append(_ diagnostic: Diagnostic, _ sources: SourceMap, to out: inout OutputBuffer) {
    var properties: [(name: String, value: String)] = []
    var message = shown(diagnostic.message)
    if let span = diagnostic.span {
      let file = sources.file(of: span)
      let start = file.location(of: Int(span.start))
      let end = file.location(of: Int(span.end))
      if let path = pathOfFile(file.path) {
        properties = [("file", path), ("line", "\(start.line)"), ("endLine", "\(end.line)")]
        // GitHub takes columns only where both ends are on one line.
        if start.line == end.line {
          properties += [("col", "\(start.column)"), ("endColumn", "\(end.column)")]
        }
      } else {
        message = "\(shown(file.path)):\(start.line):\(start.column): \(message)"
      }
    }
    properties.append(("title", diagnostic.code.rawValue))
    let lines =
      [message]
      + diagnostic.related.map { "note: \($0.message) (\(place(of: $0.span, sources)))" }
      + diagnostic.notes.map { "note: \($0)" } + diagnostic.help.map { "help: \($0)" }
    out.append("::\(diagnostic.severity.rawValue) ")
    out.append(
      properties.map { "\($0.name)=\(escaped(shown($0.value), isProperty: true))" }
        .joined(separator: ","))
    out.append("::")
    out.append(
      escaped(lines[0] + lines.dropFirst().map { "\n" + shown($0) }.joined()))
    out.append(byte: 0x0A)
  }

  /// A text of the message, which a log shows where commands are not obeyed.
  private func shown(_ text: String) -> String {
    WorkflowCommands.escaped(in: text, startsLine: false)
  }

  private func place(of span: SourceSpan, _ sources: SourceMap) -> String {
    let location = sources.location(of: span)
    let file = sources.file(of: span).path
    return "\(pathOfFile(file) ?? file):\(location.line):\(location.column)"
  }

  /// Escapes what the runner would take for the end of a message or a property.
  private func escaped(_ text: String, isProperty: Bool = false) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "%": result += "%25"
      case "\r": result += "%0D"
      case "\n": result += "%0A"
      case ":" where isProperty: result += "%3A"
      case "," where isProperty: result += "%2C"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
