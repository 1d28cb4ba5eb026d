/// Decodes `rules`.
struct RuleDecoder {
  /// The keys of a rule.
  static let keys = ["freeze", "train", "because", "optional"]

  let reader: NodeReader

  /// The rules, in order; one with an error has its place among them.
  func rules(_ node: YAMLNode) -> [Result<Rule, Reported>] {
    do throws(Reported) {
      let items = try reader.items(node, "`rules`", "a sequence of rules")
      return reader.each(zip(items, 1...)) { (item, index) throws(Reported) in
        try rule(item, index: index)
      }
    } catch {
      return [.failure(error)]
    }
  }

  private func rule(_ node: YAMLNode, index: Int) throws(Reported) -> Rule {
    let slips = RuleSlips(reader: reader)
    let entries = try reader.entries(
      node, "a rule", "a mapping with `freeze` or `train`", allowed: Self.keys,
      cures: slips.cures(ofRule: node))
    if let reported = slips.report(entries, at: node.span) { throw reported }
    let fields = reader.fields(entries, of: "a rule", allowed: Self.keys)
    let because = fields.read("because", reader.text)
    let isOptional = fields.read("optional", reader.bool)
    let (freeze, train) = (fields["freeze"], fields["train"])
    // Where neither is there, the action is `train`'s, and none.
    let isTrainFirst =
      if let freeze, let train {
        train.keySpan.start < freeze.keySpan.start
      } else {
        freeze == nil
      }
    guard let action = isTrainFirst ? train : freeze else {
      throw reportNoAction(entries, at: node.span)
    }
    let selector = reader.attempt(
      try SelectorDecoder(reader: reader, subject: .parameters).selector(action.value))
    if let other = isTrainFirst ? freeze : train {
      throw reader.report(
        .conflictingKeys, "a rule has one of `freeze` and `train`", at: other.keySpan,
        related: [Diagnostic.Related(span: action.keySpan, message: "the first is here")],
        help: ["write two rules"])
    }
    try fields.others.get()
    return Rule(
      index: index, action: action.key == "freeze" ? .freeze : .train,
      selector: try selector.get(), because: try because.get(),
      isOptional: try isOptional.get() ?? false, span: node.span)
  }

  private func reportNoAction(_ entries: [YAMLEntry], at span: SourceSpan) -> Reported {
    // A mistyped `freeze` was reported as an unknown key, one without a value for that.
    let isMistyped = entries.contains {
      ["freeze", "train"].contains($0.key) || $0.isMeant(for: ["freeze", "train"])
    }
    if isMistyped { return Reported() }
    return reader.report(.missingKey, "a rule needs `freeze` or `train`", at: span)
  }
}
