extension NodeReader {
  /// Warns of values that a list holds more than once, of each at its second place.
  func warnOfRepetition(_ values: [SelectorValue]) {
    if values.count < 2 { return }
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
    for value in values {
      guard let use = uses.removeValue(forKey: ExactString(value.text)), let second = use.second
      else { continue }
      // An alias stands where its anchor does.
      let first = Diagnostic.Related(span: use.first, message: "it stands here first")
      report(
        Diagnostic(
          .repeatedValue,
          "\"\(clipped(value.text))\" stands "
            + "\(use.count == 2 ? "twice" : "\(grouped(use.count)) times") in one list",
          at: second, related: second == use.first ? [] : [first],
          help: ["once is enough: take the other\(use.count == 2 ? "" : "s") out"]))
    }
  }
}
