/// Builds the nodes of one document out of libyaml's events.
///
/// It keeps its own stack, so that no nesting reaches the machine's.
struct YAMLComposer {
  /// The document's node, once it is complete.
  private(set) var root: YAMLNode?
  /// Findings that do not stop the reading.
  private(set) var diagnostics = DiagnosticCollector()

  /// The index of the source in its ``SourceMap``.
  let file: UInt32
  /// The source.
  let bytes: [UInt8]
  private var cursor: SourceCursor
  private var stack: [Frame] = []
  private var anchors: [String: Anchor] = [:]
  private var budget = AliasBudget()
  private var mergedEntries = 0
  /// The end of the last text that made a node.
  private var lastEnd = 0

  /// Makes a composer of the document in a source.
  init(_ source: SourceFile, file: UInt32) {
    self.file = file
    bytes = source.bytes
    cursor = SourceCursor(source)
  }

  /// The byte offset of one of libyaml's places.
  mutating func offset(of index: Int) -> Int { cursor.offset(of: index) }

  /// Where the innermost `[` or `{` stands that is still open.
  var openBracket: Int? { stack.last { $0.isBracketed }?.start }

  /// Takes the next event.
  ///
  /// - Throws: A finding past which it makes no sense to go on: a passed limit.
  mutating func take(_ event: YAMLEvent) throws(Diagnostic) {
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
    var text = event.text
    var start = offset(of: event.start)
    var end = offset(of: event.end)
    var verbatimStart: UInt32?
    if event.anchor != nil || event.tag != nil {
      let content = min(end, contentStart(from: start, to: end))
      if event.tag != nil {
        if text.isEmpty, event.style == .plain {
          text = unquotedTag(start..<end)
        } else {
          tag(start..<content)
          start = content
        }
      } else {
        start = content
      }
    }
    switch event.style {
    case .plain:
      if text.isEmpty {
        if start > lastEnd, isBlank(lastEnd..<start) { start = lastEnd }
        end = start
      } else if event.isOneLine, text.utf8.count == end - start {
        verbatimStart = UInt32(clamping: start)
      }
    case .singleQuoted:
      if event.isOneLine, text.utf8.count == end - start - 2 {
        verbatimStart = UInt32(clamping: start + 1)
      }
    case .doubleQuoted:
      // As many bytes as in the source need not be the same: `"\n\L"`.
      if event.isOneLine, text.utf8.count == end - start - 2,
        text.utf8.elementsEqual(bytes[(start + 1)..<(end - 1)])
      {
        verbatimStart = UInt32(clamping: start + 1)
      }
    case .block:
      end = trimmed(start..<end)
      verbatimStart = blockText(text, start..<end)
    }
    lastEnd = max(lastEnd, end)
    let isPlain = event.style == .plain
    let span = span(start..<end)
    if event.anchor == nil, awaitsKey {
      key(text, at: span, isPlain: isPlain)
      return
    }
    let node = YAMLNode(
      span: span,
      content: .scalar(YAMLScalar(text: text, isPlain: isPlain, verbatimStart: verbatimStart)),
      isFlow: false)
    if let anchor = event.anchor {
      anchors[anchor] = .done(node, size: 1, height: 0)
    }
    try place(node, at: span, size: 1, height: 0)
  }

  /// Where the text of a block scalar stands as it is: if it is a single line.
  private func blockText(_ text: String, _ range: Range<Int>) -> UInt32? {
    let line = text.utf8.prefix { $0 != 0x0A }
    guard !line.isEmpty, text.utf8.count - line.count <= 1, line.count <= range.count else {
      return nil
    }
    let start = range.upperBound - line.count
    return bytes[start..<range.upperBound].elementsEqual(line) ? UInt32(clamping: start) : nil
  }

  // MARK: - Aliases

