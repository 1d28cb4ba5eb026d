import Testing

@testable import FreezeSpec

@Suite struct FoldedNameTests {
  private func fold(_ names: [String], keys: [Int]? = nil) -> [String] {
    FoldedName.fold(names, keys: keys ?? names.map { _ in 0 }).map(\.glob)
  }

  @Test func layersFoldIntoIndexSets() {
    let names = (0..<12).flatMap { ["encoder.layer.\($0).a.weight", "encoder.layer.\($0).a.bias"] }
    #expect(fold(names) == ["encoder.layer.{0..11}.a.weight", "encoder.layer.{0..11}.a.bias"])
  }

  @Test func gapsInTheNumbersShow() {
    let numbers = [0, 1, 2, 3, 4, 5, 6, 17, 19, 20, 21, 22, 23, 30, 31]
    #expect(fold(numbers.map { "l.\($0).w" }) == ["l.{0..6,17,19..23,30,31}.w"])
  }

  @Test func differentKeysStayApart() {
    let names = (0..<6).map { "l.\($0).w" }
    #expect(fold(names, keys: [0, 0, 1, 1, 0, 2]) == ["l.{0,1,4}.w", "l.{2,3}.w", "l.5.w"])
  }

  @Test func productsOfIndicesFoldOnce() {
    let names = (0..<32).flatMap { layer in (0..<8).map { "layers.\(layer).experts.\($0).w1" } }
    #expect(fold(names) == ["layers.{0..31}.experts.{0..7}.w1"])
  }

  @Test func otherSetsFoldIntoSeveralProducts() {
    // One layer has fewer experts.
    let names = (0..<4).flatMap { layer in
      (0..<(layer == 2 ? 3 : 5)).map { "l.\(layer).e.\($0).w" }
    }
    #expect(fold(names) == ["l.{0,1,3}.e.{0..4}.w", "l.2.e.{0..2}.w"])
    #expect(fold(["0.1.w", "1.0.w"]) == ["0.1.w", "1.0.w"])
  }

  @Test func foldsStandInTheOrderOfTheirFirstNames() {
    let names = ["a.0.w", "b.w", "a.0.b", "a.1.w", "c.w", "a.1.b"]
    let folds = FoldedName.fold(names, keys: names.map { _ in 0 })
    #expect(folds.map(\.glob) == ["a.{0,1}.w", "b.w", "a.{0,1}.b", "c.w"])
    #expect(folds.map(\.members) == [[0, 3], [1], [2, 5], [4]])
  }

  @Test func onlyNumbersAsPythonWritesThemCount() {
    #expect(fold(["a.01.w", "a.02.w"]) == ["a.01.w", "a.02.w"])
    #expect(fold(["a.-1.w", "a.-2.w"]) == ["a.-1.w", "a.-2.w"])
    #expect(fold(["layer1.w", "layer2.w"]) == ["layer1.w", "layer2.w"])
    let long = String(repeating: "9", count: 40)
    #expect(fold(["a.\(long).w", "a.1.w"]) == ["a.\(long).w", "a.1.w"])
  }

  @Test func charactersOfGlobsInNamesAreNotTakenForThem() {
    #expect(fold(["a.{0..3}.w"]) == ["a.[{]0..3}.w"])
    #expect(fold(["*.0.w", "*.1.w", "?[0]"]) == ["[*].{0,1}.w", "[?][[]0]"])
  }

  @Test func namesMayBeEmptyOrOneNumber() {
    #expect(fold(["", "0", "1", "..", "2."]) == ["", "{0,1}", "..", "2."])
  }

  @Test func everyNameIsInOneFold() {
    // A pattern without structure: pairs chosen by their residue.
    let pairs = (0..<40).flatMap { a in (0..<40).map { (a, $0) } }.filter {
      ($0.0 * $0.1 + $0.0) % 7 < 4
    }
    let names = pairs.map { "x.\($0.0).y.\($0.1).z" }
    let folds = FoldedName.fold(names, keys: names.map { _ in 0 })
    #expect(folds.flatMap(\.members).sorted() == Array(names.indices))
    #expect(folds.count < 12)
  }
}

@Suite struct FoldedNameGlobTests {
  @Test func aFoldedNameIsAGlobOfItsNamesAndNoOthers() throws {
    var sample = SamplePlan()
    for layer in [0, 1, 2, 3, 10, 11] {
      sample.entries.append(.init(name: "l.\(layer).w"))
      for expert in 0..<(layer == 3 ? 2 : 4) {
        sample.entries.append(.init(name: "l.\(layer).e.\(expert).w"))
      }
    }
    for name in hostileNames where name.utf8.count < 100 {
      sample.entries.append(.init(name: "x.\(name).0.w"))
      sample.entries.append(.init(name: "x.\(name).1.w"))
    }
    let model = sample.plan.model
    let names = model.parameters.map(\.name)
    let folds = FoldedName.fold(names, keys: names.map { _ in 0 })
    #expect(folds.count < names.count * 2 / 3)
    let rules = folds.enumerated().map { index, fold in
      Rule(
        index: index + 1, action: .freeze, selector: glob(fold.glob),
        span: SourceSpan(file: 0, start: 0, end: 1))
    }
    let evaluation = JudgedRules(rules, in: model.root).evaluation
    for (index, fold) in folds.enumerated() {
      let matched = names.indices.filter { evaluation[$0].matchedBy.contains(index + 1) }
      #expect(matched == fold.members)
    }
  }
}
