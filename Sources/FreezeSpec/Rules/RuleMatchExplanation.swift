/// Why a rule matches a parameter name, or why not.
struct RuleMatchExplanation: Hashable, Sendable {
  /// The rule's index, from 1.
  let rule: Int
  /// What each part of its selector says.
  let selector: SelectorExplanation

  /// Whether the rule matches.
  var matches: Bool { selector.matches }
}

/// Why a selector matches a parameter name, or why not.
struct SelectorExplanation: Hashable, Sendable {
  /// What the selector consists of.
  indirect enum Parts: Hashable, Sendable {
    /// Selectors, any of which may match.
    case anyOf([SelectorExplanation])
    /// Keys that must all match, and a selector that must not; a lone glob is one key.
    case allOf([TermExplanation], except: SelectorExplanation?)
  }

  /// Whether it matches.
  let matches: Bool
  /// What its parts say.
  let parts: Parts
}

/// Why a key of a selector matches a parameter name, or why not.
struct TermExplanation: Hashable, Sendable {
  /// The key.
  let key: SelectorKey
  /// What each of its values says.
  let values: [ValueExplanation]

  /// Whether any value matches.
  var matches: Bool { values.contains(where: \.matches) }
}

/// Why a value of a selector matches a parameter name, or why not.
struct ValueExplanation: Hashable, Sendable {
  /// A module at or above the parameter that makes a `type` or `module` value match.
  struct Ancestor: Hashable, Sendable {
    /// Its path; empty for the root.
    let path: String
    /// Its class.
    let type: String
    /// The class that a `type` value matches: the module's own or one that it inherits from.
    var matchedType: String?
  }

  /// The value as it is written.
  let text: String
  /// Whether it matches.
  let matches: Bool
  /// The innermost module that makes it match.
  var ancestor: Ancestor?
}

extension RuleEngine {
  /// Tells of every rule why it matches a parameter name, or why not.
  ///
  /// - Parameters:
  ///   - name: A full name; a tensor of several names is matched by what matches any of them.
  ///   - tree: The model.
  /// - Returns: The rules in order, or `nil` where no parameter has that name.
  func explain(_ name: String, in tree: inout ModuleTree) -> [RuleMatchExplanation]? {
    guard let parameter = tree.parameter(named: name) else { return nil }
    let explainer = MatchExplainer(program, name, tree.modules(above: parameter), &tree)
    return zip(rules, program.roots).map { rule, node in
      RuleMatchExplanation(rule: rule.index, selector: explainer.explain(node))
    }
  }

  /// For rules that match a tensor, the first of its names that each matches.
  ///
  /// - Parameters:
  ///   - names: The names, by their place in `named_parameters(remove_duplicate=False)` order.
  ///   - tree: The model.
  /// - Returns: The names by the rules' positions.
  /// - Throws: An error where the rules overlap in too many ways.
  func firstMatches(of names: [Int], in tree: inout ModuleTree) throws(Diagnostic) -> [Int: Int] {
    var budget = MatchingBudget()
    let walk = try SelectorWalk(program, &tree, budget: &budget)
    var known: Set<Int32> = []
    var result: [Int: Int] = [:]
    for name in names {
      let match = walk.matchOfPlace[name]
      // Names that are matched alike need no second look, however many there are.
      guard known.insert(match).inserted else { continue }
      for rule in walk.matches[Int(match)] where result[Int(rule)] == nil {
        result[Int(rule)] = name
      }
    }
    return result
  }
}

/// Holds all selectors of a program against one parameter name.
private struct MatchExplainer {
  private let program: SelectorProgram
  /// For each atom that holds, the module that makes it hold where one does.
  private var held: [Int32: ValueExplanation.Ancestor?] = [:]

  init(
    _ program: SelectorProgram, _ name: String, _ above: [(path: String, place: ModuleTree.Place)],
    _ tree: inout ModuleTree
  ) {
    self.program = program
    var names = LazyDFA(program.names)
    for atom in names.patterns(matching: name) { held.updateValue(nil, forKey: atom) }
    var types = LazyDFA(program.types)
    // From the root inwards, so that the innermost module is the one that stays.
    for (path, place) in above {
      for type in place.module.type.allNames.reversed() {
        for atom in types.patterns(matching: type) {
          held[atom] = ValueExplanation.Ancestor(
            path: path, type: place.module.type.name, matchedType: type)
        }
      }
    }
    for (index, atom) in program.atoms.enumerated() {
      switch atom {
      case .name(let text):
        if text == ExactString(name) { held.updateValue(nil, forKey: Int32(index)) }
      case .module(let path):
        // The plan has bounded what all paths together look at.
        var visits = Int.max
        let places = path.resolve(in: &tree, visits: &visits)
        if let depth = places.last(of: above.map(\.place), in: &tree) {
          held[Int32(index)] = ValueExplanation.Ancestor(
            path: above[depth].path, type: above[depth].place.module.type.name)
        }
      case .pattern, .type, .frozen: break
      }
    }
  }

  func explain(_ id: Int32) -> SelectorExplanation {
    let node = program.nodes[Int(id)]
    switch node.kind {
    case .anyOf(let items):
      let parts = items.map(explain)
      return SelectorExplanation(
        matches: parts.contains(where: \.matches), parts: .anyOf(parts))
    case .allOf(_, let except):
      // No rule has a term without a key.
      let terms = program.terms[node.terms].compactMap { term in
        term.term.map { explain($0, term.occurrences) }
      }
      let exception = except.map(explain)
      return SelectorExplanation(
        matches: terms.allSatisfy(\.matches) && !(exception?.matches ?? false),
        parts: .allOf(terms, except: exception))
    }
  }

  private func explain(_ term: SelectorTerm, _ occurrences: Range<Int>) -> TermExplanation {
    TermExplanation(
      key: term.key,
      values: zip(term.values, occurrences).map { value, occurrence in
        let ancestor = held[program.occurrences[occurrence].atom]
        return ValueExplanation(
          text: value.text, matches: ancestor != nil, ancestor: ancestor ?? nil)
      })
  }
}