  private mutating func alias(_ event: YAMLEvent) throws(Diagnostic) {
    budget.ownNodes += 1
    let name = event.anchor ?? ""
    let start = offset(of: event.start)
    let end = offset(of: event.end)
    let span = span(start..<end)
    lastEnd = end
    guard case .done(let node, let size, let height) = anchors[name] else {
      if case .open(let anchor) = anchors[name] {
        report(.recursiveAlias(name, at: span, anchor: anchor))
      } else {
        report(.unknownAlias(name, at: span, known: anchors.keys))
      }
      // Go on with what was probably meant: a pattern without its quotes.
      let scalar = YAMLScalar(
        text: "*" + name, isPlain: true, verbatimStart: UInt32(clamping: start))
      let node = YAMLNode(span: span, content: .scalar(scalar), isFlow: false)
      try place(node, at: span, size: 1, height: 0)
      return
    }
    try budget.spend(size, at: span, bytesLeft: bytes.count - end)
    guard stack.count + height <= Limits.nesting else { throw .nesting(at: span) }
    try place(node, at: span, size: size, height: height)
  }

  // MARK: - Collections

  private mutating func start(_ event: YAMLEvent) throws(Diagnostic) {
    budget.ownNodes += 1
    let isMapping = event.kind == .mappingStart
    var start = offset(of: event.start)
    if event.anchor != nil || event.tag != nil {
      let content = contentStart(from: start, to: bytes.count)
      if event.tag != nil { tag(start..<trimmed(start..<content)) }
      start = content
    }
    guard stack.count < Limits.nesting else {
      throw .nesting(at: span(start..<min(bytes.count, start + 1)))
    }
    if let anchor = event.anchor { anchors[anchor] = .open(span(start..<start)) }
    let opening: UInt8 = isMapping ? 0x7B : 0x5B
    let isBracketed = event.isFlow && start < bytes.count && bytes[start] == opening
    stack.append(
      Frame(
        start: start, end: start, isFlow: event.isFlow, isBracketed: isBracketed,
        anchor: event.anchor, slot: isMapping ? .key : .item))
    if isBracketed { lastEnd = start + 1 }
  }

  private mutating func end(_ event: YAMLEvent) throws(Diagnostic) {
    guard let frame = stack.popLast() else { return }
    var end = frame.end
    if frame.isBracketed {
      end = offset(of: event.end)
      lastEnd = end
    }
    let span = span(frame.start..<max(frame.start, end))
    let content: YAMLNode.Content =
      event.kind == .mappingEnd ? .mapping(frame.mapping.entries) : .sequence(frame.items)
    let node = YAMLNode(span: span, content: content, isFlow: frame.isFlow)
    if let anchor = frame.anchor {
      anchors[anchor] = .done(node, size: frame.size, height: frame.height + 1)
    }
    try place(node, at: span, size: frame.size, height: frame.height + 1)
  }

  // MARK: - Placing

  private var awaitsKey: Bool {
    guard let frame = stack.last, case .key = frame.slot else { return false }
    return true
  }

  /// Puts a node where the open collection waits for one.
  ///
  /// - Parameters:
  ///   - node: The node, whose own span is its anchor's if it comes through an alias.
  ///   - span: Where it is used.
  ///   - size: The nodes it holds, itself included, aliases expanded.
  ///   - height: The levels of collections it holds, aliases expanded.
  /// - Throws: A finding where merge keys pass their limit.
  private mutating func place(
    _ node: YAMLNode, at span: SourceSpan, size: Int, height: Int
  ) throws(Diagnostic) {
    let top = stack.count - 1
    guard top >= 0 else {
      root = node
      return
    }
    stack[top].size = stack[top].size.addingSaturating(size)
    stack[top].height = max(stack[top].height, height)
    stack[top].end = max(stack[top].end, Int(span.end))
    switch stack[top].slot {
    case .item:
      stack[top].items.append(node)
    case .key:
      if case .scalar(let scalar) = node.content {
        stack[top].size -= size
        key(scalar.text, at: span, isPlain: scalar.isPlain)
      } else {
        report(.nonScalarKey(node, at: span, in: bytes))
        stack[top].slot = .skip
      }
    case .value(let key, let keySpan, let isKeyPlain):
      stack[top].slot = .key
      let entry = YAMLEntry(key: key, keySpan: keySpan, isKeyPlain: isKeyPlain, value: node)
      if let first = stack[top].mapping.add(entry) {
        report(.duplicateKey(key, at: keySpan, first: first))
      }
    case .merge(let keySpan):
      stack[top].slot = .key
      try merge(node, at: keySpan)
    case .skip:
      stack[top].slot = .key
    }
  }

