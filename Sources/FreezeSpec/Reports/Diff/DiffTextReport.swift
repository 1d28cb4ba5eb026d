/// A diff for a terminal: what changes for the parameters, then the rules that caused it.
struct DiffTextReport: Sendable {
  /// The width to keep to.
  var columns: Int
  /// Whether a terminal shows it: a file is searched, and so has all texts whole.
  var isTerminal: Bool
  /// Whether to write terminal colours.
  var usesColour: Bool
  /// Whether to name the configs; where two files are compared, both are known.
  var namesConfigs: Bool

  /// Makes the report.
  init(
    columns: Int = 80, isTerminal: Bool = false, usesColour: Bool = false,
    namesConfigs: Bool = false
  ) {
    self.columns = max(columns, 40)
    self.isTerminal = isTerminal
    self.usesColour = usesColour
    self.namesConfigs = namesConfigs
  }

  private var layout: TextLayout {
    TextLayout(columns: columns, isTerminal: isTerminal, usesColour: usesColour)
  }

  /// The report in UTF-8; configs without changes are left out where they are named.
  ///
  /// - Parameters:
  ///   - changes: What became of the configs.
  ///   - uncompared: The configs that could not be compared.
  func render(_ changes: [ConfigChange], uncompared: [UncomparedConfig] = []) -> [UInt8] {
    let overview = DiffOverview(
      namesConfigs ? changes.filter { !$0.isEmpty } : changes, uncompared)
    let shown = overview.changes
    var out = OutputBuffer(capacity: 4096)
    if shown.isEmpty, uncompared.isEmpty { out.append("no config changes\n") }
    if overview.isOfMany { layout.appendHeading(overview.headline, to: &out) }
    for config in uncompared {
      layout.appendMarked(.alarm, "!", "\(config.path) \(config.reason())", to: &out)
      append(notes: config.notes, to: &out)
    }
    for (number, change) in shown.enumerated() {
      if number > 0 || overview.isOfMany { out.append("\n") }
      append(change, after: overview.isOfMany ? "== " : "", to: &out)
    }
    return out.logText
  }

  private func append(_ change: ConfigChange, after start: String, to out: inout OutputBuffer) {
    let parts = DiffParts(change)
    layout.appendHeading(start + title(parts) + parts.headline, to: &out)
    append(parts.dangers, to: &out)
    DiffParameterList(parts: parts, layout: layout).write(to: &out)
    DiffTotalsTable(rows: parts.totals, layout: layout).write(to: &out)
    DiffRuleList(parts: parts, layout: layout).write(to: &out)
    DiffSoftmaxTable(parts: parts, layout: layout).write(to: &out)
    append(parts.evalChange, to: &out)
    append(wrap: parts.wrapLines, to: &out)
    append(parts.otherExpectations, to: &out)
  }

  /// What stands before the headline: the config, where a reader does not know it.
  private func title(_ parts: DiffParts) -> String {
    let path = TerminalText.escaped(parts.path)
    if parts.old == nil { return "\(path) is new: " }
    if parts.new == nil { return "\(path) is gone: " }
    if let origin = parts.renamedFrom { return "\(TerminalText.escaped(origin)) → \(path): " }
    return namesConfigs ? "\(path): " : ""
  }

  private func append(_ change: EvalChange, to out: inout OutputBuffer) {
    let selectors = change.removedSelectors + change.addedSelectors
    if selectors.isEmpty, change.addedModules.isEmpty { return }
    layout.appendTitle("eval mode", to: &out)
    for text in change.removedSelectors { layout.appendMarked(.removed, "-", text, to: &out) }
    for text in change.addedSelectors { layout.appendMarked(.added, "+", text, to: &out) }
    if change.addedModules.isEmpty { return }
    let title = "now in eval mode: "
    let text = ModulePathList.text(change.addedModules, after: title, columns - 4, lines: 8)
    layout.appendMarked(.altered, "~", text, to: &out)
  }

  /// Writes the classes that FSDP wraps no more, and those that it wraps now.
  private func append(wrap lines: [(sign: String, text: String)], to out: inout OutputBuffer) {
    if lines.isEmpty { return }
    layout.appendTitle("FSDP units", to: &out)
    for (sign, name) in lines {
      layout.appendMarked(sign == "-" ? .removed : .added, sign, name, to: &out)
    }
  }

  /// Writes the expectations that came and are no danger.
  private func append(
    _ expectations: [(old: ExpectationOutcome?, new: ExpectationOutcome)],
    to out: inout OutputBuffer
  ) {
    if expectations.isEmpty { return }
    layout.appendTitle("expectations", to: &out)
    for (old, new) in expectations {
      if let old { layout.appendMarked(.removed, "-", old.text, to: &out) }
      layout.appendMarked(.added, "+", new.text, to: &out)
    }
  }

  /// Writes what must not be missed.
  private func append(_ dangers: [DiffDanger], to out: inout OutputBuffer) {
    for danger in dangers {
      let wording = DiffDangerWording(danger)
      layout.appendMarked(
        wording.isFailure ? .removed : .alarm, wording.isFailure ? "✗" : "!", wording.text, to: &out
      )
      append(notes: wording.notes, to: &out)
    }
  }

  private func append(notes: [String], to out: inout OutputBuffer) {
    for note in notes {
      layout.appendMarked(.quiet, "-", note, indent: 6, isProse: true, to: &out)
    }
  }
}
