/// What is written in a rule in another form than the language has: the keys of a selector beside
/// `freeze`, PyTorch's `requires_grad`, a selector alone.
struct RuleSlips {
  let reader: NodeReader

  private static let selectorKeys = SelectorKey.allCases.map(\.rawValue) + ["except"]
  private static let states = ["requires_grad", "trainable", "frozen"]

  /// How a rule is written that is no mapping, if it is a selector alone.
  func cures(ofRule node: YAMLNode) -> [Cure] {
    switch node.content {
    case .scalar(let scalar)
    where !node.isEmptyPlain && !scalar.text.contains("\n")
      && !["freeze", "train"].contains(scalar.text):
      return BareRule(scalar.text)?.cures ?? []
    case .sequence where node.isFlow:
      return value(node).map { [Self.either($0)] } ?? []
    case .scalar, .sequence, .mapping: return []
    }
  }

  private static func either(_ selector: String) -> Cure {
    .writing(oneOf: ["{freeze: \(selector)}", "{train: \(selector)}"], isFix: false) { _ in
      "write `- freeze: \(selector)`, or `- train: \(selector)`"
    }
  }

  /// Reports keys that say in another form what a rule selects or does.
  ///
  /// - Returns: Whether any was reported; nothing else need then be said of the rule's keys.
  func report(_ entries: [YAMLEntry], at span: SourceSpan) -> Reported? {
    if let first = entries.first, entries.count == 1, ["freeze", "train"].contains(first.key) {
      return nil
    }
    let actions = entries.filter { ["freeze", "train"].contains($0.key) }
    let terms = entries.filter {
      Self.selectorKeys.contains($0.key) || !actions.isEmpty && Self.isException($0.key)
    }
    let states = entries.filter { entry in
      guard case .scalar(let scalar) = entry.value.content else { return false }
      // With another value `frozen` is a mistyped `freeze`.
      return entry.key == "requires_grad"
        || Self.states.contains(entry.key) && Self.truth(scalar) != nil
    }
    // Without a value, what belongs under it may stand beside it.
    if actions.contains(where: \.value.isEmptyPlain) { return nil }
    let rewrite = RuleRewrite(source: reader.source, rule: span, entries: entries)
    if actions.count == 1, !terms.isEmpty {
      return reportTerms(terms, beside: actions[0], states.isEmpty ? rewrite : nil)
    }
    if let state = states.first {
      return reportState(state, actions, terms, states.count == 1 ? rewrite : nil)
    }
    if actions.isEmpty, terms.isEmpty,
      let setting = entries.first(where: { ToolKeys.cure(of: $0.key) != nil })
    {
      return reader.reportUnknownKey(
        setting, of: "a rule", allowed: RuleDecoder.keys)
    }
    if actions.isEmpty, let entry = entries.first, terms.isEmpty, let action = Self.action(entry) {
      let value = Self.value(entry.key)
      return reader.report(
        Diagnostic(
          .unknownKey, "a rule has no key `\(clipped(entry.key))`", at: entry.keySpan,
          cures: [
            Cure(
              "write `- \(action): \(value ?? "…")`",
              edit: value.flatMap { rewrite.fix(action, $0, inPlaceOf: [entry]) })
          ])
      )
    }
    guard actions.isEmpty, let first = terms.first else { return nil }
    let selector = selector(terms).map { "`- freeze: \($0)`, or `- train: …`" }
    return reader.report(
      .missingKey, "a rule needs `freeze` or `train`, and `\(first.key)` stands in a selector",
      at: first.keySpan, help: ["write \(selector ?? "freeze: {\(first.key): …}")"])
  }

  /// Keys of a selector beside the action.
  private func reportTerms(
    _ terms: [YAMLEntry], beside action: YAMLEntry, _ rewrite: RuleRewrite?
  ) -> Reported {
    var whole: String?
    var key = action.key
    if case .scalar(let scalar) = action.value.content, let state = Self.truth(scalar) {
      // `freeze: true` beside what it freezes.
      key = state == (action.key == "freeze") ? "freeze" : "train"
      whole = selector(terms)
    } else {
      whole = selector(terms, after: action.value)
    }
    return reader.report(
      Diagnostic(
        .unknownKey, "a rule has no key `\(terms[0].key)`: it belongs in the selector",
        at: terms[0].keySpan,
        cures: [
          Cure(
            whole.map { "write \(key): \($0)" } ?? "write \(key): {…, \(Self.key(terms[0])): …}",
            edit: whole.flatMap { rewrite?.fix(key, $0, inPlaceOf: [action] + terms) })
        ]))
  }

