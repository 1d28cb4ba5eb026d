/// A plan as the loop `print(name, param.requires_grad)` over `named_parameters()` prints it.
public struct PlanPlainReport: Sendable {
  /// What to show.
  public var options: PlanReportOptions

  /// Makes the report.
  public init(_ options: PlanReportOptions = PlanReportOptions()) { self.options = options }

  /// The report in UTF-8.
  public func render(_ plan: FreezePlan) -> [UInt8] {
    var unfolded = options
    // A line stands for one parameter here, whatever the other formats fold.
    unfolded.folds = false
    let rows = PlanRows(plan, unfolded)
    var out = OutputBuffer(capacity: rows.count * 48)
    for row in rows {
      out.append(escaping: row.name)
      out.append(plan.evaluation[row.parameter].requiresGrad ? " True\n" : " False\n")
    }
    return out.logText
  }
}
