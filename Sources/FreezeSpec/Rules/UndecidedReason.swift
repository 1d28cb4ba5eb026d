/// Why a parameter that no rule matches is in its state.
enum UndecidedReason: Hashable, Sendable {
  /// Everything trains about which nothing is said.
  case byDefault
  /// It declares `requires_grad: false`.
  case declared
  /// The config's key `unmatched` says so.
  case unmatched(UnmatchedOutcome)
}

extension UndecidedReason {
  /// What to say of it behind "no rule matches" of one parameter or of several; nothing where all that
  /// is not mentioned does so.
  func clause(isOfOne: Bool) -> String {
    switch self {
    case .byDefault: ""
    case .declared: ", and \(isOfOne ? "it declares" : "they declare") requires_grad: false"
    case .unmatched(let outcome): ", and unmatched: \(outcome.rawValue)"
    }
  }

  /// It as a word for programs, of which a saved plan is one.
  var word: String {
    switch self {
    case .byDefault: "default"
    case .declared: "declared"
    case .unmatched: "unmatched"
    }
  }
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
