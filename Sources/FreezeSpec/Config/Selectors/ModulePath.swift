/// A path of modules whose segments may carry Python indices and slices, as in
/// `encoder.layer[:6].attention`.
struct ModulePath: Hashable, Sendable {
  /// A step from modules to modules.
  enum Step: Hashable, Sendable {
    /// The child of a name.
    case child(ExactString)
    /// `[i]`: one child, from the end where negative.
    case index(Int)
    /// `[start:stop:step]`.
    case slice(start: Int?, stop: Int?, step: Int)
  }

  /// The steps from the root.
  let steps: [Step]

  /// Makes a path of steps.
  init(steps: [Step]) { self.steps = steps }

  /// Reads a path; the empty one is the root's.
  init(parsing text: String) throws(PatternError) {
    try PatternText.checkSize(text, "path")
    var reader = Reader(text: PatternText(text))
    try reader.read()
    steps = reader.steps
  }
}

extension ModulePath {
  /// Whether a name in it looks like a glob.
  var hasWildcards: Bool {
    steps.contains { if case .child(let name) = $0 { Glob.hasWildcards(name.text) } else { false } }
  }

  /// Reads the text of a path.
  private struct Reader {
    let text: PatternText
    var index = 0
    var steps: [Step] = []

    init(text: PatternText) { self.text = text }

    private var next: UInt32? { index < text.count ? text.scalars[index] : nil }

    private func error(
      _ message: String, _ range: Range<Int>, help: [String] = [], cured: String? = nil
    ) -> PatternError {
      PatternError(message: message, bytes: text.bytes(range), help: help, cured: cured)
    }

    /// The whole path with another text in a place.
    private func replacing(_ range: Range<Int>, by new: String) -> String {
      text.string(0..<range.lowerBound) + new + text.string(range.upperBound..<text.count)
    }

    mutating func read() throws(PatternError) {
      if text.count == 0 { return }
      if next != code("[") { try readName() }
      while let mark = next {
        if mark == code("[") {
          try readSubscript()
        } else if mark == code(".") {
          index += 1
          try readName()
        } else {
          let isName = mark != code("]")
          throw error(
            "after ] comes a dot or another index", index..<index + 1,
            help: [isName ? "write a dot before the next module's name" : "take this ] out"],
            cured: replacing(index..<index + (isName ? 0 : 1), by: isName ? "." : ""))
        }
        if steps.count > 4 * Limits.nesting {
          throw PatternError(
            message: "the path has more than \(4 * Limits.nesting) steps",
            bytes: text.bytes(0..<text.count), isLimit: true)
        }
      }
    }

    private mutating func readName() throws(PatternError) {
      let start = index
      while let next, next != code("."), next != code("[") { index += 1 }
      if index == start {
        let whole = text.string(0..<text.count)
        let path = whole.endsExactly(with: ".*") ? String(whole.dropLast(2)) : whole
        if let cured = IndexNotation.path(path) {
          throw error(
            next == code("[")
              ? "an index stands right behind a name, without a dot"
              : "an index or a slice stands in brackets", max(0, start - 1)..<start + 1,
            help: ["write \(clipped(flowScalar(cured), to: 1_000))"], cured: cured)
        }
        let trimmed = components(whole).filter { !$0.isEmpty }.joined(separator: ".")
        let isPath = !trimmed.isEmpty && !Glob.hasWildcards(trimmed)
        throw error(
          "the path \"\(clipped(whole))\" has an empty segment", max(0, start - 1)..<max(1, start),
          help: !isPath ? [] : ["write \(clipped(flowScalar(trimmed), to: 1_000))"],
          cured: isPath ? trimmed : nil)
      }
      steps.append(.child(ExactString(text.string(start..<index))))
    }

    private mutating func readSubscript() throws(PatternError) {
      let start = index
      index += 1
      var bounds: [Int?] = [try readBound(start)]
      while next == code(":"), bounds.count < 3 {
        index += 1
        bounds.append(try readBound(start))
      }
      guard next == code("]") else {
        guard let next else {
          throw error(
            "the index \"\(clipped(text.string(start..<index)))\" is never closed",
            start..<start + 1,
            help: ["close it with ]"], cured: text.string(0..<text.count) + "]")
        }
        let isComma = next == code(",")
        let end = text.scalars[start...].firstIndex(of: code("]")) ?? text.count
        let inner = text.string(start + 1..<end)
        let slice =
          inner == "*" ? ":" : IndexNotation.slice(inner) ?? IndexNotation.slice(ofRange: inner)
        throw error(
          isComma ? "an index takes no comma" : "an index is a whole number or a slice",
          start..<index + 1,
          help: [
            slice.map { "write [\($0)]" }
              ?? "write [3], [-1], [:6] or [::2]; for a name, write it after a dot"
          ], cured: slice.map { replacing(start..<min(end + 1, text.count), by: "[\($0)]") })
      }
      index += 1
      if bounds.count == 1 {
        guard let only = bounds[0] else {
          throw error(
            "the index is empty", start..<index, help: ["write [:] for all children"],
            cured: replacing(start..<index, by: "[:]"))
        }
        steps.append(.index(only))
        return
      }
      let step = bounds.count == 3 ? bounds[2] ?? 1 : 1
      if step == 0 {
        throw error(
          "slice step cannot be zero", start..<index,
          help: ["leave the step out for every child, or write [::2] for every second one"])
      }
      steps.append(.slice(start: bounds[0], stop: bounds[1], step: step))
    }

    /// Reads a number and the blanks around it; too large ones count as the largest there is,
    /// as they do in Python's slices.
    private mutating func readBound(_ start: Int) throws(PatternError) -> Int? {
      skipBlanks()
      var sign = 1
      let signStart = index
      if next == code("-") || next == code("+") {
        sign = next == code("-") ? -1 : 1
        index += 1
      }
      let digits = index
      var value = 0
      while let next, RegexParser.isASCIIDigit(next) {
        value = saturatingSum(saturatingProduct(value, 10), Int(next) - 0x30)
        index += 1
      }
      let isNumber = index > digits
      if !isNumber, digits > signStart {
        throw error(
          "an index is a whole number or a slice", start..<index,
          help: ["write [3], [-1], [:6] or [::2]"])
      }
      if isNumber, sign < 0, value == 0 {
        throw error(
          "-0 is 0, and counts from the front", signStart..<index,
          help: ["write [:] for all children, [0] for the first, [-1] for the last"])
      }
      skipBlanks()
      return isNumber ? sign * value : nil
    }

    private mutating func skipBlanks() { while next == code(" ") { index += 1 } }
  }
}