  /// Whether a key is a word for `except`.
  private static func isException(_ key: String) -> Bool {
    !RuleDecoder.keys.contains(key) && !Synonyms.of(key, in: ["except"]).isEmpty
  }

  private static func key(_ entry: YAMLEntry) -> String {
    isException(entry.key) ? "except" : entry.key
  }

  private func reportState(
    _ state: YAMLEntry, _ actions: [YAMLEntry], _ terms: [YAMLEntry], _ rewrite: RuleRewrite?
  ) -> Reported {
    var help = "write freeze: … or train: … with what it selects"
    var fix: Fix?
    if let action = actions.first {
      help =
        "take it out: `\(action.key)` is requires_grad = \(action.key == "train" ? "True" : "False")"
      if case .scalar(let scalar) = state.value.content, let truth = Self.truth(scalar),
        (truth == (state.key != "frozen")) == (action.key == "train")
      {
        fix = rewrite?.removal(of: state)
      }
    } else if case .scalar(let scalar) = state.value.content, let truth = Self.truth(scalar) {
      let key = truth == (state.key != "frozen") ? "train" : "freeze"
      let selector = selector(terms)
      help = "write \(key): \(selector ?? "… with what it selects")"
      fix = selector.flatMap { rewrite?.fix(key, $0, inPlaceOf: terms + [state]) }
    }
    return reader.report(
      Diagnostic(
        .unknownKey, "a rule has no key `\(state.key)`", at: state.keySpan,
        cures: [Cure(help, edit: fix)]))
  }

  /// Keys as a selector in one line; `nil` where a value takes several.
  private func selector(_ terms: [YAMLEntry], after action: YAMLNode? = nil) -> String? {
    var parts: [String] = []
    if let action {
      switch action.content {
      case .scalar(let scalar):
        guard let value = Self.value(scalar.text) else { return nil }
        parts.append("glob: \(value)")
      case .mapping(let entries):
        for entry in entries {
          guard let value = value(entry.value) else { return nil }
          parts.append("\(entry.key): \(value)")
        }
        if !Set(entries.map(\.key)).isDisjoint(with: terms.map(\.key)) { return nil }
      case .sequence(let items):
        let globs = items.compactMap { item in
          if case .scalar(let scalar) = item.content { Self.value(scalar.text) } else { nil }
        }
        guard globs.count == items.count, globs.count <= 20 else { return nil }
        parts.append("glob: [\(globs.joined(separator: ", "))]")
      }
      if case .mapping = action.content {
      } else if terms.contains(where: { $0.key == "glob" }) {
        return nil
      }
    }
    for term in terms {
      guard let value = value(term.value) else { return nil }
      // A name with wildcards names nothing.
      if case .scalar(let scalar) = term.value.content, term.key == "name",
        Glob.hasWildcards(scalar.text)
      {
        if terms.contains(where: { $0.key == "glob" }) { return nil }
        parts.append("glob: \(value)")
      } else {
        parts.append("\(Self.key(term)): \(value)")
      }
    }
    return parts.isEmpty ? nil : "{\(parts.joined(separator: ", "))}"
  }

  private func value(_ node: YAMLNode) -> String? {
    switch node.content {
    case .scalar(let scalar): return node.isEmptyPlain ? nil : Self.value(scalar.text)
    case .sequence, .mapping:
      let text = reader.written(node)
      return node.isFlow && !text.contains("\n") && !text.contains("…") ? text : nil
    }
  }

  /// A text as it is written; `nil` where it would have to be cut, which nobody can copy.
  private static func value(_ text: String) -> String? {
    text.utf8.count > 200 ? nil : flowScalar(text)
  }

  private static func truth(_ scalar: YAMLScalar) -> Bool? { TruthWord.value(of: scalar.text) }

  /// The action of `layers.*: freeze` and `layers.*: false`.
  private static func action(_ entry: YAMLEntry) -> String? {
    guard case .scalar(let scalar) = entry.value.content,
      !["because", "optional"].contains(entry.key),
      // A mistyped key of a rule is another slip.
      Suggestion.nearest(to: entry.key, in: RuleDecoder.keys).isEmpty
    else { return nil }
    switch lowercased(scalar.text) {
    case "freeze", "frozen", "false": return "freeze"
    case "train", "trainable", "unfreeze", "true": return "train"
    default: return nil
    }
  }
}
