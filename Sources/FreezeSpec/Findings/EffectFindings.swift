/// Finds rules that match parameters and change the state of none.
struct EffectFindings {
  private let rules: [Rule]
  private let ledger: [RuleLedgerEntry]
  private let decisions: [RuleDecision]
  /// The rules that are meant although they change nothing, or of which another finding says so.
  private let rulesMeant: Set<Int>
  /// Whether any rule freezes, or all that no rule matches.
  private let somethingFreezes: Bool
  /// Whether a rule changes anything.
  private let somethingIsChanged: Bool
  /// Whether a rule trains what would be frozen without it.
  private let somethingIsTrained: Bool
  private let parameterCount: Int
  /// Whether the config says what becomes of the parameters that no rule matches.
  private let isUnmatchedSaid: Bool

  /// Prepares to look.
  ///
  /// - Parameters:
  ///   - evaluation: What the rules decide.
  ///   - meant: The indices of rules that are meant although they change nothing, or of which another
  ///     finding says so.
  init(_ evaluation: RuleEvaluation, meant: Set<Int>) {
    rules = evaluation.engine.rules
    ledger = evaluation.ledger
    decisions = evaluation.decisions
    isUnmatchedSaid = evaluation.unmatched != nil
    somethingFreezes =
      rules.contains { $0.action == .freeze } || evaluation.unmatched == .freeze
    rulesMeant = meant
    somethingIsChanged = ledger.contains { $0.changed > 0 }
    somethingIsTrained = zip(rules, ledger).contains { $0.action == .train && $1.changed > 0 }
    parameterCount = evaluation.decisionOfTensor.count
  }

  /// How many of the rules that leave another without effect are shown.
  private static let shownRules = 5

  /// The rules without effect, by their positions.
  private struct IdleRules {
    var positions: [Int]
    /// Those that can all be taken out together.
    var removable: Set<Int> = []
    /// For each that some state hangs on, it and the only other rule that this state hangs on too;
    /// empty where there are more.
    var twins: [Int: [Int]] = [:]
  }

  /// What is found.
  var diagnostics: [Diagnostic] {
    let idle = idleRules()
    return idle.positions.enumerated().map { number, position in
      // Every message names its rule, so no two are the same: of more than are kept, the rest are
      // only counted.
      if number >= Limits.diagnostics {
        return Diagnostic(
          .ruleWithoutEffect, "rule \(rules[position].index) changes nothing",
          at: rules[position].selector.span)
      }
      return Diagnostic(
        .ruleWithoutEffect, message(position),
        at: rules[position].selector.span, related: related(position, idle),
        notes: notes(position), help: [help(position, idle)])
    }
  }

  /// Whether a rule names what trains by itself, beside others that train something, or a part of the model
  /// beside others that change something: without it that would train and no rule would say so.
  private func saysWhatTrains(_ position: Int) -> Bool {
    rules[position].action == .train && ledger[position].alreadySoByThemselves > 0
      && (ledger[position].matched < parameterCount ? somethingIsChanged : somethingIsTrained)
  }

  private func idleRules() -> IdleRules {
    var idle = IdleRules(
      positions: ledger.indices.filter { position in
        let entry = ledger[position]
        // What `unmatched` would do as well is said by a rule all the same: that is the fallback,
        // for what comes later.
        if isUnmatchedSaid, entry.alreadySoByThemselves > 0 { return false }
        return entry.matched > 0 && entry.changed == 0
          && !rulesMeant.contains(rules[position].index) && !saysWhatTrains(position)
      })
    if idle.positions.isEmpty { return idle }
    let isIdle = Set(idle.positions)
    idle.removable = removable(isIdle)
    for decision in decisions {
      let matched = decision.matchedBy.compactMap(rules.position(ofIndex:))
      let others = matched.last { !isIdle.contains($0) }
      let state = others.map { rules[$0].action.requiresGrad } ?? decision.stateWithoutRules
      if state == decision.requiresGrad { continue }
      // Its state hangs on these rules together.
      let needed = matched.filter(isIdle.contains)
      for position in needed {
        idle.twins[position] =
          needed.count == 2 && idle.twins[position, default: needed] == needed ? needed : []
      }
    }
    return idle
  }

  /// The positions of rules without effect that can all be taken out together.
  private func removable(_ isIdle: Set<Int>) -> Set<Int> {
    var result: Set<Int> = []
    // What one round takes out may have been what others were needed against.
    for _ in 0..<8 {
      let count = result.count
      addRemovable(to: &result, isIdle)
      if result.count == count || result.count == isIdle.count { break }
    }
    return result
  }

