/// torch.nn's convolutions (`torch/nn/modules/conv.py`).
enum ConvLayers {
  static let all: [LayerClass] = [
    conv("Conv1d", 1),
    conv("Conv2d", 2),
    conv("Conv3d", 3),
    convTranspose("ConvTranspose1d", 1),
    convTranspose("ConvTranspose2d", 2),
    convTranspose("ConvTranspose3d", 3),
  ]

  private static func conv(_ name: String, _ rank: Int) -> LayerClass {
    LayerClass(
      name, extends: ["_ConvNd"],
      """
      in_channels, out_channels, kernel_size, stride=1, padding=0, dilation=1, groups=1, \
      bias=True, padding_mode='zeros', device=None, dtype=None
      """
    ) { layer in
      switch layer["padding_mode"] {
      case .string("zeros"), .string("reflect"), .string("replicate"), .string("circular"): break
      case let mode:
        throw LayerError(
          "padding_mode", "padding_mode cannot be \(brief(mode))",
          help: ["it is one of 'zeros', 'reflect', 'replicate' and 'circular'"])
      }
      let channels = try channelsPerGroup(layer)
      let kernel = layer.tuple("kernel_size", rank)
      if case .string(let padding) = layer["padding"] {
        for name in ["stride", "dilation"] { layer.tuple(name, rank) }
        try check(padding, kernel, of: layer)
      } else {
        layer.printTuples("stride", "dilation", "padding", count: rank)
      }
      try finish(&layer, layer["out_channels"], "out_channels", channels.in, "in_channels", kernel)
    }
  }

  private static func convTranspose(_ name: String, _ rank: Int) -> LayerClass {
    LayerClass(
      name, extends: ["_ConvTransposeNd", "_ConvNd"],
      """
      in_channels, out_channels, kernel_size, stride=1, padding=0, output_padding=0, groups=1, \
      bias=True, dilation=1, padding_mode='zeros', device=None, dtype=None
      """
    ) { layer in
      guard case .string("zeros") = layer["padding_mode"] else {
        throw LayerError(
          "padding_mode",
          "padding_mode can only be 'zeros', not \(brief(layer["padding_mode"]))")
      }
      let channels = try channelsPerGroup(layer)
      let kernel = layer.tuple("kernel_size", rank)
      layer.printTuples("stride", "padding", "output_padding", "dilation", count: rank)
      try finish(&layer, layer["in_channels"], "in_channels", channels.out, "out_channels", kernel)
    }
  }

  private static func channelsPerGroup(
    _ layer: borrowing LayerBuilder
  ) throws -> (in: Value, out: Value) {
    let groups = try layer.int("groups")
    if groups <= 0 { throw LayerError("groups", "groups must be 1 or more, not \(groups)") }
    func perGroup(_ name: String) throws -> Value {
      let channels = try layer.laterSize(layer[name], of: name)
      if channels % groups != 0 {
        throw LayerError("groups", "groups=\(groups) does not divide \(name)=\(channels)")
      }
      return .int(channels / groups)
    }
    return (in: try perGroup("in_channels"), out: try perGroup("out_channels"))
  }

  /// Refuses a padding by name that the convolution cannot have.
  private static func check(
    _ padding: String, _ kernel: [Value], of layer: borrowing LayerBuilder
  ) throws {
    if padding != "same", padding != "valid" {
      throw LayerError(
        "padding", "padding cannot be \(brief(.string(padding)))",
        help: ["it is a number, a tuple of them, 'same' or 'valid'"])
    }
    if padding == "same" {
      if !layer.isAll("stride", 1) {
        throw LayerError("padding", "padding='same' needs a stride of 1")
      }
      // It is worked out at once for the dimensions that have both.
      for (dilation, _) in zip(layer["dilation"].items ?? [], kernel) where dilation.asDouble == nil
      {
        throw LayerError("dilation", "dilation must be a number, not \(brief(dilation))")
      }
    }
  }

  private static func finish(
    _ layer: inout LayerBuilder, _ rows: Value, _ rowsArgument: String, _ columns: Value,
    _ columnsArgument: String, _ kernel: [Value]
  ) throws {
    var shape = Shape()
    try layer.append(rows, of: rowsArgument, to: &shape)
    try layer.append(columns, of: columnsArgument, to: &shape)
    for size in kernel { try layer.append(size, of: "kernel_size", to: &shape) }
    try layer.parameter("weight", shape, by: .kaimingUniform)
    if layer.isTrue("bias") {
      try layer.parameter("bias", layer.shape(named: "out_channels"), by: .uniform)
    }
    layer.reprTemplate { layer in
      var text = "{in_channels}, {out_channels}, kernel_size={kernel_size}, stride={stride}"
      if !layer.isAll("padding", 0) { text += ", padding={padding}" }
      if !layer.isAll("dilation", 1) { text += ", dilation={dilation}" }
      if layer.has("output_padding"), !layer.isAll("output_padding", 0) {
        text += ", output_padding={output_padding}"
      }
      if !pythonEqual(layer["groups"], .int(1)) { text += ", groups={groups}" }
      if !layer.isTrue("bias") { text += ", bias=False" }
      if layer["padding_mode"].str != "zeros" { text += ", padding_mode={padding_mode}" }
      return text
    }
  }
}
