/// torch.nn's AdaptiveLogSoftmaxWithLoss (`torch/nn/modules/adaptive.py`).
enum AdaptiveLayers {
  static let all: [LayerClass] = [
    LayerClass(
      "AdaptiveLogSoftmaxWithLoss",
      """
      in_features, n_classes, cutoffs, div_value=4.0, head_bias=False, device=None, dtype=None
      """
    ) { layer in
      let cutoffs = try cutoffs(layer)
      let inputs = layer["in_features"]
      func linear(_ inputs: Value, _ outputs: Value, bias: Value) throws -> Value {
        let factory = layer.passedOn("device", "dtype")
        return .module(try layer.make("Linear", [inputs, outputs], [("bias", bias)] + factory))
      }

      let clusters = cutoffs.count - 1
      try layer.child(
        "head",
        layer.make(
          "Linear", [inputs, .int(cutoffs[0] + clusters)],
          [("bias", layer["head_bias"])] + layer.passedOn("device", "dtype")))
      let tail = try (0..<clusters).map { cluster in
        let hidden = try hiddenSize(layer, cluster: cluster)
        let outputs = Value.int(cutoffs[cluster + 1] - cutoffs[cluster])
        return Value.module(
          try layer.make(
            "Sequential",
            [
              linear(inputs, hidden, bias: .bool(false)),
              linear(hidden, outputs, bias: .bool(false)),
            ]))
      }
      try layer.child("tail", layer.make("ModuleList", [.list(tail)]))
    }
  ]

  /// The cutoffs with the number of classes after them.
  private static func cutoffs(_ layer: borrowing LayerBuilder) throws -> [Int] {
    guard let items = layer["cutoffs"].items, !items.isEmpty else {
      throw LayerError(
        "cutoffs", "cutoffs must be a list of one or more ints, not \(brief(layer["cutoffs"]))")
    }
    // A bool passes for a number here; the size keeps sums from overflowing.
    let classes = try layer.laterSize(layer["n_classes"], of: "n_classes")
    var last = 0
    var cutoffs: [Int] = []
    for item in items {
      guard let cutoff = item.asInt, cutoff > last, cutoff < classes else {
        throw LayerError(
          "cutoffs",
          "cutoffs must rise from 1 or more to n_classes - 1 or less, and \(brief(item)) does not",
          help: ["n_classes is \(classes)"])
      }
      cutoffs.append(cutoff)
      last = cutoff
    }
    return cutoffs + [classes]
  }

  /// `int(in_features // div_value ** (cluster + 1))`.
  private static func hiddenSize(_ layer: borrowing LayerBuilder, cluster: Int) throws -> Value {
    _ = try layer.number("div_value")
    let inputs = try layer.int("in_features")
    let divisor: Value
    do {
      divisor = try Arithmetic.apply(.power, layer["div_value"], .int(cluster + 1))
    } catch {
      // An int's power that passes 64 bits leaves nothing.
      if layer["div_value"].asInt != nil { return .int(0) }
      throw LayerError("div_value", "div_value=\(layer["div_value"].str) is too large")
    }
    guard let quotient = try? Arithmetic.apply(.floorDivide, .int(inputs), divisor) else {
      throw LayerError("div_value", "div_value must not be 0")
    }
    guard let size = quotient.asDouble, size >= 0, size <= 0x1p60 else {
      let (divisor, size) = (layer["div_value"].str, quotient.str)
      throw LayerError("div_value", "div_value=\(divisor) gives a cluster \(size) features")
    }
    if case .int = quotient { return quotient }
    return .int(Int(size))
  }
}
