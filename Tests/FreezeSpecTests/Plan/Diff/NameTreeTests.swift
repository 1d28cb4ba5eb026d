import Testing

@testable import FreezeSpec

@Suite struct NameTreeTests {
  /// The paths of all parameters, depth first.
  private func names(_ tree: NameTree, below node: Int = 0) -> [String] {
    tree.children(of: node).flatMap {
      tree.nodes[$0].isParameter ? [tree.name(of: $0)] : names(tree, below: $0)
    }
  }

  @Test func namesOfAnotherListStandBesideTheirNeighbours() {
    var tree = NameTree()
    for name in ["a.weight", "c.weight", "head"] { _ = tree.insert(name) }
    tree.startOver()
    for name in ["first.weight", "a.weight", "a.bias", "b.weight", "c.weight"] {
      _ = tree.insert(name)
    }
    #expect(
      names(tree) == ["head", "first.weight", "a.weight", "a.bias", "b.weight", "c.weight"])
  }

  @Test func namesThatStartAlikeShareNoMoreThanTheirModules() {
    var tree = NameTree()
    let all = [
      "layers.1.weight", "layers.10.weight", "layers.10.bias", "layers.1.w", "layers.1",
      "layer.1.w", "layers.1.weight.x", "w",
    ]
    let nodes = all.map { tree.insert($0) }
    #expect(nodes.map { tree.name(of: $0) } == all)
    #expect(Set(nodes).count == all.count)
    #expect(all.reversed().map { tree.insert($0) } == nodes.reversed())
  }

  @Test func namesInOrderAreAppended() {
    let all = ["head", "a.weight", "a.b.0.weight", "a.b.1.weight", "a.c", "aa.weight"]
    var (appended, inserted) = (NameTree(), NameTree())
    #expect(all.map { appended.append($0) } == all.map { inserted.insert($0) })
    #expect(names(appended) == names(inserted))
  }

  @Test func namesAreComparedByCodePoints() {
    var tree = NameTree()
    #expect(tree.insert("caf\u{E9}.weight") != tree.insert("cafe\u{301}.weight"))
    #expect(tree.insert("head") != tree.insert("head.weight"))
  }

  private func paths(_ names: [String], covering indices: [Int]) -> [String] {
    var units = NameUnits(names: names, areInOrder: false)
    return units.units(covering: indices).map(\.path)
  }

  @Test func aModuleIsCoveredWhollyOrByItsParameters() {
    let names = ["a.weight", "a.bias", "b.weight", "b.bias", "head"]
    #expect(paths(names, covering: [0, 1, 2]) == ["a", "b.weight"])
    #expect(paths(names, covering: [4]) == ["head"])
    #expect(paths(names, covering: Array(0..<5)) == [""])
    #expect(paths(names, covering: []) == [])
  }

  @Test func aModuleIsOneWhereverItsParametersStand() {
    #expect(paths(["a.weight", "b.weight", "a.bias"], covering: [0, 2]) == ["a"])
  }

  @Test func listsOfEqualModulesAreOpened() {
    let names = (0..<3).flatMap { ["layers.\($0).weight", "layers.\($0).bias"] } + ["head"]
    #expect(paths(names, covering: Array(0..<6)) == ["layers.0", "layers.1", "layers.2"])
  }
}
