/// The rules that change, with their reasons.
struct DiffRuleList {
  let parts: DiffParts
  let layout: TextLayout

  /// Writes the list.
  func write(to out: inout OutputBuffer) {
    if parts.ruleChanges.isEmpty, parts.unmatchedLines.isEmpty { return }
    layout.appendTitle("rules", to: &out)
    for (sign, text) in parts.unmatchedLines {
      layout.appendMarked(sign == "+" ? .added : .removed, sign, text, to: &out)
    }
    for change in parts.ruleChanges {
      switch change {
      case .added(let rule):
        append(.added, "+", "rule \(rule.index)", place(rule, in: parts.new), rule, to: &out)
        appendReason(rule, to: &out)
      case .removed(let rule):
        append(.removed, "-", "rule \(rule.index)", place(rule, in: parts.old), rule, to: &out)
        appendReason(rule, to: &out)
      case .moved(let before, let after):
        append(
          .altered, "~", "rule \(before.index) is now rule \(after.index)",
          place(after, in: parts.new),
          after, to: &out)
      case .reversed(let before, let after):
        append(
          .altered, "~", "rule \(after.index), which said \(before.action.rawValue)",
          place(after, in: parts.new), after, to: &out)
        appendReasons(before, after, to: &out)
      case .reworded(let before, let after):
        let change =
          before.isOptional == after.isOptional
          ? "in other words" : after.isOptional ? "now optional" : "no longer optional"
        append(
          .altered, "~", "rule \(after.index), \(change)", place(after, in: parts.new), after,
          to: &out)
        appendReasons(before, after, to: &out)
      }
    }
  }

  private func place(_ rule: PlanSnapshot.Rule, in plan: PlanSnapshot?) -> String {
    plan.map { " (\(TerminalText.escaped($0.path)):\(rule.line))" } ?? ""
  }

  private func append(
    _ look: TextStyle.Look, _ sign: String, _ title: String, _ place: String,
    _ rule: PlanSnapshot.Rule, to out: inout OutputBuffer
  ) {
    out.append("  ")
    layout.style.write(look, sign, to: &out)
    out.append(" ")
    out.append(title)
    layout.style.write(.quiet, place, to: &out)
    let used = 4 + TerminalText.width(of: title) + TerminalText.width(of: place)
    let written = "\(rule.action.rawValue) \(rule.selector)"
    if TerminalText.escapedWidth(of: written) <= layout.columns - used - 2 {
      out.append("  " + TerminalText.escaped(written))
      out.endLine()
      return
    }
    out.append("\n")
    for line in layout.wrapped(written, to: layout.columns - 8, lines: 8) {
      out.append(blanks: 8)
      out.append(line)
      out.endLine()
    }
  }

  private func appendReason(_ rule: PlanSnapshot.Rule, to out: inout OutputBuffer) {
    guard let because = rule.because, !because.isEmpty else { return }
    let columns = min(layout.columns, 100) - 8
    for line in layout.wrapped(because, to: columns, lines: 8, isProse: true) {
      out.append(blanks: 8)
      layout.style.write(.quiet, line, to: &out)
      out.endLine()
    }
  }

  /// Writes how the reasons of two rules differ.
  private func appendReasons(
    _ old: PlanSnapshot.Rule, _ new: PlanSnapshot.Rule, to out: inout OutputBuffer
  ) {
    if old.because.map({ ExactString($0) }) != new.because.map({ ExactString($0) }) {
      if let because = old.because {
        layout.appendMarked(
          .removed, "-", "because: " + because, indent: 8, isProse: true, to: &out)
      }
      if let because = new.because {
        layout.appendMarked(.added, "+", "because: " + because, indent: 8, isProse: true, to: &out)
      }
    }
    if old.isOptional != new.isOptional {
      layout.appendMarked(
        new.isOptional ? .added : .removed, new.isOptional ? "+" : "-", "optional: true",
        indent: 8, to: &out)
    }
  }
}
