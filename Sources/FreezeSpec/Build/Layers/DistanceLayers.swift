/// torch.nn's distances (`torch/nn/modules/distance.py`), which print no arguments.
enum DistanceLayers {
  static let all: [LayerClass] = [
    LayerClass("PairwiseDistance", "p=2.0, eps=1e-06, keepdim=False"),
    LayerClass("CosineSimilarity", "dim=1, eps=1e-08"),
  ]
}
