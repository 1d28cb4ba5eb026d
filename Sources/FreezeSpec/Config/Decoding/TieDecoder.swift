/// Decodes `tie`.
struct TieDecoder {
  let reader: NodeReader

  /// The ties; those that are no list of names are left out.
  func ties(_ node: YAMLNode) throws(Reported) -> [Tie] {
    if let pairs = loosePairs(node) {
      let written = pairs.map { "[" + $0.map(flowScalar).joined(separator: ", ") + "]" }
      // A comment between block lines would be lost, and of more names it is not known which belong
      // together.
      let isFix = pairs.allSatisfy { $0.count == 2 } && !reader.mayHoldComment(node.span)
      throw reader.report(
        .wrongType, "each tie is a list of its own", at: node.span,
        cures: [.writing("[" + written.joined(separator: ", ") + "]", isFix: isFix)])
    }
    if let names = equation(node) {
      let written = "[\(names)]"
      throw reader.report(
        .wrongType, "`tie` is a sequence of lists of names, not a text", at: node.span,
        cures: [.writing(written)])
    }
    let ties = reader.readable(
      try reader.items(node, "`tie`", "a sequence of lists of names"), tie)
    let several = ties.filter { $0.names.count > 1 }.map { tie in
      (names: tie.names.map { flowScalar($0.text) }, span: tie.span)
    }
    reader.warnOfRepetition(
      several.map { ($0.names.sorted().joined(separator: ", "), $0.span) }, in: "`tie`"
    ) {
      clipped("[\(several[$0].names.joined(separator: ", "))]")
    }
    return ties
  }

  /// The names of ties that are written as the pairs of a mapping, or as one list without a list
  /// around it; `nil` for other values.
  private func loosePairs(_ node: YAMLNode) -> [[String]]? {
    func text(_ node: YAMLNode) -> String? {
      if case .scalar(let scalar) = node.content, !scalar.isEmpty { scalar.text } else { nil }
    }
    switch node.content {
    case .scalar: return nil
    case .sequence(let items):
      var names = items.compactMap(text)
      // A tuple of Python, which YAML has split.
      if let first = names.first, let last = names.last, first.hasPrefix("("), last.hasSuffix(")") {
        names[0] = String(first.dropFirst())
        names[names.count - 1] = String(names[names.count - 1].dropLast())
      }
      return names.count == items.count && names.count > 1 ? [names] : nil
    case .mapping(let entries):
      // Words for the two ends are no names of parameters.
      let ends = [["from", "to"], ["source", "target"], ["src", "dst"], ["a", "b"]]
      if ends.contains(entries.map(\.key)) {
        let names = entries.compactMap { text($0.value) }
        return names.count == 2 ? [names] : nil
      }
      let pairs = entries.compactMap { entry in text(entry.value).map { [entry.key, $0] } }
      return pairs.count == entries.count && !pairs.isEmpty ? pairs : nil
    }
  }

  /// The names in `a.weight = b.weight` and its like as a list; `nil` for other values.
  private func equation(_ node: YAMLNode) -> String? {
    guard case .scalar(let scalar) = node.content, scalar.text.utf8.count <= 1_000 else {
      return nil
    }
    for sign in ["==", "<->", "->", "=>", "=", ",", "&", " and ", " is ", " to ", " with "]
    where firstRange(of: sign, in: scalar.text) != nil {
      let names = scalar.text.replacing(sign, with: "\n").split(separator: "\n")
        .map { withoutBlanks(String($0)) }
      let areNames = names.allSatisfy { name in
        name.unicodeScalars.allSatisfy {
          $0.properties.isAlphabetic || "._0123456789".unicodeScalars.contains($0)
        }
      }
      if names.count > 1, areNames, !names.contains("") {
        return "[" + names.map(flowScalar).joined(separator: ", ") + "]"
      }
    }
    return nil
  }

  private func tie(_ node: YAMLNode) throws(Reported) -> Tie {
    if let names = equation(node) {
      throw reader.report(
        .wrongType, "a tie is a list of two or more parameter names, not a text", at: node.span,
        cures: [.writing(names)])
    }
    if case .mapping = node.content, let pairs = loosePairs(node), pairs.count == 1 {
      let names = pairs[0].map(flowScalar).joined(separator: ", ")
      throw reader.report(
        .wrongType, "a tie is a list of two or more parameter names, not a mapping", at: node.span,
        cures: [.writing("[\(names)]", isFix: !reader.mayHoldComment(node.span))])
    }
    let items = try reader.items(node, "a tie", "a list of two or more parameter names")
    if items.count < 2 {
      reader.report(.invalidValue, "a tie has two names or more", at: node.span)
    }
    let names = reader.readable(items) { (item) throws(Reported) in
      try reader.name(item, "a tied name")
    }
    var first: [ExactString: SourceSpan] = [:]
    for name in names {
      guard let span = first.updateValue(name.span, forKey: ExactString(name.text))
      else { continue }
      reader.report(
        .duplicateKey, "`\(clipped(name.text))` stands twice in this tie", at: name.span,
        related: [Diagnostic.Related(span: span, message: "first written here")])
    }
    return Tie(names: names, span: node.span)
  }
}
