/// torch.nn's padding (`torch/nn/modules/padding.py`).
enum PaddingLayers {
  static let all: [LayerClass] = (1...3).flatMap { rank in
    [
      pad("CircularPad\(rank)d", rank, extends: ["_CircularPadNd"]),
      pad("ConstantPad\(rank)d", rank, extends: ["_ConstantPadNd"], "padding, value"),
      pad("ReflectionPad\(rank)d", rank, extends: ["_ReflectionPadNd"]),
      pad("ReplicationPad\(rank)d", rank, extends: ["_ReplicationPadNd"]),
      pad("ZeroPad\(rank)d", rank, extends: ["ConstantPad\(rank)d", "_ConstantPadNd"]),
    ]
  }

  private static func pad(
    _ name: String, _ rank: Int, extends bases: [String], _ signature: String = "padding"
  ) -> LayerClass {
    LayerClass(name, extends: bases, signature) { layer in
      layer.printTuples("padding", count: 2 * rank)
      if layer.has("value") {
        layer.repr("padding={padding}, value={value}")
      } else {
        layer.repr("{padding}")
      }
    }
  }
}
