/// Decodes the `parameters` and `buffers` of a module or a class.
struct TensorDecoder {
  let reader: NodeReader

  /// The parameters; a failure for each with an error.
  func parameters(_ node: YAMLNode, _ what: String) throws(Reported) -> [Result<
    TensorSpec, Reported
  >] {
    try tensors(node, what, of: "a parameter", keys: ["shape", "dtype", "requires_grad"])
  }

  /// The buffers, which never train; a failure for each with an error.
  func buffers(_ node: YAMLNode, _ what: String) throws(Reported) -> [Result<TensorSpec, Reported>]
  {
    try tensors(node, what, of: "a buffer", keys: ["shape", "dtype"])
  }

  private func tensors(_ node: YAMLNode, _ what: String, of kind: String, keys: [String])
    throws(Reported) -> [Result<TensorSpec, Reported>]
  {
    let entries = try reader.entries(node, what, "a mapping of names to shapes")
    return reader.each(entries) { (entry) throws(Reported) in
      try tensor(entry, kind, keys)
    }
  }

  private func tensor(_ entry: YAMLEntry, _ kind: String, _ keys: [String]) throws(Reported)
    -> TensorSpec
  {
    let values = ValueDecoder(reader: reader)
    guard case .mapping = entry.value.content else {
      let shape = try values.value(entry.value, "`\(clipped(entry.key))`")
      return TensorSpec(name: entry.name, shape: shape)
    }
    let entries = try reader.entries(entry.value, "a tensor", "a mapping")
    let fields = reader.fields(entries, of: kind, allowed: keys)
    let shape = fields.read("shape", values.value)
    let dtype = fields.read("dtype", values.value)
    let requiresGrad = fields.read("requires_grad", values.truth)
    guard let shape = try shape.get() else {
      throw reader.reportMissing(
        "shape", in: entries, "`\(clipped(entry.key))` has no `shape`", at: entry.keySpan)
    }
    try fields.others.get()
    return TensorSpec(
      name: entry.name, shape: shape, dtype: try dtype.get(),
      requiresGrad: try requiresGrad.get())
  }
}
