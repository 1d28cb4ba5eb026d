extension ConfigDecoder {
  /// The keys of a selector of modules.
  private static let moduleSelectorKeys = [SelectorKey.module, .type]

  // MARK: Eval mode

  /// The modules that training holds in eval mode: a selector, or a list of them.
  mutating func evalSelectors(_ node: YAMLNode) -> [Selector] {
    guard case .sequence = node.content else { return evalSelector(node).map { [$0] } ?? [] }
    return (items(node, "`eval`", "a list of selectors") ?? []).compactMap { evalSelector($0) }
  }

  private mutating func evalSelector(_ node: YAMLNode) -> Selector? {
    switch node.content {
    case .scalar(let scalar) where scalar.text == Selector.frozenWord:
      return .frozen(span: node.span)
    case .scalar(let scalar) where !(scalar.isEmpty && scalar.isPlain):
      reportText(scalar.text, at: node.span, words: [Selector.frozenWord])
      return nil
    case .mapping(let entries):
      return moduleSelector(entries, at: node.span).map(Selector.allOf)
    case .scalar, .sequence:
      reportKind(node, "a selector of `eval`", isNot: "`frozen` or a mapping")
      return nil
    }
  }

  private mutating func moduleSelector(_ entries: [YAMLEntry], at span: SourceSpan)
    -> SelectorMapping?
  {
    var terms: [SelectorTerm] = []
    var except: Selector?
    var isComplete = true
    for entry in entries {
      if entry.key == "except" {
        except = exception(entry.value)
        if except == nil { isComplete = false }
      } else if let key = Self.moduleSelectorKeys.first(where: { $0.rawValue == entry.key }) {
        if let term = term(key, entry) { terms.append(term) } else { isComplete = false }
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
    return isComplete ? SelectorMapping(terms: terms, except: except, span: span) : nil
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
  mutating func wrappedClasses(_ node: YAMLNode) -> [SelectorValue] {
    guard case .sequence = node.content else {
      return wrappedClass(node, "`wrap`").map { [$0] } ?? []
    }
    return (items(node, "`wrap`", "a list of classes") ?? []).compactMap {
      wrappedClass($0, "a wrapped class")
    }
  }

  private mutating func wrappedClass(_ node: YAMLNode, _ what: String) -> SelectorValue? {
    selectorValue(node, under: .type, what, "a name")
  }
}
