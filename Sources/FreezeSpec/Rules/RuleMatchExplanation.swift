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

extension RuleEvaluation {
  /// The tensors, of those with several names, whose deciding rule matches some of their names and not
  /// the others.
  ///
  /// - Parameters:
  ///   - tensorOfName: The tensor of each name, by its place in
  ///     `named_parameters(remove_duplicate=False)` order; `nil` where each has one name.
  ///   - tree: The model.
  func tensorsDecidedByOneName(_ tensorOfName: [Int]?, in tree: inout ModuleTree) -> Set<Int> {
    guard let tensorOfName else { return [] }
    var budget = MatchingBudget()
    // The plan was made by the same walk.
    guard let walk = try? SelectorWalk(engine.program, &tree, budget: &budget) else { return [] }
    var positions: [Int: Int32] = [:]
    for (position, rule) in engine.rules.enumerated() { positions[rule.index] = Int32(position) }
    struct Case: Hashable {
      let match: Int32
      let decision: Int32
    }
    var known: [Case: Bool] = [:]
    var result: Set<Int> = []
    for (name, tensor) in tensorOfName.enumerated() {
      let decision = decisionOfTensor[tensor]
      guard let rule = decisions[Int(decision)].decidedBy, let position = positions[rule] else {
        continue
      }
      let match = walk.matchOfPlace[name]
      let place = Case(match: match, decision: decision)
      let isMatched = known[place] ?? walk.matches[Int(match)].contains(position)
      known[place] = isMatched
      if !isMatched { result.insert(tensor) }
    }
    return result
  }
}

extension RuleEngine {
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
