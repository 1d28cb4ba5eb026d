/// Says in plain words, and with a cure, what libyaml says in those of its scanner.
struct YAMLErrorTranslator {
  let bytes: [UInt8]
  let file: UInt16
  private(set) var composer: YAMLComposer

  /// Makes a translator for the errors of the source that a composer has read so far.
  init(_ composer: YAMLComposer) {
    bytes = composer.bytes
    file = composer.file
    self.composer = composer
  }

  /// The finding that an error of libyaml stands for.
  mutating func diagnostic(for error: YAMLSyntaxError) -> Diagnostic {
    if let marker = conflictMarker() { return marker }
    let place = composer.offset(of: error.problemIndex)
    let context = composer.offset(of: error.contextIndex)
    switch error.problem {
    case "out of memory":
      return Diagnostic(.limit, "not enough memory to read the file", at: nil)
    case "found unexpected end of stream", "found unexpected document indicator",
      "found unknown escape character", "did not find expected hexdecimal number",
      "found invalid Unicode character escape code":
      return unclosedQuote(before: context)
        ?? quotedText(error.problem, at: place, opening: context)
    case "found an indentation indicator equal to 0", "did not find expected comment or line break",
      "found a tab character where an indentation space is expected",
      "found a tab character that violates indentation":
      if at(place) == 0x09 { return tab(at: place) }
      return blockHeader(at: context)
    default:
      break
    }
    if let quote = unclosedQuote(before: place) { return quote }
    if at(place) == 0x09 { return tab(at: place) }
    if let reading = error.context, reading.contains("directive") { return directive(at: context) }
    // The scanner points after the sign that it stumbles over, and keeps its start as the context.
    let isProperty =
      error.context.map {
        $0.hasSuffix("an alias") || $0.hasSuffix("an anchor") || $0.hasSuffix("a tag")
          || $0.hasSuffix("a node")
      } ?? false
    let isDirective = at(place) == UInt8(ascii: "%") && lineStart(place) == place
    for candidate in isDirective ? [] : isProperty ? [context] : [place, context] {
      if let item = unquoted(at: candidate) { return .unquoted(item, file: file, in: bytes) }
    }
    if isProperty {
      let sign = character(at: context)
      let kind = ["*": "alias", "&": "anchor", "!": "tag"][sign] ?? "sign"
      return syntax(
        "a `\(sign)` at the start of a value opens a YAML \(kind), and this is none", at: context,
        help: ["quote the value"])
    }
    switch error.problem {
    case "did not find expected key", "did not find expected '-' indicator",
      "mapping values are not allowed in this context":
      if let slip = layoutSlip(at: place) { return slip }
    case "could not find expected ':'":
      if let slip = layoutSlip(at: context) { return slip }
    default: break
    }
    switch error.problem {
    case "did not find expected ',' or ']'", "did not find expected ',' or '}'":
      return collection(opening: context, at: place)
    case "did not find expected node content":
      return missingValue(at: place)
    case "did not find expected key":
      return block("mapping", opening: context, at: place)
    case "did not find expected '-' indicator":
      return block("list", opening: context, at: place)
    case "could not find expected ':'":
      return missingColon(at: context)
    case "mapping values are not allowed in this context":
      return secondColon(at: place)
    case "block sequence entries are not allowed in this context":
      return syntax(
        "a list cannot start in the middle of a line", at: place,
        help: ["put the first `- ` on a line of its own, or write the list as [a, b]"])
    case "mapping keys are not allowed in this context":
      return syntax(
        "a `? ` cannot stand here", at: place, help: ["quote the value if a pattern is meant"])
    case "found unexpected ':'":
      return syntax(
        "between brackets, a `:` must have a space after it or stand in a quoted value",
        at: place, help: ["quote the value"])
    case "found character that cannot start any token":
      return syntax(
        "an unquoted value cannot start with `\(character(at: place))`", at: place,
        help: ["quote the value"])
    case "did not find expected <document start>":
      return textAfterDocument(at: place)
    case "found duplicate %YAML directive":
      return syntax("a second %YAML directive", at: place, help: ["remove it"])
    case "found incompatible YAML document":
      return syntax("only YAML 1.1 and 1.2 are read", at: place, help: ["remove the line"])
    default:
      let reading = error.context.map { " (\($0))" } ?? ""
      return syntax("this is not YAML: \(error.problem)\(reading)", at: place)
    }
  }

