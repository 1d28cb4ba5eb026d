/// Decodes `unknown`: what is not known of an architecture that comes from a checkpoint.
struct UnknownDecoder {
  let reader: NodeReader

  /// The parts: a word, or a list of them.
  func parts(_ node: YAMLNode) throws(Reported) -> UnknownParts {
    guard case .sequence = node.content else { return try part(node, "`unknown`") }
    let items = try reader.items(node, "`unknown`", "a list of what is not known")
    var parts: UnknownParts = []
    for item in items { parts.formUnion(try part(item, "an item of `unknown`")) }
    return parts
  }

  private func part(_ node: YAMLNode, _ what: String) throws(Reported) -> UnknownParts {
    let text = try reader.scalar(node, what, "classes, children or shapes").text
    if let known = UnknownParts.names.first(where: { $0.name.isExactly(text) }) {
      return known.part
    }
    throw reader.report(
      .invalidValue,
      "what is unknown are `classes`, `children` or `shapes`, not `\(clipped(text))`",
      at: node.span, cures: Suggestion.didYouMean(text, in: UnknownParts.names.map(\.name)))
  }
}
