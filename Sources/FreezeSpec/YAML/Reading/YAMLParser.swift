/// Reads YAML text into nodes that know their places.
enum YAMLParser {
  /// Reads the one document of a source.
  ///
  /// All findings of the document are made in one pass, and the node is what remains without them;
  /// a syntax error alone stands for the whole file.
  ///
  /// - Parameters:
  ///   - source: The text.
  ///   - file: Its index in the ``SourceMap``, for the spans.
  ///   - mostBracketWork: How much may stand between brackets.
  ///   - diagnostics: Takes the findings.
  /// - Returns: The document's node, or `nil` where there is none to work on.
  static func parse(
    _ source: SourceFile, file: UInt16, mostBracketWork: Int = Limits.bracketWork,
    into diagnostics: inout DiagnosticCollector
  ) -> YAMLNode? {
    if let finding = YAMLPrecheck.finding(in: source, file: file) {
      diagnostics.add(finding)
      return nil
    }
    var composer = YAMLComposer(source, file: file, mostBracketWork: mostBracketWork)
    do {
      let documentEnd = try source.bytes.withUnsafeBufferPointer { text in
        try read(text, into: &composer)
      }
      diagnostics.add(composer.diagnostics)
      if let documentEnd, let finding = textAfter(documentEnd, composer) {
        diagnostics.add(finding)
        if finding.code == .yamlSyntax { return nil }
      }
      guard let root = composer.root, !root.isEmptyPlain else {
        diagnostics.add(.emptyDocument(file: file))
        return nil
      }
      return root
    } catch let error as YAMLSyntaxError {
      var translator = YAMLErrorTranslator(composer)
      diagnostics.add(translator.diagnostic(for: error))
    } catch let finding as Diagnostic {
      diagnostics.add(composer.diagnostics)
      diagnostics.add(finding)
    } catch {}
    return nil
  }

  /// Reads events up to the end of the first document.
  ///
  /// What follows is not left to libyaml, which would take any number of directives before it
  /// hands out a further event.
  ///
  /// - Returns: Where the document ends, or `nil` where there is none.
  private static func read(
    _ text: UnsafeBufferPointer<UInt8>, into composer: inout YAMLComposer
  ) throws -> Int? {
    guard text.count > 0 else { return nil }
    guard var reader = YAMLEventReader(text) else { throw YAMLSyntaxError.outOfMemory }
    while true {
      let event = try reader.next()
      try composer.take(event)
      if event.kind == .documentEnd { return composer.offset(of: event.end) }
      if event.kind == .streamEnd { return nil }
    }
  }

  /// What is wrong with the text after the document's end, if anything stands there.
  private static func textAfter(_ documentEnd: Int, _ composer: YAMLComposer) -> Diagnostic? {
    let bytes = composer.bytes
    var index = documentEnd
    var lineStart = false
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "#") {
        while index < bytes.count, bytes.breakWidth(at: index) == 0 { index += 1 }
      } else if case let width = bytes.blankWidth(at: index), width > 0 {
        lineStart = !byte.isBlank
        index += width
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
        at: SourceSpan(file: composer.file, start: index, end: end),
        help: ["put it in a file of its own, or remove the line"])
    }
    return YAMLErrorTranslator(composer).textAfterDocument(at: index)
  }
}
