/// The logits of a plan and their probabilities, as a table.
struct SoftmaxTable {
  let softmax: SoftmaxPreview
  let layout: TextLayout

  /// Writes the table.
  func write(to out: inout OutputBuffer) {
    out.append("\n")
    let title = "softmax"
    let text = title + Self.title(of: softmax)
    for (number, line) in TerminalText.wrapped(text, to: layout.columns, lines: 8).enumerated() {
      if number == 0 { layout.style.write(.heading, title, to: &out) }
      out.append(number == 0 ? line.dropFirst(title.count) : line[...])
      out.endLine()
    }
    guard softmax.logits != nil else { return }
    SoftmaxRowsTable(columns: layout.columns)
      .write({ SoftmaxRows(softmax, most: $0) }, to: &out)
    if let losses = SoftmaxRows.meanLosses(of: softmax) { layout.append(losses, to: &out) }
    layout.append(SoftmaxRows.legend(of: softmax), to: &out)
  }

  /// What follows the word softmax: the temperatures, the dimension, the shape.
  static func title(of softmax: SoftmaxPreview) -> String {
    var text = " at \(temperatures(of: softmax)) along dim \(softmax.dim)"
    if let shape = softmax.logits?.shape, shape.count > 1 {
      text += ", logits of shape \(Shape(shape))"
    }
    return text
  }

  /// `temperature 0.6`, `temperatures 1, 2 and 4`.
  static func temperatures(of softmax: SoftmaxPreview) -> String {
    let texts = softmax.temperatures.map(NumberText.plain)
    return "temperature\(texts.count == 1 ? "" : "s") "
      + listed(texts, most: Limits.temperatures)
  }
}
