extension RuleFindings {
  /// How many of the rules that leave another without effect are shown.
  private static let shownRules = 5

  /// The rules without effect, by their positions.
  private struct IdleRules {
    var positions: [Int]
    /// For each, the others of them that leave some of the same parameters in the same state: without
    /// the one, the other has an effect.
    var repeats: [Int: Set<Int>] = [:]
    /// The positions of all rules by their indices.
    var positionOfRule: [Int: Int]
  }

  /// Reports rules that match parameters and change the state of none.
  mutating func reportNoEffect(_ ledger: Ledger, _ decisions: [RuleDecision]) {
    let idle = idleRules(ledger, decisions)
    for position in idle.positions {
      let rule = engine.rules[position]
      ruleDiagnostics.append(
        Diagnostic(
          .ruleWithoutEffect, severity: .warning, message(position, ledger),
          at: rule.selector.span, related: related(position, idle, ledger),
          notes: notes(position, ledger), help: [help(position, idle, ledger)]))
    }
  }

  private func idleRules(_ ledger: Ledger, _ decisions: [RuleDecision]) -> IdleRules {
    var idle = IdleRules(
      positions: ledger.entries.indices.filter { position in
        let entry = ledger.entries[position]
        return entry.matched > 0 && entry.changed == 0
          && !rulesInConflict.contains(engine.rules[position].index)
      },
      positionOfRule: Dictionary(
        engine.rules.enumerated().map { ($1.index, $0) }, uniquingKeysWith: { first, _ in first }))
    let isNeeded = neededTogether(idle, decisions)
    for position in idle.positions where isNeeded.contains(position) {
      for index in ledger.alreadySo[position].keys {
        guard let other = idle.positionOfRule[index], isNeeded.contains(other) else { continue }
        idle.repeats[position, default: []].insert(other)
        idle.repeats[other, default: []].insert(position)
      }
    }
    return idle
  }

  /// The positions of those of the rules without effect that parameters' states hang on together:
  /// without all of them these would be in another state.
  private func neededTogether(_ idle: IdleRules, _ decisions: [RuleDecision]) -> Set<Int> {
    let isIdle = Set(idle.positions)
    var needed: Set<Int> = []
    for decision in decisions {
      let matched = decision.matchedBy.compactMap { idle.positionOfRule[$0] }
      let others = matched.last { !isIdle.contains($0) }
      let state = others.map { engine.rules[$0].action.requiresGrad } ?? decision.ownRequiresGrad
      if state != decision.requiresGrad { needed.formUnion(matched.filter(isIdle.contains)) }
    }
    return needed
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
    let already = ledger.alreadySo[position].sorted { $0.key < $1.key }
    let overridden = ledger.entries[position].overriddenBy
    var notes = already.prefix(Self.shownRules).map { index, count in
      guard index == 0 else {
        return "rule \(index) leaves \(counted(count)) of it \(rule.action.state) already"
      }
      let why =
        rule.action == .train
        ? "as everything is at first" : "by \(count == 1 ? "itself" : "themselves")"
      let verb = count == 1 ? "is" : "are"
      return "\(counted(count)) of it \(verb) \(rule.action.state) already, \(why)"
    }
    for override in overridden.prefix(Self.shownRules - notes.count) {
      notes.append("rule \(override.rule) decides \(counted(override.count)) of it")
    }
    let more = already.count + overridden.count - notes.count
    return more > 0 ? notes + ["and \(counted(more, "more rule"))"] : notes
  }

  private func related(_ position: Int, _ idle: IdleRules, _ ledger: Ledger)
    -> [Diagnostic.Related]
  {
    let rule = engine.rules[position]
    let already = ledger.alreadySo[position].keys.sorted()
    let overriding = ledger.entries[position].overriddenBy.lazy.map(\.rule)
    let others = already.prefix(Self.shownRules) + overriding.prefix(Self.shownRules)
    return others.compactMap { idle.positionOfRule[$0] }.map { engine.rules[$0] }
      .prefix(Self.shownRules).map {
        Diagnostic.Related(
          span: $0.selector.span,
          message: $0.index > rule.index
            ? "rule \($0.index) overrides it" : "rule \($0.index) did so before")
      }
  }

  /// The cure.
  private func help(_ position: Int, _ idle: IdleRules, _ ledger: Ledger) -> String {
    let rule = engine.rules[position]
    if !engine.rules.contains(where: { $0.action == .freeze }) {
      return "everything trains unless a rule freezes it: "
        + "to train this alone, put `- freeze: \"*\"` above"
    }
    if let others = idle.repeats[position] {
      let rules = others.sorted().prefix(Self.shownRules + 1).map { engine.rules[$0].index }
      return "take out either this rule or \(Self.named(rules)), "
        + "not both: each is without effect only while the other is there"
    }
    let overriding = ledger.entries[position].overriddenBy
    // Behind rules that give the same state it would be without effect as well.
    let isContradicted = overriding.prefix(100).contains {
      idle.positionOfRule[$0.rule].map { engine.rules[$0].action != rule.action } ?? false
    }
    guard ledger.entries[position].decided == 0, isContradicted else { return "take it out" }
    let them = overriding.count == 1 ? Self.named(overriding.map(\.rule)) : "them"
    return "move it after \(them), or take it out"
  }

  private static func named(_ rules: [Int]) -> String {
    "rule\(rules.count == 1 ? "" : "s") \(listed(rules.map(String.init)))"
  }
}

extension Rule.Action {
  /// The state that a rule gives, as an adjective.
  fileprivate var state: String { self == .freeze ? "frozen" : "trainable" }
}
