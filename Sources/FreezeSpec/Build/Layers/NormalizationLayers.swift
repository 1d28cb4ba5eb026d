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
      try checkGroups(layer)
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

  private static func checkGroups(_ layer: borrowing LayerBuilder) throws {
    // Floats pass as long as no parameter takes its size from them.
    var remainder = try layer.number("num_channels")
      .truncatingRemainder(dividingBy: layer.number("num_groups"))
    let (channels, groups) = (layer["num_channels"], layer["num_groups"])
    if let channels = channels.asInt, let groups = groups.asInt, groups != 0 {
      remainder = Double(channels.remainderReportingOverflow(dividingBy: groups).partialValue)
    }
    if remainder != 0 {
      throw LayerError(
        "num_groups",
        "num_groups=\(brief(groups)) does not divide num_channels=\(brief(channels))")
    }
  }
}
