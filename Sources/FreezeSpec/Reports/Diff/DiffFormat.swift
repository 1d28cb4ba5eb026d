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
  /// The diff of several configs in one of its forms, in UTF-8, as ``write`` writes it.
  package func rendered(
    as format: DiffFormat, uncompared: [UncomparedConfig] = [], namesConfigs: Bool = false,
    columns: Int = 80, isTerminal: Bool = false, usesColour: Bool = false
  ) -> [UInt8] {
    var out = OutputBuffer()
    write(
      as: format, uncompared: uncompared, namesConfigs: namesConfigs, columns: columns,
      isTerminal: isTerminal, usesColour: usesColour, to: &out)
    return out.finish()
  }

  /// Writes the diff of several configs in one of its forms: JSON, which lists all names, piece by piece.
  ///
  /// - Parameters:
  ///   - format: The form.
  ///   - uncompared: The configs that could not be compared.
  ///   - namesConfigs: Whether to name the configs, and leave those out in which nothing changes.
  ///   - columns: The columns that a line of text keeps to; no fewer than 40.
  ///   - isTerminal: Whether a terminal shows it, where long texts are cut; a file has them whole.
  ///   - usesColour: Whether a text has a terminal's colours.
  ///   - sink: Takes each piece.
  package func write(
    as format: DiffFormat, uncompared: [UncomparedConfig] = [], namesConfigs: Bool = false,
    columns: Int = 80, isTerminal: Bool = false, usesColour: Bool = false,
    to sink: @escaping (_ piece: [UInt8]) -> Void
  ) {
    var out = OutputBuffer(to: sink)
    write(
      as: format, uncompared: uncompared, namesConfigs: namesConfigs, columns: columns,
      isTerminal: isTerminal, usesColour: usesColour, to: &out)
    _ = out.finish()
  }

  private func write(
    as format: DiffFormat, uncompared: [UncomparedConfig], namesConfigs: Bool, columns: Int,
    isTerminal: Bool, usesColour: Bool, to out: inout OutputBuffer
  ) {
    switch format {
    case .text:
      let report = DiffTextReport(
        columns: columns, isTerminal: isTerminal, usesColour: usesColour, namesConfigs: namesConfigs
      )
      out.append(report.render(self, uncompared: uncompared))
    case .markdown:
      out.append(
        DiffMarkdownReport(namesConfigs: namesConfigs).render(self, uncompared: uncompared))
    case .json:
      DiffJSONReport(omitsUnchanged: namesConfigs).write(self, uncompared: uncompared, to: &out)
    case .html:
      out.append(DiffHTMLReport(omitsUnchanged: namesConfigs).render(self, uncompared: uncompared))
    }
  }
}
