/// Diagnostics as one JSON document.
struct DiagnosticJSONReport: Sendable {
  /// The report in UTF-8.
  func render(_ outcomes: [PlanOutcome]) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.field("format_version", "1.0")
      json.key("diagnostics")
      json.array { json in
        for outcome in outcomes {
          for diagnostic in outcome.diagnostics { json.value(diagnostic, outcome.sources) }
        }
      }
    }
    return json.bytes
  }
}

extension JSONWriter {
  /// Writes a diagnostic; the keys of its place are null where it has none.
  mutating func value(_ diagnostic: Diagnostic, _ sources: SourceMap) {
    object { json in
      json.field("code", diagnostic.code.rawValue)
      json.field("severity", diagnostic.severity.rawValue)
      json.field("message", diagnostic.message)
      json.place(diagnostic.span, sources)
      json.field("notes", diagnostic.notes)
      json.field("help", diagnostic.help)
      json.key("fixes")
      json.array { json in for fix in diagnostic.fixes { json.value(fix, sources) } }
      json.key("related")
      json.array { json in
        for related in diagnostic.related {
          json.object { json in
            json.field("message", related.message)
            json.place(related.span, sources)
          }
        }
      }
    }
  }

  private mutating func value(_ fix: Fix, _ sources: SourceMap) {
    object { json in
      json.field("title", fix.title)
      json.key("replacements")
      json.array { json in
        for replacement in fix.replacements {
          json.object(inline: true) { json in
            json.place(replacement.span, sources)
            json.field("text", replacement.text)
          }
        }
      }
    }
  }

  private mutating func place(_ span: SourceSpan?, _ sources: SourceMap) {
    let start = span.map { sources.location(of: $0) }
    let end = span.map { sources.file(of: $0).location(of: Int($0.end)) }
    field("file", span.map { sources.file(of: $0).path })
    field("line", start?.line)
    field("column", start?.column)
    field("end_line", end?.line)
    field("end_column", end?.column)
  }
}
