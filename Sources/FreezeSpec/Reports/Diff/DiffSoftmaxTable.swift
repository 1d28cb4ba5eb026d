/// The softmax of both sides, where it changes, as a table.
struct DiffSoftmaxTable {
  let parts: DiffParts
  let layout: TextLayout

  /// Writes the table.
  func write(to out: inout OutputBuffer) {
    let (old, new) = (parts.old?.softmax, parts.new?.softmax)
    guard parts.softmaxChanges, old != nil || new != nil else { return }
    out.append("\n")
    layout.style.write(.heading, "softmax", to: &out)
    out.append(DiffWording.softmax(from: old, to: new) + "\n")
    let table = DiffSoftmax(old, new, most: max(2, (layout.columns - 16) / 8))
    var rows = table.rows
    if rows.isEmpty { return }
    let titles = rows.reduce(0) { max($0, TerminalText.width(of: $1.title)) }
    let width = rows.flatMap(\.cells).reduce(6) { max($0, TerminalText.width(of: $1)) }
    let fitting = max(2, (layout.columns - 2 - titles) / (width + 2))
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
