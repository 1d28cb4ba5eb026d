/// An expression of Python, laid out within the columns of a line as `ruff format` does.
indirect enum PythonCode {
  /// What is never broken.
  case text(String)
  /// Something before an expression, such as an argument's name.
  case prefixed(String, PythonCode)
  /// Items between brackets: those of a call may stand on one line of their own.
  case bracketed(String, [PythonCode], String, isCall: Bool)
  /// `then if condition else otherwise`.
  case conditional(then: PythonCode, condition: String, otherwise: PythonCode)
  /// `element for i in range(3)` between brackets.
  case comprehension(String, PythonCode, clauses: [PythonCode], String)

  /// All of it on one line.
  var flat: String {
    var text = ""
    _ = writeFlat(to: &text, atMost: .max)
    return text
  }

  /// The same, `nil` where that takes more bytes than the letters of a line: what holds much is not written for
  /// each level around it.
  private var shortFlat: String? {
    var text = ""
    return writeFlat(to: &text, atMost: Self.mostShortBytes) ? text : nil
  }

  private static let mostShortBytes = 16 * PythonText.columns

  private func writeFlat(to text: inout String, atMost most: Int) -> Bool {
    switch self {
    case .text(let own): text += own
    case .prefixed(let start, let code):
      text += start
      return code.writeFlat(to: &text, atMost: most)
    case .conditional(let then, let condition, let otherwise):
      guard then.writeFlat(to: &text, atMost: most) else { return false }
      text += " if \(condition) else "
      return otherwise.writeFlat(to: &text, atMost: most)
    case .bracketed(let open, let items, let close, _):
      text += open
      guard Self.writeFlat(items, ", ", to: &text, atMost: most) else { return false }
      text += Self.comma(items, open) + close
    case .comprehension(let open, let element, let clauses, let close):
      text += open
      guard Self.writeFlat([element] + clauses, " ", to: &text, atMost: most) else { return false }
      text += close
    }
    return text.utf8.count <= most
  }

  private static func writeFlat(
    _ items: [PythonCode], _ separator: String, to text: inout String, atMost most: Int
  ) -> Bool {
    for (index, item) in items.enumerated() {
      if index > 0 { text += separator }
      if !item.writeFlat(to: &text, atMost: most) { return false }
    }
    return true
  }

  /// The comma of a tuple with one item.
  private static func comma(_ items: [PythonCode], _ open: String) -> String {
    open == "(" && items.count == 1 ? "," : ""
  }

  /// A tuple of some items.
  static func tuple(_ items: [PythonCode]) -> PythonCode {
    .bracketed("(", items, ")", isCall: false)
  }

  /// A call.
  static func call(_ function: String, _ arguments: [PythonCode]) -> PythonCode {
    .bracketed(function + "(", arguments, ")", isCall: true)
  }

  /// The lines that it takes, what stands before and behind it on them included.
  ///
  /// - Parameters:
  ///   - indentation: The blanks before the first line.
  ///   - outside: The blanks that come before all of them later.
  func lines(
    _ start: String = "", _ end: String = "", indentation: Int = 0, outside: Int
  ) -> [String] {
    var lines: [String] = []
    write(start, end, indentation, outside: outside, to: &lines)
    return lines
  }

  private func write(
    _ start: String, _ end: String, _ indentation: Int, outside: Int, to lines: inout [String]
  ) {
    let margin = String(repeating: " ", count: indentation)
    let columns = PythonText.columns - outside
    if let flat = shortFlat, TerminalText.width(of: margin + start + flat + end) <= columns {
      lines.append(margin + start + flat + end)
      return
    }
    let inner = indentation + 4
    // With no column left lines would get longer by being broken.
    if inner >= columns {
      lines.append(margin + start + flat + end)
      return
    }
    func fits(_ text: String) -> Bool { inner + TerminalText.width(of: text) <= columns }
    switch self {
    case .text(let text):
      // Alone on a line it may fit.
      let isAssigned = start.hasSuffix(" = ") && end.isEmpty
      lines +=
        isAssigned && fits(text)
        ? ["\(margin)\(start)(", "\(margin)    \(text)", "\(margin))"]
        : [margin + start + text + end]
    case .prefixed(let text, let code):
      code.write(start + text, end, indentation, outside: outside, to: &lines)
    case .conditional(let then, let condition, let otherwise):
      // A statement, or an argument's name, takes it in parentheses.
      let isBare = start.isEmpty
      let depth = isBare ? indentation : inner
      if !isBare, let flat = shortFlat, fits(flat) {
        lines += ["\(margin)\(start)(", "\(margin)    \(flat)", "\(margin))\(end)"]
        return
      }
      if !isBare { lines.append("\(margin)\(start)(") }
      let deeper = String(repeating: " ", count: depth)
      then.write("", "", depth, outside: outside, to: &lines)
      lines.append("\(deeper)if \(condition)")
      // One that is broken is so with all that follow in it.
      var last = otherwise
      while case .conditional(let then, let condition, let otherwise) = last {
        then.write("else ", "", depth, outside: outside, to: &lines)
        lines.append("\(deeper)if \(condition)")
        last = otherwise
      }
      last.write("else ", isBare ? end : "", depth, outside: outside, to: &lines)
      if !isBare { lines.append("\(margin))\(end)") }
    case .bracketed(let open, let items, let close, let isCall):
      if items.isEmpty {
        lines.append(margin + start + open + close + end)
        return
      }
      lines.append("\(margin)\(start)\(open)")
      var joined = ""
      if isCall, Self.writeFlat(items, ", ", to: &joined, atMost: Self.mostShortBytes), fits(joined)
      {
        lines.append("\(margin)    \(joined)")
      } else {
        for item in items { item.write("", ",", inner, outside: outside, to: &lines) }
      }
      lines.append("\(margin)\(close)\(end)")
    case .comprehension(let open, let element, let clauses, let close):
      lines.append("\(margin)\(start)\(open)")
      var joined = ""
      let parts = [element] + clauses
      if Self.writeFlat(parts, " ", to: &joined, atMost: Self.mostShortBytes), fits(joined) {
        lines.append("\(margin)    \(joined)")
      } else {
        for part in parts {
          part.write("", "", inner, outside: outside, to: &lines)
        }
      }
      lines.append("\(margin)\(close)\(end)")
    }
  }
}
