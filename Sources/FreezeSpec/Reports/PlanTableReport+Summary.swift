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
    var columnsLeft = 1..<5
    while !columnsLeft.isEmpty {
      // What a narrow line has no room for stands below.
      var used = widths[0]
      let shown = columnsLeft.prefix { column in
        used += 2 + widths[column]
        return used <= columns || column == columnsLeft.lowerBound
      }
      append(rows, shown, widths, to: &out)
      columnsLeft = shown.endIndex..<columnsLeft.upperBound
    }
    if summary.trainable.parameters > 0 {
      appendWrapped(
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
      case 1: style.write(.trainable, to: &out, start)
      case 2: style.write(.frozen, to: &out, start)
      default: start(&out)
      }
      let look: TextStyle.Look? = index == 0 ? .heading : nil
      let rest: (inout OutputBuffer) -> Void = { out in
        for column in shown {
          out.append(blanks: 2)
          out.appendRight(row[column], widths[column])
        }
      }
      if let look { style.write(look, to: &out, rest) } else { rest(&out) }
      out.endLine()
    }
  }

  /// Writes what training holds in eval mode, where the config says so.
  func appendEvalMode(_ mode: EvalMode, to out: inout OutputBuffer) {
    if mode.selectors.isEmpty { return }
    let text = ModulePathList.text(mode.modules, after: "in eval mode: ", columns, lines: 6)
    for line in TerminalText.wrapped(text, to: columns, lines: 6, isProse: false) {
      out.append(line)
      out.endLine()
    }
  }

  /// Writes a sentence, on several lines where one is too narrow.
  func appendWrapped(_ text: String, to out: inout OutputBuffer) {
    for line in TerminalText.wrapped(text, to: columns, lines: 8) {
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
