extension PlanTableReport {
  /// Writes the totals by state, and what training needs.
  func appendSummary(_ plan: FreezePlan, to out: inout OutputBuffer) {
    let summary = plan.summary
    func row(_ title: String, _ share: PlanSummary.Share) -> [String] {
      [
        title, grouped(share.parameters), grouped(share.elements),
        NumberText.percent(share.elements, of: summary.elements), NumberText.bytes(share.bytes),
      ]
    }
    let total = PlanSummary.Share(
      parameters: summary.parameters, elements: summary.elements,
      bytes: saturatingSum(summary.trainable.bytes, summary.frozen.bytes))
    var rows = [
      ["", "parameters", "elements", "share", "memory"],
      row("trainable", summary.trainable), row("frozen", summary.frozen), row("total", total),
    ]
    if summary.elements == 0 { for index in 1..<rows.count { rows[index][3] = "–" } }
    let widths = (0..<5).map { column in
      rows.reduce(0) { max($0, TerminalText.width(of: $1[column])) }
    }
    for (index, row) in rows.enumerated() {
      let start: (inout OutputBuffer) -> Void = { out in
        out.append(row[0])
        out.append(blanks: widths[0] - row[0].utf8.count)
      }
      switch index {
      case 1: style.write(.trainable, to: &out, start)
      case 2: style.write(.frozen, to: &out, start)
      default: start(&out)
      }
      let look: TextStyle.Look? = index == 0 ? .heading : nil
      let rest: (inout OutputBuffer) -> Void = { out in
        for column in 1..<5 {
          out.append(blanks: 2)
          out.appendRight(row[column], widths[column])
        }
      }
      if let look { style.write(look, to: &out, rest) } else { rest(&out) }
      out.endLine()
    }
    if summary.trainable.parameters > 0 {
      out.append("training adds " + NumberText.bytes(summary.gradientBytes) + " of gradients and ")
      out.append(NumberText.bytes(summary.optimizerBytes) + " of AdamW states\n")
    }
  }

  /// Writes what training holds in eval mode, where the config says so.
  func appendEvalMode(_ mode: EvalMode, to out: inout OutputBuffer) {
    if mode.selectors.isEmpty { return }
    let text = "in eval mode: " + ModulePathList.text(mode.modules)
    for line in TerminalText.wrapped(text, to: min(columns, 100), lines: 6, isProse: false) {
      out.append(line)
      out.endLine()
    }
  }
}

extension OutputBuffer {
  /// Appends a text, with blanks before it up to a width.
  mutating func appendRight(_ text: String, _ width: Int) {
    append(blanks: width - TerminalText.width(of: text))
    append(text)
  }
}
