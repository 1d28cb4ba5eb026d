/// Finds what `except` names and what its other keys do not match in any case, so that it takes nothing
/// away: `{module: model, except: {module: lm_head}}`.
///
/// What matches nothing at all is an error, and said elsewhere.
struct IdleExceptions {
  /// What was found.
  private(set) var diagnostics: [Diagnostic] = []

  /// Exceptions past which no more are looked at.
  private static let most = 1_000

  /// A value of an exception, or all of it where its keys only hold together.
  private struct Exception {
    let span: SourceSpan
    let text: String
    /// What it matches by itself.
    let selector: Selector
    /// What its mapping matches without it.
    let others: Selector
  }

  /// Looks at selectors.
  init(
    _ selectors: [Selector], _ tree: inout ModuleTree, _ tensorOfName: [Int]?,
    _ budget: inout MatchingBudget
  ) {
    var exceptions: [Exception] = []
    for selector in selectors { Self.visit(selector, &exceptions) }
    let looked = exceptions.prefix(Self.most)
    if looked.isEmpty { return }
    let asked = looked.flatMap { [$0.selector, $0.others] }
    guard let engine = try? RuleEngine(rules: [], selectors: asked),
      let matching = try? engine.match(&tree, tensorOfName: tensorOfName, budget: &budget)
    else { return }
    let extents = matching.extents
    let all = matching.matchesOfSelectors
    for (index, exception) in looked.enumerated() {
      let own = all[2 * index].filter { extents[Int($0)].count > 0 }
      let others = Set(all[2 * index + 1])
      guard !own.isEmpty, !others.isEmpty, !own.contains(where: others.contains) else { continue }
      let count = own.reduce(0) { $0 + extents[Int($1)].count }
      diagnostics.append(
        Diagnostic(
          .idleException,
          "`except: \(exception.text)` takes nothing away: the other keys "
            + (count == 1
              ? "do not match the parameter that it names"
              : "match none of the \(grouped(count)) parameters that it names"),
          at: exception.span, cures: ["take it out, or write what the rule is to leave out"]))
    }
  }

  private static func visit(_ selector: Selector, _ result: inout [Exception]) {
    switch selector {
    case .frozen, .glob: break
    case .anyOf(let items, _): for item in items { visit(item, &result) }
    case .allOf(let mapping):
      guard let except = mapping.except, !mapping.terms.isEmpty else { return }
      let others = Selector.allOf(SelectorMapping(terms: mapping.terms, span: mapping.span))
      add(except, others, &result)
    }
  }

  private static func add(_ selector: Selector, _ others: Selector, _ result: inout [Exception]) {
    switch selector {
    case .frozen: break
    case .anyOf(let items, _): for item in items { add(item, others, &result) }
    case .glob(let value):
      result.append(
        Exception(
          span: value.span, text: clipped(selector.description), selector: selector, others: others)
      )
    case .allOf(let mapping):
      guard mapping.except == nil, mapping.terms.count == 1, let term = mapping.terms.first else {
        result.append(
          Exception(
            span: mapping.span, text: clipped(selector.description), selector: selector,
            others: others))
        return
      }
      for value in term.values {
        let alone = SelectorTerm(
          key: term.key, keySpan: term.keySpan, values: [value], isList: false)
        let single = Selector.allOf(SelectorMapping(terms: [alone], span: mapping.span))
        result.append(
          Exception(
            span: value.span, text: clipped(single.description), selector: single, others: others))
      }
    }
  }
}
