// A quote that is opened and not closed on its line: the text goes on to the next quote, which was
// meant to open another, and libyaml stumbles over what stands behind that one.

extension YAMLErrorTranslator {
  /// The quote that was left open before a place where YAML cannot go on, if that is likelier than
  /// an error at the place itself.
  func unclosedQuote(before place: Int) -> Diagnostic? {
    guard let text = longQuote(before: place), isAccident(text) else { return nil }
    return unclosedQuote(
      at: text.lowerBound,
      related: ("the next quote ends the text, and what follows is no YAML", text.upperBound - 1))
  }

  /// The quote that opens a text of several lines, if an error inside the text comes of its being
  /// left open.
  func unclosedQuote(opening: Int, around place: Int) -> Diagnostic? {
    guard opening < place, holdsEntry(opening..<place) else { return nil }
    return unclosedQuote(at: opening, related: ("the text still goes on here", place))
  }

  private func unclosedQuote(at opening: Int, related: (message: String, place: Int))
    -> Diagnostic
  {
    syntax(
      "the quote that opens here is not closed on its line", at: opening, length: 1,
      related: [related], help: ["close it with another `\(character(at: opening))`"])
  }

  // MARK: - Finding the text

  /// The quoted text of several lines that ends before a place, on its line.
  private func longQuote(before place: Int) -> Range<Int>? {
    if let last = composer.lastLongQuote, isOnLine(last.upperBound, of: place) { return last }
    // What libyaml has read ahead made no node yet.
    var index = min(composer.lastEnd, bytes.count)
    var isInPlain = false
    while index < min(place, bytes.count) {
      let byte = bytes[index]
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        if isInPlain { break }
        let end = quoteEnd(index)
        if isOnLine(end, of: place), lineEnd(index) < end { return index..<end }
        index = end
        continue
      case UInt8(ascii: "#"):
        if index > 0, !bytes[index - 1].isASCIISpace { break }
        index = lineEnd(index)
        continue
      case UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"),
        UInt8(ascii: ","), 0x0A, 0x0D:
        isInPlain = false
      case UInt8(ascii: ":"), UInt8(ascii: "-"), UInt8(ascii: "?"):
        let isIndicator = at(index + 1) == 0 || at(index + 1).isASCIISpace
        if isIndicator, !isInPlain || byte == UInt8(ascii: ":") {
          isInPlain = false
        } else {
          isInPlain = true
        }
      default:
        if !byte.isASCIISpace { isInPlain = true }
      }
      index += 1
    }
    return nil
  }

  /// Whether an offset comes before a place, or is it, with no line break between.
  private func isOnLine(_ offset: Int, of place: Int) -> Bool {
    offset <= place && lineEnd(offset) >= place
  }

  /// The offset after a quoted text.
  private func quoteEnd(_ opening: Int) -> Int {
    let quote = bytes[opening]
    var index = opening + 1
    while index < bytes.count {
      if bytes[index] == quote {
        guard quote == UInt8(ascii: "'"), at(index + 1) == quote else { return index + 1 }
        index += 1
      } else if bytes[index] == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
        index += 1
      }
      index += 1
    }
    return bytes.count
  }

  // MARK: - Judging it

  /// Whether a quoted text of several lines was most likely not meant to be one: its last quote
  /// looks like the first of another, or it holds what looks like an entry of the config.
  private func isAccident(_ text: Range<Int>) -> Bool {
    let closing = text.upperBound - 1
    return opensText(closing, besides: text.lowerBound) || holdsEntry(text.lowerBound..<closing)
  }

  /// Whether a quote stands where a quoted text can start, with text behind it.
  private func opensText(_ quote: Int, besides opening: Int) -> Bool {
    let next = at(quote + 1)
    let endsEntry = [",", "]", "}", ":"].contains { next == UInt8(ascii: $0) }
    guard next != 0, !next.isASCIISpace, !endsEntry, let before = lastByte(before: quote) else {
      return false
    }
    let isFlow =
      lastByte(before: opening).map {
        [UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: ",")].contains(bytes[$0])
      } ?? false
    if before < lineStart(quote) {
      return isFlow || column(of: quote) <= entryColumn(opening)
    }
    switch bytes[before] {
    case UInt8(ascii: ":"): return before + 1 < quote
    case UInt8(ascii: "-"): return before + 1 < quote && isFirstOnLine(before)
    case UInt8(ascii: "["), UInt8(ascii: "{"): return true
    case UInt8(ascii: ","): return isFlow
    default: return false
    }
  }

  /// Whether one of the lines after the first starts like an entry, no deeper than the entry in
  /// which the text stands.
  private func holdsEntry(_ text: Range<Int>) -> Bool {
    let limit = entryColumn(text.lowerBound)
    var line = lineEnd(text.lowerBound) + 1
    while line < text.upperBound {
      let end = min(lineEnd(line), text.upperBound)
      let start = textStart(after: line)
      if start < end, start - line <= limit, isEntry(start..<end) { return true }
      line = lineEnd(line) + 1
    }
    return false
  }

  /// Whether a line starts with `- ` or with a word and a `:`.
  private func isEntry(_ line: Range<Int>) -> Bool {
    if at(line.lowerBound) == UInt8(ascii: "-"), at(line.lowerBound + 1) == 0x20 { return true }
    guard let end = bytes[line].firstIndex(where: { $0.isASCIISpace || $0 == UInt8(ascii: ":") })
    else { return false }
    return end > line.lowerBound && bytes[end] == UInt8(ascii: ":")
      && (end + 1 == bytes.count || bytes[end + 1].isASCIISpace)
  }

  /// The column of the innermost entry that starts on an offset's line, behind its dashes.
  private func entryColumn(_ place: Int) -> Int {
    var start = textStart(after: lineStart(place))
    while at(start) == UInt8(ascii: "-"), at(start + 1) == 0x20 {
      start = textStart(after: start + 1)
    }
    return column(of: start)
  }
}
