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
    let layout = layout.ofText
    LedgerTable(plan, layout).write(to: &out)
    SummaryTable(summary: plan.summary, layout: layout).write(to: &out)
    appendEvalMode(plan.evalMode, layout, to: &out)
    ExpectationTable(outcomes: plan.expectationOutcomes, layout: layout).write(to: &out)
    if let softmax = plan.softmax {
      SoftmaxTable(softmax: softmax, layout: layout).write(to: &out)
    }
  }

  private var layout: TextLayout {
    TextLayout(
      columns: options.columns, isTerminal: options.isTerminal, usesColour: options.usesColour)
  }

  private func appendHeading(_ plan: FreezePlan, to out: inout OutputBuffer) {
    layout.style.write(.heading, to: &out) { layout.appendName(plan.name, indent: 0, to: &$0) }
    let types = plan.model.dtypes.map(\.rawValue)
    if types.isEmpty {
      out.endLine()
    } else {
      let text = "(" + types.joined(separator: ", ") + ")"
      let width = TerminalText.escapedWidth(of: plan.name)
      out.append(byte: width + 1 + text.utf8.count <= layout.columns ? 0x20 : 0x0A)
      layout.append(text, to: &out)
    }
    if let description = plan.description, !description.isEmpty {
      let width = min(layout.columns, 100)
      for line in layout.wrapped(description, to: width, lines: 12, isProse: true) {
        out.append(line)
        out.endLine()
      }
    }
    if let failure = plan.expectationOutcomes.failureText {
      layout.appendMarked(.removed, "✗", failure + ", see below", indent: 0, to: &out)
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
    let table = ParameterTable(plan, rows, layout, escapesCommands: escapesCommands)
    table.write(layout.style, to: &out)
    let count = options.foldsUnasked ? rows.parameterCount : rows.count
    if count > rows.count {
      layout.append(
        "\(grouped(count)) parameters in \(grouped(rows.count)) rows; --no-fold gives each its own",
        to: &out)
    }
    out.endLine()
  }

  /// Writes what training has to hold in eval mode, where the config says so.
  private func appendEvalMode(
    _ mode: EvalMode, _ layout: TextLayout, to out: inout OutputBuffer
  ) {
    if mode.selectors.isEmpty { return }
    let start = mode.modules.isEmpty ? "`eval` holds " : EvalModeText.duty + ": "
    let text = ModulePathList.text(mode.modules, after: start, layout.columns, lines: 6)
    layout.append(text, lines: 6, isProse: false, to: &out)
  }
}

extension Model {
  /// Whether a log might take the name of a parameter or of a class for a command.
  fileprivate var mayNameCommands: Bool {
    // What tells a command stands within a component.
    var seen: Set<ObjectIdentifier> = []
    func holdsSign(_ module: Module) -> Bool {
      guard module.parameterCount > 0, seen.insert(ObjectIdentifier(module)).inserted else {
        return false
      }
      return WorkflowCommands.holdsSign(in: module.type.name)
        || module.parameters.contains { WorkflowCommands.holdsSign(in: $0.name) }
        || module.children.contains {
          WorkflowCommands.holdsSign(in: $0.name) || holdsSign($0.module)
        }
    }
    return holdsSign(root)
  }
}
