/// torch.nn's pooling (`torch/nn/modules/pooling.py`).
enum PoolingLayers {
  static let all: [LayerClass] =
    (1...3).map(maxPool) + (1...3).map(maxUnpool) + (1...3).map(avgPool)
    + (2...3).map(fractionalMaxPool) + (1...3).map(lpPool) + (1...3).map(adaptiveMaxPool)
    + (1...3).map(adaptiveAvgPool)

  private static func maxPool(_ rank: Int) -> LayerClass {
    LayerClass(
      "MaxPool\(rank)d", extends: ["_MaxPoolNd"],
      "kernel_size, stride=None, padding=0, dilation=1, return_indices=False, ceil_mode=False"
    ) { layer in
      strideDefaultsToKernel(&layer)
      layer.repr(
        """
        kernel_size={kernel_size}, stride={stride}, padding={padding}, dilation={dilation}, \
        ceil_mode={ceil_mode}
        """)
    }
  }

  private static func maxUnpool(_ rank: Int) -> LayerClass {
    LayerClass(
      "MaxUnpool\(rank)d", extends: ["_MaxUnpoolNd"], "kernel_size, stride=None, padding=0"
    ) { layer in
      strideDefaultsToKernel(&layer)
      layer.printTuples("kernel_size", "stride", "padding", count: rank)
      layer.repr("kernel_size={kernel_size}, stride={stride}, padding={padding}")
    }
  }

  private static func avgPool(_ rank: Int) -> LayerClass {
    LayerClass(
      "AvgPool\(rank)d", extends: ["_AvgPoolNd"],
      "kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True"
        + (rank == 1 ? "" : ", divisor_override=None")
    ) { layer in
      strideDefaultsToKernel(&layer)
      if rank == 1 { layer.printTuples("kernel_size", "stride", "padding", count: 1) }
      layer.repr("kernel_size={kernel_size}, stride={stride}, padding={padding}")
    }
  }

  private static func lpPool(_ rank: Int) -> LayerClass {
    LayerClass(
      "LPPool\(rank)d", extends: ["_LPPoolNd"],
      "norm_type, kernel_size, stride=None, ceil_mode=False"
    ) { layer in
      layer.repr(
        """
        norm_type={norm_type}, kernel_size={kernel_size}, stride={stride}, ceil_mode={ceil_mode}
        """)
    }
  }

  private static func adaptiveMaxPool(_ rank: Int) -> LayerClass {
    LayerClass(
      "AdaptiveMaxPool\(rank)d", extends: ["_AdaptiveMaxPoolNd"],
      "output_size, return_indices=False"
    ) { $0.repr("output_size={output_size}") }
  }

  private static func adaptiveAvgPool(_ rank: Int) -> LayerClass {
    LayerClass("AdaptiveAvgPool\(rank)d", extends: ["_AdaptiveAvgPoolNd"], "output_size") {
      $0.repr("output_size={output_size}")
    }
  }

  private static func fractionalMaxPool(_ rank: Int) -> LayerClass {
    LayerClass(
      "FractionalMaxPool\(rank)d",
      """
      kernel_size, output_size=None, output_ratio=None, return_indices=False, _random_samples=None
      """
    ) { layer in
      if rank == 3 { try checkKernelIsPositive(layer) }
      if !layer["_random_samples"].isNone {
        throw LayerError(
          "_random_samples", "_random_samples takes a tensor, which no config can give")
      }
      if layer["output_size"].isNone == layer["output_ratio"].isNone {
        throw LayerError(
          layer["output_size"].isNone ? nil : "output_ratio",
          "either output_size or output_ratio must be given, and not both")
      }
      if layer["output_ratio"].isNone { return }
      let ratios = layer.tuple("output_ratio", rank)
      if ratios.count < rank || !ratios.prefix(rank).allSatisfy(isBetweenZeroAndOne) {
        throw LayerError(
          "output_ratio",
          "output_ratio must be a number above 0 and below 1, or \(rank) of them")
      }
    }
  }

  private static func strideDefaultsToKernel(_ layer: inout LayerBuilder) {
    if layer["stride"].isNone { layer["stride"] = layer["kernel_size"] }
  }

  private static func isBetweenZeroAndOne(_ value: Value) -> Bool {
    value.asDouble.map { $0 > 0 && $0 < 1 } ?? false
  }

  /// A lone float or string passes: PyTorch looks at ints, tuples and lists.
  private static func checkKernelIsPositive(_ layer: borrowing LayerBuilder) throws {
    let kernel = layer["kernel_size"]
    let isPositive =
      kernel.items?.allSatisfy { $0.asDouble.map { $0 > 0 } ?? false }
      ?? kernel.asInt.map { $0 > 0 } ?? true
    if !isPositive {
      throw LayerError("kernel_size", "kernel_size must be above 0, not \(brief(kernel))")
    }
  }
}
