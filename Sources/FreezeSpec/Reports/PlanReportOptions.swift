/// What of a plan a report shows, and how.
struct PlanReportOptions: Sendable {
  /// The columns that a line may take, or `nil` for as many as it needs.
  var columns: Int?
  /// Whether a terminal shows it, which has no room for longer lines.
  var isTerminal = false
  /// Whether to mark states in colour.
  var usesColour = false
  /// Whether parameters that differ only in the numbers in their names become one row.
  var folds = false
  /// Whether nobody asked for that, so that the report says it.
  var foldsUnasked = false
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

  /// Folds rows that are more than a terminal's lines.
  mutating func foldUnasked(_ rows: Int, _ lines: Int) {
    if rows <= lines { return }
    folds = true
    foldsUnasked = true
  }
}
