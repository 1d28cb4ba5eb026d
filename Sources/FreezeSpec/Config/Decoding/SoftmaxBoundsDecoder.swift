/// Decodes what `expect` says of the softmax.
struct SoftmaxBoundsDecoder {
  let reader: NodeReader

  /// The bounds, of which there is one at least.
  func bounds(_ node: YAMLNode) throws(Reported) -> SoftmaxBounds {
    let entries = try reader.entries(node, "`softmax`", "a mapping with `max` or `entropy`")
    let fields = reader.fields(
      entries, of: "`softmax` of an expectation", allowed: ["max", "entropy"])
    let max = fields.read("max", probability)
    let entropy = fields.read("entropy", entropy)
    try fields.others.get()
    if entries.isEmpty {
      throw reader.report(.invalidValue, "bounds need `max` or `entropy`", at: node.span)
    }
    let (least, most) = try entropy.get() ?? (nil, nil)
    return SoftmaxBounds(max: try max.get(), minEntropy: least, maxEntropy: most)
  }

  private func probability(_ node: YAMLNode, _ what: String) throws(Reported) -> Double {
    let value = try reader.number(node, what)
    if value > 0, value <= 1 { return value }
    throw reader.report(
      .invalidValue,
      "\(what) bounds a probability, and is above 0 and at most 1, not \(reader.written(node))",
      at: node.span)
  }

  private func entropy(_ node: YAMLNode, _ what: String) throws(Reported) -> (Double?, Double?) {
    let entries = try reader.entries(node, what, "a mapping with `min` or `max`, in nats")
    let fields = reader.fields(entries, of: what, allowed: ["min", "max"])
    let least = fields.read("min", nats)
    let most = fields.read("max", nats)
    try fields.others.get()
    if entries.isEmpty {
      throw reader.report(.invalidValue, "bounds need `min` or `max`", at: node.span)
    }
    let bounds = (try least.get(), try most.get())
    if let least = bounds.0, let most = bounds.1, most < least {
      throw reader.report(.invalidValue, "`min` is above `max`", at: node.span)
    }
    return bounds
  }

  private func nats(_ node: YAMLNode, _ what: String) throws(Reported) -> Double {
    let value = try reader.number(node, what)
    if value >= 0, value.isFinite { return value }
    throw reader.report(
      .invalidValue, "an entropy is finite and at least 0, not \(reader.written(node))",
      at: node.span)
  }
}
