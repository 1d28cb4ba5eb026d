import Testing

@testable import FreezeSpec

/// Layers that hold other modules: what becomes of those, by what PyTorch does with them.
@Suite struct CompositeLayersTests {
  @Test func aTransformerCopiesItsLayersAndSharesWhatItIsHandedWhole() throws {
    let model = try #require(
      BuiltConfig(
        """
        let: {l: "TransformerEncoderLayer(4, 2, 8)", p: PReLU()}
        model:
          children:
            a: TransformerEncoder(l, 2)
            t: Transformer(4, 2, 1, 1, 8, activation=p)
            c: Transformer(4, 2, custom_encoder=l, custom_decoder=l)
            m: ModuleList([p, p])
            s: Sequential(p, ModuleList(Sequential(p)))
        """
      ).model)
    #expect(model.parameters.count == 73)
    #expect(model.tensorOfName?.count == 88)
    #expect(model.parameters.last?.name == "m.0.weight")
    #expect(model.tiedNames.values.contains(["c.decoder.norm2.bias"]))
    #expect(model.tiedNames.values.contains(["m.1.weight", "s.0.weight", "s.1.0.weight"]))
    #expect(model.tiedNames.values.joined().allSatisfy { !$0.contains(".layers.") })
  }

  /// The names are those of `named_parameters()` for the same lines of Python.
  @Test(arguments: [
    (#"model: "ModuleList([Linear(1, 2)] * 3)""#, ["0.weight", "0.bias"]),
    (#"model: "ModuleList(2 * (PReLU(), PReLU()))""#, ["0.weight", "1.weight"]),
    (
      #"{let: {x: "[PReLU()] * 2"}, model: {children: {a: "x[0]", b: "x[1]", c: PReLU()}}}"#,
      ["a.weight", "c.weight"]
    ),
    (
      #"{let: {s: "Sequential(PReLU(), PReLU())"}, model: "Sequential(s, ModuleList(s))"}"#,
      ["0.0.weight", "0.1.weight"]
    ),
    (
      #"{let: {s: "ModuleDict([('a', PReLU())])"}, model: "Sequential(ModuleDict(s), s)"}"#,
      ["0.a.weight"]
    ),
  ])
  func whatPythonSeesAsOneObjectIsListedOnce(config: String, names: [String]) throws {
    let model = try #require(BuiltConfig(config).model)
    #expect(model.parameters.map(\.name) == names)
  }

  /// What `_addindent` of PyTorch 2.13 makes of the blank line in `extra_repr`.
  @Test(arguments: [
    ("K()", "K(\n  a\n  \n  b\n)"),
    ("[K()]", "Sequential(\n  (0): K(\n    a\n\n    b\n  )\n)"),
    ("{class: ModuleList, children: [K()]}", "ModuleList(\n  (0): K(\n    a\n    \n    b\n  )\n)"),
    (
      "[{class: ModuleList, children: [K()]}]",
      "Sequential(\n  (0): ModuleList(\n    (0): K(\n      a\n\n      b\n    )\n  )\n)"
    ),
    (
      "{class: ModuleList, children: [[K()]]}",
      "ModuleList(\n  (0): Sequential(\n    (0): K(\n      a\n  \n      b\n    )\n  )\n)"
    ),
  ])
  func aBlankLineIsNotIndented(model: String, printed: String) throws {
    let model = try #require(
      BuiltConfig("{classes: {K: {repr: \"a\\n\\nb\"}}, model: \(model)}").model)
    #expect(model.root.repr == printed)
  }

  @Test func listsOfParametersPrintAsPyTorchPrintsThem() throws {
    let model = try #require(
      BuiltConfig(
        """
        model:
          children:
            l: {class: ParameterList, parameters: {"0": [2, 3], "1": []}}
            d:
              class: ParameterDict
              parameters: {b: {shape: [2], dtype: float16}, a: {shape: [3], dtype: float64}}
            o: {class: ParameterDict, parameters: {w: [1]}}
        """
      ).model)
    #expect(
      model.root.repr == """
        Module(
          (l): ParameterList(
              (0): Parameter containing: [torch.float32 of size 2x3]
              (1): Parameter containing: [torch.float32 of size ]
          )
          (d): ParameterDict(
              (b): Parameter containing: [torch.HalfTensor of size 2]
              (a): Parameter containing: [torch.DoubleTensor of size 3]
          )
          (o): ParameterDict(  (w): Parameter containing: [torch.FloatTensor of size 1])
        )
        """)
  }

  @Test func theOptionsOfLinearCrossEntropyAreAValueAndNoModule() {
    let call = """
      LinearCrossEntropyLoss(4, 10, options=LinearCrossEntropyOptions(batch_chunk_size=4, \
      chunking_method=None, acc_dtype=torch.float32))
      """
    #expect(
      BuiltConfig(call: call).model?.root.repr == """
        LinearCrossEntropyLoss(
          in_features=4, num_classes=10, out_features=(), bias=False, reduction=mean, \
        ignore_index=None, label_smoothing=0.0, \
        options=LinearCrossEntropyOptions(allow_retain_graph=False, batch_chunk_size=4, \
        chunking_method=None, acc_policy='auto', acc_dtype=torch.float32)
          (linear): Linear(in_features=4, out_features=10, bias=False)
        )
        """)
    for call in [
      "Sequential(LinearCrossEntropyOptions())", "LinearCrossEntropyOptions()",
      "LinearCrossEntropyOptions",
    ] {
      #expect(BuiltConfig(call: call).model == nil)
    }
    #expect(BuiltConfig(call: "LinearCrossEntropyLoss(4, 10, options=ReLU())").model == nil)
    #expect(BuiltConfig(call: #"LinearCrossEntropyOptions(acc_policy="fast")"#).model == nil)
    #expect(
      BuiltConfig(call: #"LinearCrossEntropyOptions(chunking_method="aspect_ratio:0")"#).model
        == nil)
  }

  @Test(arguments: [
    ("TransformerEncoderLayer(8, 3)", "3", "nhead=3 does not divide d_model=8"),
    (
      "Transformer(8, 2, dropout=1.5)", "1.5",
      "dropout is a probability and must lie between 0 and 1, not 1.5"
    ),
    ("Transformer(8, 2, 1.0)", "1.0", "num_encoder_layers must be an int, not float (1.0)"),
    ("Transformer(8, 2, 1, 1, -4)", "-4", "dim_feedforward is negative (-4), which no size can be"),
    (
      "TransformerEncoder(ReLU(), 1000000000)", "TransformerEncoder(ReLU(), 1000000000)",
      "a model can have at most 8,000,000 modules"
    ),
    (
      "LSTM(8, 8, 1000000000)", "LSTM(8, 8, 1000000000)",
      "a module can have at most 2,000,000 tensors of its own"
    ),
    (
      "AdaptiveLogSoftmaxWithLoss(8, 9223372036854775807, [2, 9223372036854775806])",
      "9223372036854775807",
      "n_classes is too large (9223372036854775807)"
    ),
    ("Linear(2, ReLU())", "ReLU()", "out_features cannot be a module (ReLU)"),
    (
      "Sequential([ReLU()])", "Sequential([ReLU()])",
      "the modules are given as arguments, not as a list"
    ),
    (
      #"ModuleDict([("keys", ReLU())])"#, #"[("keys", ReLU())]"#,
      "a child cannot be named `keys`, as the module has an attribute of that name"
    ),
    (
      "CrossEntropyLoss([1.0, 2.0])", "[1.0, 2.0]",
      "weight takes a tensor, which no config can give"
    ),
    ("Hardtanh(None, 1)", "1", "max_val=1 cannot be compared with None"),
  ])
  func aRefusalSpeaksOfTheCallThatWasWritten(call: String, argument: String, message: String) throws
  {
    let built = BuiltConfig(call: call)
    let finding = try #require(built.diagnostics.first)
    #expect(built.diagnostics.count == 1)
    #expect(finding.message.hasSuffix(": " + message))
    #expect(finding.span.map(built.sources.text) == argument)
  }
}
