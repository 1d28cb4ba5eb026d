/// The rows of a softmax as a table for a terminal.
struct SoftmaxRowsTable {
  let columns: Int
  var indent = 0

  /// Writes the table.
  ///
  /// - Parameter make: The rows, with so many columns at most.
  func write(_ make: (Int) -> SoftmaxRows, to out: inout OutputBuffer) {
    // Numbers are at least six columns wide with the blanks before them, and so more never fit.
    var rows = make(max(2, columns / 8))
    if rows.slices.isEmpty { return }
    var widths = Widths(rows)
    let available = columns - indent - widths.title
    var showsFiguresBelow = false
    var fitting = (available - widths.allFigures) / (widths.cell + 2)
    if fitting < min(3, rows.slices[0].columns.count) {
      showsFiguresBelow = true
      fitting = available / (widths.cell + 2)
    }
    if rows.slices[0].columns.count > fitting {
      rows = make(max(2, fitting))
      widths = Widths(rows)
    }
    for (number, slice) in rows.slices.enumerated() {
      write(slice, rows.figures, widths, isBelow: showsFiguresBelow, to: &out)
      if number + 1 == rows.slicesBeforeGap {
        out.append(blanks: indent)
        out.append("… \(grouped(rows.slicesLeftOut)) more\n")
      }
    }
  }

  private func write(
    _ slice: SoftmaxRows.Slice, _ figures: [String], _ widths: Widths, isBelow: Bool,
    to out: inout OutputBuffer
  ) {
    func line(_ title: String, _ cells: [String], _ figures: [String]) {
      var end = indent
      func append(_ text: String, to place: Int) {
        let width = TerminalText.width(of: text)
        if width > 0 {
          out.append(blanks: place - end - width)
          out.append(text)
          end = place
        }
      }
      out.append(blanks: indent)
      out.append(title)
      end += TerminalText.width(of: title)
      var place = indent + widths.title
      for cell in cells {
        place += 2 + widths.cell
        append(cell, to: place)
      }
      for (figure, width) in zip(figures, widths.figures) {
        place += 2 + width
        append(figure, to: place)
      }
      out.append("\n")
    }
    line(slice.label, slice.columns, isBelow ? [] : figures)
    for row in slice.rows { line(row.title, row.cells, isBelow ? [] : row.figures) }
    guard isBelow else { return }
    line("", [], figures)
    for row in slice.rows where row.figures.contains(where: { !$0.isEmpty }) {
      line(row.title, [], row.figures)
    }
  }

  /// The widths that all distributions share.
  private struct Widths {
    var title = 0
    var cell = 6
    var figures: [Int]
    var allFigures: Int { figures.reduce(0) { $0 + $1 + 2 } }

    init(_ rows: SoftmaxRows) {
      figures = rows.figures.map(TerminalText.width)
      for slice in rows.slices {
        title = max(title, TerminalText.width(of: slice.label))
        for text in slice.columns { cell = max(cell, TerminalText.width(of: text)) }
        for row in slice.rows {
          title = max(title, TerminalText.width(of: row.title))
          for text in row.cells { cell = max(cell, TerminalText.width(of: text)) }
          for (at, text) in row.figures.enumerated() {
            figures[at] = max(figures[at], TerminalText.width(of: text))
          }
        }
      }
    }
  }
}
