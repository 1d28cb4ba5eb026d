/// What reports say of the parameters that no rule matches, where the config says what becomes of them.
enum UnmatchedText {
  /// The config's key.
  static let key = "unmatched"

  /// How many parameters no rule matches, of how many of them the key decides the state, and of how
  /// many it changes it; `nil` where the config has no such key.
  static func counts(_ plan: FreezePlan) -> [String]? {
    guard plan.unmatched != nil else { return nil }
    let entry = plan.evaluation.unmatchedEntry
    return [grouped(entry.matched), grouped(entry.decided), grouped(entry.changed)]
  }

  /// What the key makes of a plan without rules; `nil` where the config has no such key.
  static func ofLedger(_ plan: FreezePlan) -> String? {
    guard let unmatched = plan.unmatched else { return nil }
    let line = plan.sources.location(of: unmatched.span).line
    return switch unmatched.outcome {
    case .train: "every parameter trains, by unmatched: train on line \(line)"
    case .freeze: "every parameter is frozen, by unmatched: freeze on line \(line)"
    case .error: "none is needed, though line \(line) says unmatched: error"
    }
  }
}

extension RuleEvaluation {
  /// Why a parameter is in its state, as one word for programs: `rule`, or without one `unmatched`,
  /// `declared` or `default`.
  func reasonWord(of decision: RuleDecision) -> String {
    reason(of: decision)?.word ?? "rule"
  }
}
