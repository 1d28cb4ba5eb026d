/// Decodes `expect`.
struct ExpectationDecoder {
  /// What can be asserted.
  static let keys =
    ["frozen", "trainable"] + Expectation.Quantity.allCases.map(\.rawValue) + ["softmax"]

  let reader: NodeReader

  /// The assertions; those with an error are left out.
  func expectations(_ node: YAMLNode) throws(Reported) -> [Expectation] {
    let items = try reader.items(node, "`expect`", "a sequence of assertions")
    let expectations = reader.readable(items, assertions).flatMap(\.self)
    if expectations.count > 1 {
      reader.warnOfRepetition(expectations.map { ($0.description, $0.span) }, in: "`expect`") {
        "`\(clipped(expectations[$0].description))`"
      }
    }
    return expectations
  }

  /// The assertion of an item, or those of one that ought to be several.
  private func assertions(_ node: YAMLNode) throws(Reported) -> [Expectation] {
    let entries = try reader.entries(
      node, "an expectation", "a mapping with one key", allowed: Self.keys)
    if entries.count != 1 {
      reader.report(
        .invalidValue, "an expectation has one key", at: node.span,
        help: ["write one `- key: value` for each"])
    }
    return reader.readable(entries) { (entry) throws(Reported) in
      Expectation(claim: try claim(entry), span: entry.keySpan.joined(to: entry.value.span))
    }
  }

  private func claim(_ entry: YAMLEntry) throws(Reported) -> Expectation.Claim {
    let selectors = SelectorDecoder(reader: reader, subject: .parameters)
    switch entry.key {
    case "frozen": return .frozen(try selectors.selector(entry.value))
    case "trainable": return .trainable(try selectors.selector(entry.value))
    case "softmax": return .softmax(try SoftmaxBoundsDecoder(reader: reader).bounds(entry.value))
    default: break
    }
    guard let quantity = Expectation.Quantity(rawValue: entry.key) else {
      throw reader.reportUnknownKey(entry, of: "an expectation", allowed: Self.keys)
    }
    guard case .mapping = entry.value.content else {
      let value = try bound(entry.value, quantity)
      return .quantity(quantity, minimum: value, maximum: value)
    }
    return try bounds(entry.value, quantity)
  }

  private func bounds(_ node: YAMLNode, _ quantity: Expectation.Quantity) throws(Reported)
    -> Expectation.Claim
  {
    let entries = try reader.entries(node, "bounds", "a mapping")
    if entries.isEmpty {
      throw reader.report(.invalidValue, "bounds need `min` or `max`", at: node.span)
    }
    let fields = reader.fields(
      entries, of: "`\(quantity.rawValue)`", allowed: ["min", "max"])
    let read = { (node: YAMLNode, _: String) throws(Reported) in try bound(node, quantity) }
    let lower = fields.read("min", read)
    let upper = fields.read("max", read)
    try fields.others.get()
    let minimum = try lower.get()
    let maximum = try upper.get()
    if let minimum, let maximum, maximum < minimum {
      throw reader.report(.invalidValue, "`min` is above `max`", at: node.span)
    }
    return .quantity(quantity, minimum: minimum, maximum: maximum)
  }

  private func bound(_ node: YAMLNode, _ quantity: Expectation.Quantity) throws(Reported)
    -> Expectation.Bound
  {
    let what = "`\(quantity.rawValue)`"
    if quantity == .trainableFraction {
      let value = try reader.number(node, what)
      if value >= 0, value <= 1 { return .fraction(value) }
      let written = reader.written(node)
      throw reader.report(
        .invalidValue, "\(what) lies between 0 and 1, not \(written)", at: node.span,
        help: value > 1 && value <= 100
          ? ["\(written) percent is \(pythonRepr(value / 100))"] : [])
    }
    let value = try reader.int(node, what)
    if value >= 0 { return .count(value) }
    throw reader.report(
      .invalidValue, "\(what) is a count, and cannot be negative", at: node.span)
  }
}
