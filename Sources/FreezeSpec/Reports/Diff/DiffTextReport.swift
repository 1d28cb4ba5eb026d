/// A diff for a terminal: what changes for the parameters, then the rules that caused it.
public struct DiffTextReport: Sendable {
  /// The width to keep to.
  public var columns: Int
  /// Whether to write terminal colours.
  public var usesColour: Bool
  /// Whether to name the configs; where two files are compared, both are known.
  public var namesConfigs: Bool

  /// Makes the report.
  public init(columns: Int = 80, usesColour: Bool = false, namesConfigs: Bool = false) {
    self.columns = max(columns, 40)
    self.usesColour = usesColour
    self.namesConfigs = namesConfigs
  }

  var style: TextStyle { TextStyle(isOn: usesColour) }

  /// The report in UTF-8; configs without changes are left out where they are named.
  ///
  /// - Parameters:
  ///   - changes: What became of the configs.
  ///   - uncompared: The configs that could not be compared.
  public func render(_ changes: [ConfigChange], uncompared: [UncomparedConfig] = []) -> [UInt8] {
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
      appendMarked(.altered, "!", "\(config.path) \(config.reason)", to: &out)
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
    appendParameters(parts.sections, old: parts.old, new: parts.new, to: &out)
    appendTotals(parts.totals, to: &out)
    append(parts.ruleChanges, old: parts.old, new: parts.new, to: &out)
    if parts.softmaxChanges {
      appendSoftmax(from: parts.old?.softmax, to: parts.new?.softmax, to: &out)
    }
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
    out.append("\n")
    style.write(.heading, "eval mode", to: &out)
    out.append("\n")
    for text in change.removedSelectors { appendMarked(.removed, "-", text, to: &out) }
    for text in change.addedSelectors { appendMarked(.added, "+", text, to: &out) }
    for (title, modules) in DiffWording.evalModules(change) {
      let text = ModulePathList.text(modules, after: title + ": ", columns - 4, lines: 8)
      appendMarked(.altered, "~", text, to: &out)
    }
  }

  private func appendExpectations(
    added: [String], removed: [String], to out: inout OutputBuffer
  ) {
    if added.isEmpty, removed.isEmpty { return }
    out.append("\n")
    style.write(.heading, "expectations", to: &out)
    out.append("\n")
    for text in removed { appendMarked(.removed, "-", text, to: &out) }
    for text in added { appendMarked(.added, "+", text, to: &out) }
  }

  /// Writes a text of the config's behind a sign.
  func appendMarked(
    _ look: TextStyle.Look, _ sign: String, _ text: String, indent: Int = 2,
    isProse: Bool = false, to out: inout OutputBuffer
  ) {
    let lines = TerminalText.wrapped(
      text, to: max(16, columns - indent - 2), lines: 8, isProse: isProse)
    for (number, line) in lines.enumerated() {
      out.append(blanks: indent)
      if number == 0 { style.write(look, sign, to: &out) } else { out.append(" ") }
      out.append(" " + line)
      out.endLine()
    }
  }
}
