import Testing

@testable import FreezeSpec

/// Written models, as they are read; that torch prints them as `show` does the package's tests hold.
@Suite struct ModelExportTests {
  /// The classes and functions, from the first that is not of every such file.
  private func model(_ text: String, files: [String: String] = [:]) throws -> String {
    let plan = try #require(MadePlan(text, files: files).plan)
    let written = String(decoding: plan.exported(to: .pytorch, withModel: true), as: UTF8.self)
    let start = try #require(written.range(of: "set_default_dtype(before)\n\n\n"))
    let end = try #require(written.range(of: "\n\n\ndef apply("))
    return String(written[start.upperBound..<end.lowerBound])
  }

  @Test(arguments: [
    ("float8_e4m3fn", true), ("complex64", true), ("bfloat16", false), ("float64", false),
  ])
  func noModelIsWrittenInATypeThatTorchMakesNoneIn(type: String, isRefused: Bool) throws {
    let plan = try #require(MadePlan("dtype: \(type)\nmodel: Linear(2, 2)\n").plan)
    #expect((plan.refusalOfModelExport != nil) == isRefused)
    let given = try #require(
      MadePlan("model: {parameters: {w: {shape: [2], dtype: \(type)}}}\n").plan)
    #expect(given.refusalOfModelExport == nil)
  }

  @Test func whatIsNoneUnderNamesWithNumbersIsRegistered() throws {
    let text = try model(
      "model: {children: {\"k{i}\": {repeat: 2, as: i, module: NoneType()}, a: \"Linear(2, 2)\"}}\n"
    )
    #expect(text.contains("self._modules[f\"k{i}\"] = None"), "\(text)")
    #expect(!text.contains("is not None"))
  }

  @Test func theOneLayerThatTorchDoesNotShowIsWhereItIs() throws {
    let text = try model(
      "model: [\"NonDynamicallyQuantizableLinear(2, 2)\", \"nn.Linear(2, 2)\"]\n")
    #expect(text.contains("nn.modules.linear.NonDynamicallyQuantizableLinear(2, 2)"))
    #expect(text.contains("nn.Linear(2, 2)"))
  }

  /// As `ruff format` does.
  @Test func aChainOfConditionsIsBrokenAtEach() throws {
    let text = try model(
      """
      classes:
        LongFirstName: {}
        LongSecondName: {}
        LongThirdName: {}
        A:
          args: [first_option=0, second_option=0]
          children:
            - LongFirstName() if first_option else LongSecondName() if not second_option else LongThirdName()
      model: ["A()", "A(first_option=1)", "A(second_option=1)"]
      """)
    let margin = "\n" + String(repeating: " ", count: 16)
    let lines = [
      "LongFirstName()", "if first_option", "else LongSecondName()", "if not second_option",
      "else LongThirdName(),",
    ]
    #expect(text.contains(margin + lines.joined(separator: margin) + "\n"), "\(text)")
  }

  @Test func noLineBeginsBehindTheColumnsThatAreLeft() throws {
    let items = (0..<40).map { _ in String(repeating: "- ", count: 60) + "Linear(2, 2)\n" }
    let lines = try model("model:\n" + items.joined()).split(separator: "\n")
    #expect(lines.contains { $0.count > PythonText.columns })
    #expect(lines.allSatisfy { $0.prefix { $0 == " " }.count < PythonText.columns })
  }

  @Test func classesAreClassesAndRepeatsLoops() throws {
    let text = try model(
      """
      let: {dim: 8}
      classes:
        Norm:
          args: [size, eps=1e-6]
          parameters: {weight: [size]}
          repr: "({size},), eps={eps}"
        Block:
          args: [width, hidden=4 * width]
          children: {norm: Norm(width), up: "Linear(width, hidden)", act: GELU()}
      model:
        class: Net
        children:
          "stage{i + 1}": {repeat: 2, as: i, module: "Linear(i + 1, 2)"}
          blocks: {repeat: 12, module: Block(dim)}
          head: ["Linear(dim, dim)", {repeat: 2, module: ReLU}]
      tie: [[blocks.0.norm.weight, blocks.1.norm.weight]]

      """)
    #expect(
      text == #"""
        def _tie(model: nn.Module, *names: str) -> None:
            owners: list[Any] = []
            for name in names:
                owner: Any = model
                for part in name.split(".")[:-1]:
                    owner = owner._modules[part]
                owners.append(owner)
            own = [name.rpartition(".")[2] for name in names]
            kind = "_parameters" if own[0] in owners[0]._parameters else "_buffers"
            for owner, name in zip(owners, own):
                getattr(owner, kind)[name] = getattr(owners[0], kind)[own[0]]


        dim = 8


        class Norm(nn.Module):
            def __init__(self, size: Any, eps: Any = 1e-06) -> None:
                super().__init__()
                self.weight = nn.Parameter(torch.zeros(size))
                self._text = f"({size},), eps={eps}"

            def extra_repr(self) -> str:
                return self._text


        class Block(nn.Module):
            def __init__(self, width: Any, hidden: Any = ...) -> None:
                super().__init__()
                if hidden is ...:
                    hidden = 4 * width
                self.norm = Norm(width)
                self.up = nn.Linear(width, hidden)
                self.act = nn.GELU()


        class Net(nn.Module):
            def __init__(self) -> None:
                super().__init__()
                for i in range(2):
                    self._modules[f"stage{i + 1}"] = nn.Linear(i + 1, 2)
                self.blocks = nn.ModuleList(Block(dim) for _ in range(12))
                self.head = nn.Sequential(nn.Linear(dim, dim), *[nn.ReLU() for _ in range(2)])


        def build() -> nn.Module:
            """The declared architecture; load weights into it."""
            with _default_dtype(torch.float32):
                model = Net()
                _tie(model, "blocks.0.norm.weight", "blocks.1.norm.weight")
                return model
        """#)
  }

  @Test func aFileIsAFunctionOfWhatItIsGiven() throws {
    let text = try model(
      "model: [{from: part.yaml, let: {width: 4}}, {from: part.yaml}]\n",
      files: ["part.yaml": "let: {width: 2, twice: 2 * width}\nmodel: Linear(width, twice)\n"])
    #expect(
      text == """
        def _build_1(width: Any = ...) -> nn.Module:
            if width is ...:
                width = 2
            twice = 2 * width
            return nn.Linear(width, twice)


        def build() -> nn.Module:
            \"""The declared architecture; load weights into it.\"""
            with _default_dtype(torch.float32):
                return nn.Sequential(_build_1(width=4), _build_1())
        """)
  }

  @Test func namesThatTheFileHasForItselfGetAnother() throws {
    let text = try model(
      """
      let: {apply: 3}
      classes:
        Parameter: {args: [type], children: {class: "Linear(type, apply)", eval: ReLU}}
      model: Parameter(2)

      """)
    #expect(text.contains("apply_ = 3\n"))
    #expect(text.contains("class Parameter_(nn.Module):\n"))
    #expect(text.contains("        return \"Parameter\"\n"))
    #expect(text.contains("self._modules[\"class\"] = nn.Linear(type_, apply_)\n"))
    #expect(text.contains("self._modules[\"eval\"] = nn.ReLU()\n"))
  }

  @Test func whateverAClassIsCalledIsNoMoreThanAName() throws {
    let text = try model(
      #"""
      classes:
        a.Blk: {parameters: {w: [2]}}
        a_Blk: {args: [torch, _x, __y], parameters: {v: [torch, _x, __y]}}
      model:
        - a.Blk()
        - a_Blk(1, 2, 3)
        - {class: "A: pass\nimport os\nclass B", parameters: {w: [2]}}
        - {class: "", parameters: {w: [2]}}
        - {class: "0-0", parameters: {w: [2]}}
        - {class: lambda, parameters: {w: [2]}}
        - {class: _wrap, parameters: {w: [2]}}
        - {class: größe, parameters: {w: [2]}}
        - {class: größe, parameters: {v: [2]}}

      """#)
    let classes = text.split(separator: "\n").filter { $0.hasPrefix("class ") }
    #expect(
      classes == [
        "class a_Blk(nn.Module):", "class a_Blk_(nn.Module):",
        "class A_pass_import_os_class_B(nn.Module):", "class Unnamed(nn.Module):",
        "class N0_0(nn.Module):", "class lambda_(nn.Module):", "class wrap_(nn.Module):",
        "class größe(nn.Module):", "class größe_2(nn.Module):",
      ])
    #expect(text.contains("return \"A: pass\\nimport os\\nclass B\"\n"))
    #expect(text.contains("def __init__(self, torch_: Any, x_: Any, y_: Any) -> None:\n"))
    #expect(!text.contains("\nimport os"))
  }

  @Test func aClassAndAValueOfOneNameAreTwo() throws {
    let text = try model(
      """
      let: {Block: 3}
      classes: {Block: {args: [n], parameters: {w: [n]}}}
      model: ["Block(2)", "Linear(Block, 2)"]

      """)
    #expect(text.contains("Block_ = 3\n"))
    #expect(text.contains("nn.Sequential(Block(2), nn.Linear(Block_, 2))"))
  }

  @Test func valuesThatAreModulesAreMadeBehindTheirClasses() throws {
    let text = try model(
      """
      dtype: bfloat16
      let: {shared: {class: Part, parameters: {w: [2]}}}
      model: {children: {a: shared, b: shared}}

      """)
    #expect(
      text == #"""
        def build() -> nn.Module:
            """The declared architecture; load weights into it."""

            class Part(nn.Module):
                def __init__(self) -> None:
                    super().__init__()
                    self.w = nn.Parameter(torch.zeros(2))

            class Module(nn.Module):
                def __init__(self) -> None:
                    super().__init__()
                    self.a = shared
                    self.b = shared

            with _default_dtype(torch.bfloat16):
                shared = Part()
                return Module()
        """#)
  }

  @Test func expressionsAreAsTightAsTheyWere() throws {
    let text = try model(
      """
      let:
        a: (1 + 2) * 3 - (4 - 5) - -6
        b: -(2 ** 2) // (3 % 2)
        c: (1 if a > 2 and not b == 3 else 2) + [4, 5][-1]
        d: "'x' in ('x', 'y') or (a or b) and c is None"
      model: Linear(a + 20, 2, bias=d)

      """)
    #expect(text.contains("a = (1 + 2) * 3 - (4 - 5) - -6\n"))
    #expect(text.contains("b = -(2**2) // (3 % 2)\n"))
    #expect(text.contains("c = (1 if a > 2 and not b == 3 else 2) + [4, 5][-1]\n"))
    #expect(text.contains("d = \"x\" in (\"x\", \"y\") or (a or b) and c is None\n"))
  }
}
