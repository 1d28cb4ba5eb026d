/// torch.nn's linear family (`torch/nn/modules/linear.py`).
enum LinearLayers {
  static let all: [LayerClass] = [
    LayerClass("Identity", "*args, **kwargs"),
    linear("Linear", extends: []),
    // MultiheadAttention's out_proj; not public, and yet on every line that `print` shows of it.
    linear("NonDynamicallyQuantizableLinear", extends: ["Linear"]),
  ]

  private static func linear(_ name: String, extends bases: [String]) -> LayerClass {
    LayerClass(
      name, extends: bases, "in_features, out_features, bias=True, device=None, dtype=None"
    ) { layer in
      let inputs = try layer.size("in_features")
      let outputs = try layer.size("out_features")
      try layer.parameter("weight", [outputs, inputs])
      let bias = layer.isTrue("bias")
      if bias { try layer.parameter("bias", [outputs]) }
      layer.repr {
        "in_features=\(inputs), out_features=\(outputs), bias=\(bias ? "True" : "False")"
      }
    }
  }
}
