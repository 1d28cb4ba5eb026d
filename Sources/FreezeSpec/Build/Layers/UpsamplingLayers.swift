/// torch.nn's upsampling (`torch/nn/modules/upsampling.py`).
enum UpsamplingLayers {
  static let all: [LayerClass] = [
    LayerClass(
      "Upsample",
      """
      size=None, scale_factor=None, mode='nearest', align_corners=None, recompute_scale_factor=None
      """
    ) { try build(&$0, mode: $0["mode"]) },
    LayerClass("UpsamplingNearest2d", extends: ["Upsample"], "size=None, scale_factor=None") {
      try build(&$0, mode: .string("nearest"))
    },
    LayerClass("UpsamplingBilinear2d", extends: ["Upsample"], "size=None, scale_factor=None") {
      try build(&$0, mode: .string("bilinear"))
    },
  ]

  private static func build(_ layer: inout LayerBuilder, mode: Value) throws {
    let factor = layer["scale_factor"]
    if case .tuple(let factors) = factor {
      layer["scale_factor"] = .tuple(try factors.map(float))
    } else {
      layer["scale_factor"] = factor.isTruthy ? try float(factor) : .none
    }
    layer.reprTemplate { layer in
      let size = layer["scale_factor"].isNone ? "size={size!r}" : "scale_factor={scale_factor!r}"
      return "\(size), mode=" + mode.repr
    }
  }

  /// Python's `float(value)`, which reads strings too.
  private static func float(_ value: Value) throws -> Value {
    if let number = value.asDouble { return .float(number) }
    if case .string(let text) = value, let number = pythonFloat(text) { return .float(number) }
    throw LayerError(
      "scale_factor", "scale_factor must be a number or a tuple of numbers, not \(brief(value))")
  }
}
