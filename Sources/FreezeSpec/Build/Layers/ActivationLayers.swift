/// torch.nn's activations (`torch/nn/modules/activation.py`), but for MultiheadAttention.
enum ActivationLayers {
  static let all: [LayerClass] =
    ["Sigmoid", "Tanh", "LogSigmoid", "Softsign", "Tanhshrink", "Softmax2d"].map {
      LayerClass($0, "")
    } + ["Hardsigmoid", "Hardswish"].map { LayerClass($0, "inplace=False") } + [
      activation("ReLU", "inplace=False", ""),
      activation("ReLU6", extends: ["Hardtanh"], "inplace=False", ""),
      activation("SELU", "inplace=False", ""),
      activation("SiLU", "inplace=False", ""),
      activation("Mish", "inplace=False", ""),
      activation("CELU", "alpha=1.0, inplace=False", "alpha={alpha}"),
      activation("ELU", "alpha=1.0, inplace=False", "alpha={alpha}"),
      activation(
        "LeakyReLU", "negative_slope=0.01, inplace=False", "negative_slope={negative_slope}"),
      activation(
        "RReLU", "lower=0.125, upper=0.3333333333333333, inplace=False",
        "lower={lower}, upper={upper}"),
      activation(
        "Threshold", "threshold, value, inplace=False", "threshold={threshold}, value={value}"),
      activation("GELU", "approximate='none'", "approximate={approximate!r}"),
      activation("GLU", "dim=-1", "dim={dim}"),
      activation("Hardshrink", "lambd=0.5", "{lambd}"),
      activation("Softshrink", "lambd=0.5", "{lambd}"),
      activation("Softplus", "beta=1.0, threshold=20.0", "beta={beta}, threshold={threshold}"),
      activation("Softmax", "dim=None", "dim={dim}"),
      activation("Softmin", "dim=None", "dim={dim}"),
      activation("LogSoftmax", "dim=None", "dim={dim}"),

      LayerClass(
        "Hardtanh",
        "min_val=-1.0, max_val=1.0, inplace=False, min_value=None, max_value=None"
      ) { layer in
        // The names before PyTorch 0.4 still win over the new ones.
        if !layer["min_value"].isNone { layer["min_val"] = layer["min_value"] }
        if !layer["max_value"].isNone { layer["max_val"] = layer["max_value"] }
        if try layer.compare("max_val", .lessOrEqual, layer["min_val"]) {
          let (low, high) = (brief(layer["min_val"]), brief(layer["max_val"]))
          throw LayerError("max_val", "max_val=\(high) must be greater than min_val=\(low)")
        }
        inplaceRepr(&layer, "min_val={min_val}, max_val={max_val}")
      },

      LayerClass("PReLU", "num_parameters=1, init=0.25, device=None, dtype=None") { layer in
        try layer.parameter("weight", layer.shape("num_parameters"))
        try checkInitialValue(layer)
        layer.repr("num_parameters={num_parameters}")
      },
    ]

  private static func activation(
    _ name: String, extends bases: [String] = [], _ signature: String, _ template: String
  ) -> LayerClass {
    LayerClass(name, extends: bases, signature) { inplaceRepr(&$0, template) }
  }

  /// Prints a template, and `inplace=True` after it where the layer works in place.
  private static func inplaceRepr(_ layer: inout LayerBuilder, _ template: String) {
    layer.reprTemplate { layer in
      if !layer.isTrue("inplace") { return template }
      return template.isEmpty ? "inplace=True" : template + ", inplace=True"
    }
  }
  /// Refuses a start of PReLU's slope that its type cannot hold.
  private static func checkInitialValue(_ layer: borrowing LayerBuilder) throws {
    let value = try layer.number("init")
    if value.isInfinite || layer.isOnMeta { return }
    let dtype = try layer.dtype()
    let largest: Double
    switch dtype {
    case .float32, .complex64: largest = Double(Float.greatestFiniteMagnitude)
    // PyTorch lets a single element of these become infinite.
    case .float16 where layer.parameters[0].elements != 1: largest = 65_504
    case .bfloat16 where layer.parameters[0].elements != 1: largest = 0x1.FEp127
    default: return
    }
    if value.magnitude > largest {
      throw LayerError(
        "init", "init=\(layer["init"].str) is too large for a torch.\(dtype.rawValue)")
    }
  }
}
