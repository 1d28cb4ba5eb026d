/// The totals of a plan by state, and what training needs, as a table.
struct SummaryTable {
  let summary: PlanSummary
  let layout: TextLayout

  /// Writes the table.
  func write(to out: inout OutputBuffer) {
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
    var columnsLeft = 1..<5
    while !columnsLeft.isEmpty {
      // What a narrow line has no room for stands below.
      var used = widths[0]
      let shown = columnsLeft.prefix { column in
        used += 2 + widths[column]
        return used <= layout.columns || column == columnsLeft.lowerBound
      }
      append(rows, shown, widths, to: &out)
      columnsLeft = shown.endIndex..<columnsLeft.upperBound
    }
    if summary.trainable.parameters > 0 {
      layout.append(
        "training adds \(NumberText.bytes(summary.gradientBytes)) of gradients and "
          + "\(NumberText.bytes(summary.optimizerBytes)) of AdamW states", to: &out)
    }
  }

  /// Writes some columns of the totals, and their titles.
  private func append(
    _ rows: [[String]], _ shown: Range<Int>, _ widths: [Int], to out: inout OutputBuffer
  ) {
    for (index, row) in rows.enumerated() {
      let start: (inout OutputBuffer) -> Void = { out in
        out.append(row[0])
        out.append(blanks: widths[0] - row[0].utf8.count)
      }
      switch index {
      case 1: layout.style.write(.trainable, to: &out, start)
      case 2: layout.style.write(.frozen, to: &out, start)
      default: start(&out)
      }
      let look: TextStyle.Look? = index == 0 ? .heading : nil
      let rest: (inout OutputBuffer) -> Void = { out in
        for column in shown {
          out.append(blanks: 2)
          out.appendRight(row[column], widths[column])
        }
      }
      if let look { layout.style.write(look, to: &out, rest) } else { rest(&out) }
      out.endLine()
    }
  }
}
