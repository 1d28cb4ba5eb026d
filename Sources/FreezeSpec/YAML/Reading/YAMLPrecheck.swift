/// Finds, before libyaml reads a text, what would cost it a time that grows with the text's square.
enum YAMLPrecheck {
  /// What is wrong with a text, if anything.
  static func finding(in source: SourceFile, file: UInt16) -> Diagnostic? {
    if let tag = tagDirective(in: source) {
      return Diagnostic(
        .tag, "tags, and so %TAG directives, have no meaning here",
        at: SourceSpan(file: file, start: tag.lowerBound, end: tag.upperBound),
        help: ["remove the line"])
    }
    if let run = source.bytes.withUnsafeBufferPointer({ longRun(in: $0) }) {
      return Diagnostic(
        .limit,
        "more than \(Limits.whitespaceRun) blanks and line breaks in a row",
        at: SourceSpan(file: file, start: run.lowerBound, end: run.lowerBound + 1))
    }
    return nil
  }

  /// The first `%TAG` among the lines before the document: libyaml compares each with all before.
  private static func tagDirective(in source: SourceFile) -> Range<Int>? {
    for index in 0..<source.lineCount {
      let line = source.lineBytes(index)
      guard let first = line.first(where: { !$0.isASCIISpace }) else { continue }
      if first == UInt8(ascii: "#") { continue }
      guard line.first == UInt8(ascii: "%") else { return nil }
      if line.starts(with: "%TAG".utf8) { return line.startIndex..<line.endIndex }
    }
    return nil
  }

  /// A run of blanks and line breaks longer than ``Limits/whitespaceRun`` with text after it:
  /// libyaml clears as much memory after each further word of the same scalar.
  ///
  /// Every such run covers a multiple of half the limit, so that only these places need a look.
  private static func longRun(in text: UnsafeBufferPointer<UInt8>) -> Range<Int>? {
    let step = Limits.whitespaceRun / 2
    var place = step
    while place < text.count {
      guard text.blankWidth(at: place) > 0 else {
        place += step
        continue
      }
      var end = place
      while case let width = text.blankWidth(at: end), width > 0 { end += width }
      var start = place
      while start > 0, text.blankWidth(at: start - 1) > 0 { start -= 1 }
      if end - start > Limits.whitespaceRun, end < text.count { return start..<end }
      place = max(end, place + step)
    }
    return nil
  }
}
