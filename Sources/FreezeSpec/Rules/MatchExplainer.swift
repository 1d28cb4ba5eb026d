/// Holds rules against names of parameters, one after the other.
///
/// Only what a rule asks is worked out, so a rule costs about its own length for each name.
struct MatchExplainer {
  private let rules: [Rule]
  private let program: SelectorProgram

  private var names: LazyDFA
  private var types: LazyDFA
  /// For each class, the atoms that hold for it, and the first of its names that each matches.
  private var atomsOfType: [ObjectIdentifier: [Int32: String]] = [:]

  /// The name at hand.
  private var name = ExactString("")
  /// The patterns that match it.
  private var accepted: Set<Int32> = []
  /// The modules from the root down to the one that declares it.
  private var way: ModuleWay
  /// Their paths.
  private var paths: [String] = []
  /// The innermost module of each class, from the inside out.
  private var innermost: [Int] = []
  /// How many questions were answered.
  private(set) var steps = 0

  /// Prepares to explain rules that a plan was made of: its walk has bounded what the patterns take.
  init(_ engine: RuleEngine, budget: MatchingBudget = MatchingBudget()) {
    rules = engine.rules
    program = engine.program
    names = LazyDFA(engine.program.names, stepLimit: budget.left)
    types = LazyDFA(engine.program.types, stepLimit: budget.left)
    way = ModuleWay()
  }

  /// Tells of some rules why they match a parameter name, or why not.
  ///
  /// - Parameters:
  ///   - positions: The rules, by their positions.
  ///   - name: A full name.
  ///   - tree: The model.
  /// - Returns: What they say, in their order, or `nil` where no parameter has that name. A tensor of
  ///   several names is matched by what matches any of them.
  mutating func explain(_ positions: some Sequence<Int>, _ name: String, in tree: inout ModuleTree)
    -> [RuleMatchExplanation]?
  {
    guard let parameter = tree.parameter(named: name) else { return nil }
    let above = tree.modules(above: parameter)
    self.name = ExactString(name)
    accepted = Set(names.patterns(matching: name))
    way = ModuleWay(above.map(\.place), in: &tree)
    paths = above.map(\.path)
    innermost = []
    var seen: Set<ObjectIdentifier> = []
    for depth in above.indices.reversed() {
      let type = above[depth].place.module.type
      if seen.insert(ObjectIdentifier(type)).inserted { innermost.append(depth) }
      note(type)
    }
    return positions.map { position in
      RuleMatchExplanation(
        rule: rules[position].index, selector: explain(program.roots[position]))
    }
  }

  /// Works out which atoms hold for a class.
  private mutating func note(_ type: ModuleType) {
    if atomsOfType[ObjectIdentifier(type)] != nil { return }
    var atoms: [Int32: String] = [:]
    // A class's own name before those that it inherits from.
    for name in type.allNames.reversed() {
      for atom in types.patterns(matching: name) { atoms[atom] = name }
    }
    atomsOfType[ObjectIdentifier(type)] = atoms
  }

  private mutating func explain(_ id: Int32) -> SelectorExplanation {
    let node = program.nodes[Int(id)]
    switch node.kind {
    case .anyOf(let items):
      let parts = items.map { explain($0) }
      return SelectorExplanation(
        matches: parts.contains(where: \.matches), parts: .anyOf(parts))
    case .allOf(_, let except):
      // No rule has a term without a key.
      let terms = program.terms[node.terms].compactMap { term in
        term.term.map { explain($0, term.occurrences) }
      }
      let exception = except.map { explain($0) }
      return SelectorExplanation(
        matches: terms.allSatisfy(\.matches) && !(exception?.matches ?? false),
        parts: .allOf(terms, except: exception))
    }
  }

  private mutating func explain(_ term: SelectorTerm, _ occurrences: Range<Int>)
    -> TermExplanation
  {
    TermExplanation(
      key: term.key,
      values: zip(term.values, occurrences).map { value, occurrence in
        let ancestor = held(program.occurrences[occurrence].atom)
        return ValueExplanation(
          text: value.text, matches: ancestor != nil, ancestor: ancestor ?? nil)
      })
  }

  /// Whether an atom holds, and the module that makes it hold where one does.
  private mutating func held(_ atom: Int32) -> ValueExplanation.Ancestor?? {
    steps += 1
    switch program.atoms[Int(atom)] {
    case .pattern:
      let holds =
        program.subtrees[Int(atom)].map { name.text.startsExactly(with: $0 + ".") }
        ?? accepted.contains(atom)
      return holds ? .some(nil) : nil
    case .name(let text): return text == name ? .some(nil) : nil
    case .module(let path): return way.depth(of: path).map { ancestor($0) }
    case .type:
      for depth in innermost {
        let type = way.places[depth].module.type
        if let matched = atomsOfType[ObjectIdentifier(type)]?[atom] {
          return ancestor(depth, matched)
        }
      }
      return nil
    case .frozen: return nil
    }
  }

  private func ancestor(_ depth: Int, _ matchedType: String? = nil) -> ValueExplanation.Ancestor {
    ValueExplanation.Ancestor(
      path: paths[depth], type: way.places[depth].module.type.name, matchedType: matchedType)
  }
}
