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

  @Test func anIndexHidesAValueOfItsName() {
    let text = "let: {i: 8}\nmodel: {repeat: 3, as: i, module: \"Linear(2 + i, 8)\"}"
    #expect(made(text).findings == ["1 unused-let: `i` of `let` is never used"])
    let outside = "let: {i: 3}\nmodel: {repeat: i, as: i, module: \"Linear(2 + i, 8)\"}"
    #expect(made(outside).findings == [])
  }

  @Test(arguments: [
    "model: {repeat: 3, as: i, module: \"Linear(2, 8)\"}",
    "model: {children: {b: {repeat: 2, as: i, items: [\"Linear(8, 8)\", ReLU()]}}}",
    "model: {class: ParameterList, parameters: [{repeat: 2, as: i, shape: [4]}]}",
    "model: {repeat: 3, as: i, module: {repeat: 2, as: j, module: \"Linear(j + 1, 8)\"}}",
    "classes: {B: {children: {a: {repeat: 2, as: i, module: \"Linear(8, 8)\"}}}}\nmodel: B()",
  ])
  func anIndexThatNothingUsesIsWarnedOf(text: String) {
    #expect(made(text).codes.map { $0.dropFirst(2) }.contains("unused-index"))
  }

  @Test(arguments: [
    "model: {children: {\"layer{i}\": {repeat: 2, as: i, module: \"Linear(8, 8)\"}}}",
    "model: {parameters: {\"w{i}\": {repeat: 2, as: i, shape: [4]}}}",
    "classes: {B: {children: {\"c{i}\": {repeat: 2, as: i, module: \"Linear(8, 8)\"}}}}\nmodel: B()",
    "model: {class: ParameterList, parameters: [{repeat: 2, as: i, shape: [4 + i]}]}",
    "model: {repeat: 3, as: i, module: {repeat: 2, module: \"Linear(i + 1, 8)\"}}",
    "model: {repeat: 3, as: i, module: {repeat: i + 1, module: \"Linear(1, 8)\"}}",
  ])
  func anIndexThatIsUsedIsLeftAlone(text: String) {
    #expect(!made(text).codes.contains { $0.contains("unused-index") })
  }

  @Test func aValueThatAFileHasTooIsNotGivenToItByItsName() {
    let inner = ["arch.yaml": "let: {dim: 4}\nmodel: {repeat: 2, module: \"Linear(dim, dim)\"}\n"]
    func found(_ dim: Int, _ from: String) -> [String] {
      made(
        "let: {dim: \(dim)}\nmodel: {children: {m: \(from), head: \"Linear(dim, 2)\"}}",
        files: inner
      ).findings
    }
    #expect(
      found(8, "{from: arch.yaml}") == [
        "1 let-not-given: `dim` does not reach arch.yaml, which has a `dim` of its own"
      ])
    #expect(found(8, "{from: arch.yaml, let: {dim: dim}}") == [])
    // The same value, which may well be meant.
    #expect(found(4, "{from: arch.yaml}") == [])
    // Who gives values elsewhere knows how that is done.
    #expect(found(8, "[{from: arch.yaml}, {from: arch.yaml, let: {dim: dim}}]") == [])
  }
}
