/// What the reports say of a config, whichever sides it has.
struct DiffParts {
  /// The config's path; the old one where it is gone.
  var path: String
  /// The path before, where it is another now.
  var renamedFrom: String?
  /// The line that it opens with.
  var headline: String
  /// The plan before.
  var old: PlanSnapshot?
  /// The plan after.
  var new: PlanSnapshot?
  /// The parameters that change.
  var sections: [PlanDiff.Section] = []
  /// The rules that change.
  var ruleChanges: [PlanDiff.RuleChange] = []
  /// Whether the softmax changes.
  var softmaxChanges = false
  /// Expectations that came.
  var addedExpectations: [String] = []
  /// Expectations that went.
  var removedExpectations: [String] = []
  /// What becomes of eval mode.
  var evalChange = EvalChange()
  /// What else must not be missed, the most dangerous first.
  var dangers: [DiffDanger] = []
  /// The expectations that came and are none of the dangers, each with the one in whose place it is.
  var otherExpectations: [(old: ExpectationOutcome?, new: ExpectationOutcome)] = []
  /// Elements and memory that change.
  var totals: [DiffTotals.Row] = []

  /// What was and is said of the parameters that no rule matches, where that changes.
  var unmatchedLines: [(sign: String, text: String)] {
    guard let new, old?.unmatched != new.unmatched else { return [] }
    let lines = [("-", old?.unmatched), ("+", new.unmatched)]
    return lines.compactMap { sign, outcome in
      outcome.map { (sign, "\(UnmatchedText.key): \($0.rawValue)") }
    }
  }

  /// The classes that FSDP wraps no more, and those that it wraps now.
  var wrapLines: [(sign: String, text: String)] {
    guard let new else { return [] }
    let before = old?.wrappedClasses ?? []
    return before.taking(away: new.wrappedClasses, by: \.self).map { ("-", $0) }
      + new.wrappedClasses.taking(away: before, by: \.self).map { ("+", $0) }
  }

  init(_ change: ConfigChange) {
    switch change {
    case .added(let plan): self.init(added: plan)
    case .removed(let plan): self.init(removed: plan)
    case .changed(let diff): self.init(diff)
    }
  }

  /// A config that was not there before: all of it is new.
  init(added plan: PlanSnapshot) {
    path = plan.path
    headline = DiffWording.contents(plan)
    new = plan
    sections = ParameterComparison(PlanSnapshot.Parameters(), plan.parameters).sections
    let rules = RuleComparison([], plan.rules)
    ruleChanges = rules.changes
    softmaxChanges = plan.softmax != nil
    addedExpectations = plan.expectations
    evalChange = EvalChange(to: plan)
    let found = DiffDangers(from: nil, to: plan, [], evalChange, rules)
    dangers = found.all
    otherExpectations = found.otherExpectations
    headline = ([headline] + dangers.counts).joined(separator: ", ")
  }

  /// A config that is gone; of what it held only the expectations need a list.
  init(removed plan: PlanSnapshot) {
    path = plan.path
    old = plan
    removedExpectations = plan.expectations
    dangers = DiffDangers(removed: plan).all
    headline = ([DiffWording.contents(plan)] + dangers.counts).joined(separator: ", ")
  }

  /// A config of both sides.
  init(_ diff: PlanDiff) {
    path = diff.new.path
    renamedFrom = diff.renamedFrom
    headline = DiffWording.headline(diff)
    old = diff.old
    new = diff.new
    sections = diff.sections
    ruleChanges = diff.ruleChanges
    softmaxChanges = diff.softmaxChanges
    addedExpectations = diff.addedExpectations
    removedExpectations = diff.removedExpectations
    evalChange = diff.evalChange
    dangers = diff.dangers
    otherExpectations = diff.otherExpectations
    totals = DiffTotals(diff).rows
  }
}
