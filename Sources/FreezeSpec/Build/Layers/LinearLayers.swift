/// torch.nn's linear family (`torch/nn/modules/linear.py`).
enum LinearLayers {
  static let all: [LayerClass] = [
    LayerClass("Identity", "*args, **kwargs"),

    linear("Linear", extends: []),
    // MultiheadAttention's out_proj; not public, and yet on every line that `print` shows of it.
    linear("NonDynamicallyQuantizableLinear", extends: ["Linear"]),

    LayerClass(
      "Bilinear",
      "in1_features, in2_features, out_features, bias=True, device=None, dtype=None"
    ) { layer in
      try layer.parameter(
        "weight", layer.shape(named: "out_features", "in1_features", "in2_features"), by: .uniform)
      if layer.isTrue("bias") {
        try layer.parameter("bias", layer.shape(named: "out_features"), by: .uniform)
      }
      if layer["in1_features"].asInt == 0 {
        throw LayerError("in1_features", "in1_features must be 1 or more, not 0")
      }
      layer["bias"] = .bool(layer.isTrue("bias"))
      layer.repr(
        """
        in1_features={in1_features}, in2_features={in2_features}, \
        out_features={out_features}, bias={bias}
        """)
    },
  ]

  private static func linear(_ name: String, extends bases: [String]) -> LayerClass {
    LayerClass(
      name, extends: bases, "in_features, out_features, bias=True, device=None, dtype=None"
    ) { layer in
      try layer.parameter(
        "weight", layer.shape(named: "out_features", "in_features"), by: .kaimingUniform)
      if layer.isTrue("bias") {
        try layer.parameter("bias", layer.shape(named: "out_features"), by: .uniform)
      }
      layer["bias"] = .bool(layer.isTrue("bias"))
      layer.repr("in_features={in_features}, out_features={out_features}, bias={bias}")
    }
  }
}
