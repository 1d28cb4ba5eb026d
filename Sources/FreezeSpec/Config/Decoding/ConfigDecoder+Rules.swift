extension ConfigDecoder {
  private static let ruleKeys = ["freeze", "train", "because", "optional"]

  /// The rules, in order.
  mutating func rules(_ node: YAMLNode) -> [Rule] {
    var rules: [Rule] = []
    let items = items(node, "`rules`", "a sequence of rules") ?? []
    for (index, item) in items.enumerated() {
      guard
        let entries = entries(
          item, "a rule", "a mapping with `freeze` or `train`", allowed: ConfigDecoder.ruleKeys)
      else { continue }
      let fields = fields(entries, of: "a rule", allowed: ConfigDecoder.ruleKeys)
      let because = fields["because"].flatMap { text($0.value, "`because`") }
      let isOptional = fields["optional"].flatMap { bool($0.value, "`optional`") } ?? false
      let actions = ["freeze", "train"].compactMap { fields[$0] }
        .sorted { $0.keySpan.start < $1.keySpan.start }
      guard let action = actions.first else {
        // A mistyped `freeze` was reported as an unknown key, one without a value for that.
        let isMistyped = entries.contains {
          ["freeze", "train"].contains($0.key) || Self.isMeant($0.key, for: ["freeze", "train"])
        }
        if !isMistyped {
          report(.missingKey, "a rule needs `freeze` or `train`", at: item.span)
        }
        continue
      }
      if actions.count > 1 {
        report(
          .conflictingKeys, "a rule has one of `freeze` and `train`", at: actions[1].keySpan,
          related: [Diagnostic.Related(span: action.keySpan, message: "the first is here")],
          help: ["write two rules"])
      }
      guard let selector = selector(action.value) else { continue }
      rules.append(
        Rule(
          index: index + 1, action: action.key == "freeze" ? .freeze : .train, selector: selector,
          because: because, isOptional: isOptional, span: item.span))
    }
    return rules
  }

  /// A selector in any of its forms.
  mutating func selector(_ node: YAMLNode) -> Selector? {
    switch node.content {
    case .scalar:
      return selectorValue(node, under: .glob, "a selector", "a glob, a list or a mapping")
        .map(Selector.glob)
    case .sequence(let items):
      if items.isEmpty {
        report(.invalidValue, "an empty list selects nothing", at: node.span)
        return nil
      }
      let selectors = items.map { selector($0) }
      if selectors.contains(where: { $0 == nil }) { return nil }
      return .anyOf(selectors.compactMap(\.self), span: node.span)
    case .mapping(let entries):
      if node.isFlow, !entries.isEmpty, entries.allSatisfy({ isAlternative($0) }) {
        reportUnquoted(node, .choice)
        return nil
      }
      return selector(entries, at: node.span)
    }
  }

  /// Whether an entry of a mapping is a choice of a glob, as in `{weight,bias}`.
  private func isAlternative(_ entry: YAMLEntry) -> Bool {
    entry.isKeyPlain && entry.value.isEmptyPlain && SelectorKey(rawValue: entry.key) == nil
      && entry.key != "except"
  }

  private mutating func selector(_ entries: [YAMLEntry], at span: SourceSpan) -> Selector? {
    var terms: [SelectorTerm] = []
    var exception: Selector?
    var isComplete = true
    for entry in entries {
      if entry.key == "except" {
        exception = selector(entry.value)
        if exception == nil { isComplete = false }
      } else if let key = SelectorKey(rawValue: entry.key) {
        if let term = term(key, entry) { terms.append(term) } else { isComplete = false }
      } else {
        reportUnknownKey(
          entry, of: "a selector", allowed: SelectorKey.allCases.map(\.rawValue) + ["except"])
        isComplete = false
      }
    }
    if entries.isEmpty {
      report(
        .invalidValue, "an empty selector selects nothing", at: span,
        help: ["write \"*\" for every parameter"])
      return nil
    }
    return isComplete
      ? .allOf(SelectorMapping(terms: terms, except: exception, span: span)) : nil
  }

  /// A key of a selector with its values.
  mutating func term(_ key: SelectorKey, _ entry: YAMLEntry) -> SelectorTerm? {
    let what = "`\(key.rawValue)`"
    guard case .sequence(let items) = entry.value.content else {
      guard let value = selectorValue(entry.value, under: key, what, "a text or a list of them") else {
        return nil
      }
      return SelectorTerm(key: key, keySpan: entry.keySpan, values: [value], isList: false)
    }
    if items.isEmpty {
      report(.invalidValue, "\(what) has no values", at: entry.value.span)
      return nil
    }
    if key == .module, entry.value.isFlow, items.count == 1,
      case .scalar(let scalar) = items[0].content, scalar.isPlain,
      IndexNotation.isSlice(scalar.text)
    {
      reportUnquoted(entry.value, .slice)
      return nil
    }
    let values = items.map { selectorValue($0, under: key, what, "a text or a list of them") }
    if values.contains(where: { $0 == nil }) { return nil }
    return SelectorTerm(
      key: key, keySpan: entry.keySpan, values: values.compactMap(\.self), isList: true)
  }

  /// One value of a selector, its pattern read.
  mutating func selectorValue(
    _ node: YAMLNode, under key: SelectorKey, _ what: String, _ expected: String
  ) -> SelectorValue? {
    guard case .scalar(let scalar) = node.content, !scalar.text.isEmpty else {
      reportKind(node, what, isNot: expected)
      return nil
    }
    do throws(PatternError) {
      return try SelectorValue(scalar.text, under: key, at: node.span)
    } catch {
      let place = ExpressionSource(scalar, at: node.span, in: source.bytes).span(of: error.bytes)
      report(error.isLimit ? .limit : .pattern, error.message, at: place, help: error.help)
      return nil
    }
  }
}
