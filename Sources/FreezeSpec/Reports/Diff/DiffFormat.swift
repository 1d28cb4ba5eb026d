/// The forms of a diff.
public enum DiffFormat: String, CaseIterable, Sendable {
  /// For a terminal: what changes for the parameters, then the rules that caused it.
  case text
  /// One comment on a pull request, in GitHub's Markdown.
  case markdown
  /// For other programs, as `docs/diff.schema.json` describes it.
  case json
  /// A page that loads nothing from the network.
  case html
}

extension PlanDiff {
  /// The diff in one of its forms, in UTF-8.
  ///
  /// - Parameters:
  ///   - format: The form.
  ///   - columns: The columns that a line of text keeps to; no fewer than 40.
  ///   - isTerminal: Whether a terminal shows it, where long texts are cut; a file has them whole.
  ///   - usesColour: Whether a text has a terminal's colours.
  public func rendered(
    as format: DiffFormat, columns: Int = 80, isTerminal: Bool = false, usesColour: Bool = false
  ) -> [UInt8] {
    [ConfigChange.changed(self)].rendered(
      as: format, columns: columns, isTerminal: isTerminal, usesColour: usesColour)
  }
}

extension [ConfigChange] {
  /// The diff of several configs in one of its forms, in UTF-8.
  ///
  /// - Parameters:
  ///   - format: The form.
  ///   - uncompared: The configs that could not be compared.
  ///   - namesConfigs: Whether to name the configs, and leave those out in which nothing changes.
  ///   - columns: The columns that a line of text keeps to; no fewer than 40.
  ///   - isTerminal: Whether a terminal shows it, where long texts are cut; a file has them whole.
  ///   - usesColour: Whether a text has a terminal's colours.
  package func rendered(
    as format: DiffFormat, uncompared: [UncomparedConfig] = [], namesConfigs: Bool = false,
    columns: Int = 80, isTerminal: Bool = false, usesColour: Bool = false
  ) -> [UInt8] {
    switch format {
    case .text:
      DiffTextReport(
        columns: columns, isTerminal: isTerminal, usesColour: usesColour, namesConfigs: namesConfigs
      ).render(self, uncompared: uncompared)
    case .markdown:
      DiffMarkdownReport(namesConfigs: namesConfigs).render(self, uncompared: uncompared)
    case .json: DiffJSONReport(omitsUnchanged: namesConfigs).render(self, uncompared: uncompared)
    case .html: DiffHTMLReport(omitsUnchanged: namesConfigs).render(self, uncompared: uncompared)
    }
  }
}
