/// A plan as the loop `print(name, param.requires_grad)` over `named_parameters()` prints it.
struct PlanPlainReport: Sendable {
  /// What to show.
  var options: PlanReportOptions

  /// Makes the report.
  init(_ options: PlanReportOptions = PlanReportOptions()) { self.options = options }

  /// Writes the report, in UTF-8.
  func write(_ plan: FreezePlan, to out: inout OutputBuffer) {
    var unfolded = options
    // A line stands for one parameter here, whatever the other formats fold.
    unfolded.folds = false
    let rows = PlanRows(plan, unfolded)
    out.isLog = true
    for row in rows {
      out.append(escaping: row.name)
      out.append(plan.evaluation[row.parameter].requiresGrad ? " True\n" : " False\n")
      out.endPiece()
    }
  }
}
