/// Looks, before libyaml does, for what it would handle in a time that grows with the square of the
/// text.
enum YAMLPrecheck {
  /// What is wrong with a text, if anything.
  static func finding(in source: SourceFile, file: UInt32) -> Diagnostic? {
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
  /// Such a run covers a multiple of half its length, so that few places need a look.
  private static func longRun(in text: UnsafeBufferPointer<UInt8>) -> Range<Int>? {
    let step = Limits.whitespaceRun / 2
    var place = step
    while place < text.count {
      guard blankWidth(in: text, at: place) > 0 else {
        place += step
        continue
      }
      var end = place
      while case let width = blankWidth(in: text, at: end), width > 0 { end += width }
      var start = place
      while start > 0, blankWidth(in: text, at: start - 1) > 0 { start -= 1 }
      if end - start > Limits.whitespaceRun, end < text.count { return start..<end }
      place = max(end, place + step)
    }
    return nil
  }

  /// How many bytes from an offset on belong to one blank or line break, 0 if none do.
  private static func blankWidth(in text: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
    guard index < text.count else { return 0 }
    if text[index].isASCIISpace { return 1 }
    // U+0085, U+2028 and U+2029 are line breaks to libyaml.
    for start in max(0, index - 2)...index {
      if start + 2 <= text.count, text[start] == 0xC2, text[start + 1] == 0x85, index - start < 2 {
        return start + 2 - index
      }
      if start + 3 <= text.count, text[start] == 0xE2, text[start + 1] == 0x80,
        text[start + 2] == 0xA8 || text[start + 2] == 0xA9
      {
        return start + 3 - index
      }
    }
    return 0
  }
}

extension YAMLComposer {
  /// What is wrong with the text after the document's end, if anything stands there.
  func textAfter(_ documentEnd: Int) -> Diagnostic? {
    var index = documentEnd
    var lineStart = false
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "#") {
        while index < bytes.count, !bytes[index].isLineBreak { index += 1 }
      } else if byte.isASCIISpace {
        lineStart = byte.isLineBreak
        index += 1
      } else if lineStart, bytes[index...].starts(with: "...".utf8) {
        index += 3
      } else {
        break
      }
    }
    guard index < bytes.count else { return nil }
    if bytes[index...].starts(with: "---".utf8) || bytes[index] == UInt8(ascii: "%") {
      let end = min(index + 3, bytes.count)
      return Diagnostic(
        .multipleDocuments, "a second document starts here; a file holds one config",
        at: SourceSpan(file: file, start: index, end: end),
        help: ["put it in a file of its own, or remove the line"])
    }
    return YAMLErrorTranslator(self).textAfterDocument(at: index)
  }
}

extension Diagnostic {
  /// A file without a value.
  static func emptyDocument(file: UInt32) -> Diagnostic {
    Diagnostic(
      .emptyDocument, "the file holds no config", at: SourceSpan(file: file, start: 0, end: 0),
      help: ["a config needs at least the key `model`"])
  }
}
