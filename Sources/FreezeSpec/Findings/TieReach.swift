/// Finds rules that reach further than what they match: by one name of a tensor they change what is at
/// another.
struct TieReach {
  private let evaluation: RuleEvaluation
  private let matching: RuleMatching
  /// By the index of each rule that reaches further, where it does first, and how many tensors.
  private var reaches: [Int: Reach] = [:]
  /// The indices of rules that give a name of a tensor the state that another name has: without them
  /// the other would reach it.
  private(set) var attestingRules: Set<Int> = []

  /// A tensor that a rule decides by one of its names.
  private struct Reach {
    /// A name that the rule matches.
    let matched: Int
    /// Those that it does not match, and that would be in another state alone.
    let others: [Int]
    /// The rule that decides the first of these alone.
    let otherRule: Int?
    var tensors = 1
    /// Such names of the tensors behind it, up to a few.
    var further: [Int] = []
  }

  /// How many names a cure spells out.
  private static let mostNamed = 8

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
  ///   - tree: The model.
  init(
    _ evaluation: RuleEvaluation, _ matching: RuleMatching, except told: Set<Int>,
    in tree: inout ModuleTree
  ) {
    self.evaluation = evaluation
    self.matching = matching
    if matching.names.groups.isEmpty { return }
    var known: [Case: Bool] = [:]
    var attested: Set<Case> = []
    for group in matching.names.groups {
      let decision = evaluation.decisionOfTensor[group.tensor]
      guard let rule = evaluation.decisions[Int(decision)].decidedBy, !told.contains(rule) else {
        continue
      }
      for name in group.names {
        let place = Case(match: matching.walk.matchOfPlace[name], decision: decision)
        if attested.insert(place).inserted { attest(place) }
      }
      let others = group.names.filter { name in
        let place = Case(match: matching.walk.matchOfPlace[name], decision: decision)
        if let isReached = known[place] { return isReached }
        let isReached = isReached(place)
        known[place] = isReached
        return isReached
      }
      guard let other = others.first else { continue }
      let matched = group.names.first { matches($0, rule) } ?? other
      if areOfOnePart([matched] + others, &tree) { continue }
      if var reach = reaches[rule] {
        reach.tensors += 1
        if reach.further.count < Self.mostNamed { reach.further += others.prefix(Self.mostNamed) }
        reaches[rule] = reach
      } else {
        reaches[rule] = Reach(matched: matched, others: others, otherRule: lastRule(of: other))
      }
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

  /// Notes the rule without which a name would be in another state than its tensor.
  private mutating func attest(_ place: Case) {
    let decision = evaluation.decisions[Int(place.decision)]
    let rules = matching.engine.rules
    let selectors = matching.walk.matches[Int(place.match)].filter { $0 < rules.count }
    guard let last = selectors.last, rules[Int(last)].action.requiresGrad == decision.requiresGrad
    else { return }
    let before = selectors.dropLast().last.map { rules[Int($0)].action.requiresGrad }
    if before ?? decision.stateWithoutRules != decision.requiresGrad {
      attestingRules.insert(rules[Int(last)].index)
    }
  }

  /// Whether names of a tensor are all of one part of the model, as `cls.predictions.bias` and
  /// `cls.predictions.decoder.bias` are: the module of the first holds the others, or theirs holds it.
  private func areOfOnePart(_ names: [Int], _ tree: inout ModuleTree) -> Bool {
    let modules = names.prefix(8).map { components(tree.name(of: $0)).dropLast() }
    guard names.count <= 8, let first = modules.first, !first.isEmpty else { return false }
    return modules.dropFirst().allSatisfy { other in
      !other.isEmpty && zip(first, other).allSatisfy { $0.isExactly($1) }
    }
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
    // More are told as a number.
    let names = reach.others.prefix(4).map { tree.name(of: $0) }
    let hidden = reach.others.count - names.count
    let others = listed(
      names.map { "\"\(clipped($0, to: 120))\"" } + (hidden > 0 ? ["\(hidden) more"] : []))
    let isOne = reach.others.count == 1
    let more = reach.tensors - 1
    let earlier = reach.otherRule.map { matching.engine.rules[$0] }
    let state = rule.action == .freeze ? "frozen" : "trainable"
    let all = (reach.others + reach.further).prefix(Self.mostNamed + 1).map { tree.name(of: $0) }
    let start = "where it is meant, let rule \(rule.index) name"
    var cures: [Cure] = []
    if all.count <= Self.mostNamed {
      let selector = all.map { flowScalar($0) }.joined(separator: ", ")
      let claim = "\(state): {name: \(all.count == 1 ? selector : "[\(selector)]")}"
      cures = [
        Cure("\(start) \(listed(all.map { "\"\(clipped($0, to: 120))\"" })) too"),
        Cure("or say so: expect: [{\(claim)}]"),
      ]
    } else {
      cures = [Cure("\(start) \(others) too" + (more > 0 ? ", and such names of the others" : ""))]
    }
    cures.append(
      Cure(
        "one tensor has one state: where \(isOne ? "the two" : "they") are to differ, untie them in "
          + "the model, and here"))
    return Diagnostic(
      .tiedReach,
      "rule \(rule.index) \(rule.action.verb) \(others) too: \(isOne ? "it is" : "they are") "
        + "one tensor with \"\(matched)\""
        + (more > 0 ? ", and so \(more == 1 ? "is" : "are") \(grouped(more)) more" : ""),
      at: rule.selector.span,
      related: earlier.map {
        [
          Diagnostic.Related(
            span: $0.selector.span,
            message: "rule \($0.index) \($0.action.verb) it by the name that rule \(rule.index) "
              + "does not match")
        ]
      } ?? [],
      notes: earlier == nil
        ? ["no rule matches the \(isOne ? "name" : "names") \(others)"] : [],
      cures: cures)
  }
}
