/// A plan for a terminal: the parameters, the rule ledger, the summary and the softmax.
struct PlanTableReport: Sendable {
  /// What to show.
  var options: PlanReportOptions

  /// Makes the report.
  init(_ options: PlanReportOptions = PlanReportOptions()) { self.options = options }

  /// The report in UTF-8.
  func render(_ plan: FreezePlan) -> [UInt8] {
    let out = written(plan, escapesCommands: false)
    let text = out.logText
    if text.count == out.bytes.count { return text }
    // What a log must not obey became longer. That is rare, and so layout.columns are measured with it only
    // then.
    return written(plan, escapesCommands: true).logText
  }

  private func written(_ plan: FreezePlan, escapesCommands: Bool) -> OutputBuffer {
    var out = OutputBuffer(capacity: plan.model.parameters.count * 96 + 4096)
    appendHeading(plan, to: &out)
    appendParameters(plan, escapesCommands: escapesCommands, to: &out)
    LedgerTable(plan, layout).write(to: &out)
    SummaryTable(summary: plan.summary, layout: layout).write(to: &out)
    appendEvalMode(plan.evalMode, to: &out)
    if let softmax = plan.softmax {
      SoftmaxTable(softmax: softmax, layout: layout).write(to: &out)
    }
    return out
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