  /// Goes from the last rule to the first: one can go where, of what it decides once those after it
  /// are gone, the rule before leaves the same state.
  private func addRemovable(to result: inout Set<Int>, _ isIdle: Set<Int>) {
    var decisionsOfRule: [[(decision: Int, before: Int?)]] = Array(
      repeating: [], count: rules.count)
    for (number, decision) in decisions.enumerated() {
      var before: Int?
      for index in decision.matchedBy {
        guard let position = rules.position(ofIndex: index), !result.contains(position) else {
          continue
        }
        decisionsOfRule[position].append((number, before))
        before = position
      }
    }
    var isDecided = [Bool](repeating: false, count: decisions.count)
    for position in rules.indices.reversed() where !result.contains(position) {
      let canGo =
        isIdle.contains(position)
        && decisionsOfRule[position].allSatisfy { number, before in
          if isDecided[number] { return true }
          let decision = decisions[number]
          let state = before.map { rules[$0].action.requiresGrad }
          return state ?? decision.stateWithoutRules == decision.requiresGrad
        }
      if canGo {
        result.insert(position)
      } else {
        for item in decisionsOfRule[position] { isDecided[item.decision] = true }
      }
    }
  }

  private func message(_ position: Int) -> String {
    let rule = rules[position]
    let entry = ledger[position]
    let start = "rule \(rule.index) changes nothing: "
    guard entry.decided == 0 else {
      return start + "what it decides is \(rule.action.state) without it"
    }
    let by = entry.overriddenBy
    return start + "\(Self.named(by)) override\(by.count == 1 ? "s" : "") it for "
      + (entry.matched == 1
        ? "the parameter it matches" : "all \(counted(entry.matched)) it matches")
  }

  private func notes(_ position: Int) -> [String] {
    let rule = rules[position]
    let entry = ledger[position]
    var notes: [String] = []
    let count = entry.alreadySoByThemselves
    if count > 0 {
      let why =
        rule.action == .train
        ? "as everything is at first" : "by \(count == 1 ? "itself" : "themselves")"
      let verb = count == 1 ? "is" : "are"
      notes.append("\(counted(count)) of it \(verb) \(rule.action.state) already, \(why)")
    }
    let shown = Self.shownRules
    for (index, count) in entry.alreadySo.sorted(by: { $0.key < $1.key }).prefix(shown) {
      notes.append(
        "rule \(index) leaves \(counted(count)) of it \(rule.action.state) already")
    }
    for override in entry.overriddenBy.prefix(shown) {
      notes.append("rule \(override.rule) decides \(counted(override.count)) of it")
    }
    let more = (count > 0 ? 1 : 0) + entry.alreadySo.count + entry.overriddenBy.count - shown
    return more > 0 ? notes.prefix(shown) + ["and \(counted(more, "more rule"))"] : notes
  }

  private func related(_ position: Int, _ idle: IdleRules) -> [Diagnostic.Related] {
    let rule = rules[position]
    let already = ledger[position].alreadySo.keys.sorted()
    let overriding = ledger[position].overriddenBy.lazy.map(\.rule)
    let others = already.prefix(Self.shownRules) + overriding.prefix(Self.shownRules)
    return others.compactMap(rules.position(ofIndex:)).map { rules[$0] }
      .prefix(Self.shownRules).map {
        Diagnostic.Related(
          span: $0.selector.span,
          message: $0.index > rule.index
            ? "rule \($0.index) overrides it" : "rule \($0.index) did so before")
      }
  }

  /// The cure.
  private func help(_ position: Int, _ idle: IdleRules) -> String {
    let rule = rules[position]
    if !somethingFreezes {
      return "everything trains unless a rule freezes it: "
        + "to train this alone, put `- freeze: \"*\"` above"
    }
    if let twins = idle.twins[position], let other = twins.first(where: { $0 != position }),
      idle.twins[other] == twins
    {
      return "take out either this rule or rule \(rules[other].index), "
        + "not both: each is without effect only while the other is there"
    }
    if !idle.removable.contains(position) {
      return "keep it, and take out those that do the same: without them it has an effect"
    }
    let overriding = ledger[position].overriddenBy
    // Behind rules that give the same state it would be without effect as well, and before it one that matches
    // nothing else.
    let contradicting = overriding.prefix(100).filter { override in
      rules.position(ofIndex: override.rule).map { rules[$0].action != rule.action } ?? false
    }
    let isContradicted =
      !contradicting.isEmpty
      && contradicting.allSatisfy { override in
        rules.position(ofIndex: override.rule).map { ledger[$0].matched > override.count } ?? false
      }
    guard ledger[position].decided == 0, isContradicted else {
      return rules[position].action == .train && ledger[position].alreadySoByThemselves > 0
        ? "take it out, or say at the root that what no rule matches trains too: unmatched: train"
        : "take it out"
    }
    let them = overriding.count == 1 ? Self.named(overriding) : "them"
    return "move it after \(them), or take it out"
  }

  private static func named(_ rules: [RuleLedgerEntry.Override]) -> String {
    "rule\(rules.count == 1 ? "" : "s") \(listed(rules.map { String($0.rule) }))"
  }
}

extension RuleAction {
  /// The state that a rule gives, as an adjective.
  fileprivate var state: String { self == .freeze ? "frozen" : "trainable" }
}
