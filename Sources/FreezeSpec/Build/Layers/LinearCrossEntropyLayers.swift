/// torch.nn's LinearCrossEntropyLoss (`torch/nn/modules/loss.py`) and its options.
enum LinearCrossEntropyLayers {
  static let loss = LayerClass(
    "LinearCrossEntropyLoss", extends: ["_WeightedLoss", "_Loss"],
    """
    in_features, num_classes, *, out_features=(), bias=False, device=None, dtype=None, \
    reduction='mean', weight=None, ignore_index=None, label_smoothing=0.0, options=None
    """,
    takingModules: ["options"]
  ) { layer in
    try layer.refuseTensor("weight")
    let isNegative = try layer.compare("label_smoothing", .less, .int(0))
    if try isNegative || layer.compare("label_smoothing", .greater, .int(1)) {
      throw LayerError(
        "label_smoothing",
        "label_smoothing must lie between 0 and 1, not \(brief(layer["label_smoothing"]))")
    }
    if case .module(let options) = layer["options"], options.type.name != optionsName {
      throw LayerError("options", "options must be \(optionsName)(…), not \(options.type.name)")
    }
    layer["bias"] = .bool(layer.isTrue("bias"))
    try layer.child(
      "linear",
      layer.make(
        "Linear", [layer["in_features"], outputs(layer)],
        layer.passedOn("bias", "device", "dtype")))
    layer.repr(
      """
      in_features={in_features}, num_classes={num_classes}, out_features={out_features}, \
      bias={bias}, reduction={reduction}, ignore_index={ignore_index}, \
      label_smoothing={label_smoothing}, options={options}
      """)
  }

  /// The options: no module, and yet a public class of torch.nn.
  static let options = LayerClass(
    optionsName,
    """
    allow_retain_graph=False, batch_chunk_size=None, chunking_method='auto', \
    acc_policy='auto', acc_dtype=None
    """
  ) { layer in
    let policies = ["auto", "accurate", "balanced", "compact"]
    guard case .string(let policy) = layer["acc_policy"], policies.contains(policy) else {
      throw LayerError(
        "acc_policy", "acc_policy cannot be \(brief(layer["acc_policy"]))",
        help: ["it is one of 'auto', 'accurate', 'balanced' and 'compact'"])
    }
    guard isChunkingMethod(layer["chunking_method"]) else {
      throw LayerError(
        "chunking_method", "chunking_method cannot be \(brief(layer["chunking_method"]))",
        help: ["it is 'auto', 'aspect_ratio', 'aspect_ratio:2' (any number) or None"])
    }
    let rows = layer["batch_chunk_size"]
    if !rows.isNone, rows.asInt ?? 0 <= 0 {
      throw LayerError(
        "batch_chunk_size", "batch_chunk_size must be a positive int or None, not \(brief(rows))")
    }
    switch layer["acc_dtype"] {
    case .none, .dtype(.float16), .dtype(.bfloat16), .dtype(.float32), .dtype(.float64): break
    case let other:
      throw LayerError(
        "acc_dtype",
        "acc_dtype must be float16, bfloat16, float32, float64 or None, not \(brief(other))")
    }
    layer.repr(
      """
      allow_retain_graph={allow_retain_graph!r}, batch_chunk_size={batch_chunk_size!r}, \
      chunking_method={chunking_method!r}, acc_policy={acc_policy!r}, acc_dtype={acc_dtype!r}
      """)
  }

  static let optionsName = "LinearCrossEntropyOptions"

  /// The product of `num_classes` and `out_features`, the rows of the weight.
  private static func outputs(_ layer: borrowing LayerBuilder) throws -> Value {
    guard let sizes = layer["out_features"].iterated else {
      throw LayerError(
        "out_features",
        "out_features must be a tuple of ints, not \(layer["out_features"].typeName)")
    }
    if sizes.isEmpty {
      _ = try layer.size("num_classes")
      return layer["num_classes"]
    }
    var product = try layer.int("num_classes")
    for size in sizes {
      guard let size = size.asInt else {
        throw LayerError("out_features", "out_features holds \(brief(size)), which is no int")
      }
      let (next, overflow) = product.multipliedReportingOverflow(by: size)
      if overflow { throw LayerError("out_features", "out_features is too large") }
      product = next
    }
    return .int(try layer.size(.int(product), of: "out_features"))
  }

  private static func isChunkingMethod(_ value: Value) -> Bool {
    guard case .string(let method) = value else { return value.isNone }
    if method == "auto" || method == "aspect_ratio" { return true }
    let prefix = "aspect_ratio:"
    guard method.hasPrefix(prefix) else { return false }
    let digits = method.utf8.dropFirst(prefix.utf8.count)
    return digits.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      && digits.contains { $0 != UInt8(ascii: "0") }
  }
}

extension ModuleType {
  /// Whether a value of the class can stand in a model.
  var isModule: Bool { name != LinearCrossEntropyLayers.optionsName }
}
