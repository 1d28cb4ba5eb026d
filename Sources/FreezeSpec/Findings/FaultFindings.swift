/// Finds the selectors, and the values in them, that match nothing, and what would have matched.
struct FaultFindings {
  /// How many faults get cures of their own; more have the same cause, most likely.
  private static let curedFaults = 50

  /// The model.
  private var tree: ModuleTree
  /// Which names stand for which tensor.
  private let tensorOfName: [Int]?
  /// Whether the selectors are of modules, and not of parameters.
  private let areOfModules: Bool

  /// How many modules may still be looked at to tell where paths lead.
  private var visits = Self.curedFaults * Limits.pathVisits

  /// Prepares to look at selectors of parameters.
  init(parameters tree: ModuleTree, _ tensorOfName: [Int]?) {
    self.tree = tree
    self.tensorOfName = tensorOfName
    areOfModules = false
  }

  /// Prepares to look at selectors of modules.
  init(modules tree: ModuleTree) {
    self.tree = tree
    tensorOfName = nil
    areOfModules = true
  }

  /// The findings about faults, in their order.
  ///
  /// - Parameters:
  ///   - faults: What matches nothing.
  ///   - budget: The steps that may be taken to look for cures.
  mutating func diagnostics(_ faults: [SelectorFault], _ budget: inout MatchingBudget)
    -> [Diagnostic]
  {
    if faults.isEmpty { return [] }
    let survey = ModelSurvey(tree.root.module)
    var probe = ModelProbe(areOfModules: areOfModules)
    var work = Limits.selectorSuggestionWork
    let drafts = faults.prefix(Self.curedFaults).map { draft($0, survey, &probe, &work) }
    probe.run(&tree, tensorOfName, &budget)
    var places: Set<SourceSpan> = []
    return faults.enumerated().map { index, fault in
      // Of more places than findings are kept, the rest are only counted.
      if places.count >= Limits.diagnostics {
        return Diagnostic(code, "this matches nothing", at: fault.span)
      }
      places.insert(fault.span)
      if index < drafts.count { return complete(drafts[index], fault, probe, &budget) }
      return Diagnostic(
        code, plainMessage(fault, survey), at: fault.span,
        help: [
          "what may have been meant is told for the first \(Self.curedFaults) of these"
        ])
    }
  }

  private var code: DiagnosticCode { areOfModules ? .noSuchModule : .ruleMatchesNothing }

  /// A number of what is selected, in words.
  private func counted(_ count: Int) -> String {
    FreezeSpec.counted(count, areOfModules ? "module" : "parameter")
  }

  /// A finding that waits for the model's answers.
  private struct Draft {
    var message: String
    var cures: Cures?
    /// Where the answers about the keys of a mapping are.
    var keys: [Int] = []
    var pairs: [(Int, Int, answer: Int)] = []
    /// Where the answer about all keys without `except` is.
    var others: Int?
  }

