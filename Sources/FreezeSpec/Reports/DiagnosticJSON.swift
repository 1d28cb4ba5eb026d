extension OutputBuffer {
  /// Appends a finding as a JSON object.
  mutating func append(json diagnostic: Diagnostic, in sources: SourceMap) {
    append("{\"code\": ")
    append(json: diagnostic.code.rawValue)
    append(", \"severity\": ")
    append(json: diagnostic.severity.rawValue)
    append(", \"message\": ")
    append(json: diagnostic.message)
    append(json: diagnostic.span, in: sources)
    append(", \"related\": [")
    for (index, related) in diagnostic.related.enumerated() {
      append(index == 0 ? "{\"message\": " : ", {\"message\": ")
      append(json: related.message)
      append(json: related.span, in: sources)
      append("}")
    }
    append("], \"notes\": ")
    append(json: diagnostic.notes)
    append(", \"help\": ")
    append(json: diagnostic.help)
    append("}")
  }

  /// Appends the keys of a place, all `null` where there is none.
  private mutating func append(json span: SourceSpan?, in sources: SourceMap) {
    guard let span else {
      append(", \"file\": null, \"line\": null, \"column\": null")
      append(", \"end_line\": null, \"end_column\": null")
      return
    }
    let file = sources.file(of: span)
    let start = file.location(of: Int(span.start))
    let end = file.location(of: Int(span.end))
    append(", \"file\": ")
    append(json: file.path)
    append(", \"line\": \(start.line), \"column\": \(start.column)")
    append(", \"end_line\": \(end.line), \"end_column\": \(end.column)")
  }
}
