/// A plan for a terminal: the parameters, the rule ledger, the summary and the softmax.
struct PlanTableReport: Sendable {
  /// What to show.
  var options: PlanReportOptions

  /// Makes the report.
  init(_ options: PlanReportOptions = PlanReportOptions()) { self.options = options }

  /// Writes the report, in UTF-8.
  func write(_ plan: FreezePlan, to out: inout OutputBuffer) {
    out.isLog = true
    appendHeading(plan, to: &out)
    // What a log must not obey is longer when it is escaped. That is rare, and so columns are
    // measured with it only where there is such a name.
    appendParameters(plan, escapesCommands: plan.model.mayNameCommands, to: &out)
    LedgerTable(plan, layout).write(to: &out)
    SummaryTable(summary: plan.summary, layout: layout).write(to: &out)
    appendEvalMode(plan.evalMode, to: &out)
    if let softmax = plan.softmax {
      SoftmaxTable(softmax: softmax, layout: layout).write(to: &out)
    }
  }

  private var layout: TextLayout {
    TextLayout(columns: options.columns, usesColour: options.usesColour)
  }

  private func appendHeading(_ plan: FreezePlan, to out: inout OutputBuffer) {
    let name = TerminalText.cut(TerminalText.escaped(plan.name), to: layout.columns)
    layout.style.write(.heading, name, to: &out)
    let types = plan.model.dtypes.map(\.rawValue)
    if types.isEmpty {
      out.endLine()
    } else {
      let text = "(" + types.joined(separator: ", ") + ")"
      let fits = TerminalText.width(of: name) + 1 + text.utf8.count <= layout.columns
      out.append(byte: fits ? 0x20 : 0x0A)
      layout.append(text, to: &out)
    }
    if let description = plan.description, !description.isEmpty {
      let width = min(layout.columns, 100)
      for line in TerminalText.wrapped(description, to: width, lines: 12) {
        out.append(line)
        out.endLine()
      }
    }
    out.endLine()
  }

  private func appendParameters(
    _ plan: FreezePlan, escapesCommands: Bool, to out: inout OutputBuffer
  ) {
    var rows = PlanRows(plan, options)
    if escapesCommands { rows = rows.escapingCommands() }
    if let only = options.only, plan.summary.parameters > 0 {
      let share = only == .frozen ? plan.summary.frozen : plan.summary.trainable
      let all = plan.summary.parameters
      layout.append(
        share.parameters == all
          ? "all \(grouped(all)) parameters are \(only.rawValue)"
          : "\(grouped(share.parameters)) of \(grouped(all)) parameters are \(only.rawValue)",
        to: &out)
      out.endLine()
    }
    if plan.summary.parameters == 0 { out.append("the model has no parameters\n\n") }
    if rows.isEmpty { return }
    var table = ParameterTable(plan, rows, folds: options.folds, escapesCommands: escapesCommands)
    table.fit(into: layout.columns)
    table.write(layout.style, to: &out)
    out.endLine()
  }

  /// Writes what training holds in eval mode, where the config says so.
  private func appendEvalMode(_ mode: EvalMode, to out: inout OutputBuffer) {
    if mode.selectors.isEmpty { return }
    let text = ModulePathList.text(mode.modules, after: "in eval mode: ", layout.columns, lines: 6)
    layout.append(text, lines: 6, isProse: false, to: &out)
  }
}

extension Model {
  /// Whether a log might take the name of a parameter or of a class for a command.
  fileprivate var mayNameCommands: Bool {
    parameters.contains {
      WorkflowCommands.holdsSign(in: $0.name) || WorkflowCommands.holdsSign(in: $0.type.name)
    } || tiedNames.values.contains { $0.contains(where: WorkflowCommands.holdsSign) }
  }
}
