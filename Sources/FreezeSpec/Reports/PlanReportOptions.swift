/// What of a plan a report shows, and how.
struct PlanReportOptions: Sendable {
  /// The columns that a line may take, or `nil` for as many as it needs.
  var columns: Int?
  /// Whether to mark states in colour.
  var usesColour = false
  /// Whether parameters that differ only in the numbers in their names become one row.
  var folds = false
  /// The state of the parameters to list, or `nil` for all.
  var only: ParameterState?

  /// Makes options.
  init(
    columns: Int? = 80, usesColour: Bool = false, folds: Bool = false, only: ParameterState? = nil
  ) {
    self.columns = columns
    self.usesColour = usesColour
    self.folds = folds
    self.only = only
  }
}
