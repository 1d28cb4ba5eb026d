/// torch.nn's recurrent layers (`torch/nn/modules/rnn.py`).
enum RecurrentLayers {
  static let all: [LayerClass] = [
    recurrent("RNNBase", extends: [], "mode, ", projection: "proj_size") { layer in
      switch layer["mode"] {
      case .string("LSTM"): 4
      case .string("GRU"): 3
      case .string("RNN_TANH"), .string("RNN_RELU"): 1
      case let mode:
        throw LayerError(
          "mode", "mode cannot be \(brief(mode))",
          help: ["it is one of 'LSTM', 'GRU', 'RNN_TANH' and 'RNN_RELU'"])
      }
    },
    recurrent("LSTM", projection: "proj_size") { _ in 4 },
    // PyTorch refuses the keyword `proj_size` of these two, and takes it by position.
    recurrent("GRU", projection: "_proj_size") { _ in 3 },
    recurrent("RNN", nonlinearity: "nonlinearity='tanh', ", projection: "_proj_size") { layer in
      switch layer["nonlinearity"] {
      case .string("tanh"), .string("relu"): return 1
      case let other:
        throw LayerError(
          "nonlinearity", "nonlinearity must be 'tanh' or 'relu', not \(brief(other))")
      }
    },

    cell("RNNCellBase", extends: [], "bias, num_chunks") { try $0.int("num_chunks") },
    cell("RNNCell", "bias=True, nonlinearity='tanh'") { _ in 1 },
    cell("GRUCell", "bias=True") { _ in 3 },
    cell("LSTMCell", "bias=True") { _ in 4 },
  ]

  private static func cell(
    _ name: String, extends bases: [String] = ["RNNCellBase"], _ arguments: String,
    chunks: @escaping @Sendable (borrowing LayerBuilder) throws -> Int
  ) -> LayerClass {
    LayerClass(
      name, extends: bases, "input_size, hidden_size, \(arguments), device=None, dtype=None"
    ) { layer in
      let hidden = try layer.int("hidden_size")
      if hidden < 0 {
        throw LayerError("hidden_size", "hidden_size must be 0 or more, not \(hidden)")
      }
      let multiple = layer.has("num_chunks") ? "num_chunks" : "hidden_size"
      let gates = try Value.int(product(chunks(layer), hidden, of: multiple))
      for (name, input) in [("weight_ih", "input_size"), ("weight_hh", "hidden_size")] {
        let shape = try layer.shape((gates, multiple), (layer[input], input))
        try layer.parameter(name, shape, by: .uniform)
      }
      if layer.isTrue("bias") {
        for name in ["bias_ih", "bias_hh"] {
          try layer.parameter(name, layer.shape((gates, multiple)), by: .uniform)
        }
      }
      layer.reprTemplate { layer in
        var text = "{input_size}, {hidden_size}"
        if !isTrue(layer["bias"]) { text += ", bias={bias}" }
        if layer.has("nonlinearity"), !pythonEqual(layer["nonlinearity"], .string("tanh")) {
          text += ", nonlinearity={nonlinearity}"
        }
        return text
      }
    }
  }

  private static func recurrent(
    _ name: String, extends bases: [String] = ["RNNBase"], _ first: String = "",
    nonlinearity: String = "", projection: String,
    gates: @escaping @Sendable (borrowing LayerBuilder) throws -> Int
  ) -> LayerClass {
    LayerClass(
      name, extends: bases,
      """
      \(first)input_size, hidden_size, num_layers=1, \(nonlinearity)bias=True, \
      batch_first=False, dropout=0.0, bidirectional=False, \(projection)=0, device=None, dtype=None
      """
    ) { layer in
      try check(&layer, projection)
      try parameters(&layer, gates: gates(layer), projection)
      layer.reprTemplate { layer in
        var text = "{input_size}, {hidden_size}"
        if !pythonEqual(layer[projection], .int(0)) { text += ", proj_size={\(projection)}" }
        if !pythonEqual(layer["num_layers"], .int(1)) { text += ", num_layers={num_layers}" }
        if !isTrue(layer["bias"]) { text += ", bias={bias}" }
        if !isFalse(layer["batch_first"]) { text += ", batch_first={batch_first}" }
        if !pythonEqual(layer["dropout"], .int(0)) { text += ", dropout={dropout}" }
        if !isFalse(layer["bidirectional"]) { text += ", bidirectional={bidirectional}" }
        return text
      }
    }
  }

