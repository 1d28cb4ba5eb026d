extension ConfigDecoder {
  // MARK: Errors

  /// Makes an error.
  mutating func report(
    _ code: DiagnosticCode, _ message: String, at span: SourceSpan,
    related: [Diagnostic.Related] = [], help: [String] = []
  ) {
    diagnostics.add(Diagnostic(code, message, at: span, related: related, help: help))
  }

  /// Reports a value of the wrong kind.
  mutating func reportKind(
    _ node: YAMLNode, _ what: String, isNot expected: String, help: [String] = []
  ) {
    if case .scalar(let scalar) = node.content, scalar.isEmpty, scalar.isPlain {
      report(.wrongType, "\(what) has no value", at: node.span, help: ["it is \(expected)"])
    } else {
      report(.wrongType, "\(what) is \(expected), not \(node.kindName)", at: node.span, help: help)
    }
  }

  // MARK: Scalars

  /// The scalar of a node; reports anything else.
  mutating func scalar(_ node: YAMLNode, _ what: String, _ expected: String) -> YAMLScalar? {
    guard case .scalar(let scalar) = node.content, !(scalar.isEmpty && scalar.isPlain) else {
      reportKind(node, what, isNot: expected)
      return nil
    }
    return scalar
  }

  /// A text.
  mutating func text(_ node: YAMLNode, _ what: String) -> String? {
    scalar(node, what, "a text")?.text
  }

  /// A name with its place.
  mutating func placedName(_ node: YAMLNode, _ what: String) -> PlacedName? {
    scalar(node, what, "a name").map { PlacedName(text: $0.text, span: node.span) }
  }

  /// `true` or `false`.
  mutating func bool(_ node: YAMLNode, _ what: String) -> Bool? {
    guard let scalar = scalar(node, what, "true or false") else { return nil }
    switch scalar.text {
    case "true" where scalar.isPlain: return true
    case "false" where scalar.isPlain: return false
    case "true", "false":
      report(
        .wrongType, "\(what) is true or false, not a text", at: node.span,
        help: ["take the quotes away: \(scalar.text)"])
      return nil
    default:
      let positive = ["yes", "on", "1", "y", "t"].contains(scalar.text.lowercased())
      let negative = ["no", "off", "0", "n", "f"].contains(scalar.text.lowercased())
      let meant = scalar.text.lowercased() == "true" || positive
      report(
        .wrongType, "\(what) is true or false, not `\(clipped(scalar.text))`", at: node.span,
        help: meant
          ? ["write true"]
          : negative || scalar.text.lowercased() == "false" ? ["write false"] : [])
      return nil
    }
  }

  /// An integer.
  mutating func int(_ node: YAMLNode, _ what: String) -> Int? {
    guard let scalar = scalar(node, what, "an integer") else { return nil }
    if let value = pythonInt(scalar.text) { return value }
    report(
      .wrongType, "\(what) is an integer, not `\(clipped(scalar.text))`", at: node.span,
      help: scalar.text.utf8.allSatisfy(\.isASCIIDigit)
        ? ["integers go up to 2^63 - 1"] : [])
    return nil
  }

  /// A number, possibly infinite or not a number.
  mutating func number(_ node: YAMLNode, _ what: String) -> Double? {
    guard let scalar = scalar(node, what, "a number") else { return nil }
    if let value = pythonFloat(scalar.text) ?? yamlSpecialFloat(scalar.text) { return value }
    report(.wrongType, "\(what) is a number, not `\(clipped(scalar.text))`", at: node.span)
    return nil
  }

  // MARK: Collections

  /// The items of a sequence; reports anything else, and calls that YAML split at their commas.
  mutating func items(_ node: YAMLNode, _ what: String, _ expected: String) -> [YAMLNode]? {
    guard case .sequence(let items) = node.content else {
      var help: [String] = []
      if case .mapping(let entries) = node.content, let first = entries.first {
        help = ["begin each item with `- `: `- \(clipped(first.key)): …`"]
      }
      reportKind(node, what, isNot: expected, help: help)
      return nil
    }
    guard node.isFlow else { return items }
    return reportingSplitCalls(items)
  }

  /// The entries of a mapping; reports anything else, and calls that YAML split at their commas.
  ///
  /// - Parameter allowed: Keys that the mapping can have, to tell one whose `:` YAML does not see.
  mutating func entries(
    _ node: YAMLNode, _ what: String, _ expected: String, allowed: [String] = []
  ) -> [YAMLEntry]? {
    guard case .mapping(let entries) = node.content else {
      var help: [String] = []
      if case .scalar(let scalar) = node.content {
        help = Self.keyWithoutColon(scalar.text, allowed).map { [$0.cure] } ?? []
      }
      reportKind(node, what, isNot: expected, help: help)
      return nil
    }
    guard node.isFlow else { return entries }
    return reportingSplitCalls(entries)
  }

  // MARK: Calls that YAML split

  private mutating func reportingSplitCalls(_ items: [YAMLNode]) -> [YAMLNode]? {
    let calls = SplitCall.all(in: items)
    if calls.isEmpty { return items }
    for call in calls {
      reportSplitCall(from: items[call.first].callStart, to: items[call.last].span)
    }
    for item in items { reportSplitCalls(in: item) }
    return nil
  }

  private mutating func reportingSplitCalls(_ entries: [YAMLEntry]) -> [YAMLEntry]? {
    let calls = SplitCall.all(in: entries)
    if calls.isEmpty { return entries }
    for call in calls {
      let end = entries[call.last]
      reportSplitCall(
        from: entries[call.first].value.span, to: end.keySpan.joined(to: end.value.span))
    }
    for entry in entries { reportSplitCalls(in: entry.value) }
    return nil
  }

  /// Reports the calls inside a node that is not decoded, since one beside it was split.
  private mutating func reportSplitCalls(in node: YAMLNode) {
    switch node.content {
    case .scalar: break
    case .sequence(let items):
      if node.isFlow, reportingSplitCalls(items) == nil { return }
      for item in items { reportSplitCalls(in: item) }
    case .mapping(let entries):
      if node.isFlow, reportingSplitCalls(entries) == nil { return }
      for entry in entries { reportSplitCalls(in: entry.value) }
    }
  }

  private mutating func reportSplitCall(from first: SourceSpan, to last: SourceSpan) {
    let span = first.joined(to: last)
    var text = sourceText(span)
    while let end = text.last, end == " " || end == "," || end == "\n" { text.removeLast() }
    let lines = text.split(whereSeparator: \.isNewline)
    let call = lines.map { $0.drop { $0 == " " } }.joined(separator: " ")
    report(
      .unquoted, "YAML splits \(clipped(call, to: 120)) at its commas", at: span,
      help: ["quote it: \"\(clipped(call, to: 120))\"", "or use block style, one item a line"])
  }
}

extension YAMLNode {
  /// What the node is, with its article.
  var kindName: String {
    switch content {
    case .scalar(let scalar): scalar.isEmpty ? "an empty value" : "`\(clipped(scalar.text))`"
    case .sequence: "a sequence"
    case .mapping: "a mapping"
    }
  }
}

/// Reads an integer as Python's `int(text)` does: digits with single underscores, and a sign.
func pythonInt(_ text: String) -> Int? {
  guard text.utf8.count <= 100, let last = text.utf8.last, last != UInt8(ascii: "_"),
    !text.contains("__"), !text.hasPrefix("_"), !text.hasPrefix("-_"), !text.hasPrefix("+_")
  else { return nil }
  return Int(text.filter { $0 != "_" })
}

/// YAML's spellings of the floats that are no numbers.
private func yamlSpecialFloat(_ text: String) -> Double? {
  switch text {
  case ".inf", ".Inf", ".INF", "+.inf": .infinity
  case "-.inf", "-.Inf", "-.INF": -.infinity
  case ".nan", ".NaN", ".NAN": .nan
  default: nil
  }
}
