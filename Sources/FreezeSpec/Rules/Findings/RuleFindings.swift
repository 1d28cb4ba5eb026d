/// Finds what is wrong with rules once it is known what they match.
struct RuleFindings {
  let engine: RuleEngine
  let walk: ParameterWalk
  let names: NameGroups
  var tree: ModuleTree

  /// The findings about rules.
  var ruleDiagnostics: [Diagnostic] = []
  /// Whether one of them is an error.
  var hasRuleErrors: Bool { ruleDiagnostics.contains { $0.severity == .error } }
  /// The rules of which a finding about ties says already that they have no effect.
  private(set) var rulesInConflict: Set<Int> = []
  /// The findings about each further selector.
  var selectorDiagnostics: [[Diagnostic]] = []

  /// Prepares to look.
  init(engine: RuleEngine, walk: ParameterWalk, names: NameGroups, tree: ModuleTree) {
    self.engine = engine
    self.walk = walk
    self.names = names
    self.tree = tree
    selectorDiagnostics = Array(repeating: [], count: engine.selectors.count)
  }

  // MARK: Ties

  /// Reports tensors whose names are drawn to different states, once for each two rules.
  ///
  /// A rule that speaks for a name which a later rule takes over is overridden, as anywhere else:
  /// `freeze: "*"` before `train: lm_head.weight` is no conflict. Two rules that each speak for a
  /// name of their own are one, since neither can have meant the other's.
  mutating func reportTies() {
    var seen: Set<[Int]> = []
    for group in names.groups {
      // A tensor may have as many names as a model parameters: those that are matched alike count
      // once.
      var known: Set<Int32> = []
      let different = group.names.filter { known.insert(walk.matchOfName[$0] >> 1).inserted }
      let drawn = different.compactMap { name in lastRule(ofName: name).map { (name, $0) } }
      guard let (laterName, later) = drawn.max(by: { $0.1.index < $1.1.index }) else { continue }
      var taken: Set<Int32> = []
      for name in different {
        let rules = rules(ofName: name)
        if rules.contains(Int32(later.index - 1)) { taken.formUnion(rules) }
      }
      guard
        let (name, earlier) = drawn.first(where: { _, rule in
          rule.action != later.action && !taken.contains(Int32(rule.index - 1))
        }), seen.insert([later.index, earlier.index]).inserted
      else { continue }
      rulesInConflict.formUnion([later.index, earlier.index])
      let texts = [name, laterName].map { clipped(tree.name(of: $0)) }
      ruleDiagnostics.append(
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

  private func lastRule(ofName name: Int) -> Rule? {
    rules(ofName: name).last { $0 < engine.rules.count }.map { engine.rules[Int($0)] }
  }

  /// The selectors that match a name, those of the rules first.
  private func rules(ofName name: Int) -> ArraySlice<Int32> {
    walk.matches[Int(walk.matchOfName[name] >> 1)]
  }

  // MARK: Overshoot

  /// Reports globs that match more indices than they were meant to.
  ///
  /// - Parameter selections: What the patterns of the engine's overshoots match, in order.
  mutating func reportOvershoot(_ selections: [[Int]]) {
    for (number, overshoot) in engine.overshoots.enumerated() {
      let whole = selections[3 * number]
      let intended = Set(selections[3 * number + 1])
      let suggested = selections[3 * number + 2]
      guard !intended.isEmpty, whole.count > intended.count else { continue }
      let beyond = whole.filter { !intended.contains($0) }
      guard let first = beyond.first, let last = beyond.last else { continue }
      let ends = [first, last].map { tree.name(of: names.firstName(of: $0)) }
      let hits = ends.compactMap { overshoot.hit(in: $0) }.map { clipped($0) }
      let which =
        hits.count < 2
        ? ", such as \"\(clipped(ends[0]))\""
        : hits[0] == hits[1] ? " of \"\(hits[0])\"" : " of \"\(hits[0])\" to \"\(hits[1])\""
      var help: [String] = []
      if let text = overshoot.suggestion, Set(suggested) == intended {
        help = ["for the other \(counted(intended.count)) write \"\(text)\""]
      }
      ruleDiagnostics.append(
        Diagnostic(
          .globOvershoot, severity: .warning,
          "\"\(clipped(overshoot.value.text))\" also matches \(counted(beyond.count))\(which)",
          at: overshoot.value.span, help: help))
    }
  }
}

extension Rule.Action {
  /// What a rule does, as the verb of a sentence.
  var verb: String { self == .freeze ? "freezes" : "trains" }
}

/// A number of parameters in words: `1 parameter`, `1,240 parameters`.
func counted(_ count: Int, _ noun: String = "parameter") -> String {
  "\(grouped(count)) \(noun)\(count == 1 ? "" : "s")"
}

/// Words as an enumeration: `1, 2 and 3`, at most five of them.
func listed(_ words: [String], _ conjunction: String = "and") -> String {
  let shown = words.count > 5 ? words.prefix(4) + ["\(words.count - 4) more"] : words[...]
  guard let last = shown.last, shown.count > 1 else { return words.first ?? "" }
  return shown.dropLast().joined(separator: ", ") + " \(conjunction) " + last
}
