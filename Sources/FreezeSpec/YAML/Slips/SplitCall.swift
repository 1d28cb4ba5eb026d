/// A call between brackets, unquoted, that YAML split at its commas: `{a: Linear(1, 2)}` is to YAML
/// the value `Linear(1` and a key `2)`.
struct SplitCall: Equatable {
  /// The index of the item or the entry in which the call starts.
  var first: Int
  /// The index of that in which it ends.
  var last: Int

  /// The calls among the entries of a mapping, in order.
  ///
  /// A parenthesis that nothing closes is no call that YAML split, nor is what stands behind it.
  static func all(in entries: [YAMLEntry]) -> [SplitCall] {
    all(
      entries.count, start: { entries[$0].value.openParentheses },
      go: { index in
        let key = entries[index].isKeyPlain ? parenthesisBalance(entries[index].key) : 0
        return key + entries[index].value.openParentheses
      })
  }

  /// The calls among the items of a sequence, in order.
  static func all(in items: [YAMLNode]) -> [SplitCall] {
    all(items.count, start: { items[$0].openParentheses }, go: { items[$0].openParentheses })
  }

  /// - Parameters:
  ///   - count: How many items or entries there are.
  ///   - start: How many more parentheses one opens than it closes where no call is open.
  ///   - go: The same inside a call.
  private static func all(_ count: Int, start: (Int) -> Int, go: (Int) -> Int) -> [SplitCall] {
    var calls: [SplitCall] = []
    var index = 0
    while index < count {
      var depth = start(index)
      var last = index
      while depth > 0, last + 1 < count {
        last += 1
        depth += go(last)
      }
      if depth > 0 { return calls }
      if last > index { calls.append(SplitCall(first: index, last: last)) }
      index = last + 1
    }
    return calls
  }
}

extension SplitCall {
  /// The findings about the calls that YAML split at the commas of a node, if there are any, and
  /// then about those further in as well, since nothing in the node is decoded.
  static func findings(in node: YAMLNode, of source: SourceFile) -> [Diagnostic] {
    guard node.isFlow else { return [] }
    let spans =
      switch node.content {
      case .scalar: [SourceSpan]()
      case .sequence(let items):
        all(in: items).map { items[$0.first].callStart.joined(to: items[$0.last].span) }
      case .mapping(let entries):
        all(in: entries).map {
          entries[$0.first].value.span.joined(to: entries[$0.last].value.span)
        }
      }
    if spans.isEmpty { return [] }
    return spans.map { finding(at: $0, of: source) } + findings(below: node, of: source)
  }

  private static func findings(below node: YAMLNode, of source: SourceFile) -> [Diagnostic] {
    let parts =
      switch node.content {
      case .scalar: [YAMLNode]()
      case .sequence(let items): items
      case .mapping(let entries): entries.map(\.value)
      }
    return parts.flatMap { part in
      let own = findings(in: part, of: source)
      return own.isEmpty ? findings(below: part, of: source) : own
    }
  }

  private static func finding(at span: SourceSpan, of source: SourceFile) -> Diagnostic {
    var text = source.text(of: span)
    while let end = text.last, end == " " || end == "," || end == "\n" { text.removeLast() }
    let lines = text.split(whereSeparator: \.isNewline)
    let call = clipped(lines.map { $0.drop { $0 == " " } }.joined(separator: " "), to: 1_000)
    let end = Int(span.start) + text.utf8.count
    let isWhole = call == text && !text.utf8.contains(UInt8(ascii: "\""))
    let cure = Cure.writing(quoted(call), isFix: isWhole) { "quote it: \($0)" }
    return Diagnostic(
      .unquoted, "YAML splits \(call) at its commas", at: span,
      cures: [
        cure.placed(at: SourceSpan(file: span.file, start: Int(span.start), end: end)),
        "or use block style, one item a line",
      ])
  }
}

extension YAMLNode {
  /// How many more parentheses a plain scalar opens than it closes; of a pair in a list, `[a: f(1]`,
  /// its value.
  fileprivate var openParentheses: Int {
    switch content {
    case .scalar(let scalar): scalar.isPlain ? parenthesisBalance(scalar.text) : 0
    case .mapping(let entries): isPair(entries) ? entries[0].value.openParentheses : 0
    case .sequence: 0
    }
  }

  /// Where a call starts that starts in this item.
  fileprivate var callStart: SourceSpan {
    if case .mapping(let entries) = content, isPair(entries) { return entries[0].value.span }
    return span
  }

  /// Whether the entries are a pair in a list, which has no brackets of its own.
  private func isPair(_ entries: [YAMLEntry]) -> Bool {
    isFlow && entries.count == 1 && entries[0].keySpan.start == span.start
  }
}

/// How many more parentheses a text opens than it closes.
private func parenthesisBalance(_ text: String) -> Int {
  var balance = 0
  for byte in text.utf8 {
    if byte == UInt8(ascii: "(") { balance += 1 }
    if byte == UInt8(ascii: ")") { balance -= 1 }
  }
  return balance
}
