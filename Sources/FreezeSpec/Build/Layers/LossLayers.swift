/// torch.nn's losses (`torch/nn/modules/loss.py`), but for LinearCrossEntropyLoss.
///
/// Most hold nothing and print nothing: PyTorch checks their arguments in the forward pass.
enum LossLayers {
  static let all: [LayerClass] =
    ["L1Loss", "MSELoss", "MultiLabelMarginLoss", "SoftMarginLoss"].map { loss($0, reduction) } + [
      loss("HingeEmbeddingLoss", "margin=1.0, " + reduction),
      loss("CosineEmbeddingLoss", "margin=0.0, " + reduction),
      loss("MarginRankingLoss", "margin=0.0, " + reduction),
      loss("KLDivLoss", reduction + ", log_target=False"),
      loss("SmoothL1Loss", reduction + ", beta=1.0"),

      weightedLoss("BCELoss", "weight=None, " + reduction),
      weightedLoss("MultiLabelSoftMarginLoss", "weight=None, " + reduction),
      weightedLoss("NLLLoss", nllSignature),
      weightedLoss("NLLLoss2d", extends: ["NLLLoss"], nllSignature),
      weightedLoss("CrossEntropyLoss", nllSignature + ", label_smoothing=0.0"),

      LayerClass(
        "BCEWithLogitsLoss", extends: ["_Loss"],
        "weight=None, \(reduction), pos_weight=None"
      ) { layer in
        try layer.refuseTensor("weight")
        try layer.refuseTensor("pos_weight")
      },

      loss(
        "PoissonNLLLoss",
        """
        log_input=True, full=False, size_average=None, eps=1e-08, reduce=None, reduction='mean'
        """),
      loss("GaussianNLLLoss", "*, full=False, eps=1e-06, reduction='mean'"),
      loss("CTCLoss", "blank=0, reduction='mean', zero_infinity=False"),

      LayerClass("HuberLoss", extends: ["_Loss"], "reduction='mean', delta=1.0") { layer in
        _ = try layer.number("delta")
      },

      LayerClass(
        "MultiMarginLoss", extends: ["_WeightedLoss", "_Loss"],
        "p=1, margin=1.0, weight=None, \(reduction)"
      ) { layer in
        try layer.refuseTensor("weight")
        guard pythonEqual(layer["p"], .int(1)) || pythonEqual(layer["p"], .int(2)) else {
          throw LayerError("p", "p must be 1 or 2, not \(brief(layer["p"]))")
        }
      },

      LayerClass(
        "TripletMarginLoss", extends: ["_Loss"],
        "margin=1.0, p=2.0, eps=1e-06, swap=False, \(reduction)"
      ) { try checkMargin($0) },

      LayerClass(
        "TripletMarginWithDistanceLoss", extends: ["_Loss"],
        "*, distance_function=None, margin=1.0, swap=False, reduction='mean'",
        takingModules: ["distance_function"]
      ) { layer in
        try checkMargin(layer)
        if layer["distance_function"].isNone {
          layer["distance_function"] = .module(try layer.make("PairwiseDistance"))
        }
        try layer.childIfModule("distance_function")
      },
    ]

  private static let reduction = "size_average=None, reduce=None, reduction='mean'"

  private static let nllSignature =
    "weight=None, size_average=None, ignore_index=-100, reduce=None, reduction='mean'"

  private static func loss(_ name: String, _ signature: String) -> LayerClass {
    LayerClass(name, extends: ["_Loss"], signature)
  }

  private static func weightedLoss(
    _ name: String, extends bases: [String] = [], _ signature: String
  ) -> LayerClass {
    LayerClass(name, extends: bases + ["_WeightedLoss", "_Loss"], signature) { layer in
      try layer.refuseTensor("weight")
    }
  }

  private static func checkMargin(_ layer: borrowing LayerBuilder) throws {
    if try layer.compare("margin", .lessOrEqual, .int(0)) {
      throw LayerError("margin", "margin must be greater than 0, not \(brief(layer["margin"]))")
    }
  }
}
