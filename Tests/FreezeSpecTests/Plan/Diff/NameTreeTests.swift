import Testing

@testable import FreezeSpec

@Suite struct NameTreeTests {
  /// The paths of all parameters, depth first.
  private func names(_ tree: NameTree) -> [String] {
    var order: [Int] = []
    func names(_ module: Module) -> [String] {
      module.parameters.map(\.name)
        + module.children.flatMap { child in names(child.module).map { "\(child.name).\($0)" } }
    }
    return names(tree.module(0, &order))
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
    #expect(Set(names(tree)) == Set(all))
    #expect(Set(nodes).count == all.count)
    #expect(all.reversed().map { tree.insert($0) } == nodes.reversed())
  }

  @Test func namesAreComparedByCodePoints() {
    var tree = NameTree()
    #expect(tree.insert("caf\u{E9}.weight") != tree.insert("cafe\u{301}.weight"))
    #expect(tree.insert("head") != tree.insert("head.weight"))
  }

  private func paths(_ names: [String], covering indices: [Int]) -> [String] {
    var units = NameUnits(names: names)
    let covered = units.units(covering: indices)
    return covered.units.map { covered.path(of: $0) }
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

  @Test func modulesFarApartInALongListAreFound() {
    let names = (0..<40).flatMap { ["layers.\($0).weight", "layers.\($0).bias"] }
    #expect(
      paths(names, covering: [6, 7, 42, 78, 79]) == ["layers.3", "layers.21.weight", "layers.39"])
  }
}
