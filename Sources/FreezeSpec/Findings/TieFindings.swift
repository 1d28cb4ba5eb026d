/// Finds rules that speak for some of the names of a tensor and not for the others.
struct TieFindings {
  /// What was found.
  private(set) var diagnostics: [Diagnostic] = []
  /// The rules of which a finding says already that they have no effect.
  private(set) var rulesInConflict: Set<Int> = []
  /// The rules of which a finding says that they decide what their `except` takes away.
  private(set) var rulesPastExceptions: Set<Int> = []

  /// How many lists of names were looked at.
  private(set) var listsLookedAt = 0

  private let matching: RuleMatching
  private var tree: ModuleTree

  /// Looks at what rules match.
  init(_ matching: RuleMatching, _ tree: ModuleTree, _ budget: inout MatchingBudget) {
    self.matching = matching
    self.tree = tree
    reportConflicts()
    reportExceptions(&budget)
  }

  /// The last rule that matches a name.
  private func lastRule(ofName name: Int) -> Rule? {
    let rules = matching.engine.rules
    return matching.selectors(matchingName: name).last { $0 < rules.count }.map { rules[Int($0)] }
  }

  /// The names of tensors that have several and are matched in different ways.
  ///
  /// A tensor may have as many names as a model parameters, and a model as many tensors: of a
  /// tensor's names that are matched alike only the first counts, and of tensors whose names are
  /// matched alike, in the same order, the first.
  private mutating func differentNames<Match: Hashable>(by match: (Int) -> Match) -> [[Int]] {
    var seen: Set<[Match]> = []
    var result: [[Int]] = []
    for group in matching.names.groups {
      var names: [Int] = []
      var matches: [Match] = []
      var known: Set<Match> = []
      for name in group.names {
        let match = match(name)
        guard known.insert(match).inserted else { continue }
        names.append(name)
        matches.append(match)
      }
      if names.count > 1, seen.insert(matches).inserted { result.append(names) }
    }
    listsLookedAt += result.count
    return result
  }

  /// What matches a name, in two walks.
  private struct MatchPair: Hashable {
    let rules: Int32
    let parts: Int32
  }

  /// Reports tensors whose names are drawn to different states, once for each two rules.
  ///
  /// A rule that speaks for a name which a later rule takes over is overridden, as anywhere else:
  /// `freeze: "*"` before `train: lm_head.weight` is no conflict. Two rules that each speak for a
  /// name of their own are one, since neither can have meant the other's.
  private mutating func reportConflicts() {
    var seen: Set<[Int]> = []
    let matchOfName = matching.walk.matchOfPlace
    for different in differentNames(by: { matchOfName[$0] }) {
      let drawn = different.compactMap { name in lastRule(ofName: name).map { (name, $0) } }
      guard let (laterName, later) = drawn.max(by: { $0.1.index < $1.1.index }) else { continue }
      var taken: Set<Int32> = []
      for name in different {
        let rules = matching.selectors(matchingName: name)
        if rules.contains(Int32(later.index - 1)) { taken.formUnion(rules) }
      }
      guard
        let (name, earlier) = drawn.first(where: { _, rule in
          rule.action != later.action && !taken.contains(Int32(rule.index - 1))
        }), seen.insert([later.index, earlier.index]).inserted
      else { continue }
      rulesInConflict.formUnion([later.index, earlier.index])
      let texts = [name, laterName].map { clipped(tree.name(of: $0)) }
      diagnostics.append(
        Diagnostic(
          .tiedStates,
          "\"\(texts[0])\" and \"\(texts[1])\" are one tensor: rule \(earlier.index) "
            + "\(earlier.action.verb) it by one name, rule \(later.index) \(later.action.verb) it "
            + "by the other",
          at: later.selector.span,
          related: [
            Diagnostic.Related(
              span: earlier.selector.span,
              message: "rule \(earlier.index) \(earlier.action.verb) \"\(texts[0])\"")
          ],
          help: ["let the rule that is meant name both, or take the other's name out of its rule"]))
    }
  }

  /// Reports rules that decide a tensor by one of its names though their `except` takes another of
  /// them away, once for each.
  private mutating func reportExceptions(_ budget: inout MatchingBudget) {
    let suspects = matching.engine.rules.filter(\.selector.hasException)
    if suspects.isEmpty || matching.names.groups.isEmpty { return }
    // Of each, what is selected with exceptions, what they take it from, and what without.
    let parts = suspects.flatMap { rule in
      let items = rule.selector.items
      let some = items.filter(\.hasException)
      return [some, some.map(\.withoutExceptions), items.filter { !$0.hasException }]
    }
    // Where the parts overlap in more ways than are kept, this is not looked for.
    guard
      let program = try? SelectorProgram(
        parts.map { .anyOf($0, span: suspects[0].selector.span) }),
      let walk = try? SelectorWalk(program, &tree, budget: &budget)
    else { return }
    var numbers: [Int: Int32] = [:]
    for (number, rule) in suspects.enumerated() { numbers[rule.index] = 3 * Int32(number) }
    func matches(_ name: Int, _ part: Int32) -> Bool {
      walk.matches[Int(walk.matchOfPlace[name])].contains(part)
    }
    let matchOfName = matching.walk.matchOfPlace
    let lists = differentNames { MatchPair(rules: matchOfName[$0], parts: walk.matchOfPlace[$0]) }
    for different in lists {
      guard let rule = different.compactMap(lastRule).max(by: { $0.index < $1.index }),
        let number = numbers[rule.index], !rulesInConflict.contains(rule.index),
        let name = different.first(where: { matches($0, number) }),
        let excepted = different.first(where: {
          !matches($0, number) && matches($0, number + 1)
        }), !different.contains(where: { matches($0, number + 2) })
      else { continue }
      numbers[rule.index] = nil
      rulesPastExceptions.insert(rule.index)
      let texts = [name, excepted].map { clipped(tree.name(of: $0)) }
      diagnostics.append(
        Diagnostic(
          .tiedException,
          "rule \(rule.index) \(rule.action.verb) \"\(texts[1])\", which its `except` takes away: "
            + "it is one tensor with \"\(texts[0])\"",
          at: rule.selector.span,
          help: [
            "to leave the tensor out, let `except` name \"\(texts[0])\" too",
            "where it is meant, take \"\(texts[1])\" out of `except`",
          ]))
    }
  }
}

extension RuleAction {
  /// What a rule does, as the verb of a sentence.
  var verb: String { self == .freeze ? "freezes" : "trains" }
}
