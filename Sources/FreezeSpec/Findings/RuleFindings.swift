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
  var rulesInConflict: Set<Int> = []
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

  func lastRule(ofName name: Int) -> Rule? {
    rules(ofName: name).last { $0 < engine.rules.count }.map { engine.rules[Int($0)] }
  }

  /// The selectors that match a name, those of the rules first.
  func rules(ofName name: Int) -> ArraySlice<Int32> {
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
          .globOvershoot,
          "\"\(clipped(overshoot.value.text))\" also matches \(counted(beyond.count))\(which)",
          at: overshoot.value.span, help: help))
    }
  }
}

extension Rule.Action {
  /// What a rule does, as the verb of a sentence.
  var verb: String { self == .freeze ? "freezes" : "trains" }
}
