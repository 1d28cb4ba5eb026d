/// torch.nn's transformers (`torch/nn/modules/transformer.py`).
enum TransformerLayers {
  static let all: [LayerClass] = [
    LayerClass(
      "TransformerEncoderLayer", layerSignature, takingModules: ["activation"]
    ) { layer in
      try checkActivation(layer)
      try addAttention("self_attn", to: &layer)
      try addFeedForward(to: &layer)
      try addNorms(2, to: &layer)
      try addDropouts(2, to: &layer)
      try layer.childIfModule("activation")
    },

    LayerClass(
      "TransformerDecoderLayer", layerSignature, takingModules: ["activation"]
    ) { layer in
      try checkActivation(layer)
      try addAttention("self_attn", to: &layer)
      try addAttention("multihead_attn", to: &layer)
      try addFeedForward(to: &layer)
      try addNorms(3, to: &layer)
      try addDropouts(3, to: &layer)
      try layer.childIfModule("activation")
    },

    LayerClass(
      "TransformerEncoder",
      "encoder_layer, num_layers, norm=None, enable_nested_tensor=True, mask_check=True",
      takingModules: ["encoder_layer", "norm"]
    ) { layer in
      try addCopies(of: "encoder_layer", to: &layer)
      try layer.childIfModule("norm")
    },

    LayerClass(
      "TransformerDecoder", "decoder_layer, num_layers, norm=None",
      takingModules: ["decoder_layer", "norm"]
    ) { layer in
      try addCopies(of: "decoder_layer", to: &layer)
      try layer.childIfModule("norm")
    },

    LayerClass(
      "Transformer",
      """
      d_model=512, nhead=8, num_encoder_layers=6, num_decoder_layers=6, dim_feedforward=2048, \
      dropout=0.1, activation=F.relu, custom_encoder=None, custom_decoder=None, \
      layer_norm_eps=1e-05, batch_first=False, norm_first=False, bias=True, device=None, dtype=None
      """,
      takingModules: ["activation", "custom_encoder", "custom_decoder"]
    ) { layer in
      try addStack("encoder", "TransformerEncoder", to: &layer)
      try addStack("decoder", "TransformerDecoder", to: &layer)
      // Xavier's bound divides by the number of inputs and outputs.
      if let name = layer.children.lazy.compactMap({ weightWithoutElements($0.module) }).first {
        throw LayerError(
          nil, "Transformer cannot initialize \(name), which has no inputs or outputs")
      }
    },
  ]

  private static let layerSignature = """
    d_model, nhead, dim_feedforward=2048, dropout=0.1, activation=F.relu, layer_norm_eps=1e-05, \
    batch_first=False, norm_first=False, bias=True, device=None, dtype=None
    """

  private static func checkActivation(_ layer: borrowing LayerBuilder) throws {
    guard case .string(let name) = layer["activation"], name != "relu", name != "gelu" else {
      return
    }
    throw LayerError(
      "activation", "activation can be named 'relu' or 'gelu', not \(brief(.string(name)))",
      help: ["any other is given as a module: activation=SiLU()"])
  }

  private static func addAttention(_ name: String, to layer: inout LayerBuilder) throws {
    let attention = try layer.make(
      "MultiheadAttention", [layer["d_model"], layer["nhead"]],
      layer.passedOn("dropout", "bias", "batch_first", "device", "dtype"),
      renaming: ["embed_dim": "d_model", "num_heads": "nhead"])
    try layer.child(name, attention)
  }

  private static func addFeedForward(to layer: inout LayerBuilder) throws {
    let (size, hidden) = (layer["d_model"], layer["dim_feedforward"])
    func linear(_ inputs: Value, _ outputs: Value) throws -> Module {
      try layer.make(
        "Linear", [inputs, outputs], layer.passedOn("bias", "device", "dtype"),
        renaming: ["in_features": "dim_feedforward", "out_features": "dim_feedforward"])
    }
    let (linear1, linear2) = (try linear(size, hidden), try linear(hidden, size))
    try layer.child("linear1", linear1)
    try layer.child("dropout", dropout(layer))
    try layer.child("linear2", linear2)
  }

  private static func dropout(_ layer: borrowing LayerBuilder) throws -> Module {
    try layer.make("Dropout", [layer["dropout"]], renaming: ["p": "dropout"])
  }

  private static func addDropouts(_ count: Int, to layer: inout LayerBuilder) throws {
    for index in 1...count { try layer.child("dropout\(index)", dropout(layer)) }
  }

  private static func norm(_ layer: borrowing LayerBuilder) throws -> Module {
    try layer.make(
      "LayerNorm", [layer["d_model"], layer["layer_norm_eps"]],
      layer.passedOn("bias", "device", "dtype"),
      renaming: ["normalized_shape": "d_model", "eps": "layer_norm_eps"])
  }

  private static func addNorms(_ count: Int, to layer: inout LayerBuilder) throws {
    for index in 1...count { try layer.child("norm\(index)", norm(layer)) }
  }

  /// PyTorch's `_get_clones`: deep copies in a ModuleList.
  private static func addCopies(of argument: String, to layer: inout LayerBuilder) throws {
    let count = max(0, try layer.int("num_layers"))
    var copies: [Value] = []
    switch layer[argument] {
    case .module(let module):
      try layer.expect(
        modules: saturatingProduct(count, module.moduleCount),
        parameters: saturatingProduct(count, module.parameterCount))
      copies = try layer.factory.deepCopies(of: module, count: count).map(Value.module)
    case .none:
      try layer.expect(modules: count)
      copies = Array(repeating: .none, count: count)
    case let value:
      if count > 0 {
        throw LayerError(argument, "\(argument) must be a module, not \(value.typeName)")
      }
    }
    try layer.child("layers", layer.make("ModuleList", [.list(copies)]))
  }

  /// Adds the encoder or the decoder of a Transformer.
  private static func addStack(
    _ name: String, _ className: String, to layer: inout LayerBuilder
  ) throws {
    guard layer["custom_\(name)"].isNone else {
      return try layer.childIfModule("custom_\(name)", as: name)
    }
    let item = try layer.make(
      "\(className)Layer", [],
      layer.passedOn(
        "d_model", "nhead", "dim_feedforward", "dropout", "activation", "layer_norm_eps",
        "batch_first", "norm_first", "bias", "device", "dtype"))
    let stack = try layer.make(
      className, [.module(item), layer["num_\(name)_layers"], .module(norm(layer))],
      renaming: ["num_layers": "num_\(name)_layers"])
    try layer.child(name, stack)
  }

  /// The name of a weight below a module whose inputs and outputs are both none.
  private static func weightWithoutElements(_ module: Module) -> String? {
    for parameter in module.parameters where parameter.shape.count > 1 {
      let isEmpty = parameter.shape.dropFirst(2).contains(0)
      if isEmpty || parameter.shape[0] == 0 && parameter.shape[1] == 0 { return parameter.name }
    }
    return module.children.lazy.compactMap { weightWithoutElements($0.module) }.first
  }
}
