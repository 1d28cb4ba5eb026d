/// Why a parameter that no rule matches is in its state.
enum UndecidedReason: Hashable, Sendable {
  /// Everything trains about which nothing is said.
  case byDefault
  /// It declares `requires_grad: false`.
  case declared
  /// The config's key `unmatched` says so.
  case unmatched(UnmatchedOutcome)
}

extension RuleEvaluation {
  /// Why a decision is as it is, where no rule decided.
  func reason(of decision: RuleDecision) -> UndecidedReason? {
    if decision.decidedBy != nil { return nil }
    if !decision.ownRequiresGrad { return .declared }
    return unmatched.map { .unmatched($0) } ?? .byDefault
  }

  /// What `unmatched` did to the parameters that no rule matches.
  var unmatchedEntry: (matched: Int, decided: Int, changed: Int) {
    var counts = [Int](repeating: 0, count: decisions.count)
    for decision in decisionOfTensor { counts[Int(decision)] += 1 }
    var entry = (matched: 0, decided: 0, changed: 0)
    for (decision, count) in zip(decisions, counts) where decision.decidedBy == nil {
      entry.matched += count
      if decision.ownRequiresGrad { entry.decided += count }
      if decision.requiresGrad != decision.ownRequiresGrad { entry.changed += count }
    }
    return entry
  }
}
