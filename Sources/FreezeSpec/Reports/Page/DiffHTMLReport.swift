/// A diff as one HTML file that loads nothing from the network: what changes, in the tree and the
/// picture of both plans together.
public struct DiffHTMLReport: Sendable {
  /// Whether configs without changes are left out.
  public var omitsUnchanged: Bool

  /// Makes the report.
  public init(omitsUnchanged: Bool = false) { self.omitsUnchanged = omitsUnchanged }

  /// The report in UTF-8.
  ///
  /// - Parameters:
  ///   - changes: What became of the configs.
  ///   - uncompared: The configs that could not be compared; they are counted.
  public func render(_ changes: [ConfigChange], uncompared: [UncomparedConfig] = []) -> [UInt8] {
    let shown = omitsUnchanged ? changes.filter { !$0.isEmpty } : changes
    var json = JSONWriter(capacity: 1 << 16)
    json.object { json in
      json.field("format", 1)
      json.field("kind", "diff")
      json.field(
        "overview",
        shown.isEmpty && uncompared.isEmpty
          ? "no config changes" : DiffOverview(shown, uncompared).headline)
      json.key("changes")
      json.array { json in
        for change in shown { json.append(change) }
        // The page always shows one, be it empty.
        if shown.isEmpty { json.appendNothing() }
      }
    }
    let title = shown.count == 1 ? shown[0].title : counted(shown.count, "config")
    return HTMLPage.bytes(title: "\(title) · freezespec diff", data: json.bytes)
  }
}

extension ConfigChange {
  /// The config's path, escaped for the eye, with the one before where that was another.
  fileprivate var title: String {
    switch self {
    case .added(let plan), .removed(let plan): TerminalText.escaped(plan.path)
    case .changed(let diff): diff.title
    }
  }
}

extension PlanDiff {
  fileprivate var title: String {
    let path = TerminalText.escaped(new.path)
    if let renamedFrom { return TerminalText.escaped(renamedFrom) + " → " + path }
    let before = TerminalText.escaped(old.path)
    // A config out of git has its revision before its path.
    return before == path || before.hasSuffix(":" + path) ? path : before + " → " + path
  }
}

extension JSONWriter {
  fileprivate mutating func append(_ change: ConfigChange) {
    object { json in
      json.field("config", change.title)
      switch change {
      case .added(let plan):
        json.field("name", TerminalText.escaped(plan.name))
        json.field("headline", "new: " + DiffWording.contents(plan))
        json.appendSides(
          nil, plan, ParameterComparison([], plan.parameters).sections,
          RuleComparison([], plan.rules).changes)
        json.appendTotals([])
        json.append(EvalChange(to: plan))
        json.appendExpectations(added: plan.expectations, removed: [])
      case .removed(let plan):
        json.field("name", TerminalText.escaped(plan.name))
        json.field("headline", "gone: " + DiffWording.contents(plan))
        json.appendSides(plan, nil, ParameterComparison(plan.parameters, []).sections, [])
        json.appendTotals([])
        json.append(EvalChange())
        json.appendExpectations(added: [], removed: [])
      case .changed(let diff):
        json.field("name", TerminalText.escaped(diff.new.name))
        json.field("headline", DiffWording.headline(diff))
        json.appendSides(diff.old, diff.new, diff.sections, diff.ruleChanges)
        json.appendTotals(DiffTotals(diff).rows)
        json.append(diff.evalChange)
        json.appendExpectations(
          added: diff.addedExpectations, removed: diff.removedExpectations)
      }
    }
  }

  private mutating func appendSides(
    _ old: PlanSnapshot?, _ new: PlanSnapshot?, _ sections: [PlanDiff.Section],
    _ ruleChanges: [PlanDiff.RuleChange]
  ) {
    let payload = HTMLDiffPayload(old, new, sections)
    append(payload.tree.table, root: payload.tree.root)
    key("aliases")
    numbers(payload.aliases)
    key("repeated_before")
    numbers(payload.repeatedBefore)
    key("marks")
    runs(payload.marks)
    key("before")
    append(old, of: payload, \.old)
    key("plan")
    append(new, of: payload, \.new)
    append(sections, payload.tree)
    append(ruleChanges)
  }

  private mutating func appendTotals(_ rows: [DiffTotals.Row]) {
    key("totals")
    array { json in
      for row in rows { json.texts([row.title, row.before, row.after, row.change]) }
    }
  }

  private mutating func appendExpectations(added: [String], removed: [String]) {
    field("added_expectations", added.map(HTMLPage.clippedProse))
    field("removed_expectations", removed.map(HTMLPage.clippedProse))
  }

  fileprivate mutating func appendNothing() {
    object { json in
      json.field("config", "")
      json.field("name", "No changes")
      json.field("headline", "no config changes")
      json.appendSides(nil, nil, [], [])
      json.appendTotals([])
      json.append(EvalChange())
      json.appendExpectations(added: [], removed: [])
    }
  }
}