  private mutating func key(_ text: String, at span: SourceSpan, isPlain: Bool) {
    let top = stack.count - 1
    stack[top].size = stack[top].size.addingSaturating(1)
    stack[top].end = max(stack[top].end, Int(span.end))
    let start = Int(span.start)
    if stack[top].isFlow, start > 0, bytes[start - 1] == 0x3F, isPlain,
      let item = UnquotedText.item(at: start - 1, in: bytes, isInFlow: true)
    {
      report(.unquoted(item, file: file, in: bytes))
      stack[top].slot = .skip
    } else if isPlain, text == "<<" {
      if let first = stack[top].mergeKey {
        report(.duplicateMerge(at: span, first: first))
        stack[top].slot = .skip
      } else {
        stack[top].mergeKey = span
        stack[top].slot = .merge(span)
      }
    } else {
      stack[top].slot = .value(text, span, isPlain: isPlain)
    }
  }

  private mutating func merge(_ node: YAMLNode, at keySpan: SourceSpan) throws(Diagnostic) {
    var sources = [node]
    if case .sequence(let items) = node.content { sources = items }
    for source in sources {
      guard case .mapping(let entries) = source.content else {
        report(.invalidMerge(at: keySpan, of: source))
        continue
      }
      mergedEntries = mergedEntries.addingSaturating(entries.count)
      guard mergedEntries <= Limits.mergedEntries else {
        throw Diagnostic(
          .limit, "merge keys add more than \(Limits.mergedEntries) entries", at: keySpan)
      }
      stack[stack.count - 1].mapping.merge(entries)
    }
  }

  // MARK: - Tags

  private mutating func tag(_ range: Range<Int>) {
    let range = range.lowerBound..<trimmed(range)
    report(.tag(String(decoding: bytes[range], as: UTF8.self), at: span(range)))
  }

  /// Reports a tag without a value, and gives the text that was meant.
  private mutating func unquotedTag(_ range: Range<Int>) -> String {
    let range = range.lowerBound..<trimmed(range)
    let item = UnquotedText(range: range, reading: .tag)
    report(.unquoted(item, file: file, in: bytes))
    return String(decoding: bytes[range], as: UTF8.self)
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

  /// The end of a range without the blanks and line breaks at its end.
  private func trimmed(_ range: Range<Int>) -> Int {
    var end = range.upperBound
    while end > range.lowerBound, bytes[end - 1].isYAMLSpace { end -= 1 }
    return end
  }

  private func isBlank(_ range: Range<Int>) -> Bool {
    bytes[range].allSatisfy(\.isYAMLSpace)
  }

  /// Where a node's own text starts after its anchor and tag.
  private func contentStart(from start: Int, to end: Int) -> Int {
    var index = start
    while index < end {
      switch bytes[index] {
      case 0x26, 0x21:  // `&`, `!`
        while index < end, !bytes[index].isYAMLSpace, bytes[index] != 0x2C { index += 1 }
      case 0x23:  // `#`
        while index < end, bytes[index] != 0x0A, bytes[index] != 0x0D { index += 1 }
      case let byte where byte.isYAMLSpace:
        index += 1
      default:
        return index
      }
    }
    return index
  }
}

extension YAMLComposer {
  /// A collection that is still open.
  private struct Frame {
    var start: Int
    /// The end of what it holds so far.
    var end: Int
    var isFlow: Bool
    /// Whether it ends with a bracket of its own, which `[a: b]` shows not every flow mapping has.
    var isBracketed: Bool
    var anchor: String?
    var slot: Slot
    var items: [YAMLNode] = []
    var mapping = MappingBuilder()
    var mergeKey: SourceSpan?
    var size = 1
    var height = 0
  }

  /// What an open collection waits for.
  private enum Slot {
    case item
    case key
    case value(String, SourceSpan, isPlain: Bool)
    case merge(SourceSpan)
    /// The value of a key that was refused.
    case skip
  }

  private enum Anchor {
    case open(SourceSpan)
    case done(YAMLNode, size: Int, height: Int)
  }
}

extension UInt8 {
  /// Whether this is a space, a tab or part of a line break.
  var isYAMLSpace: Bool { self == 0x20 || self == 0x0A || self == 0x0D || self == 0x09 }
}
