/// Decodes `tie`.
struct TieDecoder {
  let reader: NodeReader

  /// The ties; those that are no list of names are left out.
  func ties(_ node: YAMLNode) throws(Reported) -> [Tie] {
    reader.readable(try reader.items(node, "`tie`", "a sequence of lists of names"), tie)
  }

  private func tie(_ node: YAMLNode) throws(Reported) -> Tie {
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
