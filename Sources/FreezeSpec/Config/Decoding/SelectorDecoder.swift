/// Decodes selectors: those of rules and expectations, which pick parameters out of a model, and
/// those of `eval`, which pick modules.
struct SelectorDecoder {
  /// What is picked.
  enum Subject {
    case parameters, modules
  }

  let reader: NodeReader
  let subject: Subject

  /// The keys of a mapping, without `except`.
  private var keys: [SelectorKey] {
    switch subject {
    case .parameters: SelectorKey.allCases
    case .modules: [.module, .type]
    }
  }

  /// A selector in any of its forms.
  func selector(_ node: YAMLNode) throws(Reported) -> Selector {
    switch node.content {
    case .scalar(let scalar):
      switch subject {
      case .parameters:
        return .glob(try value(node, under: .glob, "a selector", "a glob, a list or a mapping"))
      case .modules where node.isEmptyPlain:
        throw reader.reportKind(node, "`except`", isNot: "a mapping or a list of them")
      case .modules:
        throw refuse(scalar.text, at: node.span)
      }
    case .sequence(let items):
      if items.isEmpty {
        throw reader.report(.invalidValue, "an empty list selects nothing", at: node.span)
      }
      let selectors = try reader.all(items, selector)
      reader.warnOfRepetition(selectors)
      return .anyOf(selectors, span: node.span)
    case .mapping(let entries):
      if subject == .parameters, node.isFlow, !entries.isEmpty, entries.allSatisfy(isAlternative) {
        throw reader.reportUnquoted(node, .choice)
      }
      return .allOf(try mapping(entries, at: node.span))
    }
  }

  /// Whether an entry of a mapping is a choice of a glob, as in `{weight,bias}`.
  private func isAlternative(_ entry: YAMLEntry) -> Bool {
    entry.isKeyPlain && entry.value.isEmptyPlain && SelectorKey(rawValue: entry.key) == nil
      && entry.key != "except"
  }

  /// A selector that is written as a mapping.
  func mapping(_ entries: [YAMLEntry], at span: SourceSpan) throws(Reported) -> SelectorMapping {
    if entries.isEmpty {
      let cure: Cure =
        switch subject {
        case .parameters: .writing("\"*\"", isFix: false) { "write \($0) for every parameter" }
        case .modules: .writing("{type: Module}", isFix: false) { "write \($0) for every module" }
        }
      throw reader.report(
        .invalidValue, "an empty selector selects nothing", at: span, cures: [cure])
    }
    var terms: [SelectorTerm] = []
    var exception: Selector?
    lazy var present = MappingKeys(entries)
    try reader.all(entries) { (entry) throws(Reported) in
      if entry.key == "except" {
        exception = try selector(entry.value)
      } else if let key = keys.first(where: { $0.rawValue == entry.key }) {
        terms.append(try term(key, entry))
      } else {
        throw reportUnknownKey(entry, beside: present)
      }
    }
    return SelectorMapping(terms: terms, except: exception, span: span)
  }

  private func term(_ key: SelectorKey, _ entry: YAMLEntry) throws(Reported) -> SelectorTerm {
    let what = "`\(key.rawValue)`"
    let expected = "a text or a list of them"
    guard case .sequence(let items) = entry.value.content else {
      let value = try value(entry.value, under: key, what, expected)
      return SelectorTerm(key: key, keySpan: entry.keySpan, values: [value], isList: false)
    }
    if items.isEmpty {
      throw reader.report(.invalidValue, "\(what) has no values", at: entry.value.span)
    }
    if key == .module, entry.value.isFlow, items.count == 1,
      case .scalar(let scalar) = items[0].content, scalar.isPlain,
      IndexNotation.isSlice(scalar.text)
    {
      throw reader.reportUnquoted(entry.value, .slice)
    }
    let values = try reader.all(items) { (item) throws(Reported) in
      try value(item, under: key, what, expected)
    }
    reader.warnOfRepetition(values)
    return SelectorTerm(key: key, keySpan: entry.keySpan, values: values, isList: true)
  }

