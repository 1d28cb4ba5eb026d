/// Builds the nodes of one document out of libyaml's events.
///
/// It keeps its own stack, so that no nesting reaches the machine's.
struct YAMLComposer {
  /// The document's node, once it is complete.
  private(set) var root: YAMLNode?
  /// Findings that do not stop the reading.
  private(set) var diagnostics = DiagnosticCollector()

  /// The index of the source in its ``SourceMap``.
  let file: UInt16
  /// The source.
  let bytes: [UInt8]
  private var cursor: SourceCursor
  /// The frames of all levels reached so far, of which the first ``depth`` are open.
  private var frames: [YAMLFrame] = []
  private var depth = 0
  private var anchors = YAMLAnchors()
  private var budget: AliasBudget
  private var mergedEntries = 0
  /// How many open collections are in flow style.
  private var flowDepth = 0
  private var bracketWork = 0
  private let mostBracketWork: Int
  /// The end of the last text that made a node.
  private(set) var lastEnd = 0
  /// The last quoted text that goes over several lines.
  private(set) var lastLongQuote: Range<Int>?
  /// How many keys between brackets began with a `?`.
  private var unquotedKeys = 0

  /// Makes a composer of the document in a source.
  init(_ source: SourceFile, file: UInt16, mostBracketWork: Int) {
    self.file = file
    self.mostBracketWork = mostBracketWork
    bytes = source.bytes
    budget = AliasBudget(ownBytes: source.bytes.count)
    cursor = SourceCursor(source)
  }

  /// The byte offset of one of libyaml's places.
  mutating func offset(of index: Int) -> Int { cursor.offset(of: index) }

  /// Where the innermost `[` or `{` stands that is still open.
  var openBracket: Int? { frames[..<depth].last { $0.isBracketed }?.start }

  /// Takes the next event.
  ///
  /// - Throws: A finding past which it makes no sense to go on: a passed limit.
  mutating func take(_ event: YAMLEvent) throws(Diagnostic) {
    bracketWork += flowDepth
    guard bracketWork <= mostBracketWork else {
      let place = offset(of: event.start)
      throw Diagnostic(
        .limit, "too many values stand in too many brackets", at: span(place..<place),
        help: ["write the outer levels in block style"])
    }
    switch event.kind {
    case .scalar: try scalar(event)
    case .alias: try alias(event)
    case .sequenceStart, .mappingStart: try start(event)
    case .sequenceEnd, .mappingEnd: try end(event)
    case .documentEnd: try budget.settle()
    case .streamStart, .streamEnd, .documentStart: break
    }
  }

  // MARK: - Scalars

  private mutating func scalar(_ event: YAMLEvent) throws(Diagnostic) {
    budget.ownNodes += 1
    let text = event.text
    var range = offset(of: event.start)..<offset(of: event.end)
    if text.count > Limits.scalarBytes {
      throw Diagnostic(
        .limit,
        "a text of \(grouped(text.count)) bytes; at most \(grouped(Limits.scalarBytes)) are read",
        at: span(range))
    }
    // A tag without a value is taken for the pattern that was probably meant.
    let isTagMeant = event.tag != nil && text.isEmpty && event.style == .plain
    if event.hasProperties { range = withoutProperties(of: event, in: range, isTagMeant) }
    if isTagMeant {
      // The tag's own text is the scalar's.
    } else if event.style == .plain, text.isEmpty {
      let isApart = range.lowerBound > lastEnd && bytes.isBlank(lastEnd..<range.lowerBound)
      let place = isApart ? lastEnd : range.lowerBound
      range = place..<place
    } else if event.style == .block {
      range = range.lowerBound..<bytes.trimmedEnd(of: range)
    }
    lastEnd = max(lastEnd, range.upperBound)
    if !event.isOneLine, event.style == .singleQuoted || event.style == .doubleQuoted {
      lastLongQuote = range
    }
    let isPlain = event.style == .plain
    let scalar =
      if isTagMeant {
        YAMLScalar(source: bytes, range: range, isPlain: true)
      } else if let start = verbatimStart(of: event, in: range) {
        YAMLScalar(source: bytes, range: start..<(start + text.count), isPlain: isPlain)
      } else {
        YAMLScalar(text: String(decoding: text, as: UTF8.self), isPlain: isPlain)
      }
    let span = span(range)
    let size = YAMLSize(of: scalar)
    if depth > 0, frames[depth - 1].slot == .key {
      if let anchor = event.anchorName {
        let node = YAMLNode(content: .scalar(scalar), isFlow: false, span: span)
        anchors.set(anchor, .done(node, size: size, height: 0))
      }
      key(scalar, at: span)
      return
    }
    let node = YAMLNode(content: .scalar(scalar), isFlow: false, span: span)
    if let anchor = event.anchorName { anchors.set(anchor, .done(node, size: size, height: 0)) }
    try place(node, at: span, size: size, height: 0)
  }

