/// The forms of a plan.
public enum PlanFormat: String, CaseIterable, Sendable {
  /// For a terminal: the parameters, what each rule did, the totals and the softmax.
  case table
  /// As the loop `print(name, param.requires_grad)` over `named_parameters()` prints it.
  case plain
  /// For a pull request, in GitHub's Markdown.
  case markdown
  /// For other programs, as `docs/plan.schema.json` describes it; ``PlanSnapshot`` reads it again.
  case json
  /// For pandas and spreadsheets, a line a parameter.
  case csv
  /// A page that loads nothing from the network.
  case html
}

extension FreezePlan {
  /// The plan in one of its forms, in UTF-8.
  ///
  /// What a form has no use for is not looked at: only a table has columns and colours, a table and
  /// Markdown fold rows, and a page shows all parameters.
  ///
  /// - Parameters:
  ///   - format: The form.
  ///   - columns: The columns that a line may take, or `nil` for as many as it needs; names, shapes and
  ///     classes are whole all the same.
  ///   - usesColour: Whether to mark states in a terminal's colours.
  ///   - folds: Whether parameters that differ only in the numbers in their names become one row.
  ///   - only: The state of the parameters to list, or `nil` for all.
  public func rendered(
    as format: PlanFormat, columns: Int? = 80, usesColour: Bool = false, folds: Bool = false,
    only: ParameterState? = nil
  ) -> [UInt8] {
    var out = OutputBuffer()
    let options = PlanReportOptions(
      columns: columns, usesColour: usesColour, folds: folds, only: only)
    write(as: format, options, to: &out)
    return out.finish()
  }

  /// Why a form of the plan is not written: for a page, that it has too many parameters for a browser;
  /// `nil` where there is no reason.
  package func refusal(of format: PlanFormat, pageOf most: Int = Limits.pageParameters) -> String? {
    guard format == .html, model.parameters.count > most else { return nil }
    return "a page shows at most \(grouped(most)) parameters, and the plan has "
      + grouped(model.parameters.count)
  }

  /// Writes the plan in one of its forms, piece by piece.
  ///
  /// - Parameters:
  ///   - columns: The columns that a line may take, or `nil` for as many as it needs.
  ///   - terminalLines: The lines of the terminal that shows the plan, or `nil` where none does.
  ///   - folds: Whether parameters that are alike become one row; where nobody says, those of a table
  ///     that is longer than the terminal do.
  ///   - sink: Takes each piece.
  package func write(
    as format: PlanFormat, columns: Int? = 80, terminalLines: Int? = nil, usesColour: Bool = false,
    folds: Bool? = nil, only: ParameterState? = nil, to sink: @escaping (_ piece: [UInt8]) -> Void
  ) {
    var options = PlanReportOptions(columns: columns, usesColour: usesColour, only: only)
    options.isTerminal = terminalLines != nil
    options.folds = folds ?? false
    if folds == nil, format == .table, let terminalLines {
      options.foldUnasked(PlanRows(self, options).count, terminalLines)
    }
    var out = OutputBuffer(to: sink)
    write(as: format, options, to: &out)
    _ = out.finish()
  }

  private func write(
    as format: PlanFormat, _ options: PlanReportOptions, to out: inout OutputBuffer
  ) {
    switch format {
    case .table: PlanTableReport(options).write(self, to: &out)
    case .plain: PlanPlainReport(options).write(self, to: &out)
    case .markdown: PlanMarkdownReport(options).write(self, to: &out)
    case .json: PlanJSONReport(options).write(self, to: &out)
    case .csv: PlanCSVReport(options).write(self, to: &out)
    case .html: PlanHTMLReport().write(self, to: &out)
    }
  }
}
