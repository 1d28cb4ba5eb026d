/// torch.nn's embeddings (`torch/nn/modules/sparse.py`).
enum SparseLayers {
  static let all: [LayerClass] = [
    LayerClass(
      "Embedding",
      """
      num_embeddings, embedding_dim, padding_idx=None, max_norm=None, norm_type=2.0, \
      scale_grad_by_freq=False, sparse=False, _weight=None, _freeze=False, device=None, dtype=None
      """
    ) { layer in
      try weight(&layer, requiresGrad: !layer.isTrue("_freeze"))
      layer.reprTemplate { layer in
        var text = "{num_embeddings}, {embedding_dim}"
        if !layer["padding_idx"].isNone { text += ", padding_idx={padding_idx}" }
        text += norms(layer, "")
        if !isFalse(layer["sparse"]) { text += ", sparse=True" }
        return text
      }
    },

    LayerClass(
      "EmbeddingBag",
      """
      num_embeddings, embedding_dim, max_norm=None, norm_type=2.0, scale_grad_by_freq=False, \
      mode='mean', sparse=False, _weight=None, include_last_offset=False, padding_idx=None, \
      device=None, dtype=None
      """
    ) { layer in
      try weight(&layer, requiresGrad: true)
      layer.reprTemplate { layer in
        var text = "{num_embeddings}, {embedding_dim}" + norms(layer, "!r") + ", mode={mode!r}"
        if !layer["padding_idx"].isNone { text += ", padding_idx={padding_idx}" }
        return text
      }
    },
  ]

  private static func weight(_ layer: inout LayerBuilder, requiresGrad: Bool) throws {
    if !layer["_weight"].isNone {
      throw LayerError("_weight", "_weight takes a tensor, which no config can give")
    }
    let shape = try layer.shape(
      (layer["num_embeddings"], "num_embeddings"), (layer["embedding_dim"], "embedding_dim"))
    try storePaddingIndex(&layer, count: shape[0])
    layer.hasMaxNorm = !layer["max_norm"].isNone
    try layer.parameter("weight", shape, by: .normal, requiresGrad: requiresGrad)
  }

  /// Counts a negative `padding_idx` from the end.
  private static func storePaddingIndex(_ layer: inout LayerBuilder, count: Int) throws {
    if layer["padding_idx"].isNone { return }
    let index = try layer.int("padding_idx")
    // `weight[False]` is an empty selection, and right even where there is no embedding.
    if case .bool(false) = layer["padding_idx"] { return }
    guard index >= -count, index < count else {
      throw LayerError(
        "padding_idx", "padding_idx=\(index) is not within num_embeddings=\(count)")
    }
    if index < 0 { layer["padding_idx"] = .int(count + index) }
  }

  private static func norms(_ layer: LayerArguments, _ conversion: String) -> String {
    var text = ""
    if !layer["max_norm"].isNone { text += ", max_norm={max_norm\(conversion)}" }
    if !pythonEqual(layer["norm_type"], .int(2)) { text += ", norm_type={norm_type\(conversion)}" }
    if !isFalse(layer["scale_grad_by_freq"]) {
      text += ", scale_grad_by_freq={scale_grad_by_freq\(conversion)}"
    }
    return text
  }

  /// Python's `value is False`.
  private static func isFalse(_ value: Value) -> Bool {
    if case .bool(false) = value { true } else { false }
  }
}