  /// The range of a scalar's own text, its anchor and tag left out.
  private mutating func withoutProperties(
    of event: YAMLEvent, in range: Range<Int>, _ isTagMeant: Bool
  ) -> Range<Int> {
    if isTagMeant {
      let meant = range.lowerBound..<bytes.trimmedEnd(of: range)
      report(.unquoted(UnquotedText(range: meant, reading: .tag), file: file, in: bytes))
      return meant
    }
    let start = min(range.upperBound, bytes.contentStart(in: range))
    if event.tag != nil { tag(range.lowerBound..<start) }
    return start..<range.upperBound
  }

  /// Where a scalar's text stands in the source as it is.
  private func verbatimStart(of event: YAMLEvent, in range: Range<Int>) -> Int? {
    let text = event.text
    let start: Int
    switch event.style {
    case .plain:
      guard event.isOneLine, text.count == range.count, !text.isEmpty else { return nil }
      start = range.lowerBound
    case .singleQuoted:
      guard event.isOneLine, text.count == range.count - 2 else { return nil }
      start = range.lowerBound + 1
    case .doubleQuoted:
      // As many bytes as in the source need not be the same: `"\n\L"`.
      guard event.isOneLine, text.count == range.count - 2 else { return nil }
      start = range.lowerBound + 1
      guard text.elementsEqual(bytes[start..<(start + text.count)]) else { return nil }
    case .block:
      // A single line, which is the last thing in the range; its line break may follow.
      let line = text.last == 0x0A ? text.dropLast() : text[...]
      start = range.upperBound - line.count
      guard !line.isEmpty, start >= range.lowerBound, !line.contains(0x0A),
        text.elementsEqual(bytes[start...].prefix(text.count))
      else { return nil }
    }
    return start
  }

  // MARK: - Aliases

  private mutating func alias(_ event: YAMLEvent) throws(Diagnostic) {
    budget.ownNodes += 1
    let name = event.anchorName ?? ""
    let range = offset(of: event.start)..<offset(of: event.end)
    let span = span(range)
    lastEnd = range.upperBound
    switch anchors[name] {
    case .done(let node, let size, let height):
      try budget.spend(size, at: span, bytesLeft: bytes.count - range.upperBound)
      guard depth + levels(height, of: node) <= Limits.nesting else { throw .nesting(at: span) }
      try place(node, at: span, size: size, height: height)
      return
    case .open(let anchor):
      report(.recursiveAlias(name, at: span, anchor: anchor))
      leaveOut()
      return
    case nil:
      if diagnostics.isFull {
        diagnostics.countDroppedError()
      } else {
        let isOneOfMany = diagnostics.all.count >= Limits.suggestions
        let known = isOneOfMany ? [] : anchors.candidates
        diagnostics.add(.unknownAlias(name, at: span, known: known))
      }
    }
    if depth > 0, frames[depth - 1].slot == .mergeValue { return leaveOut() }
    // Go on with what was probably meant: a pattern without its quotes.
    let scalar = YAMLScalar(source: bytes, range: range, isPlain: true)
    let node = YAMLNode(content: .scalar(scalar), isFlow: false, span: span)
    try place(node, at: span, size: YAMLSize(of: scalar), height: 0)
  }

  /// Goes on without the node that an alias stands for.
  private mutating func leaveOut() {
    guard depth > 0 else { return }
    switch frames[depth - 1].slot {
    case .item: break
    case .key: frames[depth - 1].slot = .refusedValue
    case .value, .mergeValue, .refusedValue: frames[depth - 1].slot = .key
    }
  }

  /// The levels that a node adds where it is placed: what is merged leaves its own collections, a
  /// mapping or a list of mappings, behind.
  private func levels(_ height: Int, of node: YAMLNode) -> Int {
    guard depth > 0, frames[depth - 1].slot == .mergeValue else { return height }
    if case .sequence = node.content { return max(0, height - 2) }
    return max(0, height - 1)
  }

  // MARK: - Collections

  private mutating func start(_ event: YAMLEvent) throws(Diagnostic) {
    budget.ownNodes += 1
    let isMapping = event.kind == .mappingStart
    var start = offset(of: event.start)
    if event.hasProperties {
      let content = bytes.contentStart(in: start..<bytes.count)
      if event.tag != nil { tag(start..<content) }
      start = content
    }
    guard depth < Limits.nesting else {
      throw .nesting(at: span(start..<min(bytes.count, start + 1)))
    }
    let anchor = event.anchorName
    if let anchor { anchors.set(anchor, .open(span(start..<start))) }
    let opening: UInt8 = isMapping ? 0x7B : 0x5B
    let isBracketed = event.isFlow && start < bytes.count && bytes[start] == opening
    if depth == frames.count { frames.append(YAMLFrame()) }
    frames[depth].open(
      isMapping: isMapping, start: start, isFlow: event.isFlow, isBracketed: isBracketed,
      anchor: anchor)
    depth += 1
    if event.isFlow { flowDepth += 1 }
    if isBracketed { lastEnd = start + 1 }
  }

