/// The rows of a softmax as tables in Markdown: one for each distribution.
enum SoftmaxMarkdown {
  /// The table of a distribution.
  static func table(_ slice: SoftmaxRows.Slice, _ figures: [String]) -> String {
    let label = slice.label.isEmpty ? "" : MarkdownText.code(slice.label)
    var text = line([label] + slice.columns + figures)
    text += "|---|" + String(repeating: "---:|", count: slice.columns.count + figures.count) + "\n"
    for row in slice.rows {
      let blanks = [String](repeating: "", count: row.figures.isEmpty ? figures.count : 0)
      text += line([row.title] + row.cells + row.figures + blanks)
    }
    return text
  }

  /// All tables, with what lies between them.
  static func tables(_ rows: SoftmaxRows) -> String {
    var text = ""
    for (number, slice) in rows.slices.enumerated() {
      text += table(slice, rows.figures) + "\n"
      if number + 1 == rows.slicesBeforeGap { text += "… \(grouped(rows.slicesLeftOut)) more\n\n" }
    }
    return text
  }

  private static func line(_ cells: [String]) -> String {
    // A bare > after a line break would be a quote, and a bare < might start a tag.
    "| " + cells.map { $0.hasPrefix(">") ? "&gt;" + $0.dropFirst() : $0 }.joined(separator: " | ")
      + " |\n"
  }
}
