/// The check that something is frozen.
struct SomethingIsFrozen {
  let survey: TrainingSurvey
  private var plan: FreezePlan { survey.plan }

  /// Finds that every parameter trains although rules freeze.
  var findings: [Diagnostic] {
    guard plan.summary.frozen.parameters == 0 else { return [] }
    let freezing = plan.rules.filter { $0.action == .freeze }
    guard let first = freezing.first else { return [] }
    let all = plan.summary.parameters
    let indices = listed(freezing.map { String($0.index) })
    let rules = freezing.count == 1 ? "rule \(indices) freezes" : "rules \(indices) freeze"
    let notes = freezing.prefix(5).map { rule in
      let entry = plan.ledgerEntry(of: rule)
      return entry.matched == 0
        ? "rule \(rule.index) matches nothing"
        : "rule \(rule.index) matches \(counted(entry.matched)), and later rules train them"
    }
    return [
      Diagnostic(
        .everythingTrains,
        "everything trains: "
          + (all == 1 ? "the only parameter is not" : "none of the \(counted(all)) is")
          + " frozen, although " + rules, at: first.selector.span, notes: notes,
        help: [
          freezing.allSatisfy { plan.ledgerEntry(of: $0).matched == 0 }
            ? "an optional rule that matches nothing freezes nothing: look for a slip in its selector"
            : "the last rule that matches a parameter decides it: put what freezes last"
        ])
    ]
  }
}
