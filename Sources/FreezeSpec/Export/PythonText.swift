/// Python source, laid out as `ruff format` does: whatever it makes of lines of 88 columns it makes of
/// longer ones too, as what is broken ends in a comma.
enum PythonText {
  /// The columns of a line.
  static let columns = 88

  /// A part of a text: what stands for itself, or a name whose value belongs there.
  enum Part {
    case text(Substring)
    case value(String)
  }

  /// A string's literal, in double quotes unless others save escapes.
  static func literal(_ text: String) -> String { literal([.text(text[...])]) }

  /// The literal of a string with values in it: an f-string where there are some.
  static func literal(_ parts: [Part]) -> String {
    var isFormatted = false
    var counts = (double: 0, single: 0)
    for case .text(let text) in parts {
      for byte in text.utf8 {
        if byte == UInt8(ascii: "\"") { counts.double += 1 }
        if byte == UInt8(ascii: "'") { counts.single += 1 }
      }
    }
    for case .value in parts { isFormatted = true }
    let quote: Unicode.Scalar = counts.double > counts.single ? "'" : "\""
    var result = isFormatted ? "f" : ""
    result.unicodeScalars.append(quote)
    for part in parts {
      switch part {
      case .value(let name): result += "{\(name)}"
      case .text(let text):
        for scalar in text.unicodeScalars {
          switch scalar {
          case "\\": result += "\\\\"
          case quote: result += "\\" + String(quote)
          case "{" where isFormatted: result += "{{"
          case "}" where isFormatted: result += "}}"
          // Two names that look alike would be frozen and train.
          case _ where !TerminalText.isPrintable(scalar) || TerminalText.isBlank(scalar):
            result += TerminalText.escape(of: scalar)
          default: result.unicodeScalars.append(scalar)
          }
        }
      }
    }
    result.unicodeScalars.append(quote)
    return result
  }

  /// A tuple of the sizes of a shape.
  static func tuple(_ items: [String]) -> String {
    items.count == 1 ? "(\(items[0]),)" : "(\(items.joined(separator: ", ")))"
  }

  /// A float's literal.
  static func literal(_ number: Double) -> String {
    pythonRepr(number).replacing("e+", with: "e")
  }

  /// An item of a tuple.
  enum Item {
    /// One expression.
    case expression(String)
    /// A tuple.
    case tuple([String])

    /// The item on one line.
    var text: String {
      switch self {
      case .expression(let text): text
      case .tuple(let items): PythonText.tuple(items)
      }
    }
  }

  /// The lines of a statement that ends in a tuple, one item a line where all of them do not fit.
  ///
  /// - Parameters:
  ///   - start: What stands before the tuple.
  ///   - isBare: Whether the tuple has no parentheses where it fits on the line.
  ///   - end: What stands behind it.
  static func lines(
    _ start: String, _ items: [Item], isBare: Bool = false, end: String = "", indentation: Int
  ) -> [String] {
    let margin = String(repeating: " ", count: indentation)
    let texts = items.map(\.text)
    let line = "\(margin)\(start)\(isBare ? texts.joined(separator: ", ") : tuple(texts))\(end)"
    if isBare && items.count == 1 || TerminalText.width(of: line) <= columns { return [line] }
    let inner = indentation + 4
    let broken = items.flatMap { item in
      switch item {
      case .expression(let text): ["\(margin)    \(text),"]
      case .tuple(let items):
        lines("", items.map { .expression($0) }, end: ",", indentation: inner)
      }
    }
    return ["\(margin)\(start)("] + broken + ["\(margin))\(end)"]
  }

  /// A text as lines of a comment, broken between words.
  ///
  /// No line starts with a word like `type:`, and none holds a `# noqa`, which tools would read.
  static func comment(_ text: String, hanging: Int = 0) -> [String] {
    var lines: [String] = []
    var line = ""
    var words = TerminalText.escaped(text).split(separator: " ", omittingEmptySubsequences: true)
    for index in words.indices {
      let next = words.dropFirst(index + 1).first ?? ""
      words[index] = withoutOrders(words[index], before: next)
    }
    for word in words {
      let isBreakable = !word.utf8.contains(UInt8(ascii: ":")) && !isOrder(word)
      let width = 2 + (lines.isEmpty ? 0 : hanging) + TerminalText.width(of: line)
      if !line.isEmpty, isBreakable, width + 1 + TerminalText.width(of: String(word)) > columns {
        lines.append(line)
        line = ""
      }
      line += line.isEmpty ? String(word) : " \(word)"
    }
    if !line.isEmpty { lines.append(line) }
    return lines.enumerated().map { index, line in
      "# " + (index == 0 ? "" : String(repeating: " ", count: hanging)) + line
    }
  }

  /// Whether a linter may take a word behind a `#` for an order.
  private static func isOrder(_ word: Substring) -> Bool {
    word.prefix(4).lowercased() == "noqa"
  }

  /// A word in which no `#` stands before an order, the next word's start included.
  private static func withoutOrders(_ word: Substring, before next: Substring) -> Substring {
    let pieces = word.split(separator: "#", omittingEmptySubsequences: false)
    var result = pieces[0]
    for (number, piece) in pieces.enumerated().dropFirst() {
      let isBeforeNext = number == pieces.count - 1 && piece.isEmpty
      result += isOrder(isBeforeNext ? next : piece) ? "\\x23" : "#"
      result += piece
    }
    return result
  }

  /// Nested functions and classes have one blank line before them, others two.
  static func withoutDoubledBlanks(_ lines: [String]) -> [String] {
    var result: [String] = []
    var isInside = false
    for line in lines {
      if isInside, line.isEmpty, result.last == "" { continue }
      if line.hasPrefix("def ") { isInside = true }
      if isInside, line.hasPrefix("    "), !line.hasPrefix("     "), result.last != "",
        endsClass(result)
      {
        result.append("")
      }
      result.append(line)
    }
    return result
  }

  /// Whether the last lines are those of a class inside a function.
  private static func endsClass(_ lines: [String]) -> Bool {
    guard let last = lines.last, last.hasPrefix("        ") else { return false }
    let start = lines.last { $0.hasPrefix("    ") && !$0.hasPrefix("     ") } ?? ""
    return start.hasPrefix("    class ")
  }
}
