import Testing

@testable import FreezeSpec

/// Modules and parameters are found by their names, whatever these are and wherever they stand.
@Suite struct ModuleTreeTests {
  /// A module of children of these names, each with a weight.
  private func module(_ names: [String]) -> Module {
    let weight = Parameter(name: "weight", shape: [2], dtype: .float32, requiresGrad: true)
    let leaf = Module(type: ModuleType(name: "Leaf"), parameters: [weight])
    return Module(
      type: ModuleType(name: "List"), children: names.map { Module.Child(name: $0, module: leaf) })
  }

  @Test(arguments: [
    (0..<12).map(String.init), (0..<12).reversed().map(String.init),
    ["1", "01", "001", "+1", "", "0", "é", "e\u{301}", "18446744073709551616", "-0"],
    ["7", "", "1"],
  ])
  func aChildIsFoundByItsName(names: [String]) {
    let list = module(names)
    var tree = ModuleTree(
      Module(type: ModuleType(name: "Root"), children: [Module.Child(name: "a", module: list)]))
    // Names that are looked up often have a table.
    for _ in 0..<3 {
      for (index, name) in names.enumerated() {
        #expect(tree.parameter(named: "a.\(name).weight") == index)
        #expect(tree.module(at: "a.\(name)")?.firstParameter == index)
        #expect(list.childIndex(named: name) == index)
      }
    }
    for name in ["12", "02", "00", "²", "weight", "9223372036854775807"] {
      #expect(tree.parameter(named: "a.\(name).weight") == nil)
      #expect(tree.module(at: "a.\(name)") == nil)
      #expect(list.childIndex(named: name) == nil)
    }
    for path in [".", "a..0", ".a", "a.0.", "a.0.weight.weight", "b"] {
      #expect(tree.parameter(named: path) == nil)
    }
    #expect(tree.module(at: "")?.number == 0)
  }
}
