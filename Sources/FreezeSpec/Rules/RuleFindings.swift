/// Finds what is wrong with rules once it is known what they match.
struct RuleFindings {
  let engine: RuleEngine
  let walk: ParameterWalk
  let names: NameGroups
  var tree: ModuleTree

  /// The findings about rules.
  private(set) var ruleDiagnostics: [Diagnostic] = []
  /// The findings about each further selector.
  private(set) var selectorDiagnostics: [[Diagnostic]] = []

  /// Prepares to look.
  init(engine: RuleEngine, walk: ParameterWalk, names: NameGroups, tree: ModuleTree) {
    self.engine = engine
    self.walk = walk
    self.names = names
    self.tree = tree
    selectorDiagnostics = Array(repeating: [], count: engine.selectors.count)
  }

  /// Reports tensors whose names are drawn to different states.
  mutating func reportTies() {}
  /// Reports globs that match more indices than they were meant to.
  mutating func reportOvershoot(_ selections: ArraySlice<[Int]>) {}
  /// Reports rules that change nothing.
  mutating func reportNoEffect(_ ledger: Ledger) {}
  /// Reports rules and values that match nothing.
  mutating func reportNothing() {}
}
