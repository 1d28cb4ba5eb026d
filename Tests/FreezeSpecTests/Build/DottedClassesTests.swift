import Testing

@testable import FreezeSpec

@Suite struct DottedClassesTests {
  /// A class beside torch's of the same last name; peft's own extends none of torch's layers.
  private let adapters = """
    classes:
      peft.Linear: {args: [n], children: {base_layer: "nn.Linear(n, n)"}, parameters: {scale: [1]}}
      lora.Linear: {args: [n], extends: Linear, parameters: {weight: [n, n], lora_A: [1, n]}}
      quant.Linear: {extends: lora.Linear, parameters: {weight: [1]}}
    model:
      children: {a: peft.Linear(2), b: lora.Linear(2), c: quant.Linear, d: "Linear(2, 2)"}

    """

  @Test func itPrintsAsPyTorchPrintsIt() {
    // print(model) shows type(module).__name__.
    #expect(
      BuiltConfig(adapters).repr == """
        Module(
          (a): Linear(
            (base_layer): Linear(in_features=2, out_features=2, bias=True)
          )
          (b): Linear()
          (c): Linear()
          (d): Linear(in_features=2, out_features=2, bias=True)
        )
        """)
    let composite = "model: {class: transformers.models.llama.LlamaMLP, children: {a: ReLU}}"
    #expect(BuiltConfig(composite).repr == "LlamaMLP(\n  (a): ReLU()\n)")
  }

  @Test(arguments: [
    ("peft.Linear", ["a.scale", "a.base_layer.weight", "a.base_layer.bias"]),
    ("lora.Linear", ["b.weight", "b.lora_A", "c.weight"]),
    ("quant.Linear", ["c.weight"]),
    // isinstance(module, nn.Linear)
    (
      "Linear",
      [
        "a.base_layer.weight", "a.base_layer.bias", "b.weight", "b.lora_A", "c.weight", "d.weight",
        "d.bias",
      ]
    ),
    ("peft.*", ["a.scale", "a.base_layer.weight", "a.base_layer.bias"]),
  ]) func typeMatchesTheWholeNameAndWhatItExtends(type: String, frozen: [String]) throws {
    let made = MadePlan(adapters + "rules: [{freeze: {type: \"\(type)\"}}]")
    let plan = try #require(made.plan, "\(made.findings)")
    let names = plan.model.parameters.indices.filter { !plan.evaluation[$0].requiresGrad }
      .map { plan.model.parameters[$0].name }
    #expect(names == frozen)
  }

  @Test func pyTorchsOwnSpellingsKeepTheirSense() {
    expect(
      """
      classes:
        1️⃣nn.Linear: {}
        2️⃣torch.nn.X: {}
        3️⃣a..b: {}
        4️⃣lora.class: {}
        lora.Linear: {}
        5️⃣lora.Linear: {}
      model: ["torch.nn.Linear(2, 2)", lora.Linear, 6️⃣lora.Liner, 7️⃣peft.Linear]
      """,
      [
        "1️⃣ invalid-name: `nn.Linear` is how classes of torch.nn are written = give a class of your "
          + "own another name before the dot",
        "2️⃣ invalid-name: `torch.nn.X` is how classes of torch.nn are written = give a class of your "
          + "own another name before the dot",
        "3️⃣ invalid-name: `a..b` cannot be a name in expressions = names are letters, digits and _, "
          + "and start with a letter",
        "4️⃣ invalid-name: `class` cannot be a name in expressions = the word has a meaning of its own "
          + "there: choose another, such as `class_`",
        "5️⃣ duplicate-key: the key `lora.Linear` stands twice in this mapping = remove or rename one "
          + "of the two",
        "6️⃣ unknown-class: there is no class `lora.Liner` = did you mean `lora.Linear`?",
        "7️⃣ unknown-class: there is no class `peft.Linear` = did you mean `lora.Linear`?",
      ])
  }

  @Test func aCompositeSaysWhatItPrints() {
    let built = BuiltConfig(
      """
      let: {n: 4}
      model:
        class: Net
        repr: "n={n}, {'a'!r}"
        children: {marker: {class: Marker, repr: x}, old: {repr: "", parameters: {w: [n]}}}
      """)
    #expect(built.findings == [])
    #expect(
      built.repr == """
        Net(
          n=4, 'a'
          (marker): Marker(x)
          (old): Module()
        )
        """)
    expect(
      """
      model:
        children:
          a: {class: X, repr: "{1️⃣q}"}
          b: {class: Linear, args: [2, 2], 2️⃣repr: x}
          c: {class: X, repr: 3️⃣[a]}
      """,
      [
        "1️⃣ unknown-name: `q` is not defined = give it a value under `let`, or, if it is a string, "
          + "quotes: 'q'",
        "2️⃣ conflicting-keys: `args` calls a class, which brings its own `repr` = keep one of the two",
        "3️⃣ wrong-type: `repr` is a text, not a sequence",
      ])
  }
}
