extension EvalMode {
  /// Finds the modules that the selectors of a config select.
  ///
  /// - Parameters:
  ///   - selectors: The entries of `eval`.
  ///   - root: The model.
  ///   - states: The states of its parameters.
  ///   - diagnostics: Takes an error for each selector, or value in one, that selects nothing.
  init(
    _ selectors: [EvalSelector], in root: Module, _ states: StateCounts,
    _ diagnostics: inout DiagnosticCollector
  ) {
    self.selectors = selectors
    if selectors.isEmpty { return }
    let resolution = EvalResolution(selectors, in: root, states)
    for finding in resolution.patternFindings { diagnostics.add(finding) }
    if !resolution.patternFindings.isEmpty { return }
    var names = ModuleNames(root)
    for (selector, hasHeld) in zip(selectors, resolution.hasHeld) {
      guard case .modules(let mapping) = selector else { continue }
      let values = mapping.values
      for value in values where resolution.unmatched.contains(value.value) {
        diagnostics.add(names.finding(value.key, value.value))
      }
      if !hasHeld, !values.contains(where: { resolution.unmatched.contains($0.value) }) {
        diagnostics.add(
          Diagnostic(
            .noSuchModule, "no module is selected by all of \(mapping)", at: mapping.span,
            help: ["all keys of a mapping must hold; for any of them write a selector for each"]))
      }
    }
    numbers = resolution.held
    var tree = resolution.tree
    modules = numbers.map { tree.path(ofNumber: $0.lowerBound) }
  }
}

extension SelectorMapping {
  /// All values in it and in what it excepts, with their keys.
  fileprivate var values: [(key: SelectorKey, value: SelectorValue)] {
    terms.flatMap { term in term.values.map { (term.key, $0) } } + (except?.values ?? [])
  }
}

extension Selector {
  fileprivate var values: [(key: SelectorKey, value: SelectorValue)] {
    switch self {
    case .glob(let value): [(.glob, value)]
    case .anyOf(let items, _): items.flatMap(\.values)
    case .allOf(let mapping): mapping.values
    }
  }
}
