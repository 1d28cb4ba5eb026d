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
    try tensors(node, what, of: "a buffer", keys: ["shape", "dtype", "persistent"])
  }

  private func tensors(_ node: YAMLNode, _ what: String, of kind: String, keys: [String])
    throws(Reported) -> [Result<TensorSpec, Reported>]
  {
    let keys = keys + ["repeat", "as"]
    if case .sequence = node.content {
      let items = try reader.items(node, what, "a list of shapes")
      return reader.each(items) { (item) throws(Reported) in
        var spec = try tensor(
          item, name: PlacedName(text: "", span: item.span), hasKey: false, kind, keys)
        spec.isInSequence = true
        return spec
      }
    }
    let entries = try reader.entries(
      node, what, "a mapping of names to shapes, or a list of shapes")
    let repeated = entries.first { $0.key == "repeat" }
    if let repeated, case .scalar = repeated.value.content,
      entries.contains(where: { $0.key == "shape" })
    {
      throw reader.report(
        .wrongType, "`repeat` and `shape` are of one tensor, and it has no name",
        at: repeated.keySpan,
        help: [
          "put it into a list, [{repeat: …, shape: …}], or under a name with its index, "
            + "\"w{i}\": {repeat: …, as: i, shape: …}"
        ])
    }
    return reader.each(entries) { (entry) throws(Reported) in
      // Other names stand as they are, and have no other way to be written.
      let isRepeated =
        if case .mapping(let fields) = entry.value.content {
          fields.contains { $0.key == "repeat" }
        } else { false }
      if isRepeated, let template = PythonTemplate(entry.key) {
        throw reader.report(
          .invalidName,
          "`\(clipped(entry.key))` is \(template.kind), and would be the name of the tensor",
          at: entry.keySpan,
          cures: template.cures(
            of: entry, isTaken: { name in entries.contains { $0.key == name } },
            in: reader.source))
      }
      return try tensor(entry.value, name: entry.name, hasKey: true, kind, keys)
    }
  }

  /// Decodes a tensor.
  ///
  /// - Parameter hasKey: Whether its name is a key; it is none in a sequence.
  private func tensor(
    _ node: YAMLNode, name: PlacedName, hasKey: Bool, _ kind: String, _ keys: [String]
  ) throws(Reported) -> TensorSpec {
    let values = ValueDecoder(reader: reader)
    let title = hasKey ? "`\(clipped(name.text))`" : kind
    guard case .mapping = node.content else {
      return TensorSpec(name: name, shape: try values.value(node, title))
    }
    let entries = try reader.entries(node, "a tensor", "a mapping")
    let fields = reader.fields(entries, of: kind, allowed: keys)
    let shape = fields.read("shape", values.value)
    let dtype = fields.read("dtype", values.value)
    let requiresGrad = fields.read("requires_grad", values.truth)
    let persistent = fields.read("persistent", values.truth)
    let repeats = reader.attempt(try repeats(fields, name, hasKey: hasKey))
    guard let shape = try shape.get() else {
      throw reader.reportMissing(
        "shape", in: entries, "\(title) has no `shape`", at: name.span)
    }
    try fields.others.get()
    return TensorSpec(
      name: name, repeats: try repeats.get(), shape: shape, dtype: try dtype.get(),
      requiresGrad: try requiresGrad.get(), persistent: try persistent.get())
  }

  /// The repeat that a tensor is, where it has a `repeat`.
  private func repeats(_ fields: Fields, _ name: PlacedName, hasKey: Bool) throws(Reported)
    -> TensorRepeat?
  {
    let index = fields.read("as", reader.identifier)
    guard let node = fields["repeat"]?.value else {
      guard let field = fields["as"] else { return nil }
      throw reader.report(
        .missingKey, "`as` needs the `repeat` whose index it names", at: field.keySpan)
    }
    let count = try reader.expression(
      try reader.scalar(node, "`repeat`", "a count"), at: node.span)
    guard hasKey else {
      return TensorRepeat(count: count, index: try index.get(), key: nil)
    }
    let place = reader.source.expressionSource(ofKey: name.text, at: name.span)
    let key = try reader.reporting(try TemplateReader.read(name.text, at: place))
    let placed = try index.get()
    if !key.mentions(placed?.text) {
      throw reader.report(
        .invalidName, "all tensors of this repeat would have the name `\(clipped(name.text))`",
        at: name.span,
        help: key.literal == nil
          ? ["its index, named by `as`, tells them apart"]
          : [
            placed.map { "write its index in the name: `\(clipped(name.text)){\($0.text)}`" }
              ?? "name the index, `as: i`, and write `\(clipped(name.text)){i}`"
          ])
    }
    return TensorRepeat(count: count, index: placed, key: key)
  }
}