  private mutating func end(_ event: YAMLEvent) throws(Diagnostic) {
    guard depth > 0 else { return }
    depth -= 1
    if frames[depth].isFlow { flowDepth -= 1 }
    for (entry, first) in frames[depth].takeRepeatedEntries() {
      report(.duplicateKey(entry.key, at: entry.keySpan, first: first))
    }
    let content: YAMLNode.Content =
      event.kind == .mappingEnd
      ? .mapping(frames[depth].takeEntries()) : .sequence(frames[depth].takeItems())
    if frames[depth].isBracketed {
      lastEnd = offset(of: event.end)
      frames[depth].end = lastEnd
    }
    let span = span(frames[depth].start..<max(frames[depth].start, frames[depth].end))
    let size = frames[depth].size
    let height = frames[depth].height + 1
    let node = YAMLNode(content: content, isFlow: frames[depth].isFlow, span: span)
    if let anchor = frames[depth].anchor {
      anchors.set(anchor, .done(node, size: size, height: height))
    }
    try place(node, at: span, size: size, height: height)
  }

  // MARK: - Placing

  /// Puts a node where the open collection waits for one.
  ///
  /// - Parameters:
  ///   - node: The node, whose own span is its anchor's if it comes through an alias.
  ///   - span: Where it is used.
  ///   - size: What it holds, aliases expanded.
  ///   - height: The levels of collections it holds, aliases expanded.
  /// - Throws: A finding where merge keys pass their limit.
  private mutating func place(
    _ node: consuming YAMLNode, at span: SourceSpan, size: YAMLSize, height: Int
  ) throws(Diagnostic) {
    let top = depth - 1
    guard top >= 0 else {
      root = node
      return
    }
    frames[top].hold(end: Int(span.end), size: size, height: levels(height, of: node))
    switch frames[top].slot {
    case .item:
      frames[top].append(node, bytesLeft: bytes.count - Int(span.end))
    case .value:
      if let first = frames[top].add(node, bytesLeft: bytes.count - Int(span.end)) {
        report(.duplicateKey(frames[top].key, at: frames[top].keySpan, first: first))
      }
    case .key:
      if case .scalar(let scalar) = node.content {
        key(scalar, at: span)
      } else {
        report(.nonScalarKey(node, at: span, in: bytes))
        frames[top].slot = .refusedValue
      }
    case .mergeValue:
      frames[top].slot = .key
      try merge(node)
    case .refusedValue:
      frames[top].slot = .key
    }
  }

  /// Takes a key of the open mapping.
  private mutating func key(_ key: consuming YAMLScalar, at span: SourceSpan) {
    let top = depth - 1
    let start = Int(span.start)
    frames[top].hold(end: Int(span.end), size: YAMLSize(of: key), height: 0)
    if key.isPlain, key.count == 2, key.text == "<<" {
      if let first = frames[top].mergeKey {
        report(.duplicateMerge(at: span, first: first))
        frames[top].slot = .refusedValue
      } else {
        frames[top].mergeKey = span
        frames[top].slot = .mergeValue
      }
    } else if frames[top].isFlow, start > 0, bytes[start - 1] == UInt8(ascii: "?"), key.isPlain,
      reportUnquotedKey(at: start - 1)
    {
      frames[top].slot = .refusedValue
    } else {
      frames[top].expectValue(of: key.text, at: span, isPlain: key.isPlain)
    }
  }

  /// Reports a key between brackets that begins with a `?` right before its text.
  ///
  /// - Returns: Whether it is one that was meant as such a text. Past a number of them no more are looked at:
  ///   each time the whole line is read.
  private mutating func reportUnquotedKey(at place: Int) -> Bool {
    unquotedKeys += 1
    guard unquotedKeys <= Limits.suggestions else {
      diagnostics.countDroppedError()
      return true
    }
    guard let item = UnquotedText.item(at: place, in: bytes, isInFlow: true) else { return false }
    report(.unquoted(item, file: file, in: bytes))
    return true
  }

  private mutating func merge(_ node: YAMLNode) throws(Diagnostic) {
    guard let keySpan = frames[depth - 1].mergeKey else { return }
    var sources = [node]
    if case .sequence(let items) = node.content { sources = items }
    for source in sources {
      guard case .mapping(let entries) = source.content else {
        report(.invalidMerge(at: keySpan, of: source))
        continue
      }
      mergedEntries = saturatingSum(mergedEntries, entries.count)
      guard mergedEntries <= Limits.mergedEntries else {
        throw Diagnostic(
          .limit, "merge keys add more than \(grouped(Limits.mergedEntries)) entries", at: keySpan)
      }
      frames[depth - 1].merge(entries)
    }
  }

  // MARK: - Tags

  private mutating func tag(_ range: Range<Int>) {
    let range = range.lowerBound..<bytes.trimmedEnd(of: range)
    report(.tag(String(decoding: bytes[range], as: UTF8.self), at: span(range)))
  }

  /// Adds a finding that costs little to make.
  private mutating func report(_ finding: Diagnostic) {
    if diagnostics.isFull {
      diagnostics.countDroppedError()
    } else {
      diagnostics.add(finding)
    }
  }

  // MARK: - Places

  private func span(_ range: Range<Int>) -> SourceSpan {
    SourceSpan(file: file, start: range.lowerBound, end: range.upperBound)
  }
}
