import Testing

@testable import FreezeSpec

@Suite struct UnusedDefinitionsTests {
  private func made(_ text: String, files: [String: String] = [:]) -> MadePlan {
    MadePlan(text + "\n", files: files)
  }

  @Test func aValueThatNothingUsesIsWarnedOf() {
    let made = made("let: {dim: 8, depth: 3}\nmodel: Linear(dim, 2)")
    #expect(made.findings == ["1 unused-let: `depth` of `let` is never used"])
  }

  @Test func soIsOneThatOnlyAnUnusedOneUses() {
    let made = made(
      "let: {dim: 8, hidden: 4 * dim}\nclasses: {Mlp: {children: {up: \"Linear(dim, hidden)\"}}}\n"
        + "model: ReLU()")
    #expect(made.codes == ["1 unused-let", "1 unused-let", "2 unused-class"])
    #expect(
      made.notes == [
        "only `hidden` names it, which nothing uses either",
        "only `Mlp` names it, which nothing uses either",
      ])
  }

  @Test func anArgumentHidesAValueOfItsName() {
    let made = made(
      "let: {dim: 8}\nclasses: {B: {args: [dim], children: {a: \"Linear(dim, 1)\"}}}\nmodel: B(2)")
    #expect(made.codes == ["1 unused-let"])
  }

  @Test(arguments: [
    // By way of others, as a class's name, as what another extends, in a key, as a size.
    "let: {dim: 8, hidden: 4 * dim}\nmodel: Linear(hidden, 2)",
    "classes: {Net: {}}\nmodel: {class: Net, children: {a: \"Linear(1, 1)\"}}",
    "classes: {Blocks: {}}\nmodel: {repeat: 2, class: ModuleList, module: \"Blocks\"}",
    "classes: {A: {}, B: {extends: A}}\nmodel: B",
    "let: {n: 3}\nmodel: {children: {\"layer{n}\": \"Linear(1, 1)\"}}",
    "let: {n: 3}\nmodel: {class: Net, repr: \"n={n}\", children: {a: \"Linear(1, 1)\"}}",
    "let: {n: 3}\nmodel: {class: ParameterList, parameters: [{repeat: n, shape: [2]}]}",
    "let: {n: 3, m: 2}\nmodel: [{repeat: n, items: [\"Linear(m, m)\", ReLU]}]",
    "let: {t: 2}\nmodel: Linear(1, 1)\nsoftmax: {temperature: [1, 2 * t]}",
    "let: {n: 3, act: ReLU()}\nmodel: {parameters: {w: [n]}, children: {act: act}}",
    "classes: {A: {}}\nmodel: {class: Sequential, args: [{class: A, children: {x: ReLU()}}]}",
    // By an anchor.
    "classes: {A: &a {children: {x: \"Linear(1, 1)\"}}, B: {<<: *a, repr: b}}\nmodel: B()",
    "let: {n: &n 3}\nmodel: {parameters: {w: [*n]}}",
  ])
  func whatIsUsedInAnyWayIsLeftAlone(text: String) {
    #expect(made(text).findings == [])
  }

  @Test func aValueGivenToAFileHasToBeUsedThere() {
    let inner = ["in.yaml": "let: {w: 4, v: 2 * w, z: 1}\nmodel: \"Linear(v, 2)\"\n"]
    #expect(
      made("model: [{from: in.yaml, let: {z: 3}}, {from: in.yaml, let: {w: 2}}]", files: inner)
        .findings == ["1 unused-let: `z` is given to in.yaml, and nothing there uses it"])
    let inClass = "classes: {B: {children: {a: {from: in.yaml, let: {z: 3}}}}}\nmodel: B()"
    #expect(made(inClass, files: inner).codes == ["1 unused-let"])
  }

  @Test func aValueForAFileHasToBeGivenToIt() {
    let inner = [
      "arch.yaml": "let: {layers: 2}\nmodel: {repeat: layers, module: \"Linear(1, 1)\"}\n"
    ]
    let silent = made("let: {layers: 3}\nmodel: {from: arch.yaml}", files: inner)
    #expect(
      silent.findings == [
        "1 unused-let: `layers` sets nothing: arch.yaml has a `layers` of its own"
      ])
    #expect(silent.cures == ["give it to the file: {from: arch.yaml, let: {layers: layers}}"])
    #expect(
      made("let: {layers: 3}\nmodel: {from: arch.yaml, let: {layers: layers}}", files: inner)
        .findings == [])
  }

  @Test func theNamesOfAnotherFileAreForItsOtherUsersToo() {
    let inner = ["arch.yaml": "let: {spare: 2}\nclasses: {A: {}}\nmodel: Linear(1, 1)\n"]
    #expect(made("model: {from: arch.yaml}", files: inner).findings == [])
  }
}
