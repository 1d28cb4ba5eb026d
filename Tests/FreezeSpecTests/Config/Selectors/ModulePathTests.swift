import Testing

@testable import FreezeSpec

@Suite struct ModulePathTests {
  /// `range(count)[start:stop:step]` by the definition in Python's language reference, which speaks
  /// of the items x = i + n*k, instead of CPython's clipping.
  private func reference(_ start: Int?, _ stop: Int?, _ step: Int, _ count: Int) -> [Int] {
    func place(_ bound: Int?, _ end: Int) -> Int {
      guard let bound else { return end }
      let place = bound < 0 ? bound + count : bound
      return step > 0 ? min(max(place, 0), count) : min(max(place, -1), count - 1)
    }
    let first = place(start, step > 0 ? 0 : count - 1)
    let last = place(stop, step > 0 ? count : -1)
    var result: [Int] = []
    var index = first
    while step > 0 ? index < last : index > last {
      result.append(index)
      index += step
    }
    return result
  }

  @Test func slicesPickWhatPythonsDo() {
    let bounds: [Int?] = [nil, -9, -4, -3, -1, 0, 1, 2, 3, 4, 9]
    for start in bounds {
      for stop in bounds {
        for step in [-5, -2, -1, 1, 2, 5] {
          for count in 0...4 {
            let all = PythonSlice(start: 0, step: 1, count: count)
            let picked = all.slice(start: start, stop: stop, step: step)
            #expect(Array(picked) == reference(start, stop, step, count))
            let twice = picked.slice(start: 1, stop: nil, step: -1)
            let places = reference(1, nil, -1, picked.count)
            #expect(Array(twice) == places.map { picked[$0] })
          }
        }
      }
    }
  }

  @Test func hugeBoundsAreClipped() {
    let all = PythonSlice(start: 0, step: 1, count: 3)
    #expect(Array(all.slice(start: .min, stop: .max, step: .max)) == [0])
    #expect(Array(all.slice(start: .max, stop: nil, step: .min)) == [2])
  }

  @Test(arguments: [
    ("layers[3]", ["layers.3"]), ("layers[-1]", ["layers.3"]),
    ("layers[-2:]", ["layers.2", "layers.3"]),
    ("layers[::-2]", ["layers.3", "layers.1"]), ("layers[:2].fc", ["layers.0.fc", "layers.1.fc"]),
    ("layers[ 1 : 3 ]", ["layers.1", "layers.2"]), ("[0]", ["layers"]),
    ("[:]", ["layers", "head"]),
    ("[0][1]", ["layers.1"]), ("layers[1:][0]", ["layers.1"]),
    ("layers[1:][1:]", ["layers.2", "layers.3"]),
    ("layers[4]", []), ("layers[-5]", []), ("layers[9:]", []), ("nothing", []), ("", [""]),
  ])
  func pathsLeadWherePythonWould(path: String, expected: [String]) throws {
    let layers = list(Array(repeating: module(Types.block, [], ["fc": linear()]), count: 4))
    var tree = ModuleTree(module(Types.module, [], ["layers": layers, "head": linear()]))
    let places = try ModulePath(parsing: path).resolve(in: &tree).places(in: &tree)
    #expect(places.map { tree.path(of: $0) } == expected)
  }

  /// As in Python, where the items of a Sequential that are None are counted.
  @Test(arguments: [
    ("list[0]", ["list.0"]), ("list[1]", []), ("list[2]", ["list.2"]), ("list[-1]", []),
    ("list[-2]", ["list.3"]), ("list[5]", []), ("list[1:3]", ["list.2"]), ("list[1:2]", []),
    ("list[:]", ["list.0", "list.2", "list.3"]), ("list[::2]", ["list.0", "list.2"]),
    ("list[::-1]", ["list.3", "list.2", "list.0"]), ("list[1:][1]", ["list.2"]),
    ("list[:2][1]", []), ("list[:2][1:]", []), ("list[::-1].fc", ["list.3.fc"]),
    ("other[1]", ["other.c"]),
  ])
  func whatIsNoneTakesAnIndexInASequence(path: String, expected: [String]) throws {
    let config = BuiltConfig(
      """
      classes:
        Block: {children: {fc: "Linear(1, 1)"}}
        Other: {children: {a: "Linear(1, 1)", b: NoneType(), c: "Linear(1, 1)"}}
      model:
        children:
          list: {class: ModuleList, children: ["Linear(1, 1)", None, "Linear(1, 1)", Block(), None]}
          other: Other()
      """)
    let model = try #require(config.model).root
    var tree = ModuleTree(model)
    let path = try ModulePath(parsing: path)
    let places = path.resolve(in: &tree).places(in: &tree)
    #expect(places.map { tree.path(of: $0) } == expected)
    // A way is held against paths by itself.
    for parameter in 0..<model.parameterCount {
      let above = tree.modules(above: parameter)
      let way = ModuleWay(above.map(\.place), in: &tree)
      let held = way.depth(of: path).map { above[$0].path }
      #expect(held == above.map(\.path).first { expected.contains($0) })
    }
  }

