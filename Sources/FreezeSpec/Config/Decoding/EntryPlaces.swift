extension YAMLEntry {
  /// Where the key and its value stand; `nil` where the value stands elsewhere, as one that came through an
  /// alias stands at its anchor.
  var whole: SourceSpan? {
    let isBehind = keySpan.file == value.span.file && keySpan.end <= value.span.start
    return isBehind ? keySpan.joined(to: value.span) : nil
  }

  /// Where the key and all up to its value stand; `nil` as for ``whole``.
  var lead: SourceSpan? {
    whole.map { SourceSpan(file: $0.file, start: Int($0.start), end: Int(value.span.start)) }
  }
}

extension SourceFile {
  /// The columns before a place where nothing but blanks and the dashes of items are; `nil` where there is
  /// more.
  func blockColumn(of offset: Int) -> Int? {
    var start = offset
    while start > 0, bytes[start - 1] == 0x20 || bytes[start - 1] == UInt8(ascii: "-") {
      start -= 1
    }
    return start == 0 || bytes[start - 1].isLineBreak ? offset - start : nil
  }

  /// What parts a key of a mapping from one that is written before or behind it; `nil` where that is not
  /// plain, as behind an anchor.
  ///
  /// - Parameter offset: Where the key stands.
  func gap(beside offset: Int) -> String? {
    if let column = blockColumn(of: offset) { return "\n" + String(repeating: " ", count: column) }
    var start = offset
    while start > 0, bytes[start - 1].isASCIISpace { start -= 1 }
    let isFlow = start > 0 && [UInt8(ascii: "{"), UInt8(ascii: ",")].contains(bytes[start - 1])
    return isFlow ? ", " : nil
  }

  /// A key as the source of an expression in it.
  ///
  /// One that came through an alias, that is quoted, or that goes over several lines is not in the source as
  /// it is read.
  func expressionSource(ofKey key: String, at span: SourceSpan) -> ExpressionSource {
    let isVerbatim = bytes[Int(span.start)..<Int(span.end)].elementsEqual(key.utf8)
    return ExpressionSource(span: span, verbatimStart: isVerbatim ? span.start : nil)
  }
}
