/// Decodes `softmax`.
struct SoftmaxDecoder {
  let reader: NodeReader

  /// The softmax.
  func softmax(_ node: YAMLNode) throws(Reported) -> SoftmaxConfig {
    let entries = try reader.entries(node, "`softmax`", "a mapping with `temperature`")
    let fields = reader.fields(
      entries, of: "`softmax`", allowed: ["temperature", "dim", "logits"])
    let temperature = fields.read("temperature", temperature)
    let dim = fields.read("dim", reader.int)
    let logits = fields.read("logits", array)
    if let dim = try? dim.get() ?? -1, let shape = (try? logits.get())?.shape,
      let place = (fields["dim"] ?? fields["logits"])?.value.span
    {
      try checkDim(dim, of: shape.count, at: place)
    }
    guard let temperature = try temperature.get() else {
      throw reader.reportMissing(
        "temperature", in: entries, "`softmax` needs a `temperature`", at: node.span)
    }
    try fields.others.get()
    return SoftmaxConfig(
      temperature: temperature, dim: try dim.get() ?? -1, logits: try logits.get(), span: node.span)
  }

  private func temperature(_ node: YAMLNode, _ what: String) throws(Reported) -> Double {
    let value = try reader.number(node, what)
    if value > 0, value.isFinite { return value }
    throw reader.report(
      .invalidValue, "a temperature is finite and above 0, not \(reader.written(node))",
      at: node.span,
      help: value == 0 ? ["a temperature near 0, such as 0.01, picks the largest logit"] : [])
  }

  private func checkDim(_ dim: Int, of rank: Int, at span: SourceSpan) throws(Reported) {
    if dim >= -rank, dim < rank { return }
    throw reader.report(
      .invalidValue,
      "dim \(dim) is out of range for logits of \(rank) dimension\(rank == 1 ? "" : "s")",
      at: span, help: ["it lies from \(-rank) to \(rank - 1)"])
  }

  // MARK: Logits

  private func array(_ node: YAMLNode, _ what: String) throws(Reported) -> NumberArray {
    guard case .sequence = node.content else {
      throw reader.reportKind(node, what, isNot: "a list of numbers, or of such lists")
    }
    var shape: [Int] = []
    // The first item of each level tells the shape that all others must have.
    var first = node
    while case .sequence(let items) = first.content {
      shape.append(items.count)
      guard let next = items.first else { break }
      first = next
    }
    return NumberArray(shape: shape, elements: try elements(of: node, shape[...]))
  }

  /// The numbers of a part of the array, which must have a certain shape.
  private func elements(of node: YAMLNode, _ shape: ArraySlice<Int>) throws(Reported) -> [Double] {
    if case .sequence(let items) = node.content, let count = shape.first {
      if items.count != count {
        throw reader.report(
          .invalidValue,
          "the logits are ragged: \(items.count) in this list, \(count) in the first of its level",
          at: node.span)
      }
      return try reader.all(items) { (item) throws(Reported) in
        try elements(of: item, shape.dropFirst())
      }.flatMap(\.self)
    }
    guard case .scalar = node.content, shape.isEmpty else {
      throw reader.report(
        .invalidValue,
        "the logits are ragged: \(node.kindName) where the first item of this "
          + "level is \(shape.isEmpty ? "a number" : "a list")", at: node.span)
    }
    let value = try reader.number(node, "a logit")
    if value.isFinite { return [value] }
    throw reader.report(
      .invalidValue, "a logit is finite, not \(reader.written(node))", at: node.span)
  }
}
