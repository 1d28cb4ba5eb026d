/// What a translated error needs to know about the text around its place.
extension YAMLErrorTranslator {
  /// A finding with the code of syntax errors.
  ///
  /// Without a length it spans the word at its place; at the end of the text it moves back to the
  /// last thing written.
  func syntax(
    _ message: String, at place: Int, length: Int? = nil,
    related: [(message: String, place: Int)] = [], help: [String] = []
  ) -> Diagnostic {
    syntax(message, at: place, length: length, related: related, cures: help.map { Cure($0) })
  }

  /// The same with cures that may be replacements of the text at its place.
  func syntax(
    _ message: String, at place: Int, length: Int? = nil,
    related: [(message: String, place: Int)] = [], cures: [Cure]
  ) -> Diagnostic {
    Diagnostic(
      .yamlSyntax, message, at: span(at: place, length: length),
      related: related.map { .init(span: span(at: $0.place, length: 1), message: $0.message) },
      cures: cures)
  }

  private func span(at place: Int, length: Int?) -> SourceSpan {
    var start = min(place, bytes.count)
    // A tab may be what is wrong.
    if isAtEnd(start), at(start) != 0x09 { start = lastByte(before: start).map { $0 + 1 } ?? 0 }
    var end = start
    if let length {
      end = min(start + length, bytes.count)
    } else {
      while end < bytes.count, !bytes[end].isASCIISpace { end += 1 }
    }
    while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
    return SourceSpan(file: file, start: start, end: end)
  }

  /// The byte at an offset, 0 past the end.
  func at(_ place: Int) -> UInt8 { place < bytes.count ? bytes[place] : 0 }

  /// The character that starts at an offset.
  func character(at place: Int) -> String {
    let rest = bytes[min(place, bytes.count)...].prefix(4)
    return String(decoding: rest, as: UTF8.self).unicodeScalars.first.map { String($0) } ?? ""
  }

  /// Whether nothing but blanks follows.
  func isAtEnd(_ place: Int) -> Bool {
    bytes[min(place, bytes.count)...].allSatisfy(\.isASCIISpace)
  }

  /// The last byte before an offset that is no blank.
  func lastByte(before place: Int) -> Int? {
    bytes[..<min(place, bytes.count)].lastIndex { !$0.isASCIISpace }
  }

  /// Where the line of an offset starts.
  func lineStart(_ place: Int) -> Int {
    bytes[..<min(place, bytes.count)].lastIndex { $0.isLineBreak }.map { $0 + 1 } ?? 0
  }

  /// Where the line of an offset ends.
  func lineEnd(_ place: Int) -> Int {
    let start = min(place, bytes.count)
    return bytes[start...].firstIndex { $0.isLineBreak } ?? bytes.count
  }

  /// Whether only blanks stand before an offset on its line.
  func isFirstOnLine(_ place: Int) -> Bool {
    let place = min(place, bytes.count)
    return bytes[lineStart(place)..<place].allSatisfy(\.isASCIISpace)
  }

  /// The text at a place that YAML misreads for want of quotes.
  func unquoted(at place: Int) -> UnquotedText? {
    // The composer learns of an opening bracket only when libyaml has read past it.
    let isAfterOpening =
      lastByte(before: lineStart(place)).map {
        bytes[$0] == UInt8(ascii: "[") || bytes[$0] == UInt8(ascii: "{")
          || bytes[$0] == UInt8(ascii: ",")
      } ?? false
    let isInFlow = (composer.openBracket ?? Int.max) < lineStart(place) || isAfterOpening
    return UnquotedText.item(at: place, in: bytes, isInFlow: isInFlow)
  }
}