  /// One value of a selector, its pattern read.
  func value(_ node: YAMLNode, under key: SelectorKey, _ what: String, _ expected: String)
    throws(Reported) -> SelectorValue
  {
    guard case .scalar(let scalar) = node.content, case let text = scalar.text, !text.isEmpty else {
      throw reader.reportKind(node, what, isNot: expected)
    }
    do throws(PatternError) {
      let value = SelectorValue(
        text: text, asking: try reader.question(text, under: key), at: node.span,
        verbatimStart: scalar.verbatimStart)
      reader.warnOfRepetition(in: value, under: key)
      return value
    } catch {
      let place = reader.expressionSource(scalar, at: node.span).span(of: error.bytes)
      var cures = error.help.map { Cure($0) }
      if let cured = error.cured, !cures.isEmpty {
        cures[0] = Cure(error.help[0], edit: .write(flowScalar(cured), at: node.span))
      }
      if key == .module, error.cured == nil,
        let cure = IndexNotation.cure(ofPath: text, at: node.span)
      {
        cures = [cure]
      }
      throw reader.report(
        error.isLimit ? .limit : .pattern, error.message, at: place, cures: cures)
    }
  }

  private func reportUnknownKey(_ entry: YAMLEntry, beside present: MappingKeys) -> Reported {
    let allowed = keys.map(\.rawValue) + ["except"]
    // A layer by its number is one by its path.
    if ["layer", "layers", "block", "blocks", "index", "indices"].contains(entry.key),
      reader.written(entry.value).utf8.contains(where: \.isASCIIDigit),
      SelectorKey(rawValue: entry.key) == nil
    {
      return reader.report(
        .unknownKey, "a selector has no key `\(entry.key)`", at: entry.keySpan,
        help: ["an index stands in a module path, as in {module: \"layers[11]\"}"])
    }
    switch subject {
    case .parameters:
      return reader.reportUnknownKey(
        entry, of: "a selector", allowed: allowed, beside: present)
    case .modules where SelectorKey(rawValue: entry.key) == nil:
      return reader.reportUnknownKey(
        entry, of: "a selector of modules", allowed: allowed, beside: present)
    case .modules:
      let known = listed(allowed.map { "`\($0)`" })
      return reader.report(
        .unknownKey, "a selector of modules has no key `\(entry.key)`", at: entry.keySpan,
        help: ["parameters have no eval mode, modules have: select them by \(known)"])
    }
  }

  /// Refuses a text in place of a selector of modules.
  ///
  /// - Parameter words: The words that can stand there.
  func refuse(_ text: String, at span: SourceSpan, words: [String] = []) -> Reported {
    let near = Suggestion.didYouMean(text, in: words)
    let value = clipped(flowScalar(text))
    if near.isEmpty, Glob.hasWildcards(text) || TruthWord.value(of: text) != nil {
      let path = text.endsExactly(with: ".*") ? String(text.dropLast(2)) : ""
      let cure: Cure =
        path.isEmpty || Glob.hasWildcards(path)
        ? .writing("{type: Module}", isFix: false) { "for all modules write \($0)" }
        : .writing("{module: \(flowScalar(path))}", isFix: false) {
          "a path takes all that is below it: write \($0)"
        }
      return reader.report(
        .invalidValue,
        "modules are selected by \(words.map { "`\($0)` or " }.joined())a mapping, not by "
          + "`\(clipped(text))`", at: span, cures: [cure])
    }
    let known = words.map { "`\($0)` or " }.joined()
    return reader.report(
      .invalidValue, "modules are selected by \(known)a mapping, not by `\(clipped(text))`",
      at: span,
      cures: near.isEmpty
        ? [
          .writing("{module: \(value)}", isFix: false) { "write \($0) for a path" },
          .writing("{type: \(value)}", isFix: false) { "write \($0) for a class" },
        ] : near)
  }
}