  /// Text after the end of the document's value.
  func textAfterDocument(at place: Int) -> Diagnostic {
    if let quote = unclosedQuote(before: place) { return quote }
    if let item = unquoted(at: place) { return .unquoted(item, file: file, in: bytes) }
    if let slip = layoutSlip(at: place) { return slip }
    if let stray = strayCloser(at: place) { return stray }
    if let quote = textAfterQuote(at: place) { return quote }
    return syntax(
      "this line is outside the document's value, which ended before it", at: place,
      help: ["indent the line like the first one; keys of one mapping start in one column"])
  }

  // MARK: - Between quotes

  /// A `:` on the line of a quote, and before it, that stands between a letter and a quote of its kind.
  private func colonBeforeQuote(before opening: Int) -> Int? {
    let line = (bytes[..<opening].lastIndex(of: 0x0A) ?? -1) + 1
    guard opening - line > 2 else { return nil }
    return (line + 1..<opening - 1).first {
      bytes[$0] == UInt8(ascii: ":") && bytes[$0 - 1].isASCIILetter
        && bytes[$0 + 1] == bytes[opening]
    }
  }

  private func quotedText(_ problem: String, at place: Int, opening: Int) -> Diagnostic {
    let quote = character(at: opening)
    switch problem {
    case "found unexpected end of stream":
      if let colon = colonBeforeQuote(before: opening) {
        return syntax(
          "a `:` ends a key only with a space behind it", at: colon, length: 1,
          help: ["put a space after the `:`"])
      }
      return syntax(
        "the quote that opens here is never closed", at: opening, length: 1,
        help: ["close it with another `\(quote)`"])
    case "found unexpected document indicator":
      return syntax(
        "the document ends here, and a quote is still open", at: place,
        related: [("the quote opens here", opening)], help: ["close it with another `\(quote)`"])
    case "found unknown escape character":
      if let unclosed = unclosedQuote(opening: opening, around: place) { return unclosed }
      let escape = String(decoding: bytes[place..<min(place + 2, bytes.count)], as: UTF8.self)
      return syntax(
        "`\(escape)` means nothing between double quotes", at: place, length: 2,
        help: ["between single quotes a backslash is itself: '\(escape)…'; or double it"])
    default:
      if let unclosed = unclosedQuote(opening: opening, around: place) { return unclosed }
      return syntax(
        "this escape between double quotes is no character", at: place,
        help: ["`\\x` takes 2, `\\u` 4 and `\\U` 8 hexadecimal digits of a Unicode character"])
    }
  }

  private func blockHeader(at opening: Int) -> Diagnostic {
    let sign = character(at: opening)
    return syntax(
      "`\(sign)` at the start of a value opens a block of text, which starts on the next line",
      at: opening, help: ["quote the value if the `\(sign)` belongs to it"])
  }

  private func textAfterQuote(at place: Int) -> Diagnostic? {
    guard !isFirstOnLine(place), let before = lastByte(before: place),
      bytes[before] == UInt8(ascii: "\"") || bytes[before] == UInt8(ascii: "'")
    else { return nil }
    return syntax(
      "text after a closing quote", at: place,
      related: [("the quoted text ends here", before)],
      help: [
        "put all of the value between one pair of quotes; "
          + "between single quotes, an apostrophe is written twice"
      ])
  }

  // MARK: - Between brackets

  private func collection(opening: Int, at place: Int) -> Diagnostic {
    let isList = at(opening) != UInt8(ascii: "{")
    let closer = isList ? "]" : "}"
    if isAtEnd(place) { return neverClosed(opening) }
    // Behind a blank it is the next item.
    if place > 0, !bytes[place - 1].isASCIISpace, let quote = textAfterQuote(at: place) {
      return quote
    }
    let message =
      lineStart(place) > opening
      ? "expected `,` or `\(closer)`: a \(isList ? "list" : "mapping") is still open here"
      : "expected `,` or `\(closer)` before this"
    return syntax(
      message, at: place,
      related: [("the \(isList ? "list" : "mapping") opens here", opening)],
      help: ["close it with `\(closer)`, or put a `,` between its items"])
  }

  private func neverClosed(_ opening: Int) -> Diagnostic {
    let isList = at(opening) != UInt8(ascii: "{")
    return syntax(
      "the `\(isList ? "[" : "{")` that opens here is never closed", at: opening, length: 1,
      help: ["close the \(isList ? "list" : "mapping") with `\(isList ? "]" : "}")`"])
  }

