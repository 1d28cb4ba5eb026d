/// torch.nn's MultiheadAttention (`torch/nn/modules/activation.py`).
enum AttentionLayers {
  static let all: [LayerClass] = [
    LayerClass(
      "MultiheadAttention",
      """
      embed_dim, num_heads, dropout=0.0, bias=True, add_bias_kv=False, add_zero_attn=False, \
      kdim=None, vdim=None, batch_first=False, device=None, dtype=None
      """
    ) { layer in
      try checkHeads(layer)
      let size = try layer.size("embed_dim")
      layer.dropout = layer["dropout"].asDouble ?? 0
      for name in ["kdim", "vdim"] where layer[name].isNone { layer[name] = .int(size) }

      if ["kdim", "vdim"].allSatisfy({ pythonEqual(layer[$0], .int(size)) }) {
        try layer.parameter("in_proj_weight", [3 * size, size], by: .uniform)
      } else {
        try layer.parameter("q_proj_weight", [size, size], by: .uniform)
        try layer.parameter("k_proj_weight", layer.shape(named: "embed_dim", "kdim"), by: .uniform)
        try layer.parameter("v_proj_weight", layer.shape(named: "embed_dim", "vdim"), by: .uniform)
      }
      if layer.isTrue("bias") {
        try layer.parameter("in_proj_bias", [3 * size])
      }
      if layer.isTrue("add_bias_kv") {
        try layer.parameter("bias_k", [1, 1, size], by: .normal)
        try layer.parameter("bias_v", [1, 1, size], by: .normal)
      }
      try layer.child(
        "out_proj",
        layer.make(
          "NonDynamicallyQuantizableLinear", [layer["embed_dim"], layer["embed_dim"]],
          layer.passedOn("bias", "device", "dtype")))
    }
  ]

  private static func checkHeads(_ layer: borrowing LayerBuilder) throws {
    let (size, heads) = (layer["embed_dim"], layer["num_heads"])
    for name in ["embed_dim", "num_heads"] where try layer.compare(name, .lessOrEqual, .int(0)) {
      throw LayerError(name, "\(name) must be greater than 0, not \(brief(layer[name]))")
    }
    let headSize = try? Arithmetic.apply(.floorDivide, size, heads)
    let product = try? headSize.map { try Arithmetic.apply(.multiply, $0, heads) }
    guard let product, pythonEqual(product, size) else {
      throw LayerError(
        "num_heads", "num_heads=\(brief(heads)) does not divide embed_dim=\(brief(size))")
    }
  }
}