  private static func check(_ layer: inout LayerBuilder, _ projection: String) throws {
    let dropout = try layer.number("dropout")
    if case .bool = layer["dropout"] {
      throw LayerError("dropout", "dropout must be a number, not bool (\(layer["dropout"].str))")
    }
    if !(0...1).contains(dropout) {
      throw LayerError(
        "dropout",
        "dropout is a probability and must lie between 0 and 1, not \(layer["dropout"].str)")
    }
    layer["dropout"] = .float(dropout)
    // It stands between the layers of a stack.
    if let count = layer["num_layers"].asInt, count > 1 { layer.dropout = dropout }
    for name in ["bias", "batch_first"] {
      guard case .bool = layer[name] else {
        throw LayerError(name, "\(name) must be True or False, not \(brief(layer[name]))")
      }
    }
    for name in ["input_size", "hidden_size", "num_layers"] where try layer.int(name) <= 0 {
      throw LayerError(name, "\(name) must be 1 or more, not \(layer[name].str)")
    }
    if try layer.compare(projection, .less, .int(0)) {
      throw LayerError(projection, "proj_size must be 0 or more, not \(layer[projection].str)")
    }
    if try layer.compare(projection, .greaterOrEqual, layer["hidden_size"]) {
      throw LayerError(
        projection,
        "proj_size=\(layer[projection].str) must be less than hidden_size=\(layer["hidden_size"].str)"
      )
    }
  }

  private static func parameters(
    _ layer: inout LayerBuilder, gates count: Int, _ projection: String
  ) throws {
    let hidden = layer["hidden_size"]
    let isProjected = !pythonEqual(layer[projection], .int(0))
    let output = isProjected ? layer[projection] : hidden
    let outputName = isProjected ? projection : "hidden_size"
    // A bool times a number is an int, and alone it is none.
    let gates =
      count == 1
      ? hidden : .int(try product(count, layer.int("hidden_size"), of: "hidden_size"))

    let directions = layer.isTrue("bidirectional") ? ["", "_reverse"] : [""]
    let layers = try layer.int("num_layers")
    try layer.expect(ownTensors: saturatingProduct(layers, 2 * directions.count))
    for index in 0..<layers {
      var input: (value: Value, argument: String) = (layer["input_size"], "input_size")
      if index > 0 {
        input = (output, outputName)
        if directions.count == 2 {
          let size = try layer.size(.int(output.asInt ?? 0), of: outputName)
          input.value = .int(2 * size)
        }
      }
      for suffix in directions {
        let place = "_l\(index)\(suffix)"
        var shape = try layer.shape((gates, "hidden_size"), input)
        try layer.parameter("weight_ih" + place, shape, by: .uniform)
        shape = try layer.shape((gates, "hidden_size"), (output, outputName))
        try layer.parameter("weight_hh" + place, shape, by: .uniform)
        if layer.isTrue("bias") {
          shape = try layer.shape((gates, "hidden_size"))
          try layer.parameter("bias_ih" + place, shape, by: .uniform)
          try layer.parameter("bias_hh" + place, shape, by: .uniform)
        }
        if isProjected {
          shape = try layer.shape((output, outputName), (hidden, "hidden_size"))
          try layer.parameter("weight_hr" + place, shape, by: .uniform)
        }
      }
    }
  }

  /// The rows that the gates' weights share.
  private static func product(_ gates: Int, _ hidden: Int, of argument: String) throws -> Int {
    let (product, overflow) = gates.multipliedReportingOverflow(by: hidden)
    if overflow || product > 1 << 60 {
      throw LayerError(argument, "\(gates) times hidden_size=\(hidden) is too large")
    }
    return product
  }

  /// Python's `value is True`.
  private static func isTrue(_ value: Value) -> Bool {
    if case .bool(true) = value { true } else { false }
  }

  /// Python's `value is False`.
  private static func isFalse(_ value: Value) -> Bool {
    if case .bool(false) = value { true } else { false }
  }
}
