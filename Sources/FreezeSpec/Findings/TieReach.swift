/// Finds rules that reach further than what they match: by one name of a tensor they change what is at
/// another.
struct TieReach {
  private let evaluation: RuleEvaluation
  private let matching: RuleMatching
  /// By the index of each rule that reaches further, where it does first, and how many tensors.
  private var reaches: [Int: Reach] = [:]

  /// A tensor that a rule decides by one of its names.
  private struct Reach {
    /// A name that the rule matches.
    let matched: Int
    /// One that it does not match, and that would be in another state alone.
    let other: Int
    /// The rule that decides that name alone.
    let otherRule: Int?
    var tensors = 0
  }

  /// What the findings of a name follow from: many names share it.
  private struct Case: Hashable {
    let match: Int32
    let decision: Int32
  }

  /// Looks at the tensors with several names.
  ///
  /// - Parameters:
  ///   - evaluation: What the rules decide.
  ///   - matching: What they match, and the selectors of expectations: what those name is meant.
  ///   - told: The indices of rules of which another finding says so.
  init(_ evaluation: RuleEvaluation, _ matching: RuleMatching, except told: Set<Int>) {
    self.evaluation = evaluation
    self.matching = matching
    if matching.names.groups.isEmpty { return }
    var known: [Case: Bool] = [:]
    for group in matching.names.groups {
      let decision = evaluation.decisionOfTensor[group.tensor]
      guard let rule = evaluation.decisions[Int(decision)].decidedBy, !told.contains(rule) else {
        continue
      }
      let other = group.names.first { name in
        let place = Case(match: matching.walk.matchOfPlace[name], decision: decision)
        if let isReached = known[place] { return isReached }
        let isReached = isReached(place)
        known[place] = isReached
        return isReached
      }
      guard let other else { continue }
      if reaches[rule] == nil {
        let matched = group.names.first { matches($0, rule) } ?? other
        reaches[rule] = Reach(matched: matched, other: other, otherRule: lastRule(of: other))
      }
      reaches[rule]?.tensors += 1
    }
  }

  /// Whether a name is in a state that it would not have alone, by a rule that does not match it.
  private func isReached(_ place: Case) -> Bool {
    let decision = evaluation.decisions[Int(place.decision)]
    let selectors = matching.walk.matches[Int(place.match)]
    let count = matching.engine.rules.count
    if let last = selectors.last, last >= count { return false }
    let rules = selectors.map { matching.engine.rules[Int($0)] }
    if rules.contains(where: { $0.index == decision.decidedBy }) { return false }
    return (rules.last?.action.requiresGrad ?? decision.stateWithoutRules) != decision.requiresGrad
  }

  private func matches(_ name: Int, _ rule: Int) -> Bool {
    let count = matching.engine.rules.count
    return matching.selectors(matchingName: name).contains {
      $0 < count && matching.engine.rules[Int($0)].index == rule
    }
  }

  private func lastRule(of name: Int) -> Int? {
    let count = matching.engine.rules.count
    return matching.selectors(matchingName: name).last { $0 < count }.map { Int($0) }
  }

  /// What is found, once for each rule.
  func findings(_ tree: inout ModuleTree) -> [Diagnostic] {
    var findings: [Diagnostic] = []
    for rule in matching.engine.rules {
      guard let reach = reaches[rule.index] else { continue }
      findings.append(finding(rule, reach, in: &tree))
    }
    return findings
  }

  private func finding(_ rule: Rule, _ reach: Reach, in tree: inout ModuleTree) -> Diagnostic {
    let matched = clipped(tree.name(of: reach.matched), to: 120)
    let name = tree.name(of: reach.other)
    let other = clipped(name, to: 120)
    let more = reach.tensors - 1
    let earlier = reach.otherRule.map { matching.engine.rules[$0] }
    let state = rule.action == .freeze ? "frozen" : "trainable"
    return Diagnostic(
      .tiedReach,
      "rule \(rule.index) \(rule.action.verb) \"\(other)\" too: it is one tensor with \"\(matched)\""
        + (more > 0 ? ", and so are \(grouped(more)) more" : ""),
      at: rule.selector.span,
      related: earlier.map {
        [
          Diagnostic.Related(
            span: $0.selector.span,
            message: "rule \($0.index) \($0.action.verb) it by the name that rule \(rule.index) "
              + "does not match")
        ]
      } ?? [],
      notes: earlier == nil ? ["no rule matches the name \"\(other)\""] : [],
      help: [
        "where it is meant, let rule \(rule.index) name \"\(other)\" too",
        "or say so: expect: [{\(state): {name: \(flowScalar(name))}}]",
        "one tensor has one state: where the two are to differ, untie them in the model, and here",
      ])
  }
}
