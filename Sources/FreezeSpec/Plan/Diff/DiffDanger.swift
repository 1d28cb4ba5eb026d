/// What a reviewer must not miss in a diff, beside the parameters that change their state.
public enum DiffDanger: Hashable, Sendable {
  /// An expectation that the new plan does not meet.
  case expectationFails(ExpectationOutcome, heldBefore: Bool)
  /// An expectation that is gone.
  case expectationRemoved(ExpectationOutcome)
  /// An expectation that allows all that it did, and more.
  case expectationRelaxed(old: ExpectationOutcome, new: ExpectationOutcome)
  /// An expectation in the place of another of the same subject, which allows something else.
  case expectationChanged(old: ExpectationOutcome, new: ExpectationOutcome)
  /// What no rule matches may now train, or no longer needs a rule: `unmatched` said `error` or
  /// `freeze`.
  case unmatchedRelaxed(old: UnmatchedOutcome, new: UnmatchedOutcome?)
  /// A rule of both plans that may match nothing now, and had to match something.
  case ruleMadeOptional(PlanSnapshot.Rule)
  /// Modules that were held in eval mode and are no more, or in part only.
  case leavesEvalMode(modules: [String], inPart: Bool)
  /// A parameter that changes its state under several names.
  case changesByTie(names: [String], isTrainable: Bool)
  /// Further parameters that do.
  case moreChangeByTie(Int)
  /// The parameters that both models have stand in another order.
  case reordered
  /// A rule of both plans without which parameters of the old one would be in another state, and
  /// none of the new one.
  case ruleLosesEffect(PlanSnapshot.Rule)
  /// A rule that covers most of a list where another covers it all, which `apply` notes to it, and did
  /// not to any rule of the old plan.
  case ruleCoversPart(PlanSnapshot.Rule, note: String)
}

/// Finds what is dangerous in a diff, the most dangerous first.
struct DiffDangers {
  /// The most parameters that are named one by one for their ties.
  private static let mostTies = 8

  private(set) var all: [DiffDanger] = []
  /// The expectations that came and are none of the dangers, each with the one in whose place it is.
  private(set) var otherExpectations: [(old: ExpectationOutcome?, new: ExpectationOutcome)] = []

  /// Looks at what both plans have, and at their differences.
  init(
    from old: PlanSnapshot?, to new: PlanSnapshot, _ sections: [PlanDiff.Section],
    isReordered: Bool = false, _ evalChange: EvalChange, _ rules: RuleComparison
  ) {
    addExpectations(old?.expectationOutcomes ?? [], new.expectationOutcomes)
    let inPart = Set(evalChange.heldInPart)
    if let before = old?.unmatched, before.guards(against: new.unmatched) {
      all.append(.unmatchedRelaxed(old: before, new: new.unmatched))
    }
    for case .reworded(let before, let after) in rules.changes
    where after.isOptional && !before.isOptional { all.append(.ruleMadeOptional(after)) }
    let left = evalChange.removedModules.filter { !inPart.contains($0) }
    if !left.isEmpty { all.append(.leavesEvalMode(modules: left, inPart: false)) }
    if !inPart.isEmpty {
      all.append(.leavesEvalMode(modules: evalChange.heldInPart, inPart: true))
    }
    addTies(old, new, sections)
    if isReordered { all.append(.reordered) }
    all += rules.idle.map { .ruleLosesEffect($0) }
    all += rules.notes.map { .ruleCoversPart($0.rule, note: $0.text) }
  }

  /// Looks at a plan that is gone: what it expected is held by nothing any more.
  init(removed plan: PlanSnapshot) {
    all = plan.expectationOutcomes.map { .expectationRemoved($0) }
  }

