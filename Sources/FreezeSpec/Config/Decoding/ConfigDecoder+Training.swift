extension ConfigDecoder {
  /// The keys of a selector of modules.
  private static let moduleSelectorKeys = [SelectorKey.module, .type]

  // MARK: Eval mode

  /// The modules that training holds in eval mode: a selector, or a list of them.
  mutating func evalSelectors(_ node: YAMLNode) -> [EvalSelector] {
    guard case .sequence = node.content else { return evalSelector(node).map { [$0] } ?? [] }
    return (items(node, "`eval`", "a list of selectors") ?? []).compactMap { evalSelector($0) }
  }

  private mutating func evalSelector(_ node: YAMLNode) -> EvalSelector? {
    switch node.content {
    case .scalar(let scalar) where scalar.text == EvalSelector.frozenWord:
      return .frozen(span: node.span)
    case .scalar(let scalar) where !(scalar.isEmpty && scalar.isPlain):
      reportText(scalar.text, at: node.span, words: [EvalSelector.frozenWord])
      return nil
    case .mapping(let entries):
      return moduleSelector(entries, at: node.span).map(EvalSelector.modules)
    case .scalar, .sequence:
      reportKind(node, "a selector of `eval`", isNot: "`frozen` or a mapping")
      return nil
    }
  }

  private mutating func moduleSelector(_ entries: [YAMLEntry], at span: SourceSpan)
    -> SelectorMapping?
  {
    var mapping = SelectorMapping(terms: [], span: span)
    var isComplete = true
    for entry in entries {
      if entry.key == "except" {
        mapping.except = exception(entry.value)
        if mapping.except == nil { isComplete = false }
      } else if let key = Self.moduleSelectorKeys.first(where: { $0.rawValue == entry.key }) {
        if let term = term(key, entry) { mapping.terms.append(term) } else { isComplete = false }
      } else {
        reportModuleSelectorKey(entry)
        isComplete = false
      }
    }
    if entries.isEmpty {
      report(
        .invalidValue, "an empty selector selects nothing", at: span,
        help: ["write {type: Module} for every module"])
      return nil
    }
    return isComplete ? mapping : nil
  }

  private mutating func exception(_ node: YAMLNode) -> Selector? {
    switch node.content {
    case .mapping(let entries):
      return moduleSelector(entries, at: node.span).map(Selector.allOf)
    case .sequence(let items):
      if items.isEmpty {
        report(.invalidValue, "an empty list selects nothing", at: node.span)
        return nil
      }
      let selectors = items.map { exception($0) }
      if selectors.contains(where: { $0 == nil }) { return nil }
      return .anyOf(selectors.compactMap(\.self), span: node.span)
    case .scalar(let scalar):
      if scalar.isEmpty, scalar.isPlain {
        reportKind(node, "`except`", isNot: "a mapping or a list of them")
      } else {
        reportText(scalar.text, at: node.span, words: [])
      }
      return nil
    }
  }

  /// Reports a text in place of a selector of modules.
  private mutating func reportText(_ text: String, at span: SourceSpan, words: [String]) {
    let near = Suggestion.didYouMean(text, in: words)
    let value = clipped(flowScalar(text))
    let known = words.map { "`\($0)` or " }.joined()
    report(
      .invalidValue, "modules are selected by \(known)a mapping, not by `\(clipped(text))`",
      at: span,
      help: near.isEmpty
        ? ["write {module: \(value)} for a path, or {type: \(value)} for a class"] : near)
  }

  private mutating func reportModuleSelectorKey(_ entry: YAMLEntry) {
    let allowed = Self.moduleSelectorKeys.map(\.rawValue) + ["except"]
    guard SelectorKey(rawValue: entry.key) != nil else {
      reportUnknownKey(entry, of: "a selector of modules", allowed: allowed)
      return
    }
    report(
      .unknownKey, "a selector of modules has no key `\(entry.key)`", at: entry.keySpan,
      help: [
        "parameters have no eval mode, modules have: select them by \(listed(allowed.map { "`\($0)`" }))"
      ])
  }

  // MARK: FSDP

  /// The classes whose modules FSDP wraps: a name, or a list of them.
  mutating func wrappedClasses(_ node: YAMLNode) -> [PlacedName] {
    guard case .sequence = node.content else {
      return placedName(node, "`wrap`").map { [$0] } ?? []
    }
    return (items(node, "`wrap`", "a list of classes") ?? []).compactMap {
      placedName($0, "a wrapped class")
    }
  }
}
