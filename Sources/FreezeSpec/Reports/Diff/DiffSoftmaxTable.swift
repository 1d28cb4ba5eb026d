/// The softmax of both sides, where it changes, as a table.
struct DiffSoftmaxTable {
  let parts: DiffParts
  let layout: TextLayout

  /// Writes the table.
  func write(to out: inout OutputBuffer) {
    let (old, new) = (parts.old?.softmax, parts.new?.softmax)
    guard parts.softmaxChanges, old != nil || new != nil else { return }
    out.append("\n")
    let title = "softmax"
    let text = title + DiffWording.softmax(from: old, to: new)
    for (number, line) in TerminalText.wrapped(text, to: layout.columns, lines: 8).enumerated() {
      if number == 0 { layout.style.write(.heading, title, to: &out) }
      out.append(number == 0 ? line.dropFirst(title.count) : line[...])
      out.endLine()
    }
    let table = SoftmaxRowsTable(columns: layout.columns, indent: 2)
    for index in DiffSoftmax.parts(old, new, most: 2).indices {
      table.write({ DiffSoftmax.parts(old, new, most: $0)[index] }, to: &out)
    }
  }
}