  /// Slices of a list look at what is None, once each.
  @Test func whatIsNoneIsLookedAtWithinABound() throws {
    let config = BuiltConfig(
      "model: {children: {l: [{repeat: 1000, module: None}, \"Linear(1, 1)\"]}}\n")
    var tree = ModuleTree(try #require(config.model).root)
    let path = try ModulePath(parsing: "l" + String(repeating: "[:]", count: 40))
    var visits = 100_000
    let all = path.resolve(in: &tree, visits: &visits)
    #expect(all.count == 1 && (97_000...98_000).contains(visits))
    visits = 1_000
    let part = path.resolve(in: &tree, visits: &visits)
    #expect(part.count == 0 && part.failure == nil && visits < 0 && visits > -100)
  }

  @Test(arguments: [
    ("a[", 1..<2), ("a[1", 1..<2), ("a[]", 1..<3), ("a[x]", 1..<3), ("a[1,2]", 1..<4),
    ("a[::0]", 1..<6), ("a[1]b", 4..<5), ("a..b", 1..<2), ("a.", 1..<2), (".a", 0..<1),
    ("ä[-]", 2..<4), ("a[1:2:3:4]", 1..<8),
  ])
  func badPathsAreRefusedAtTheirPlace(path: String, bytes: Range<Int>) {
    let error = #expect(throws: PatternError.self) { try ModulePath(parsing: path) }
    #expect(error?.bytes == bytes)
  }

  @Test(arguments: [
    ("layers.[0:2]", "layers[0:2]"), ("layers.[0]", "layers[0]"), ("a.[-1].b", "a[-1].b"),
    ("layers.{0..2}.norm", "layers[0:3].norm"), ("layers.0..2", "layers[0:3]"),
  ])
  func aDotTooManyIsTakenOut(path: String, cured: String) {
    let error = #expect(throws: PatternError.self) { try ModulePath(parsing: path) }
    #expect(error?.help == ["write \"\(cured)\""])
  }

  @Test(arguments: [
    (".[0]", "[0]"), (".[::2]", "[::2]"), (".-1", "[-1]"), (".0:2", "[0:2]"), (".[0].*", "[0]"),
    (".", nil), (".[", nil), ("..", nil),
  ])
  func aDotAtTheStartIsTakenOut(path: String, cured: String?) {
    let error = #expect(throws: PatternError.self) { try ModulePath(parsing: path) }
    #expect(error?.help == (cured.map { ["write \(flowScalar($0))"] } ?? []))
    #expect(error.map { $0.bytes.lowerBound } == 0)
  }

  @Test(arguments: [("a[0-2]", "[0:3]"), ("a[1..3].b", "[1:4]"), ("a[1...3]", "[1:4]")])
  func aRangeInBracketsIsWrittenAsASlice(path: String, slice: String) {
    let error = #expect(throws: PatternError.self) { try ModulePath(parsing: path) }
    #expect(error?.help == ["write \(slice)"])
  }

  @Test(arguments: [
    ("layers.-1", "layers[-1]"), ("layers.0-2", "layers[0:3]"), ("layers.0:2.fc", "layers[0:2].fc"),
    ("layers.{0..2}", "layers[0:3]"), ("layers.0...2", "layers[0:3]"), ("-1", "[-1]"),
    ("layers.2-0", nil), ("layers.0", nil), ("layers[0]", nil), ("a-1", nil), ("layers.{0,1}", nil),
  ])
  func indicesWrittenOtherwiseAreWrittenInBrackets(path: String, written: String?) {
    #expect(IndexNotation.path(path) == written)
  }
}
