extension PlanOutcome {
  /// The model as `print(model)` prints it, in UTF-8; `nil` where errors keep it from being built.
  ///
  /// There is one even where errors of the rules keep the plan from being made.
  public func renderedModel() -> [UInt8]? { model.map(ModelReport.render) }
}

/// A model as `print(model)` prints it.
enum ModelReport {
  /// The report in UTF-8.
  ///
  /// The line breaks are PyTorch's own; what in a name does not print is escaped.
  static func render(_ model: Module) -> [UInt8] {
    var out = OutputBuffer()
    out.append(model.repr)
    out.append("\n")
    return out.logText
  }
}