  private mutating func addExpectations(_ old: [ExpectationOutcome], _ new: [ExpectationOutcome]) {
    var held: [ExactString: Bool] = [:]
    for outcome in old { held[ExactString(outcome.text)] = outcome.holds }
    let failing = new.filter { !$0.holds }
    all += failing.map {
      .expectationFails($0, heldBefore: held[ExactString($0.text)] ?? true)
    }
    // Of two equal ones, the one that is left says all that both did.
    let kept = Set(new.map { ExactString($0.text) })
    let removed = old.taking(away: new, by: \.text).filter { !kept.contains(ExactString($0.text)) }
    var places: [ExactString: [Int]] = [:]
    let added = new.taking(away: old, by: \.text)
    for (place, outcome) in added.enumerated().reversed() {
      places[ExactString(outcome.subject), default: []].append(place)
    }
    var partners: [Int: ExpectationOutcome] = [:]
    var isDanger = Set<Int>()
    var changed: [DiffDanger] = []
    for before in removed {
      guard let place = places[ExactString(before.subject)]?.popLast() else {
        all.append(.expectationRemoved(before))
        continue
      }
      let after = added[place]
      partners[place] = before
      if after.allowsNoMore(than: before) { continue }
      isDanger.insert(place)
      changed.append(
        before.allowsNoMore(than: after)
          ? .expectationRelaxed(old: before, new: after)
          : .expectationChanged(old: before, new: after))
    }
    all += changed
    for (place, outcome) in added.enumerated() where !isDanger.contains(place) {
      otherExpectations.append((partners[place], outcome))
    }
  }

  private mutating func addTies(
    _ old: PlanSnapshot?, _ new: PlanSnapshot, _ sections: [PlanDiff.Section]
  ) {
    let changing = sections.filter { $0.kind <= .newlyFrozen }
    if changing.isEmpty { return }
    let tied = new.parameters.tiedNames
    if tied.isEmpty { return }
    // One that was apart before is told under the name that it had.
    var firstNames: [ExactString: ExactString] = [:]
    for (first, others) in tied {
      for name in others { firstNames[ExactString(name)] = first }
    }
    var count = 0
    for section in changing {
      var told: Set<ExactString> = []
      for name in section.groups.lazy.flatMap(\.names) {
        let exact = ExactString(name)
        let first = firstNames[exact] ?? exact
        guard let others = tied[first] else { continue }
        // What names all of them, or none, changes each by its own name.
        let isByOne = [(old, exact), (new, first)].contains { plan, name in
          plan?.decidedByOneName?.contains(name) ?? (plan != nil)
        }
        guard isByOne, told.insert(first).inserted else { continue }
        count += 1
        if count > Self.mostTies { continue }
        all.append(
          .changesByTie(
            names: [first.text] + others, isTrainable: section.kind == .newlyTrainable))
      }
    }
    if count > Self.mostTies { all.append(.moreChangeByTie(count - Self.mostTies)) }
  }
}

extension UnmatchedOutcome {
  /// Whether it holds back what something else in its place would let train unseen.
  fileprivate func guards(against other: UnmatchedOutcome?) -> Bool {
    switch self {
    case .error: other != .error
    case .freeze: other == nil || other == .train
    case .train: false
    }
  }
}

extension ExpectationOutcome {
  /// Whether it surely allows nothing that another one of the same subject does not.
  fileprivate func allowsNoMore(than other: ExpectationOutcome) -> Bool {
    func isBounded<Bound: Comparable>(_ bound: Bound?, by limit: Bound?, _ sign: Int) -> Bool {
      guard let limit else { return true }
      guard let bound else { return false }
      return sign < 0 ? limit <= bound : bound <= limit
    }
    if let bounds = softmaxBounds, let others = other.softmaxBounds {
      return isBounded(bounds.max, by: others.max, 1)
        && isBounded(bounds.minEntropy, by: others.minEntropy, -1)
        && isBounded(bounds.maxEntropy, by: others.maxEntropy, 1)
    }
    // One that bounds no number, or whose bounds are not known, cannot be compared.
    guard minimum != nil || maximum != nil, other.minimum != nil || other.maximum != nil else {
      return false
    }
    return isBounded(minimum, by: other.minimum, -1) && isBounded(maximum, by: other.maximum, 1)
  }
}
