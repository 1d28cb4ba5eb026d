/// Elements and memory before and after, where they change, as a table.
struct DiffTotalsTable {
  let rows: [DiffTotals.Row]
  let layout: TextLayout

  /// Writes the table.
  func write(to out: inout OutputBuffer) {
    if rows.isEmpty { return }
    var cells = [["", "before", "after", "change"]]
    cells += rows.map { [$0.title, $0.before, $0.after, $0.change] }
    let widths = (0..<4).map { column in
      cells.reduce(0) { max($0, TerminalText.width(of: $1[column])) }
    }
    // The narrowest terminals have no room for the last column.
    let shown = widths.reduce(6, +) <= layout.columns ? 4 : 3
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
      if number == 0 { layout.style.write(.heading, to: &out, body) } else { body(&out) }
      out.endLine()
    }
  }
}
