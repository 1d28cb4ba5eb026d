// Rules that speak for some of the names of a tensor and not for the others.

extension RuleFindings {
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

  /// Reports rules that decide a tensor by one of its names though their `except` takes another of
  /// them away, once for each.
  mutating func reportTiedExceptions() {
    let suspects = engine.rules.filter(\.selector.hasException)
    if suspects.isEmpty || names.groups.isEmpty { return }
    // Of each, what is selected with exceptions, what they take it from, and what without.
    let parts = suspects.flatMap { rule in
      let items = rule.selector.items
      let some = items.filter(\.hasException)
      return [some, some.map(\.withoutExceptions), items.filter { !$0.hasException }]
    }
    var tree = tree
    let walk = ParameterWalk(
      SelectorProgram(parts.map { .anyOf($0, span: suspects[0].selector.span) }), &tree)
    var numbers: [Int: Int32] = [:]
    for (number, rule) in suspects.enumerated() { numbers[rule.index] = 3 * Int32(number) }
    func matches(_ name: Int, _ part: Int32) -> Bool {
      walk.matches[Int(walk.matchOfName[name] >> 1)].contains(part)
    }
    for group in names.groups {
      // Names that are matched alike count once.
      var known: Set<Int64> = []
      let different = group.names.filter {
        known.insert(Int64(self.walk.matchOfName[$0]) << 32 | Int64(walk.matchOfName[$0])).inserted
      }
      guard let rule = different.compactMap(lastRule).max(by: { $0.index < $1.index }),
        let number = numbers[rule.index], !rulesInConflict.contains(rule.index),
        let name = different.first(where: { matches($0, number) }),
        let excepted = different.first(where: {
          !matches($0, number) && matches($0, number + 1)
        }), !different.contains(where: { matches($0, number + 2) })
      else { continue }
      numbers[rule.index] = nil
      let texts = [name, excepted].map { clipped(tree.name(of: $0)) }
      ruleDiagnostics.append(
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
