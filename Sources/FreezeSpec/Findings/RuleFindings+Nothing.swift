extension RuleFindings {
  /// How many faults get cures of their own; more have the same cause, most likely.
  private static let curedFaults = 50

  /// Reports rules and values that match nothing, with what would have matched.
  mutating func reportNothing() {
    let faults = RuleFault.find(in: engine, walk.evaluator)
    if faults.isEmpty { return }
    let survey = ModelSurvey(tree.root.module)
    var probe = ModelProbe()
    var drafts: [Draft] = []
    for fault in faults.prefix(Self.curedFaults) {
      drafts.append(draft(fault, survey, &probe))
    }
    probe.run(&tree, names.tensorOfName)
    for (index, fault) in faults.enumerated() {
      var finding = Diagnostic(.ruleMatchesNothing, "", at: fault.span)
      if index < drafts.count {
        finding = complete(drafts[index], fault, probe)
      } else {
        finding.message = plainMessage(fault, survey)
        finding.help = [
          "what may have been meant is told for the first \(Self.curedFaults) of these"
        ]
      }
      if fault.owner < engine.rules.count {
        ruleDiagnostics.append(finding)
      } else {
        selectorDiagnostics[fault.owner - engine.rules.count].append(finding)
      }
    }
  }

  /// A finding that waits for the model's answers.
  private struct Draft {
    var message: String
    var cures = SelectorCures()
    /// Where the answers about the keys of a mapping are.
    var keys: [Int] = []
    var pairs: [(Int, Int, answer: Int)] = []
    /// Where the answer about all keys without `except` is.
    var others: Int?
  }

  private mutating func draft(
    _ fault: RuleFault, _ survey: ModelSurvey, _ probe: inout ModelProbe
  ) -> Draft {
    var draft = Draft(message: plainMessage(fault, survey))
    switch fault.kind {
    case .value(let term, let value):
      draft.cures = SelectorCures(for: value, under: term.key, survey, &tree, &probe)
    case .idleValue(let term, let value, let mapping):
      var alone = term
      alone.values = [value]
      draft.keys = [probe.ask([alone])]
      if mapping.except != nil {
        let terms = mapping.terms.map { $0.keySpan == term.keySpan ? alone : $0 }
        draft.others = probe.ask(terms)
      }
    case .mapping(let mapping):
      draft.keys = mapping.terms.map { probe.ask([$0]) }
      for (left, right) in Self.pairs(mapping.terms.count) {
        let answer = probe.ask([mapping.terms[left], mapping.terms[right]])
        draft.pairs.append((left, right, answer))
      }
      draft.others = probe.ask(mapping.terms)
    }
    return draft
  }

  /// The pairs of some things, the first few of them.
  private static func pairs(_ count: Int) -> [(Int, Int)] {
    var result: [(Int, Int)] = []
    for right in 0..<min(count, 6) {
      for left in 0..<right { result.append((left, right)) }
    }
    return result
  }

  private func complete(_ draft: Draft, _ fault: RuleFault, _ probe: ModelProbe) -> Diagnostic {
    var finding = Diagnostic(.ruleMatchesNothing, draft.message, at: fault.span)
    switch fault.kind {
    case .value:
      finding.help = draft.cures.help(probe, tree)
    case .idleValue(let term, let value, _):
      let text = "`\(term.key.rawValue): \(clipped(flowScalar(value.text)))`"
      let count = probe[draft.keys[0]].count
      if let others = draft.others, probe[others].count > 0 {
        finding.message =
          "\(text) adds nothing: `except` takes away \(Self.all(probe[others].count)) "
          + "that it matches"
      } else {
        finding.message =
          "\(text) adds nothing: it matches \(counted(count)), \(Self.none(count)) of which "
          + "the other keys match"
      }
      finding.help = ["take the value out, or write a rule of its own for it"]
    case .mapping(let mapping):
      let texts = mapping.terms.map { "`\(clipped($0.description))`" }
      let counts = draft.keys.map { probe[$0].count }
      if let others = draft.others, probe[others].count > 0 {
        finding.message =
          "the selector matches nothing: `except` takes away \(Self.all(probe[others].count)) "
          + "that its other keys match"
        finding.help = ["narrow `except`"]
      } else if let pair = draft.pairs.first(where: { probe[$0.answer].count == 0 }) {
        finding.message =
          "\(texts[pair.0]) matches \(counted(counts[pair.0])) and \(texts[pair.1]) "
          + "\(grouped(counts[pair.1])), none of them both"
        finding.help = ["all keys of a mapping must hold; for any of them write a list: [{…}, {…}]"]
      } else {
        finding.notes = zip(texts, counts).map { "\($0) matches \(counted($1))" }
        finding.help = ["all keys of a mapping must hold; for any of them write a list: [{…}, {…}]"]
      }
    }
    return finding
  }

  private static func all(_ count: Int) -> String {
    count == 1 ? "the only parameter" : "all \(counted(count))"
  }

  private static func none(_ count: Int) -> String { count == 1 ? "not one" : "none" }

  /// What a fault is, as far as it can be told without asking the model again.
  private mutating func plainMessage(_ fault: RuleFault, _ survey: ModelSurvey) -> String {
    switch fault.kind {
    case .value(let term, let value):
      let text = clipped(value.text)
      switch term.key {
      case .glob: return "no parameter is named like \"\(text)\""
      case .name: return "no parameter is named \"\(text)\""
      case .regex: return "no parameter's whole name matches the expression \"\(text)\""
      case .parameter: return "no parameter's last component is \"\(text)\""
      case .type:
        let isThere = Glob.hasWildcards(value.text) ? false : survey.classNames.contains(value.text)
        if isThere { return "no module of class \(text) has parameters" }
        return Glob.hasWildcards(value.text)
          ? "no module's class is named like \"\(text)\"" : "no module is of class \(text)"
      case .module:
        let places = (try? ModulePath(parsing: value.text))?.resolve(in: &tree, limit: 1_000)
          .places(in: &tree)
        if let places, let first = places.first {
          return places.count == 1
            ? "the module \"\(clipped(tree.path(of: first)))\" has no parameters"
            : "the modules at \"\(text)\" have no parameters"
        }
        return "no module is at \"\(text)\""
      }
    case .idleValue(let term, let value, _):
      return
        "`\(term.key.rawValue): \(clipped(flowScalar(value.text)))` adds nothing: the other keys "
        + "match none of what it matches"
    case .mapping: return "no parameter is matched by all keys of the selector"
    }
  }
}
