extension ConfigDecoder {
  // MARK: Softmax

  /// The softmax.
  mutating func softmax(_ node: YAMLNode) -> SoftmaxConfig? {
    guard let entries = entries(node, "`softmax`", "a mapping with `temperature`") else {
      return nil
    }
    let fields = fields(entries, of: "`softmax`", allowed: ["temperature", "dim", "logits"])
    var temperature: Double?
    if let field = fields["temperature"] {
      temperature = number(field.value, "`temperature`")
      if let value = temperature, !(value > 0 && value.isFinite) {
        report(
          .invalidValue, "a temperature is finite and above 0, not \(written(field.value))",
          at: field.value.span,
          help: value == 0 ? ["a temperature near 0, such as 0.01, picks the largest logit"] : [])
        temperature = nil
      }
    } else {
      reportMissing(
        "temperature", in: entries, "`softmax` needs a `temperature`", at: node.span)
    }
    var dim = -1
    if let field = fields["dim"], let value = int(field.value, "`dim`") { dim = value }
    var logits: NumberArray?
    if let field = fields["logits"] {
      logits = numberArray(field.value)
      if let rank = logits?.shape.count, dim < -rank || dim >= rank {
        report(
          .invalidValue,
          "dim \(dim) is out of range for logits of \(rank) dimension\(rank == 1 ? "" : "s")",
          at: fields["dim"]?.value.span ?? field.value.span,
          help: ["it lies from \(-rank) to \(rank - 1)"])
      }
    }
    guard let temperature else { return nil }
    return SoftmaxConfig(temperature: temperature, dim: dim, logits: logits, span: node.span)
  }

  private mutating func numberArray(_ node: YAMLNode) -> NumberArray? {
    guard case .sequence = node.content else {
      reportKind(node, "`logits`", isNot: "a list of numbers, or of such lists")
      return nil
    }
    var array = NumberArray(shape: [], elements: [])
    var isComplete = true
    // The first item of each level tells the shape that all others must have.
    var first = node
    while case .sequence(let items) = first.content {
      array.shape.append(items.count)
      guard let next = items.first else { break }
      first = next
    }
    gather(node, level: 0, &array, &isComplete)
    return isComplete ? array : nil
  }

  private mutating func gather(
    _ node: YAMLNode, level: Int, _ array: inout NumberArray, _ isComplete: inout Bool
  ) {
    if case .sequence(let items) = node.content, level < array.shape.count {
      if items.count != array.shape[level] {
        report(
          .invalidValue,
          "the logits are ragged: \(items.count) in this list, \(array.shape[level]) in the first "
            + "of its level", at: node.span)
        isComplete = false
        return
      }
      for item in items { gather(item, level: level + 1, &array, &isComplete) }
      return
    }
    guard case .scalar = node.content, level == array.shape.count else {
      report(
        .invalidValue,
        "the logits are ragged: \(node.kindName) where the first item of this "
          + "level is \(level == array.shape.count ? "a number" : "a list")", at: node.span)
      isComplete = false
      return
    }
    guard let value = number(node, "a logit") else {
      isComplete = false
      return
    }
    if !value.isFinite {
      report(.invalidValue, "a logit is finite, not \(written(node))", at: node.span)
      isComplete = false
    }
    array.elements.append(value)
  }

  // MARK: Expectations

  /// What can be asserted.
  static let expectationKeys =
    ["frozen", "trainable"] + Expectation.Quantity.allCases.map(\.rawValue)

  /// The assertions.
  mutating func expectations(_ node: YAMLNode) -> [Expectation] {
    let allowed = ConfigDecoder.expectationKeys
    var expectations: [Expectation] = []
    for item in items(node, "`expect`", "a sequence of assertions") ?? [] {
      guard
        let entries = entries(
          item, "an expectation", "a mapping with one key", allowed: allowed)
      else { continue }
      if entries.count != 1 {
        report(
          .invalidValue, "an expectation has one key", at: item.span,
          help: ["write one `- key: value` for each"])
      }
      for entry in entries {
        guard let claim = claim(entry, allowed) else { continue }
        expectations.append(
          Expectation(claim: claim, span: entry.keySpan.joined(to: entry.value.span)))
      }
    }
    return expectations
  }

  private mutating func claim(_ entry: YAMLEntry, _ allowed: [String]) -> Expectation.Claim? {
    switch entry.key {
    case "frozen": return selector(entry.value).map(Expectation.Claim.frozen)
    case "trainable": return selector(entry.value).map(Expectation.Claim.trainable)
    default: break
    }
    guard let quantity = Expectation.Quantity(rawValue: entry.key) else {
      reportUnknownKey(entry, of: "an expectation", allowed: allowed)
      return nil
    }
    guard case .mapping = entry.value.content else {
      guard let value = quantityValue(entry.value, quantity) else { return nil }
      return .quantity(quantity, minimum: value, maximum: value)
    }
    guard let entries = entries(entry.value, "bounds", "a mapping") else { return nil }
    let fields = fields(entries, of: "`\(quantity.rawValue)`", allowed: ["min", "max"])
    if entries.isEmpty {
      report(.invalidValue, "bounds need `min` or `max`", at: entry.value.span)
      return nil
    }
    let minimum = fields["min"].flatMap { quantityValue($0.value, quantity) }
    let maximum = fields["max"].flatMap { quantityValue($0.value, quantity) }
    if minimum == nil, maximum == nil { return nil }
    if let minimum, let maximum, maximum < minimum {
      report(.invalidValue, "`min` is above `max`", at: entry.value.span)
      return nil
    }
    return .quantity(quantity, minimum: minimum, maximum: maximum)
  }

  private mutating func quantityValue(_ node: YAMLNode, _ quantity: Expectation.Quantity)
    -> Expectation.Bound?
  {
    let what = "`\(quantity.rawValue)`"
    if quantity == .trainableFraction {
      guard let value = number(node, what) else { return nil }
      if value >= 0, value <= 1 { return .fraction(value) }
      report(
        .invalidValue, "\(what) lies between 0 and 1, not \(written(node))", at: node.span,
        help: value > 1 && value <= 100
          ? ["\(written(node)) percent is \(pythonRepr(value / 100))"] : [])
      return nil
    }
    guard let value = int(node, what) else { return nil }
    if value >= 0 { return .count(value) }
    report(.invalidValue, "\(what) is a count, and cannot be negative", at: node.span)
    return nil
  }
}
