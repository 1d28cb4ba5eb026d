/// What a rule did to a model.
struct RuleLedgerEntry: Hashable, Sendable {
  /// A rule that decides parameters which this one matches too.
  struct Override: Hashable, Sendable {
    /// The index of the deciding rule.
    let rule: Int
    /// The number of parameters it takes over.
    let count: Int
  }

  /// The rule's index, from 1.
  let rule: Int
  /// The number of parameters that it matches.
  var matched = 0
  /// The number of parameters on which it has the last word.
  var decided = 0
  /// The number of parameters, among the decided, whose state would be another without it.
  var changed = 0
  /// The rules that decide parameters which it matches, by index.
  var overriddenBy: [Override] = []
  /// The parameters, among the decided, that are in its state by themselves.
  var alreadySoByThemselves = 0
  /// The parameters, among the decided, that another rule leaves in its state, by that rule's index.
  var alreadySo: [Int: Int] = [:]
}

extension [RuleLedgerEntry] {
  /// Counts what each rule did, in order.
  ///
  /// - Parameters:
  ///   - rules: The rules.
  ///   - decisions: The distinct decisions, and how many tensors share each.
  init(rules: [Rule], _ decisions: some Sequence<(RuleDecision, Int)>) {
    self = rules.map { RuleLedgerEntry(rule: $0.index) }
    var overriddenBy: [[Int: Int]] = [[Int: Int]](repeating: [:], count: rules.count)
    for (decision, count) in decisions {
      let matched = decision.matchedBy.compactMap(rules.position(ofIndex:))
      guard let last = matched.last else { continue }
      for place in matched {
        self[place].matched += count
        if place != last { overriddenBy[place][rules[last].index, default: 0] += count }
      }
      self[last].decided += count
      let before = matched.dropLast().last.map { rules[$0] }
      if before?.action.requiresGrad ?? decision.stateWithoutRules == decision.requiresGrad {
        if let before {
          self[last].alreadySo[before.index, default: 0] += count
        } else {
          self[last].alreadySoByThemselves += count
        }
      } else {
        self[last].changed += count
      }
    }
    for (place, counts) in overriddenBy.enumerated() {
      self[place].overriddenBy = counts.sorted { $0.key < $1.key }
        .map { RuleLedgerEntry.Override(rule: $0.key, count: $0.value) }
    }
  }
}
