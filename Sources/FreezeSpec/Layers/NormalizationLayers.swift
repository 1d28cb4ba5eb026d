/// torch.nn's normalizations without running statistics (`torch/nn/modules/normalization.py`).
enum NormalizationLayers {
  static let all: [LayerClass] = [
    localResponseNorm("LocalResponseNorm", "size, alpha=0.0001, beta=0.75, k=1.0"),
    localResponseNorm("CrossMapLRN2d", "size, alpha=0.0001, beta=0.75, k=1"),

    LayerClass(
      "LayerNorm",
      "normalized_shape, eps=1e-05, elementwise_affine=True, bias=True, device=None, dtype=None"
    ) { layer in
      try storeNormalizedShape(&layer)
      try affineParameters(&layer, "elementwise_affine", shapedBy: "normalized_shape")
      layer.repr(
        "{normalized_shape}, eps={eps}, elementwise_affine={elementwise_affine}, bias={bias}")
    },

    LayerClass(
      "GroupNorm",
      "num_groups, num_channels, eps=1e-05, affine=True, device=None, dtype=None, *, bias=True"
    ) { layer in
      guard leavesNoRemainder(layer["num_channels"], by: layer["num_groups"]) else {
        let (channels, groups) = (brief(layer["num_channels"]), brief(layer["num_groups"]))
        throw LayerError(
          "num_groups", "num_groups=\(groups) does not divide num_channels=\(channels)")
      }
      try affineParameters(&layer, "affine", shapedBy: "num_channels")
      layer.repr("{num_groups}, {num_channels}, eps={eps}, affine={affine}, bias={bias}")
    },

    LayerClass(
      "RMSNorm", "normalized_shape, eps=None, elementwise_affine=True, device=None, dtype=None"
    ) { layer in
      try storeNormalizedShape(&layer)
      if layer.isTrue("elementwise_affine") {
        try layer.parameter("weight", layer.shape("normalized_shape"))
      }
      layer.repr("{normalized_shape}, eps={eps}, elementwise_affine={elementwise_affine}")
    },
  ]

  private static func localResponseNorm(_ name: String, _ signature: String) -> LayerClass {
    LayerClass(name, signature) { $0.repr("{size}, alpha={alpha}, beta={beta}, k={k}") }
  }

  private static func affineParameters(
    _ layer: inout LayerBuilder, _ flag: String, shapedBy name: String
  ) throws {
    layer["bias"] = .bool(layer.isTrue(flag) && layer.isTrue("bias"))
    if layer.isTrue(flag) { try layer.parameter("weight", layer.shape(name)) }
    if layer.isTrue("bias") { try layer.parameter("bias", layer.shape(name)) }
  }

  private static func storeNormalizedShape(_ layer: inout LayerBuilder) throws {
    let shape = layer["normalized_shape"]
    if shape.asInt == nil, shape.iterated == nil {
      throw LayerError(
        "normalized_shape",
        "normalized_shape must be an int or a tuple of ints, not \(shape.typeName)")
    }
    layer.tuple("normalized_shape", 1)
  }

  /// Python's `value % divisor == 0`.
  private static func leavesNoRemainder(_ value: Value, by divisor: Value) -> Bool {
    if let value = value.asInt, let divisor = divisor.asInt {
      return divisor != 0 && value.remainderReportingOverflow(dividingBy: divisor).partialValue == 0
    }
    guard let value = value.asDouble, let divisor = divisor.asDouble else { return false }
    return value.truncatingRemainder(dividingBy: divisor) == 0
  }
}
