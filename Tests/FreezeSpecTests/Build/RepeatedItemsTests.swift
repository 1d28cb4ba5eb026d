import Testing

@testable import FreezeSpec

@Suite struct RepeatedItemsTests {
  @Test func itemsAreRepeatedAsAFlatRun() {
    // layers = []
    // for a, b in [(3, 4), (4, 8)]:
    //   layers += [Conv2d(a, b, 3), ReLU()]
    // Sequential(*layers, Linear(8, 2))
    let built = BuiltConfig(
      """
      let: {widths: [3, 4, 8]}
      model:
        - {repeat: 2, as: i, items: ["Conv2d(widths[i], widths[i + 1], 3)", ReLU]}
        - Linear(8, 2)
      """)
    #expect(built.findings == [])
    #expect(
      built.repr == """
        Sequential(
          (0): Conv2d(3, 4, kernel_size=(3, 3), stride=(1, 1))
          (1): ReLU()
          (2): Conv2d(4, 8, kernel_size=(3, 3), stride=(1, 1))
          (3): ReLU()
          (4): Linear(in_features=8, out_features=2, bias=True)
        )
        """)
  }

  @Test func repeatsInsideItemsStayFlat() {
    let built = BuiltConfig(
      """
      model:
        - repeat: 2
          items:
            - {repeat: 2, items: ["Linear(2, 2)", ReLU]}
            - {repeat: 1, module: Dropout}
            - None
      """)
    #expect(built.findings == [])
    #expect(
      built.parameters.map { $0.prefix { $0 != " " } } == [
        "0.weight", "0.bias", "2.weight", "2.bias", "6.weight", "6.bias", "8.weight", "8.bias",
      ])
  }

  @Test func aloneTheyAreAListOrTheClassThatIsNamed() {
    let built = BuiltConfig(
      """
      model:
        children:
          list: {repeat: 2, items: [ReLU, Tanh]}
          run: {repeat: 2, class: Sequential, items: [ReLU, Tanh]}
          none: {repeat: 3, items: []}
      """)
    #expect(built.findings == [])
    #expect(
      built.repr == """
        Module(
          (list): ModuleList(
            (0): ReLU()
            (1): Tanh()
            (2): ReLU()
            (3): Tanh()
          )
          (run): Sequential(
            (0): ReLU()
            (1): Tanh()
            (2): ReLU()
            (3): Tanh()
          )
          (none): ModuleList()
        )
        """)
  }

  @Test func eachTurnHasTensorsOfItsOwnAndOneOfALetIsShared() {
    let built = BuiltConfig(
      """
      let: {shared: "Linear(2, 2)"}
      model:
        - {repeat: 2, items: [shared, "Linear(2, 2)"]}
      """)
    // named_parameters() lists a tensor once.
    #expect(
      built.parameters.map { $0.prefix { $0 != " " } } == [
        "0.weight", "0.bias", "1.weight", "1.bias", "3.weight", "3.bias",
      ])
  }

  @Test func theyAreReadStrictly() {
    expect(
      """
      model:
        children:
          a: {repeat: 3, 1️⃣items: [ReLU], module: ReLU}
          "b{i}": 2️⃣{repeat: 3, as: i, items: [ReLU]}
          c: 3️⃣{items: [ReLU]}
          d: {repeat: 2, items: 4️⃣ReLU}
          e: [{repeat: 2, 5️⃣item: [ReLU]}]
          f: [{repeat: 2, class: 6️⃣Sequential, items: [ReLU]}]
      """,
      [
        "1️⃣ conflicting-keys: a repeat has one of `module` and `items` = `module` is one module, "
          + "`items` several in a row",
        "2️⃣ conflicting-keys: a key names one module of each turn, and `items` are several = write "
          + "`module:` for the one that the key names",
        "3️⃣ missing-key: `items` needs the `repeat` that counts it",
        "4️⃣ wrong-type: `items` is a sequence of modules, not `ReLU`",
        "5️⃣ unknown-key: a repeat has no key `item` = did you mean `items`?",
        "6️⃣ conflicting-keys: this repeat stands for several modules, and none of them is a "
          + "Sequential = leave `class` out, or write {class: Sequential, children: [{repeat: …}]} "
          + "for one that holds them",
      ])
  }

  @Test func manyItemsAreRefusedBeforeTheyAreMade() {
    let built = BuiltConfig(
      """
      model:
        - repeat: 3000
          items: [{repeat: 3000, items: [ReLU, Tanh]}]
      """)
    #expect(built.diagnostics.map(\.code) == [.limit])
    #expect(
      BuiltConfig("model: [{repeat: 5000000, items: [None, None]}]").diagnostics.map(\.code)
        == [.limit])
  }
}

