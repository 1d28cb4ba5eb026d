/// The cure of a comment that is written as another language has it.
///
/// `//` and `%` are operators of the config's own language, and the other signs may stand in a text: none is
/// taken for the start of a comment but at the error, and only where it can be nothing else.
struct ForeignComment {
  private let context: TextCures

  private static let signs = ["//", "--", ";", "/*", "%", "REM"]
  /// Keys of texts in which no sign means anything.
  private static let selectorKeys = [
    "freeze", "train", "name", "glob", "regex", "module", "type", "parameter", "except",
  ]

  init(_ context: TextCures) { self.context = context }

  private var bytes: [UInt8] { context.source.bytes }

  /// What may cure the error.
  var cure: TextCure? {
    for sign in Self.signs {
      let edits = wholeLines(sign) + lineEnds(sign)
      if edits.isEmpty { continue }
      return TextCure(
        "a comment begins with #: write `#` in place of `\(sign)`"
          + (sign == "/*" ? ", and take `*/` out" : ""), edits)
    }
    return nil
  }

  /// The edits of the lines that start with a sign: the last such line down to the error's, with those
  /// right before it, or the error's own.
  private func wholeLines(_ sign: String) -> [TextCure.Edit] {
    var index = context.lastLine
    while index > 0, context.isOfYAML, place(of: sign, startingLine: index) == nil { index -= 1 }
    var edits: [TextCure.Edit] = []
    while let place = place(of: sign, startingLine: index), edits.count < 100 {
      edits.insert(contentsOf: replacing(sign, at: place, in: context.line(index)), at: 0)
      index -= 1
      if index < 0 { break }
    }
    return edits
  }

  /// Where a sign is that a line starts with, where what follows reads as words.
  private func place(of sign: String, startingLine index: Int) -> Int? {
    let line = context.line(index)
    guard let start = line.range.first(where: { !bytes[$0].isASCIISpace }),
      isSign(sign, at: start, in: line)
    else { return nil }
    // Two dashes may have been meant as the one of an item.
    return sign == "--" && !isProse(start + 2..<line.range.upperBound) ? nil : start
  }

  /// The edits of what stands behind a value on the error's lines.
  private func lineEnds(_ sign: String) -> [TextCure.Edit] {
    var edits: [TextCure.Edit] = []
    for line in context.errorLines {
      // An operator, or a sign in a text, may stand before it.
      let place = line.range.first { place in
        isSign(sign, at: place, in: line) && isBehindValue(sign, at: place, in: line)
      }
      if let place { edits += replacing(sign, at: place, in: line) }
    }
    return edits
  }

  private func isSign(_ sign: String, at place: Int, in line: ErrorLine) -> Bool {
    let end = place + sign.utf8.count
    guard end < line.range.upperBound, bytes[place..<end].elementsEqual(sign.utf8) else {
      return false
    }
    if sign == "/*" {
      // Such a comment has its end, and what stands behind that is none.
      let rest = line.text(of: end..<line.range.upperBound)
      guard let close = firstRange(of: "*/", in: rest),
        rest[close.upperBound...].allSatisfy(\.isWhitespace)
      else { return false }
    }
    return sign == "//" || bytes[end].isASCIISpace
  }

  /// Whether a sign begins a comment behind a value, and is no operator.
  private func isBehindValue(_ sign: String, at place: Int, in line: ErrorLine) -> Bool {
    var end = place
    while end > line.range.lowerBound, bytes[end - 1].isASCIISpace { end -= 1 }
    guard end > line.range.lowerBound, end < place else { return false }
    return endsValue(end, in: line) || isProse(place + sign.utf8.count..<line.range.upperBound)
  }

  /// Whether no operator can stand at a place: behind quotes, brackets or a key, a pattern or a layer.
  private func endsValue(_ end: Int, in line: ErrorLine) -> Bool {
    if "\"']}:".utf8.contains(bytes[end - 1]) { return true }
    if let key = line.key, Self.selectorKeys.contains(key) { return true }
    let call = PastedCall(at: line.value.lowerBound, in: bytes)
    return call?.range.upperBound == end && call.map { Catalogue.names.contains($0.name) } == true
  }

  /// Whether a text starts with two words, as no expression does behind an operator.
  private func isProse(_ range: Range<Int>) -> Bool {
    let words = bytes[range].split(whereSeparator: \.isASCIISpace).prefix(2)
      .map { String(decoding: $0, as: UTF8.self) }
    let operators = ["if", "else", "and", "or", "not", "in", "is", "for"]
    return words.count == 2
      && words.allSatisfy { word in
        !operators.contains(word)
          && word.unicodeScalars.allSatisfy {
            $0.properties.isAlphabetic || ",.'-".unicodeScalars.contains($0)
          }
          && word.unicodeScalars.first?.properties.isAlphabetic == true
      }
  }

  private func replacing(_ sign: String, at place: Int, in line: ErrorLine) -> [TextCure.Edit] {
    var edits = [TextCure.Edit(range: place..<place + sign.utf8.count, text: "#")]
    if sign == "/*", let end = line.range.last(where: { !bytes[$0].isASCIISpace }),
      end > place + 2, bytes[end] == UInt8(ascii: "/"), bytes[end - 1] == UInt8(ascii: "*")
    {
      var start = end - 1
      while bytes[start - 1].isASCIISpace { start -= 1 }
      edits.append(TextCure.Edit(range: start..<end + 1, text: ""))
    }
    return edits
  }
}
