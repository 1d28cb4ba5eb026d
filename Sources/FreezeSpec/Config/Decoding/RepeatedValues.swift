extension NodeReader {
  /// Warns of values that a list holds more than once, of each at its second place.
  func warnOfRepetition(_ values: [SelectorValue]) {
    warnOfRepetition(values.map { ($0.text, $0.span) }, in: "one list") {
      quoted(clipped(values[$0].text))
    }
  }

  /// Warns of selectors that a list holds more than once, each at its second place.
  func warnOfRepetition(_ selectors: [Selector]) {
    let values = selectors.map { selector in
      if case .glob(let value) = selector { return (text: value.text, span: value.span) }
      return (selector.description, selector.span)
    }
    warnOfRepetition(values, in: "one list") { index in
      let text = clipped(values[index].text)
      return if case .glob = selectors[index] { quoted(text) } else { text }
    }
  }

  /// Warns of items of a pattern's braces or alternatives that stand there more than once, or are numbers of
  /// a range beside them.
  func warnOfRepetition(in value: SelectorValue, under key: SelectorKey) {
    let bytes = Array(value.text.utf8)
    // What is longer was not written by hand.
    if bytes.count > 10_000 { return }
    func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
    func look(at choices: [PatternChoice]) {
      for choice in choices {
        // Items without a text make the others optional.
        let items = choice.items.filter { !$0.bytes.isEmpty }.map {
          ($0, text: text($0.bytes), span: value.span(of: $0.bytes))
        }
        let written = text(choice.bytes)
        let place = clipped(choice.isInBraces ? "{\(written)}" : "(\(written))")
        warnOfRepetition(items.map { ($0.text, $0.span) }, in: place) { clipped(items[$0].text) }
        warnOfNumbers(items.map { ($0.0.numbers, $0.text, $0.span) })
        for item in choice.items { look(at: item.choices) }
      }
    }
    look(at: key.choices(in: value.text))
  }

  /// Warns of numbers among items that a range beside them has.
  private func warnOfNumbers(
    _ items: [(range: (first: String, last: String)?, text: String, span: SourceSpan)]
  ) {
    let ranges = items.compactMap { item -> (text: String, numbers: ClosedRange<Int>)? in
      guard let (first, last) = item.range, let first = Int(first), let last = Int(last),
        first <= last
      else { return nil }
      return (item.text, first...last)
    }
    for item in items.prefix(1_000) where item.range == nil {
      // A number with zeros before it is none of a range.
      guard let number = Int(item.text), String(number) == item.text,
        let range = ranges.prefix(50).first(where: { $0.numbers.contains(number) })
      else { continue }
      report(
        Diagnostic(
          .repeatedValue, "\(item.text) is one of \(range.text) already", at: item.span,
          help: ["take it out, or write the number that was meant"]))
    }
  }

  /// Warns of items that are the same, by the text that says all of them.
  ///
  /// - Parameters:
  ///   - values: The text of each and its place.
  ///   - place: What they stand in.
  ///   - shown: How one is shown, by its index.
  func warnOfRepetition(
    _ values: [(text: String, span: SourceSpan)], in place: String, shown: (Int) -> String
  ) {
    // To look through a few takes less than to make a table.
    if values.count <= 8, !Self.holdRepetition(values) { return }
    var uses: [ExactString: (first: SourceSpan, second: SourceSpan?, count: Int)] = [:]
    for value in values {
      let key = ExactString(value.text)
      if let use = uses[key] {
        uses[key] = (use.first, use.second ?? value.span, use.count + 1)
      } else {
        uses[key] = (value.span, nil, 1)
      }
    }
    if uses.count == values.count { return }
    for (index, value) in values.enumerated() {
      guard let use = uses.removeValue(forKey: ExactString(value.text)), let second = use.second
      else { continue }
      // An alias stands where its anchor does.
      let first = Diagnostic.Related(span: use.first, message: "it stands here first")
      report(
        Diagnostic(
          .repeatedValue,
          "\(shown(index)) stands "
            + "\(use.count == 2 ? "twice" : "\(grouped(use.count)) times") in \(place)",
          at: second, related: second == use.first ? [] : [first],
          help: ["once is enough: take the other\(use.count == 2 ? "" : "s") out"]))
    }
  }

  private static func holdRepetition(_ values: [(text: String, span: SourceSpan)]) -> Bool {
    values.indices.contains { index in
      values[..<index].contains { $0.text.isExactly(values[index].text) }
    }
  }
}
