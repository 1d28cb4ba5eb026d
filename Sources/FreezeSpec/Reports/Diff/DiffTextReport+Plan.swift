extension DiffTextReport {
  /// Writes elements and memory before and after, where they change.
  func appendTotals(_ rows: [DiffTotals.Row], to out: inout OutputBuffer) {
    if rows.isEmpty { return }
    var cells = [["", "before", "after", "change"]]
    cells += rows.map { [$0.title, $0.before, $0.after, $0.change] }
    let widths = (0..<4).map { column in
      cells.reduce(0) { max($0, TerminalText.width(of: $1[column])) }
    }
    // The narrowest terminals have no room for the last column.
    let shown = widths.reduce(6, +) <= columns ? 4 : 3
    out.append("\n")
    for (number, row) in cells.enumerated() {
      let body: (inout OutputBuffer) -> Void = { out in
        out.append(row[0])
        out.append(blanks: widths[0] - TerminalText.width(of: row[0]))
        for column in 1..<shown {
          out.append(blanks: 2)
          out.appendRight(row[column], widths[column])
        }
      }
      if number == 0 { style.write(.heading, to: &out, body) } else { body(&out) }
      out.endLine()
    }
  }

  /// Writes the changes of rules.
  func append(
    _ changes: [PlanDiff.RuleChange], old: PlanSnapshot?, new: PlanSnapshot?,
    to out: inout OutputBuffer
  ) {
    if changes.isEmpty { return }
    out.append("\n")
    style.write(.heading, "rules", to: &out)
    out.append("\n")
    for change in changes {
      switch change {
      case .added(let rule):
        append(.added, "+", "rule \(rule.index)", place(rule, in: new), rule, to: &out)
        appendReason(rule, to: &out)
      case .removed(let rule):
        append(.removed, "-", "rule \(rule.index)", place(rule, in: old), rule, to: &out)
        appendReason(rule, to: &out)
      case .moved(let before, let after):
        append(
          .altered, "~", "rule \(before.index) is now rule \(after.index)", place(after, in: new),
          after, to: &out)
      case .reversed(let before, let after):
        append(
          .altered, "~", "rule \(after.index), which said \(before.action.rawValue)",
          place(after, in: new), after, to: &out)
        appendReasons(before, after, to: &out)
      case .reworded(let before, let after):
        append(
          .altered, "~", "rule \(after.index), in other words", place(after, in: new), after,
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
    style.write(look, sign, to: &out)
    out.append(" ")
    out.append(title)
    style.write(.quiet, place, to: &out)
    let used = 4 + TerminalText.width(of: title) + TerminalText.width(of: place)
    let written = "\(rule.action.rawValue) \(rule.selector)"
    if TerminalText.escapedWidth(of: written) <= columns - used - 2 {
      out.append("  " + TerminalText.escaped(written))
      out.endLine()
      return
    }
    out.append("\n")
    for line in TerminalText.wrapped(written, to: columns - 8, lines: 8, isProse: false) {
      out.append(blanks: 8)
      out.append(line)
      out.endLine()
    }
  }

  private func appendReason(_ rule: PlanSnapshot.Rule, to out: inout OutputBuffer) {
    guard let because = rule.because, !because.isEmpty else { return }
    for line in TerminalText.wrapped(because, to: min(columns, 100) - 8, lines: 8) {
      out.append(blanks: 8)
      style.write(.quiet, line, to: &out)
      out.endLine()
    }
  }

  /// Writes how the reasons of two rules differ.
  private func appendReasons(
    _ old: PlanSnapshot.Rule, _ new: PlanSnapshot.Rule, to out: inout OutputBuffer
  ) {
    if old.because != new.because {
      if let because = old.because {
        appendMarked(.removed, "-", "because: " + because, indent: 8, isProse: true, to: &out)
      }
      if let because = new.because {
        appendMarked(.added, "+", "because: " + because, indent: 8, isProse: true, to: &out)
      }
    }
    if old.isOptional != new.isOptional {
      appendMarked(
        new.isOptional ? .added : .removed, new.isOptional ? "+" : "-", "optional: true",
        indent: 8, to: &out)
    }
  }

  /// Writes the softmax of both sides.
  func appendSoftmax(
    from old: SoftmaxPreview?, to new: SoftmaxPreview?, to out: inout OutputBuffer
  ) {
    guard old != nil || new != nil else { return }
    out.append("\n")
    style.write(.heading, "softmax", to: &out)
    out.append(DiffWording.softmax(from: old, to: new) + "\n")
    let table = DiffSoftmax(old, new, most: max(2, (columns - 16) / 8))
    var rows = table.rows
    if rows.isEmpty { return }
    let titles = rows.reduce(0) { max($0, TerminalText.width(of: $1.title)) }
    let width = rows.flatMap(\.cells).reduce(6) { max($0, TerminalText.width(of: $1)) }
    let fitting = max(2, (columns - 2 - titles) / (width + 2))
    if rows[0].cells.count > fitting { rows = DiffSoftmax(old, new, most: fitting - 1).rows }
    for row in rows {
      out.append("  ")
      out.append(row.title)
      out.append(blanks: titles - TerminalText.width(of: row.title))
      for cell in row.cells {
        out.append("  ")
        out.appendRight(cell, cell == "…" ? 1 : width)
      }
      out.endLine()
    }
  }
}
