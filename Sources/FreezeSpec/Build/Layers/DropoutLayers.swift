/// torch.nn's dropout (`torch/nn/modules/dropout.py`).
enum DropoutLayers {
  static let all: [LayerClass] = [
    "Dropout", "Dropout1d", "Dropout2d", "Dropout3d", "AlphaDropout", "FeatureAlphaDropout",
  ].map { name in
    LayerClass(name, extends: ["_DropoutNd"], "p=0.5, inplace=False") { layer in
      let probability = try layer.number("p")
      if probability < 0 || probability > 1 {
        throw LayerError(
          "p", "p is a probability and must lie between 0 and 1, not \(layer["p"].str)")
      }
      layer.dropout = probability
      layer.repr("p={p}, inplace={inplace}")
    }
  }
}
