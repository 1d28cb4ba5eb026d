/// The findings of the YAML stage that are no syntax errors.
extension Diagnostic {
  /// A file without a value.
  static func emptyDocument(file: UInt16) -> Diagnostic {
    Diagnostic(
      .emptyDocument, "the file holds no config", at: SourceSpan(file: file, start: 0, end: 0),
      help: ["a config needs at least the key `model`"])
  }

  /// An alias inside the node that its anchor names.
  static func recursiveAlias(_ name: String, at span: SourceSpan, anchor: SourceSpan)
    -> Diagnostic
  {
    Diagnostic(
      .recursiveAlias, "the alias `*\(clipped(name))` stands inside the value that it names",
      at: span,
      related: [Related(span: anchor, message: "the value of `&\(clipped(name))` starts here")])
  }

  /// An alias without an anchor before it.
  ///
  /// - Parameter known: The anchors that it may have meant.
  static func unknownAlias(_ name: String, at span: SourceSpan, known: some Sequence<String>)
    -> Diagnostic
  {
    // Which of the two is meant is not known.
    var cures: [Cure] = [
      .writing(Quoted.text("*" + name), isFix: false) {
        "YAML reads `*` as an alias; if a pattern is meant, quote it: \(clipped($0))"
      }
    ]
    if let near = Suggestion.nearest(to: name, in: known, limit: 1).first {
      cures.insert(.writing("*\(near)", isFix: false) { "did you mean `\(clipped($0))`?" }, at: 0)
    }
    return Diagnostic(
      .unknownAlias, "no anchor `&\(clipped(name))` stands before this alias", at: span,
      cures: cures)
  }

  /// Too many levels of collections.
  static func nesting(at span: SourceSpan) -> Diagnostic {
    Diagnostic(.limit, "nested more than \(Limits.nesting) levels deep", at: span)
  }

  /// A key that stands twice.
  static func duplicateKey(_ key: String, at span: SourceSpan, first: SourceSpan) -> Diagnostic {
    Diagnostic(
      .duplicateKey, "the key `\(Quoted.excerpt(key))` stands twice in this mapping", at: span,
      related: [Related(span: first, message: "it stands here first")],
      help: ["remove or rename one of the two"])
  }

  /// A name that Python reads as one that is there already.
  ///
  /// YAML refuses what is written the same, so the two only look alike: both are spelled out.
  static func twiceOneName(_ name: String, written: PlacedName, first: PlacedName) -> Diagnostic {
    let spellings = [first, written].map { "`\(clipped(TerminalText.asASCII($0.text)))`" }
    return Diagnostic(
      .duplicateKey, "the name `\(clipped(name))` stands twice, as \(listed(spellings))",
      at: written.span, related: [Related(span: first.span, message: "it stands here first")],
      notes: ["Python compares names by their form NFKC, and so takes these for one"],
      help: ["remove or rename one of the two"])
  }

  /// A second merge key.
  static func duplicateMerge(at span: SourceSpan, first: SourceSpan) -> Diagnostic {
    Diagnostic(
      .duplicateKey, "the merge key `<<` stands twice in this mapping", at: span,
      related: [Related(span: first, message: "it stands here first")],
      help: ["merge several mappings with one list: `<<: [*a, *b]`"])
  }

  /// A merge of something that is no mapping.
  static func invalidMerge(at span: SourceSpan, of source: YAMLNode) -> Diagnostic {
    let kind =
      switch source.content {
      case .scalar: "a single value"
      case .sequence: "a list"
      case .mapping: "a mapping"
      }
    return Diagnostic(
      .merge, "the merge key `<<` takes a mapping or a list of mappings, not \(kind)", at: span,
      related: [Related(span: source.span, message: "this is \(kind)")],
      help: ["if a key of that name is meant, quote it: \"<<\""])
  }

  /// A collection as a key.
  static func nonScalarKey(_ key: YAMLNode, at span: SourceSpan, in bytes: [UInt8]) -> Diagnostic {
    let kind = if case .sequence = key.content { "list" } else { "mapping" }
    var cures: [Cure] = []
    let end = min(Int(span.end), bytes.count)
    let source = bytes[min(Int(span.start), end)..<end]
    if key.isFlow, source.count <= 60, !source.contains(0x0A) {
      cures = [
        .writing(Quoted.text(String(decoding: source, as: UTF8.self)), isFix: false) {
          "if text is meant, quote it: \($0)"
        }
      ]
    }
    return Diagnostic(.nonScalarKey, "a key must be text, not a \(kind)", at: span, cures: cures)
  }

