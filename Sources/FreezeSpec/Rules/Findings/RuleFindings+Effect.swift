extension RuleFindings {
  /// How many of the rules that leave another without effect are shown.
  private static let shownRules = 5

  /// Reports rules that match parameters and change the state of none.
  mutating func reportNoEffect(_ ledger: Ledger) {
    let idle = ledger.entries.indices.filter { position in
      let entry = ledger.entries[position]
      return entry.matched > 0 && entry.changed == 0
        && !rulesInConflict.contains(engine.rules[position].index)
    }
    for position in idle {
      let rule = engine.rules[position]
      ruleDiagnostics.append(
        Diagnostic(
          .ruleWithoutEffect, severity: .warning, message(position, ledger),
          at: rule.selector.span, related: related(position, ledger),
          notes: notes(position, ledger), help: [help(position, idle, ledger)]))
    }
  }

  private func message(_ position: Int, _ ledger: Ledger) -> String {
    let rule = engine.rules[position]
    let entry = ledger.entries[position]
    let start = "rule \(rule.index) changes nothing: "
    guard entry.decided == 0 else {
      return start + "what it decides is \(rule.action.state) without it"
    }
    let by = entry.overriddenBy.map(\.rule)
    return start + "\(Self.named(by)) override\(by.count == 1 ? "s" : "") it for "
      + (entry.matched == 1
        ? "the parameter it matches" : "all \(counted(entry.matched)) it matches")
  }

  private func notes(_ position: Int, _ ledger: Ledger) -> [String] {
    let rule = engine.rules[position]
    var notes: [String] = []
    for (index, count) in ledger.alreadySo[position].sorted(by: { $0.key < $1.key }) {
      if index == 0 {
        let why = rule.action == .train ? "as everything is at first" : "by themselves"
        let verb = count == 1 ? "is" : "are"
        notes.append("\(counted(count)) of it \(verb) \(rule.action.state) already, \(why)")
      } else {
        notes.append("rule \(index) leaves \(counted(count)) of it \(rule.action.state) already")
      }
    }
    for override in ledger.entries[position].overriddenBy {
      notes.append("rule \(override.rule) decides \(counted(override.count)) of it")
    }
    if notes.count > Self.shownRules {
      notes =
        notes.prefix(Self.shownRules) + ["and \(notes.count - Self.shownRules) more rules"]
    }
    return notes
  }

  private func related(_ position: Int, _ ledger: Ledger) -> [Diagnostic.Related] {
    let rule = engine.rules[position]
    let others = Set(ledger.alreadySo[position].keys).union(
      ledger.entries[position].overriddenBy.map(\.rule))
    return engine.rules.lazy.filter { others.contains($0.index) }.prefix(Self.shownRules).map {
      Diagnostic.Related(
        span: $0.selector.span,
        message: $0.index > rule.index
          ? "rule \($0.index) overrides it" : "rule \($0.index) did so before")
    }
  }

  /// The cure.
  ///
  /// - Parameter idle: The positions of all rules without effect.
  private func help(_ position: Int, _ idle: [Int], _ ledger: Ledger) -> String {
    let rule = engine.rules[position]
    if !engine.rules.contains(where: { $0.action == .freeze }) {
      return "everything trains unless a rule freezes it: "
        + "to train this alone, put `- freeze: \"*\"` above"
    }
    let others = idle.filter { Self.repeatsOf(position, $0, ledger, engine.rules) }
    if !others.isEmpty {
      return "take out either this rule or \(Self.named(others.map { engine.rules[$0].index })), "
        + "not both: each is without effect only while the other is there"
    }
    let overriding = ledger.entries[position].overriddenBy.map(\.rule)
    if ledger.entries[position].decided > 0 { return "take it out" }
    return
      "move it after \(overriding.count == 1 ? Self.named(overriding) : "them"), or take it out"
  }

  /// Whether one of two rules without effect leaves parameters in their state before the other says
  /// the same of them: without the one, the other has an effect.
  private static func repeatsOf(
    _ position: Int, _ other: Int, _ ledger: Ledger, _ rules: [Rule]
  ) -> Bool {
    ledger.alreadySo[position][rules[other].index] != nil
      || ledger.alreadySo[other][rules[position].index] != nil
  }

  private static func named(_ rules: [Int]) -> String {
    "rule\(rules.count == 1 ? "" : "s") \(listed(rules.map(String.init)))"
  }
}

extension Rule.Action {
  /// The state that a rule gives, as an adjective.
  fileprivate var state: String { self == .freeze ? "frozen" : "trainable" }
}
