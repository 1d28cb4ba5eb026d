/// A diff for a terminal: what changes for the parameters, then the rules that caused it.
struct DiffTextReport: Sendable {
  /// The width to keep to.
  var columns: Int
  /// Whether to write terminal colours.
  var usesColour: Bool
  /// Whether to name the configs; where two files are compared, both are known.
  var namesConfigs: Bool

  /// Makes the report.
  init(columns: Int = 80, usesColour: Bool = false, namesConfigs: Bool = false) {
    self.columns = max(columns, 40)
    self.usesColour = usesColour
    self.namesConfigs = namesConfigs
  }

  private var layout: TextLayout { TextLayout(columns: columns, usesColour: usesColour) }
  private var style: TextStyle { layout.style }

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
    if overview.isOfMany {
      style.write(.heading, overview.headline, to: &out)
      out.append("\n")
    }
    for config in uncompared {
      layout.appendMarked(.altered, "!", "\(config.path) \(config.reason)", to: &out)
    }
    for (number, change) in shown.enumerated() {
      if number > 0 || overview.isOfMany { out.append("\n") }
      if overview.isOfMany { out.append("== ") }
      append(change, to: &out)
    }
    return out.logText
  }

  private func append(_ change: ConfigChange, to out: inout OutputBuffer) {
    let parts = DiffParts(change)
    let path = TerminalText.escaped(parts.path)
    if parts.old == nil {
      appendTitle(path + " is new", to: &out)
    } else if parts.new == nil {
      appendTitle(path + " is gone", to: &out)
    } else if let origin = parts.renamedFrom {
      appendTitle(TerminalText.escaped(origin) + " → " + path, to: &out)
    } else if namesConfigs {
      appendTitle(path, to: &out)
    }
    style.write(.heading, parts.headline, to: &out)
    out.append("\n")
    DiffParameterList(parts: parts, layout: layout).write(to: &out)
    DiffTotalsTable(rows: parts.totals, layout: layout).write(to: &out)
    DiffRuleList(parts: parts, layout: layout).write(to: &out)
    DiffSoftmaxTable(parts: parts, layout: layout).write(to: &out)
    append(parts.evalChange, to: &out)
    appendExpectations(
      added: parts.addedExpectations, removed: parts.removedExpectations, to: &out)
  }

  private func appendTitle(_ title: String, to out: inout OutputBuffer) {
    style.write(.heading, title, to: &out)
    out.append(": ")
  }

  private func append(_ change: EvalChange, to out: inout OutputBuffer) {
    if change.isEmpty { return }
    layout.appendTitle("eval mode", to: &out)
    for text in change.removedSelectors { layout.appendMarked(.removed, "-", text, to: &out) }
    for text in change.addedSelectors { layout.appendMarked(.added, "+", text, to: &out) }
    for (title, modules) in DiffWording.evalModules(change) {
      let text = ModulePathList.text(modules, after: title + ": ", columns - 4, lines: 8)
      layout.appendMarked(.altered, "~", text, to: &out)
    }
  }

  private func appendExpectations(
    added: [String], removed: [String], to out: inout OutputBuffer
  ) {
    if added.isEmpty, removed.isEmpty { return }
    layout.appendTitle("expectations", to: &out)
    for text in removed { layout.appendMarked(.removed, "-", text, to: &out) }
    for text in added { layout.appendMarked(.added, "+", text, to: &out) }
  }
}
