/// Finds patterns in rules that match more indices than they were meant to.
struct OvershootFindings {
  /// What was found.
  private(set) var diagnostics: [Diagnostic] = []

  /// Looks at the patterns of rules, and what they match in a model.
  init(
    _ rules: [Rule], _ tree: inout ModuleTree, _ tensorOfName: [Int]?,
    _ budget: inout MatchingBudget
  ) {
    let overshoots = GlobOvershoot.find(in: rules)
    if overshoots.isEmpty { return }
    let selectors = overshoots.flatMap { overshoot in
      [Selector.glob(overshoot.value), overshoot.intended]
        + overshoot.suggestions.map(\.selector)
    }
    guard let engine = try? RuleEngine(rules: [], selectors: selectors),
      let matching = try? engine.match(&tree, tensorOfName: tensorOfName, budget: &budget)
    else { return }
    let extents = matching.extents
    let matches = matching.matchesOfSelectors.map(Set.init)
    var next = 0
    for overshoot in overshoots {
      let whole = matches[next]
      let intended = matches[next + 1]
      let suggested = zip(overshoot.suggestions, matches[(next + 2)...])
      next += 2 + overshoot.suggestions.count
      let count = intended.reduce(0) { $0 + extents[Int($1)].count }
      var beyond = Extent()
      for match in whole where !intended.contains(match) { beyond.add(extents[Int(match)]) }
      guard count > 0, let first = beyond.first, let last = beyond.last else { continue }
      let ends = [first, last].map { tree.name(of: matching.names.firstName(of: $0)) }
      let hits = ends.compactMap { overshoot.hit(in: $0) }.map { clipped($0) }
      let which =
        hits.count < 2
        ? ", such as \"\(clipped(ends[0]))\""
        : hits[0] == hits[1] ? " of \"\(hits[0])\"" : " of \"\(hits[0])\" to \"\(hits[1])\""
      let cure = suggested.first { _, matches in
        matches.symmetricDifference(intended).allSatisfy { extents[Int($0)].count == 0 }
      }
      diagnostics.append(
        Diagnostic(
          .globOvershoot,
          "\"\(clipped(overshoot.value.text))\" also matches \(counted(beyond.count))\(which)",
          at: overshoot.value.span,
          cures: cure.map {
            [Cure("for the other \(counted(count)) write \($0.0.shown)", edit: $0.0.edit)]
          } ?? []))
    }
  }
}
