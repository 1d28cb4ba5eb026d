extension PartExplanation {
  /// The explanation as a text for a terminal, in UTF-8.
  ///
  /// - Parameters:
  ///   - columns: The columns that a line may take, or `nil` for as many as it needs.
  ///   - usesColour: Whether to mark states in a terminal's colours.
  public func rendered(columns: Int? = 80, usesColour: Bool = false) -> [UInt8] {
    rendered(columns: columns, isTerminal: false, usesColour: usesColour)
  }

  /// The explanation as a text for a terminal or a file, in UTF-8.
  package func rendered(columns: Int?, isTerminal: Bool, usesColour: Bool) -> [UInt8] {
    let layout = TextLayout(columns: columns, isTerminal: isTerminal, usesColour: usesColour)
    return PartExplanationReport(layout: layout).render(self)
  }
}

/// Why the parameters of a part of a model are frozen or train, for a terminal.
struct PartExplanationReport {
  let layout: TextLayout

  /// How many rows are shown: who asks for more wants `apply`.
  private static let mostRows = 100
  /// How many rules are shown.
  private static let mostRules = 50

  /// The report in UTF-8.
  func render(_ explanation: PartExplanation) -> [UInt8] {
    let plan = explanation.plan
    var out = OutputBuffer()
    layout.style.write(.heading, to: &out) { out in
      layout.appendName(explanation.name.isEmpty ? "(root)" : explanation.name, indent: 0, to: &out)
    }
    if let type = explanation.type {
      out.append("  ")
      out.append(escaping: type)
    }
    out.endLine()
    let summary = explanation.summary
    layout.append(
      "\(grouped(summary.parameters)) of \(counted(plan.summary.parameters, "parameter")), "
        + "\(counted(summary.elements, "element")): \(grouped(summary.trainable.parameters)) "
        + "trainable, \(grouped(summary.frozen.parameters)) frozen", to: &out)
    out.endLine()
    let rows = PlanRows(plan, foldingAlike: explanation.parameters)
    let shown = rows.prefix(Self.mostRows)
    let isOverriding = explanation.ledger.contains { !$0.overriddenBy.isEmpty }
    ParameterTable(plan, shown, layout, showsOverridden: isOverriding).write(
      layout.style, to: &out)
    let left = rows.parameterCount - shown.parameterCount
    if left > 0 { out.append("and \(counted(left, "parameter")) more\n") }
    out.endLine()
    appendRules(explanation, to: &out)
    return out.logText
  }

  /// Says how many states no rule decides, but `unmatched`.
  private func appendUnmatched(_ explanation: PartExplanation, to out: inout OutputBuffer) {
    let plan = explanation.plan
    guard let unmatched = plan.unmatched else { return }
    var count = 0
    for parameter in explanation.parameters {
      if case .unmatched = plan.evaluation.reason(of: plan.evaluation[parameter]) { count += 1 }
    }
    if count == 0 { return }
    let state = unmatched.outcome == .freeze ? "frozen" : "trainable"
    layout.ofText.append(
      "\(counted(count, "parameter")) \(count == 1 ? "is" : "are") \(state), as no rule matches "
        + "\(count == 1 ? "it" : "them"), and "
        + "\(UnmatchedText.key): \(unmatched.outcome.rawValue)", to: &out)
  }

  private func appendRules(_ explanation: PartExplanation, to out: inout OutputBuffer) {
    let plan = explanation.plan
    if plan.rules.isEmpty {
      out.append("no rules\n")
      appendUnmatched(explanation, to: &out)
      return
    }
    let matching = plan.rules.indices.filter { explanation.ledger[$0].matched > 0 }
    let shown = matching.prefix(Self.mostRules)
    if !shown.isEmpty {
      LedgerTable(
        plan, rules: shown.map { plan.rules[$0] }, shown.map { explanation.ledger[$0] },
        layout.ofText
      ).writeRules(to: &out)
    }
    let left = matching.count - shown.count
    if left > 0 { out.append("and \(counted(left, "rule")) more that match\n") }
    let others = plan.rules.indices.filter { explanation.ledger[$0].matched == 0 }
    if others.isEmpty { return appendUnmatched(explanation, to: &out) }
    if !shown.isEmpty { out.endLine() }
    let numbers = listed(others.map { String(plan.rules[$0].index) }, most: 12)
    layout.ofText.append(
      "rule\(others.count == 1 ? "" : "s") \(numbers) match\(others.count == 1 ? "es" : "") none of "
        + (explanation.summary.parameters == 1 ? "it" : "them"), to: &out)
    // A rule that leaves these out by mistake is among them.
    for rule in others.map({ plan.rules[$0] }) {
      for note in plan.notes(to: rule) {
        layout.ofText.append("note: rule \(rule.index): \(note)", to: &out)
      }
    }
    appendUnmatched(explanation, to: &out)
  }
}
