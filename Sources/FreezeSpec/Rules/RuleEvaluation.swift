/// What the rules make of a whole model.
///
/// It is a class since the plan has it, and with that most findings.
final class RuleEvaluation: Sendable {
  /// What was evaluated.
  let engine: RuleEngine
  /// The distinct decisions: many tensors share one.
  let decisions: [RuleDecision]
  /// For each tensor, the index of its decision.
  let decisionOfTensor: [Int32]
  /// What each rule did, in order.
  let ledger: [RuleLedgerEntry]
  /// What becomes of the parameters that no rule matches, where the config says so.
  let unmatched: UnmatchedOutcome?

  /// The number of tensors.
  var tensorCount: Int { decisionOfTensor.count }

  /// The decision for a tensor; the arrays in it are shared between tensors.
  subscript(tensor: Int) -> RuleDecision { decisions[Int(decisionOfTensor[tensor])] }

  /// Takes decisions that are made already.
  init(
    engine: RuleEngine, decisions: [RuleDecision], decisionOfTensor: [Int32],
    ledger: [RuleLedgerEntry], unmatched: UnmatchedOutcome? = nil
  ) {
    self.engine = engine
    self.decisions = decisions
    self.decisionOfTensor = decisionOfTensor
    self.ledger = ledger
    self.unmatched = unmatched
  }

  /// Makes the decisions that follow from what the rules match.
  ///
  /// - Parameters:
  ///   - matching: What the rules match.
  ///   - unmatched: What becomes of the parameters that none matches, where the config says so.
  init(_ matching: RuleMatching, unmatched: UnmatchedOutcome? = nil) {
    engine = matching.engine
    self.unmatched = unmatched
    let rules = engine.rules
    let ownStates = matching.ownStates
    var decisions: [RuleDecision] = []
    var counts: [Int] = []
    // For each set of rules the decision where a tensor trains by itself, and where it does not.
    var training = [Int32](repeating: -1, count: matching.matches.count)
    var frozen = ownStates.isEmpty ? [] : training
    let matches = matching.matchOfTensor
    decisionOfTensor = [Int32](unsafeUninitializedCapacity: matches.count) { result, count in
      for (tensor, match) in matches.enumerated() {
        let ownState = ownStates.isEmpty || ownStates[tensor]
        var decision = ownState ? training[Int(match)] : frozen[Int(match)]
        if decision < 0 {
          let matched = matching.matches[Int(match)].prefix { $0 < rules.count }
          let deciding = matched.last.map { rules[Int($0)] }
          decision = Int32(decisions.count)
          decisions.append(
            RuleDecision(
              decidedBy: deciding?.index, matchedBy: matched.map { rules[Int($0)].index },
              requiresGrad: deciding?.action.requiresGrad
                ?? UnmatchedOutcome.state(unmatched, ownState: ownState) ?? ownState,
              ownRequiresGrad: ownState, unmatched: unmatched))
          counts.append(0)
          if ownState { training[Int(match)] = decision } else { frozen[Int(match)] = decision }
        }
        counts[Int(decision)] += 1
        result.initializeElement(at: tensor, to: decision)
      }
      count = matches.count
    }
    self.decisions = decisions
    ledger = [RuleLedgerEntry](rules: rules, zip(decisions, counts))
  }
}
