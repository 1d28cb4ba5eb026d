/// Diagnostics as SARIF 2.1.0, which code scanning services and editors read.
///
/// Columns count code points, as everywhere in this program; `columnKind` says so.
struct SARIFReport: Sendable {
  /// The path of a file from the checkout's root; `nil` for what is no file, such as standard input.
  let pathOfFile: @Sendable (_ file: String) -> String?

  /// Makes the report.
  init(pathOfFile: @escaping @Sendable (_ file: String) -> String?) {
    self.pathOfFile = pathOfFile
  }

  /// The report in UTF-8, with every kind of finding that occurs among its rules.
  func render(_ outcomes: [PlanOutcome]) -> [UInt8] {
    let findings = outcomes.flatMap { outcome in
      outcome.diagnostics.map { (diagnostic: $0, sources: outcome.sources) }
    }
    let used = Set(findings.map(\.diagnostic.code))
    let codes = DiagnosticCode.allCases.filter(used.contains)
    var json = JSONWriter(escapesMarkup: false)
    json.object { json in
      json.field("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
      json.field("version", "2.1.0")
      json.key("runs")
      json.array { json in
        json.object { json in
          json.key("tool")
          json.object { json in
            json.key("driver")
            json.object { json in
              json.field("name", "freezespec")
              json.field("semanticVersion", freezespecVersion)
              json.key("rules")
              json.array { json in for code in codes { writeRule(code, to: &json) } }
            }
          }
          json.field("columnKind", "unicodeCodePoints")
          json.key("invocations")
          json.array { json in writeInvocation(outcomes, to: &json) }
          json.key("results")
          json.array { json in
            for (diagnostic, sources) in findings where diagnostic.span != nil {
              write(diagnostic, sources, rule: codes.firstIndex(of: diagnostic.code), to: &json)
            }
          }
        }
      }
    }
    return json.bytes
  }

  private func writeRule(_ code: DiagnosticCode, to json: inout JSONWriter) {
    json.object { json in
      json.field("id", code.rawValue)
      json.key("shortDescription")
      json.text(code.summary)
      json.key("help")
      json.text(
        "\(code.summary) docs/diagnostics.md explains \(code.rawValue) by an example of its cause "
          + "and its cure.")
    }
  }

  /// Findings without a place, such as files that cannot be read, are the run's own.
  private func writeInvocation(_ outcomes: [PlanOutcome], to json: inout JSONWriter) {
    let placeless = outcomes.flatMap(\.diagnostics).filter { $0.span == nil }
    let dropped = outcomes.reduce(0) { $0 + $1.droppedDiagnostics }
    json.object { json in
      json.field("executionSuccessful", !placeless.contains { $0.severity == .error })
      json.key("toolExecutionNotifications")
      json.array { json in
        for diagnostic in placeless {
          json.object { json in
            json.field("level", diagnostic.severity.rawValue)
            json.key("message")
            json.text(text(of: diagnostic))
          }
        }
        if dropped > 0 {
          json.object { json in
            json.field("level", "note")
            json.key("message")
            json.text("\(dropped) more findings are not shown")
          }
        }
      }
    }
  }

  private func write(
    _ diagnostic: Diagnostic, _ sources: SourceMap, rule: Int?, to json: inout JSONWriter
  ) {
    json.object { json in
      json.field("ruleId", diagnostic.code.rawValue)
      if let rule { json.field("ruleIndex", rule) }
      json.field("level", diagnostic.severity.rawValue)
      json.key("message")
      json.text(text(of: diagnostic))
      json.key("locations")
      json.array { json in
        if let span = diagnostic.span { writeLocation(span, sources, to: &json) }
      }
      if !diagnostic.related.isEmpty {
        json.key("relatedLocations")
        json.array { json in
          for related in diagnostic.related {
            writeLocation(related.span, sources, message: related.message, to: &json)
          }
        }
      }
      if !diagnostic.fixes.isEmpty {
        json.key("fixes")
        json.array { json in for fix in diagnostic.fixes { write(fix, sources, to: &json) } }
      }
    }
  }

  private func write(_ fix: Fix, _ sources: SourceMap, to json: inout JSONWriter) {
    // Each file has one list of its replacements.
    var files: [UInt16] = []
    for replacement in fix.replacements where !files.contains(replacement.span.file) {
      files.append(replacement.span.file)
    }
    json.object { json in
      json.key("description")
      json.text(fix.title)
      json.key("artifactChanges")
      json.array { json in
        for file in files {
          json.object { json in
            json.key("artifactLocation")
            json.object { json in
              json.field("uri", uri(of: sources.files[Int(file)].path))
            }
            json.key("replacements")
            json.array { json in
              for replacement in fix.replacements where replacement.span.file == file {
                json.object { json in
                  writeRegion(replacement.span, sources, as: "deletedRegion", to: &json)
                  json.key("insertedContent")
                  json.object(inline: true) { json in json.field("text", replacement.text) }
                }
              }
            }
          }
        }
      }
    }
  }

  private func text(of diagnostic: Diagnostic) -> String {
    ([diagnostic.message] + diagnostic.notes.map { "note: \($0)" }
      + diagnostic.help.map { "help: \($0)" }).joined(separator: "\n")
  }

  private func writeLocation(
    _ span: SourceSpan, _ sources: SourceMap, message: String? = nil, to json: inout JSONWriter
  ) {
    json.object { json in
      json.key("physicalLocation")
      json.object { json in
        json.key("artifactLocation")
        json.object { json in json.field("uri", uri(of: sources.file(of: span).path)) }
        writeRegion(span, sources, as: "region", to: &json)
      }
      if let message {
        json.key("message")
        json.text(message)
      }
    }
  }

  private func writeRegion(
    _ span: SourceSpan, _ sources: SourceMap, as key: StaticString, to json: inout JSONWriter
  ) {
    let file = sources.file(of: span)
    let start = file.location(of: Int(span.start))
    let end = file.location(of: Int(span.end))
    json.key(key)
    json.object(inline: true) { json in
      json.field("startLine", start.line)
      json.field("startColumn", start.column)
      json.field("endLine", end.line)
      json.field("endColumn", end.column)
    }
  }

  /// The path as a URI reference, all but unreserved characters and slashes percent-encoded.
  private func uri(of path: String) -> String {
    guard let path = pathOfFile(path) else { return "stdin" }
    let digits = Array("0123456789ABCDEF")
    var result = path.utf8.first == UInt8(ascii: "/") ? "file://" : ""
    for byte in path.utf8 {
      switch byte {
      case _ where byte.isASCIILetter || byte.isASCIIDigit,
        UInt8(ascii: "/"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "~"):
        result.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        result += "%"
        result.append(digits[Int(byte >> 4)])
        result.append(digits[Int(byte & 15)])
      }
    }
    return result
  }
}

extension JSONWriter {
  /// Writes a SARIF message.
  ///
  /// In one, `[text](target)` is a link; a text of a config makes none.
  fileprivate mutating func text(_ text: String) {
    var safe = ""
    var previous: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      if scalar == "(", previous == "]" {
        safe.unicodeScalars.removeLast()
        safe += "\\]"
      }
      safe.unicodeScalars.append(scalar)
      previous = scalar
    }
    object(inline: true) { $0.field("text", safe) }
  }
}
