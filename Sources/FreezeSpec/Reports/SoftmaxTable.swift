/// The logits of a plan and their probabilities, as a table.
struct SoftmaxTable {
  let softmax: SoftmaxPreview
  let layout: TextLayout

  /// Writes the table.
  func write(to out: inout OutputBuffer) {
    out.append("\n")
    let title = "softmax"
    var text = "\(title) at temperature \(NumberText.plain(softmax.temperature)) along dim "
    text += "\(softmax.dim)"
    if let shape = softmax.logits?.shape, shape.count > 1 {
      text += ", logits of shape \(Shape(shape))"
    }
    for (number, line) in TerminalText.wrapped(text, to: layout.columns, lines: 8).enumerated() {
      if number == 0 { layout.style.write(.heading, title, to: &out) }
      out.append(number == 0 ? line.dropFirst(title.count) : line[...])
      out.endLine()
    }
    guard let logits = softmax.logits, let probabilities = softmax.probabilities,
      let atTemperature1 = softmax.atTemperature1
    else { return }
    let blocks = [
      ("logits", logits),
      ("T = \(NumberText.plain(softmax.temperature))", probabilities),
      ("T = 1", atTemperature1),
    ]
    let titleWidth = blocks.reduce(0) { max($0, $1.0.utf8.count) }
    let excerpt = ArrayExcerpt(logits.shape, rows: 8)
    let labelWidth = excerpt.labels.reduce(0) { max($0, $1.utf8.count) }
    let prefix = titleWidth + (labelWidth > 0 ? labelWidth + 2 : 0)

    let lastDimension = logits.shape.last ?? 0
    // Numbers are at least six columns, and so more than this many never fit.
    let most = max(2, min(lastDimension, layout.columns / 8))
    var texts: [[[String]]] = []
    var width = 1
    func fill(_ columns: [Int?]) {
      width = 1
      texts = blocks.map { block in
        excerpt.rows.map { row in
          columns.map { column in
            guard let column else { return "…" }
            let text = NumberText.fixed(block.1.elements[row * lastDimension + column])
            width = max(width, TerminalText.width(of: text))
            return text
          }
        }
      }
    }
    let columnsShown = excerpt.columns(atMost: most)
    fill(columnsShown)
    let fitting = max(2, (layout.columns - prefix) / (width + 2))
    if columnsShown.count > fitting { fill(excerpt.columns(atMost: fitting - 1)) }
    for (index, block) in blocks.enumerated() {
      for (number, row) in texts[index].enumerated() {
        let title = number == 0 ? block.0 : ""
        out.append(title)
        out.append(blanks: titleWidth - title.utf8.count)
        if labelWidth > 0 {
          out.append(blanks: 2)
          out.append(excerpt.labels[number])
          out.append(blanks: labelWidth - excerpt.labels[number].utf8.count)
        }
        for text in row {
          out.append(blanks: 2)
          out.appendRight(text, text == "…" ? 1 : width)
        }
        out.endLine()
        if number + 1 == excerpt.rowsBeforeGap {
          out.append(blanks: titleWidth + 2)
          out.append("… \(grouped(excerpt.rowsLeftOut)) more\n")
        }
      }
    }
  }
}
