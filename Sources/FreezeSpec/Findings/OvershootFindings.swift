/// Finds globs in rules that match more indices than they were meant to.
struct OvershootFindings {
  /// What was found.
  private(set) var diagnostics: [Diagnostic] = []

  /// Looks at the globs of rules, and what they match in a model.
  init(_ rules: [Rule], _ tree: inout ModuleTree, _ tensorOfName: [Int]?) {
    let overshoots = GlobOvershoot.find(in: rules)
    if overshoots.isEmpty { return }
    let selectors = overshoots.flatMap { overshoot in
      let whole = Selector.glob(overshoot.value)
      return [whole, overshoot.intended, overshoot.suggestion ?? whole]
    }
    guard let engine = try? RuleEngine(rules: [], selectors: selectors),
      let matching = try? engine.match(&tree, tensorOfName: tensorOfName)
    else { return }
    let selections = matching.selections
    for (number, overshoot) in overshoots.enumerated() {
      let whole = selections[3 * number]
      let intended = Set(selections[3 * number + 1])
      let suggested = selections[3 * number + 2]
      guard !intended.isEmpty, whole.count > intended.count else { continue }
      let beyond = whole.filter { !intended.contains($0) }
      guard let first = beyond.first, let last = beyond.last else { continue }
      let ends = [first, last].map { tree.name(of: matching.names.firstName(of: $0)) }
      let hits = ends.compactMap { overshoot.hit(in: $0) }.map { clipped($0) }
      let which =
        hits.count < 2
        ? ", such as \"\(clipped(ends[0]))\""
        : hits[0] == hits[1] ? " of \"\(hits[0])\"" : " of \"\(hits[0])\" to \"\(hits[1])\""
      let isCure = Set(suggested) == intended
      diagnostics.append(
        Diagnostic(
          .globOvershoot,
          "\"\(clipped(overshoot.value.text))\" also matches \(counted(beyond.count))\(which)",
          at: overshoot.value.span,
          help: isCure
            ? ["for the other \(counted(intended.count)) write \"\(overshoot.suggestedText)\""] : []
        ))
    }
  }
}