@Suite struct RepeatedTensorsTests {
  @Test func aParameterListTakesASequenceOfShapesAndRepeatsOfThem() {
    // ParameterList([Parameter(torch.zeros(4, i + 1)) for i in range(2)] + [Parameter(torch.zeros(7))])
    let built = BuiltConfig(
      "model: {class: ParameterList, parameters: [{repeat: 2, as: i, shape: [4, i + 1]}, [7]]}")
    #expect(built.findings == [])
    #expect(built.parameters == ["0 [4, 1]", "1 [4, 2]", "2 [7]"])
    #expect(
      built.repr == """
        ParameterList(
            (0): Parameter containing: [torch.float32 of size 4x1]
            (1): Parameter containing: [torch.float32 of size 4x2]
            (2): Parameter containing: [torch.float32 of size 7]
        )
        """)
  }

  @Test func keysUseTheIndex() {
    let built = BuiltConfig(
      """
      let: {n: 2}
      classes:
        Scales:
          args: [count]
          parameters: {"s{i + 1}": {repeat: count, as: i, shape: [i], requires_grad: i > 0}, "x{y}": [1]}
          buffers: {"b{i}": {repeat: n, as: i, shape: [], dtype: int64}}
      model: Scales(n)
      """)
    #expect(built.findings == [])
    // Without a repeat the name is what it is.
    #expect(built.parameters == ["s1 [0] frozen", "s2 [1]", "x{y} [1]"])
    #expect(built.buffers == ["b0 [] int64", "b1 [] int64"])
  }

  @Test func theyAreReadStrictly() {
    expect(
      """
      model:
        children:
          a: {class: ParameterList, parameters: [1️⃣3, {repeat: 2️⃣-1, shape: [2]}, {3️⃣as: i, shape: [2]}]}
          b: {parameters: {4️⃣w: {repeat: 2, shape: [2]}, 5️⃣"v{j}": {repeat: 2, as: i, shape: [2]}}}
          c: {parameters: {6️⃣"w{i // 2}": {repeat: 2, as: i, shape: [2]}}}
          d: {parameters: {w: {repeat: 7️⃣7000000, shape: [2], as: i}}}
      """.replacing("{w: {repeat: 7️⃣", with: "{\"w{i}\": {repeat: 7️⃣"),
      [
        "1️⃣ wrong-type: a shape is a list of sizes, not an int = write [3]",
        "2️⃣ invalid-value: a repeat count is 0 or more, not -1",
        "3️⃣ missing-key: `as` needs the `repeat` whose index it names",
        "4️⃣ invalid-name: all tensors of this repeat would have the name `w` = name the index, "
          + "`as: i`, and write `w{i}`",
        "5️⃣ invalid-name: all tensors of this repeat would have the name `v{j}` = its index, named "
          + "by `as`, tells them apart",
        "6️⃣ duplicate-key: the name `w0` is given twice in one module",
        "7️⃣ limit-exceeded: a module has at most 2,000,000 tensors of its own, and this makes more",
      ])
  }

  @Test(.timeLimit(.minutes(1))) func manyItemsTakeTimeByTheirNumber() {
    let items = String(repeating: "      - ReLU()\n", count: 30_000)
    let built = BuiltConfig("model:\n  - repeat: 2\n    items:\n\(items)")
    #expect(built.findings == [])
  }
}