  private func missingValue(at place: Int) -> Diagnostic {
    if isAtEnd(place), let opening = composer.openBracket { return neverClosed(opening) }
    if let stray = strayCloser(at: place) { return stray }
    return syntax("a value is missing before this", at: place)
  }

  private func strayCloser(at place: Int) -> Diagnostic? {
    let closer = at(place)
    guard closer == UInt8(ascii: "]") || closer == UInt8(ascii: "}") else { return nil }
    let opener = closer == UInt8(ascii: "]") ? "[" : "{"
    return syntax(
      "no `\(opener)` is open that this `\(character(at: place))` could close", at: place)
  }

  // MARK: - In block style

  private func block(_ kind: String, opening: Int, at place: Int) -> Diagnostic {
    if let stray = strayCloser(at: place) { return stray }
    if let quote = textAfterQuote(at: place) { return quote }
    let item = kind == "list" ? "items" : "keys"
    if isFirstOnLine(place) {
      let entry = kind == "list" ? "item with `- `" : "key"
      return syntax(
        "expected a further \(entry) of the \(kind) above, or less indentation", at: place,
        related: [("the \(kind) starts here", opening)],
        help: ["\(item) of one \(kind) start in one column"])
    }
    return syntax(
      "text after the end of a value", at: place,
      related: [("the \(kind) starts here", opening)],
      help: ["quote all of the value if the text belongs to it"])
  }

  private func missingColon(at place: Int) -> Diagnostic {
    var end = UnquotedText.comment(in: bytes, of: place..<lineEnd(place))
    while end > place, bytes[end - 1].isASCIISpace { end -= 1 }
    let line = bytes[place..<end]
    if let first = line.first, first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
      return syntax(
        "a value without a key among keys, or without a `- ` among items", at: place, length: 1,
        help: ["put its key and `: ` in front of it, or `- `, as the lines above have it"])
    }
    if let colon = line.firstIndex(of: UInt8(ascii: ":")), colon + 1 < line.endIndex,
      !bytes[colon + 1].isASCIISpace
    {
      return syntax(
        "a key and its value need a space after the `:`", at: colon, length: 1,
        cures: [.writing(": ") { "write `\($0)` instead of `:`" }])
    }
    if line.count > 1000 {
      return syntax("a key may have at most 1,024 characters", at: place, length: 1)
    }
    // `head = Linear(2, 2)`, but not `if x == 3`.
    let behindKey = line.drop { !$0.isASCIISpace && $0 != UInt8(ascii: "=") }
      .drop(while: \.isASCIISpace)
    let isAssigned =
      behindKey.first == UInt8(ascii: "=") && behindKey.dropFirst().first != UInt8(ascii: "=")
    return syntax(
      "this line is no `key: value`, as the lines around it are", at: place, length: line.count,
      help: [
        isAssigned
          ? "write `: ` instead of the `=`"
          : "add a `:` after the key, or indent the line if it continues the one above"
      ])
  }

  private func secondColon(at place: Int) -> Diagnostic {
    let start = lineStart(place)
    let indent = bytes[start..<place].prefix { $0.isBlank }
    if let tabIndex = indent.firstIndex(of: 0x09) { return tab(at: tabIndex) }
    let line = bytes[start..<place]
    let hasColon = line.indices.dropFirst().contains {
      line[$0 - 1] == UInt8(ascii: ":") && line[$0].isASCIISpace
    }
    if hasColon {
      return syntax(
        "a second `: ` on the line of a key", at: place, length: 1,
        help: ["quote the value if the `:` belongs to it, or put the value on lines of its own"])
    }
    return syntax(
      "a key cannot stand here: the line continues the value of the line above", at: place,
      length: 1,
      help: [
        indent.isEmpty
          ? "where the line above is a key, add a `:` after it; where it is none, take it out"
          : "start the key in the column of the keys above it"
      ])
  }

  private func tab(at place: Int) -> Diagnostic {
    syntax(
      "a tab cannot indent in YAML", at: place, length: 1, help: ["use spaces"])
  }

  private func directive(at place: Int) -> Diagnostic {
    syntax(
      "a `%` at the start of a line opens a YAML directive, and this is none", at: place,
      help: ["remove the line, or quote the value"])
  }
}
