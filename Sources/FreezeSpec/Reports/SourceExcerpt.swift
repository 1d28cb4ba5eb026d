/// A line of a source as it is shown above a caret: control characters escaped, cut around the caret
/// where it is long.
struct SourceExcerpt {
  /// The line.
  private(set) var text = ""
  /// The columns before the caret.
  private(set) var caretColumn = 0
  /// The columns that carets underline, 1 or more.
  private(set) var caretWidth = 1

  /// A character as it is shown.
  private struct Cell {
    var text: String
    var width: Int
    var isMarked: Bool
  }

  /// Shows the first line of a span.
  ///
  /// - Parameter columns: The columns that the line may take.
  init(_ span: SourceSpan, in file: SourceFile, columns: Int) {
    let line = file.lineBytes(file.lineIndex(of: min(Int(span.start), file.bytes.count)))
    let start = min(max(Int(span.start), line.startIndex), line.endIndex)
    let end = min(max(Int(span.end), start), line.endIndex)
    if line.count <= columns, line.withUnsafeBufferPointer(TerminalText.isPrintableASCII) {
      // As most lines are: whole, a column for each byte.
      let blanks = line.reversed().prefix { $0 == 0x20 }.count
      text = String(decoding: line.dropLast(blanks), as: UTF8.self)
      caretColumn = start - line.startIndex
      caretWidth = max(1, end - start)
      return
    }
    // No more of a line of megabytes is looked at than can be shown: four bytes a column at most.
    let reach = columns * 4
    var lower = max(line.startIndex, start - reach)
    while lower > line.startIndex, file.bytes[lower] & 0xC0 == 0x80 { lower -= 1 }
    var upper = min(line.endIndex, start + reach)
    while upper < line.endIndex, file.bytes[upper] & 0xC0 == 0x80 { upper += 1 }

    var cells: [Cell] = []
    var first = 0
    var offset = lower
    for scalar in String(decoding: file.bytes[lower..<upper], as: UTF8.self).unicodeScalars {
      let shown: String
      let width: Int
      if scalar.isASCII, TerminalText.isPrintable(scalar) {
        (shown, width) = (String(scalar), 1)
      } else {
        shown = scalar == "\t" ? "    " : TerminalText.escaped(String(scalar))
        width = TerminalText.width(of: shown)
      }
      cells.append(Cell(text: shown, width: width, isMarked: offset >= start && offset < end))
      if offset < start { first = cells.count }
      offset += UTF8.width(scalar)
    }
    let marked = cells[first...].prefix { $0.isMarked }.reduce(0) { $0 + $1.width }
    cut(
      cells, first: first, marked: marked, columns: columns,
      isCutBefore: lower > line.startIndex, isCutAfter: upper < line.endIndex)
  }

  private mutating func cut(
    _ cells: [Cell], first: Int, marked: Int, columns: Int, isCutBefore: Bool, isCutAfter: Bool
  ) {
    var from = 0
    var before = cells[..<first].reduce(0) { $0 + $1.width }
    let total = cells.reduce(0) { $0 + $1.width }
    var hasHead = isCutBefore
    if total > columns || isCutBefore {
      // Keep a third of the line for what stands before the caret, more where the mark is short.
      let room = max(columns / 3, columns - 2 - marked - (total - before - marked))
      while from < first, before > room {
        before -= cells[from].width
        from += 1
        hasHead = true
      }
    }
    var to = from
    var used = hasHead ? 1 : 0
    while to < cells.count, used + cells[to].width <= columns {
      used += cells[to].width
      to += 1
    }
    var hasTail = isCutAfter || to < cells.count
    while hasTail, to > from, used + 1 > columns {
      to -= 1
      used -= cells[to].width
      hasTail = true
    }
    text = hasHead ? "…" : ""
    for cell in cells[from..<to] { text += cell.text }
    if hasTail { text += "…" }
    while text.last == " " { text.removeLast() }
    caretColumn = (hasHead ? 1 : 0) + before
    caretWidth = max(1, min(marked, used - caretColumn))
  }
}