  private mutating func draft(
    _ fault: SelectorFault, _ survey: ModelSurvey, _ probe: inout ModelProbe, _ work: inout Int
  ) -> Draft {
    var draft = Draft(message: plainMessage(fault, survey))
    switch fault.kind {
    case .value(let term, let value):
      var cures = Cures(asking: probe, suggestionWork: work)
      // A selector of modules may have a class alone, which seems to stand under `type`.
      let isClass = term.key == .type && term.keySpan == value.span
      var others: [MistypedWord.Beside] = []
      for other in fault.beside
      where !other.text.isExactly(value.text) && !others.contains(other) { others.append(other) }
      MistypedWord(
        value.text, under: term.key, survey: survey,
        at: isClass ? .className : fault.isException ? .exception : .selector, beside: others
      ).propose(&tree, to: &cures)
      probe = cures.probe
      work = cures.suggestionWork
      draft.cures = cures
    case .part(let part):
      var cures = Cures(asking: probe, suggestionWork: work)
      PartCures(part: part, survey: survey).propose(to: &cures)
      probe = cures.probe
      work = cures.suggestionWork
      draft.cures = cures
    case .idleValue(let term, let value, let mapping):
      let alone = SelectorTerm(
        key: term.key, keySpan: term.keySpan, values: [value], isList: term.isList)
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

  /// Gives a finding the cures that the model bears out.
  private mutating func cure(
    _ finding: inout Diagnostic, _ draft: Draft, _ probe: ModelProbe,
    _ budget: inout MatchingBudget, fix: (SelectorCure) -> Fix?
  ) {
    let cures = draft.cures?.confirmed(probe, &tree, &budget) ?? []
    finding.cures = cures.map { Cure($0.sentence, edit: fix($0), isFix: $0.isFix) }
  }

  private mutating func complete(
    _ draft: Draft, _ fault: SelectorFault, _ probe: ModelProbe, _ budget: inout MatchingBudget
  ) -> Diagnostic {
    var finding = Diagnostic(code, draft.message, at: fault.span)
    switch fault.kind {
    case .value(let term, let value):
      cure(&finding, draft, probe, &budget) { $0.fix(in: term, of: value) }
    case .part(let part):
      cure(&finding, draft, probe, &budget) { $0.fix(in: part.term, of: part.value) }
    case .idleValue(let term, let value, _):
      let text = "`\(term.key.rawValue): \(clipped(flowScalar(value.text)))`"
      let count = probe[draft.keys[0]].count
      if let others = draft.others, probe[others].count > 0 {
        finding.message =
          "\(text) adds nothing: `except` takes away \(all(probe[others].count)) "
          + "that it matches"
      } else {
        finding.message =
          "\(text) adds nothing: it matches \(counted(count)), \(Self.none(count)) of which "
          + "the other keys match"
      }
      finding.cures = ["take the value out, or write a rule of its own for it"]
    case .mapping(let mapping):
      let texts = mapping.terms.map { "`\(clipped($0.description))`" }
      let counts = draft.keys.map { probe[$0].count }
      if let others = draft.others, probe[others].count > 0 {
        finding.message =
          "the selector matches nothing: `except` takes away \(all(probe[others].count)) "
          + "that its other keys match"
        finding.cures = ["narrow `except`"]
      } else if let pair = draft.pairs.first(where: { probe[$0.answer].count == 0 }) {
        finding.message =
          "\(texts[pair.0]) matches \(counted(counts[pair.0])) and \(texts[pair.1]) "
          + "\(grouped(counts[pair.1])), none of them both"
        finding.cures = [Self.anyKey]
      } else {
        finding.notes = zip(texts, counts).map { "\($0) matches \(counted($1))" }
        finding.cures = [Self.anyKey]
      }
    }
    return finding
  }

  private static let anyKey: Cure =
    "all keys of a mapping must hold; for any of them write a list: [{…}, {…}]"

  private func all(_ count: Int) -> String {
    count == 1 ? "the only \(areOfModules ? "module" : "parameter")" : "all \(counted(count))"
  }

  private static func none(_ count: Int) -> String { count == 1 ? "not one" : "none" }

  /// That nothing is like a value under a key.
  private static func nothing(under key: SelectorKey, like text: String) -> String {
    let text = clipped(text)
    switch key {
    case .glob: return "no parameter is named like \"\(text)\""
    case .name: return "no parameter is named \"\(text)\""
    case .regex: return "no parameter's whole name matches the expression \"\(text)\""
    case .parameter: return "no parameter's last component is \"\(text)\""
    case .type: return "no module with parameters is of a class named like \"\(text)\""
    case .module: return "no module is at \"\(text)\""
    }
  }

  /// What a fault is, as far as it can be told without asking the model again.
  private mutating func plainMessage(_ fault: SelectorFault, _ survey: ModelSurvey) -> String {
    switch fault.kind {
    case .part(let part):
      if areOfModules { return "no module's class is named like \"\(clipped(part.missing))\"" }
      if let place = part.module, part.numbers == nil {
        let type = article(place.module.type.name)
        return place.module.parameterCount == 0
          ? "\"\(clipped(place.path))\" is \(type) and has no parameters"
          : Self.nothing(under: part.term.key, like: part.missing)
      }
      return Self.nothing(under: part.term.key, like: part.missing)
    case .value(let term, let value):
      let text = clipped(value.text)
      switch term.key {
      case .glob, .name, .regex, .parameter:
        return Self.nothing(under: term.key, like: value.text)
      case .type:
        let isThere =
          Glob.hasWildcards(value.text)
          ? false : survey.classNames.contains(ExactString(value.text))
        if isThere { return "no module of class \(text) has parameters" }
        return Glob.hasWildcards(value.text)
          ? "no module's class is named like \"\(text)\"" : "no module is of class \(text)"
      case .module:
        var first: ModuleTree.Place?
        var count = 0
        if case .module(let path) = value.question {
          var visits = min(self.visits, Limits.pathVisits)
          self.visits -= visits
          let resolution = path.resolve(in: &tree, limit: 1_000, visits: &visits)
          first = resolution.first(in: &tree)
          count = resolution.count
          self.visits += max(0, visits)
          if visits < 0, !areOfModules { return "no parameter is at or below \"\(text)\"" }
        }
        guard let first else { return "no module is at \"\(text)\"" }
        return count == 1
          ? "the module \"\(clipped(tree.path(of: first)))\" has no parameters"
          : "the modules at \"\(text)\" have no parameters"
      }
    case .idleValue(let term, let value, _):
      return
        "`\(term.key.rawValue): \(clipped(flowScalar(value.text)))` adds nothing: the other keys "
        + "match none of what it matches"
    case .mapping: return "no parameter is matched by all keys of the selector"
    }
  }
}