  /// A tag.
  static func tag(_ tag: String, at span: SourceSpan) -> Diagnostic {
    let help =
      switch tag {
      case "!!str": "remove the tag, and quote the text if it must stay text"
      default: "remove the tag; if a pattern that starts with `!` is meant, quote it"
      }
    return Diagnostic(
      .tag, "tags such as `\(Quoted.excerpt(tag))` have no meaning here", at: span, help: [help])
  }

  /// The key of a selector whose value starts at a place; `nil` for one that selects names.
  private static func selectorKey(before place: Int, in bytes: [UInt8]) -> String? {
    let keys = ["type", "module", "parameter", "regex"]
    var before = bytes[max(0, place - 64)..<place]
    while let last = before.last, [UInt8(ascii: " "), UInt8(ascii: "[")].contains(last) {
      before.removeLast()
    }
    return keys.first { before.suffix($0.utf8.count + 1).elementsEqual("\($0):".utf8) }
  }

  /// A text that needs quotes.
  static func unquoted(_ item: UnquotedText, file: UInt16, in bytes: [UInt8]) -> Diagnostic {
    let text = String(decoding: bytes[item.range], as: UTF8.self)
    let shown = "`\(Quoted.excerpt(text))`"
    let first = String(decoding: bytes[item.range].prefix(1), as: UTF8.self)
    let message =
      switch item.reading {
      case .alias: "YAML reads \(shown) as an alias, because of the `*` at its start"
      case .anchor: "YAML reads \(shown) as an anchor, because of the `&` at its start"
      case .tag: "YAML reads \(shown) as a tag, because of the `!` at its start"
      case .collectionThenText where first == "{":
        "YAML reads \(shown) as a mapping `{…}` with text after it"
      case .collectionThenText: "YAML reads \(shown) as a list `[…]` with text after it"
      case .innerCollection: "inside brackets, YAML ends \(shown) at its own bracket"
      case .key: "inside brackets, YAML reads the `?` of \(shown) as the mark of a key"
      case .slice: "YAML reads \(shown) as a list"
      case .choice: "YAML reads \(shown) as a mapping"
      case .reserved where first == "`":
        "YAML does not let an unquoted value start with a backtick"
      case .reserved: "YAML does not let an unquoted value start with `\(first)`"
      }
    let span = SourceSpan(file: file, start: item.range.lowerBound, end: item.range.upperBound)
    if item.reading == .tag, item.range.count > 1 {
      // In quotes it would match nothing: a selector has no `!`.
      let rest = Quoted.text(String(text.unicodeScalars.dropFirst()))
      let exception = selectorKey(before: item.range.lowerBound, in: bytes).map {
        "{\($0): \(rest)}"
      }
      return Diagnostic(
        .unquoted, message, at: span,
        help: ["to take names away write {glob: \"*\", except: \(exception ?? rest)}"])
    }
    if text.hasPrefix("```") {
      return Diagnostic(
        .unquoted, message, at: span, help: ["remove the line: it fences text in Markdown"])
    }
    if item.reading == .choice, let entry = entry(in: text) {
      return Diagnostic(
        .unquoted, message, at: span,
        cures: [.writing(entry) { "a key and its value need `: ` between them: write \($0)" }])
    }
    if let quote = text.last, quote == "\"" || quote == "'", text.count(where: { $0 == quote }) == 1
    {
      return Diagnostic(
        .unquoted, message, at: span,
        cures: [
          .writing("\(quote)\(text)", isFix: false) {
            "a quote ends it, and none begins it: write \($0)"
          }
        ])
    }
    // What is cut is only said.
    let isWhole = Quoted.excerpt(text) == text && !text.utf8.contains { $0.isLineBreak }
    return Diagnostic(
      .unquoted, message, at: span,
      cures: [.writing(Quoted.text(text), isFix: isWhole) { "quote it: \($0)" }])
  }

  /// The mapping of one entry that braces without `: ` were meant as, such as `{module:"0"}` and
  /// `{module=layers}`: no name has such signs.
  private static func entry(in text: String) -> String? {
    let inner = text.unicodeScalars.dropFirst().dropLast()
    guard let sign = inner.firstIndex(where: { $0 == ":" || $0 == "=" }) else { return nil }
    let key = inner[..<sign]
    let value = inner[inner.index(after: sign)...].drop { $0 == " " }
    guard !key.isEmpty, key.allSatisfy({ ("a"..."z").contains($0) || $0 == "_" }),
      !value.isEmpty, !value.contains(where: { ",:={}\n".unicodeScalars.contains($0) })
    else { return nil }
    return "{\(String(key)): \(String(value))}"
  }
}
