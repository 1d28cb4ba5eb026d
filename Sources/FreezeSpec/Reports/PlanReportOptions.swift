/// The state of a parameter.
public enum ParameterState: String, CaseIterable, Sendable {
  /// `requires_grad` is False.
  case frozen
  /// `requires_grad` is True.
  case trainable
}

/// What of a plan a report shows, and how.
public struct PlanReportOptions: Sendable {
  /// The columns that a line may take, or `nil` for as many as it needs.
  public var columns: Int?
  /// Whether to mark states in colour.
  public var usesColour = false
  /// Whether parameters that differ only in the numbers in their names become one row.
  public var folds = false
  /// The state of the parameters to list, or `nil` for all.
  public var only: ParameterState?

  /// Makes options.
  public init(
    columns: Int? = 80, usesColour: Bool = false, folds: Bool = false, only: ParameterState? = nil
  ) {
    self.columns = columns
    self.usesColour = usesColour
    self.folds = folds
    self.only = only
  }
}
