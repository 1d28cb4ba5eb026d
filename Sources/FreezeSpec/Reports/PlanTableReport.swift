/// A plan for a terminal: the parameters, the rule ledger, the summary and the softmax.
public struct PlanTableReport: Sendable {
  /// What to show.
  public var options: PlanReportOptions

  /// Makes the report.
  public init(_ options: PlanReportOptions = PlanReportOptions()) { self.options = options }

  /// The report in UTF-8.
  public func render(_ plan: FreezePlan, sources: SourceMap) -> [UInt8] {
    var out = OutputBuffer(capacity: plan.model.parameters.count * 96 + 4096)
    let dtypes = plan.dtypesByFrequency
    appendHeading(plan, dtypes, to: &out)
    appendParameters(plan, dtypes, to: &out)
    appendLedger(plan, sources, to: &out)
    appendSummary(plan, to: &out)
    appendEvalMode(plan.evalMode, to: &out)
    if let softmax = plan.softmax { appendSoftmax(softmax, to: &out) }
    return out.logText
  }

  /// The columns to keep to.
  var columns: Int { max(options.columns ?? 1_000_000, 40) }
  var style: TextStyle { TextStyle(isOn: options.usesColour) }

  private func appendHeading(
    _ plan: FreezePlan, _ dtypes: [DType], to out: inout OutputBuffer
  ) {
    style.write(
      .heading, TerminalText.cut(TerminalText.escaped(plan.name), to: columns), to: &out)
    let types = dtypes.map(\.rawValue)
    if !types.isEmpty { out.append(" (" + types.joined(separator: ", ") + ")") }
    out.endLine()
    if let description = plan.description, !description.isEmpty {
      let width = min(columns, 100)
      for line in TerminalText.wrapped(description, to: width, lines: 12) {
        out.append(line)
        out.endLine()
      }
    }
    out.endLine()
  }

  private func appendParameters(
    _ plan: FreezePlan, _ dtypes: [DType], to out: inout OutputBuffer
  ) {
    let rows = PlanRows(plan, options).rows
    if let only = options.only, plan.summary.parameters > 0 {
      let share = only == .frozen ? plan.summary.frozen : plan.summary.trainable
      let all = plan.summary.parameters
      out.append(
        share.parameters == all
          ? "all \(grouped(all)) parameters are \(only.rawValue)\n\n"
          : "\(grouped(share.parameters)) of \(grouped(all)) parameters are \(only.rawValue)\n\n")
    }
    if plan.summary.parameters == 0 { out.append("the model has no parameters\n\n") }
    if rows.isEmpty { return }
    var table = ParameterTable(plan, rows, dtypes, folds: options.folds)
    table.fit(into: columns)
    table.write(style, to: &out)
    out.endLine()
  }
}

extension FreezePlan {
  /// The types of the parameters, the most frequent first.
  var dtypesByFrequency: [DType] {
    var counts: [DType: Int] = [:]
    var run: (dtype: DType, count: Int)?
    for index in model.parameters.indices {
      let dtype = model.parameters[index].parameter.dtype
      if let current = run, current.dtype == dtype {
        run = (dtype, current.count + 1)
      } else {
        if let current = run { counts[current.dtype, default: 0] += current.count }
        run = (dtype, 1)
      }
    }
    if let current = run { counts[current.dtype, default: 0] += current.count }
    return counts.sorted { ($1.value, $0.key.rawValue) < ($0.value, $1.key.rawValue) }.map(\.key)
  }
}
