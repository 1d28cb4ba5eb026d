/// What the rules make of one tensor.
public struct RuleDecision: Hashable, Sendable {
  /// The index of the rule that has the last word, or `nil` where none matches.
  public var decidedBy: Int?
  /// The indices of the rules that match, ascending.
  public var matchedBy: [Int]
  /// The final state.
  public var requiresGrad: Bool
  /// The parameter's own state, which holds where no rule matches.
  public var ownRequiresGrad = true
}

/// What a rule did to a model.
public struct RuleLedgerEntry: Hashable, Sendable {
  /// A rule that decides parameters which this one matches too.
  public struct Override: Hashable, Sendable {
    /// The index of the deciding rule.
    public var rule: Int
    /// The number of parameters it takes over.
    public var count: Int
  }

  /// The rule's index, from 1.
  public var rule: Int
  /// The number of parameters that it matches.
  public var matched = 0
  /// The number of parameters on which it has the last word.
  public var decided = 0
  /// The number of parameters, among the decided, whose state would be another without it.
  public var changed = 0
  /// The rules that decide parameters which it matches, by index.
  public var overriddenBy: [Override] = []
}

/// The decisions for a whole model.
public struct RuleEvaluation: Sendable {
  /// The distinct decisions: many tensors share one.
  var decisions: [RuleDecision] = []
  /// For each tensor, the index of its decision.
  var decisionOfTensor: [Int32] = []

  /// The number of tensors.
  public var tensorCount: Int { decisionOfTensor.count }

  /// The decision for a tensor; the arrays in it are shared between tensors.
  public subscript(tensor: Int) -> RuleDecision { decisions[Int(decisionOfTensor[tensor])] }

  /// What each rule did, in order.
  public var ledger: [RuleLedgerEntry] = []
  /// For each further selector, the tensors that it matches, ascending.
  public var selections: [[Int]] = []
  /// Whether the decisions are those that were meant: no rule has an error.
  public var areRulesSound = true
  /// Errors and warnings about the rules, in no particular order.
  public var diagnostics: [Diagnostic] = []
  /// For each further selector, errors about it or a value in it that matches nothing.
  public var selectorDiagnostics: [[Diagnostic]] = []
}

extension RuleEvaluation {
  /// Makes the decisions that follow from the rules that match.
  ///
  /// - Parameters:
  ///   - codes: For each tensor, its set of selectors times two, plus one where it trains by itself.
  ///   - matches: The sets, ascending; the rules come first.
  ///   - rules: The rules, in order.
  mutating func decide(_ codes: [Int32], _ matches: SetTable, by rules: [Rule]) {
    var known = [Int32](repeating: -1, count: matches.count * 2)
    decisionOfTensor = codes.map { code in
      let index = known[Int(code)]
      if index >= 0 { return index }
      let matched = matches[Int(code >> 1)].prefix { $0 < rules.count }.map { rules[Int($0)] }
      let ownState = code & 1 == 1
      decisions.append(
        RuleDecision(
          decidedBy: matched.last?.index, matchedBy: matched.map(\.index),
          requiresGrad: matched.last?.action.requiresGrad ?? ownState, ownRequiresGrad: ownState))
      known[Int(code)] = Int32(decisions.count - 1)
      return known[Int(code)]
    }
  }
}
