/// torch.nn's batch and instance norms (`torch/nn/modules/batchnorm.py`, `instancenorm.py`).
enum BatchNormLayers {
  static let all: [LayerClass] =
    (1...3).map { batchNorm("BatchNorm\($0)d") }
    + [batchNorm("SyncBatchNorm", ", process_group=None")]
    + (1...3).map { rank in
      norm(
        "InstanceNorm\(rank)d", extends: ["_InstanceNorm", "_NormBase"],
        "affine=False, track_running_stats=False")
    }

  private static func batchNorm(_ name: String, _ further: String = "") -> LayerClass {
    norm(
      name, extends: ["_BatchNorm", "_NormBase"], "affine=True, track_running_stats=True" + further)
  }

  private static func norm(
    _ name: String, extends bases: [String], _ arguments: String
  ) -> LayerClass {
    LayerClass(
      name, extends: bases,
      "num_features, eps=1e-05, momentum=0.1, \(arguments), device=None, dtype=None, *, bias=True"
    ) { layer in
      layer["bias"] = .bool(layer.isTrue("affine") && layer.isTrue("bias"))
      if layer.isTrue("affine") { try layer.parameter("weight", layer.shape("num_features")) }
      if layer.isTrue("bias") { try layer.parameter("bias", layer.shape("num_features")) }
      if layer.isTrue("track_running_stats") {
        let shape = try layer.shape("num_features")
        try layer.buffer("running_mean", shape)
        try layer.buffer("running_var", shape)
        try layer.buffer("num_batches_tracked", [], dtype: .int64)
      }
      layer.repr(
        """
        {num_features}, eps={eps}, momentum={momentum}, affine={affine}, bias={bias}, \
        track_running_stats={track_running_stats}
        """)
    }
  }
}
