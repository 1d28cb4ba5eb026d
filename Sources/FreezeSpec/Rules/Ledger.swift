/// Counts what each rule did.
struct Ledger {
  /// A row for each rule, in order.
  private(set) var entries: [RuleLedgerEntry]
  /// For each rule, the parameters it decides that are in its state without it already, by what
  /// puts them there: a rule's index, or 0 for their own state.
  private(set) var alreadySo: [[Int: Int]]

  /// Counts over the distinct decisions.
  init(rules: [Rule], _ evaluation: RuleEvaluation) {
    entries = rules.map { RuleLedgerEntry(rule: $0.index) }
    alreadySo = Array(repeating: [:], count: rules.count)
    // A rule's index is its place, from 1; told from its position here to be safe of gaps.
    var positions: [Int: Int] = [:]
    for (position, rule) in rules.enumerated() { positions[rule.index] = position }
    var counts = [Int](repeating: 0, count: evaluation.decisions.count)
    for decision in evaluation.decisionOfTensor { counts[Int(decision)] += 1 }
    var overriddenBy: [[Int: Int]] = Array(repeating: [:], count: rules.count)
    for (decision, count) in zip(evaluation.decisions, counts) {
      let matched = decision.matchedBy.compactMap { positions[$0] }
      guard let last = matched.last else { continue }
      for position in matched {
        entries[position].matched += count
        if position != last { overriddenBy[position][rules[last].index, default: 0] += count }
      }
      entries[last].decided += count
      if let before = matched.dropLast().last {
        if rules[before].action == rules[last].action {
          alreadySo[last][rules[before].index, default: 0] += count
        } else {
          entries[last].changed += count
        }
      } else if decision.ownRequiresGrad == decision.requiresGrad {
        alreadySo[last][0, default: 0] += count
      } else {
        entries[last].changed += count
      }
    }
    for (position, counts) in overriddenBy.enumerated() {
      entries[position].overriddenBy = counts.sorted { $0.key < $1.key }
        .map { RuleLedgerEntry.Override(rule: $0.key, count: $0.value) }
    }
  }
}
