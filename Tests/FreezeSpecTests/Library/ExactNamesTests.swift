import Foundation
import Testing

@testable import FreezeSpec

/// Names of modules, parameters and buffers are texts, which Python compares by their code points: two
/// spellings of one letter are two names.
@Suite struct ExactNamesTests {
  private static let (composed, decomposed) = ("\u{E9}", "e\u{301}")

  /// A model with two children whose names look alike.
  private static func config(_ more: String = "") -> String {
    """
    model:
      children:
        "\(composed)": Linear(2, 2)
        "\(decomposed)": Linear(2, 2)
    \(more)
    """
  }

  private func isExactly(_ texts: [String], _ others: [String]) -> Bool {
    texts.map { ExactString($0) } == others.map { ExactString($0) }
  }

  private func frozen(_ rules: String) throws -> [String] {
    let made = MadePlan(Self.config(rules))
    let plan = try #require(made.plan, "\(made.findings)")
    return plan.model.parameters.indices.filter { !plan.evaluation[$0].requiresGrad }
      .map { plan.model.parameters[$0].name }
  }

  @Test(arguments: [
    "{name: [N.weight, N.bias]}", "{glob: N.*}", "{regex: 'N\\..*'}", "{module: N}", "N.*",
    "{type: Linear, except: {module: O}}",
  ])
  func aRuleMeetsTheNameThatItSpells(_ selector: String) throws {
    for (name, other) in [(Self.composed, Self.decomposed), (Self.decomposed, Self.composed)] {
      let spelled = selector.replacing("N", with: name).replacing("O", with: other)
      let names = try frozen("rules: [{freeze: \(spelled)}]")
      #expect(isExactly(names, ["\(name).weight", "\(name).bias"]))
    }
  }

  @Test func rulesOfBothSpellingsAreTwo() throws {
    let names = try frozen(
      """
      rules:
        - freeze: {module: "\(Self.composed)"}
        - train: {module: "\(Self.decomposed)"}
        - train: {parameter: bias}
      """)
    #expect(isExactly(names, ["\(Self.composed).weight"]))
  }

  @Test func eachIsExplained() throws {
    let plan = try #require(
      MadePlan(Self.config("rules: [{freeze: {module: \"\(Self.decomposed)\"}}]")).plan)
    for (name, trains) in [(Self.composed, true), (Self.decomposed, false)] {
      let explanation = try plan.explanation(of: "\(name).weight")
      #expect(explanation.decision.requiresGrad == trains)
      #expect(isExactly([explanation.parameter.name], ["\(name).weight"]))
      #expect(isExactly(explanation.modules.map(\.path), ["", name]))
    }
  }

  @Test func aTieBindsThem() throws {
    let tie = "tie: [[\"\(Self.composed).weight\", \"\(Self.decomposed).weight\"]]"
    let made = MadePlan(Self.config(tie))
    let model = try #require(made.plan?.model, "\(made.findings)")
    #expect(model.parameters.count == 3)
    #expect(isExactly(model.tiedNames[0] ?? [], ["\(Self.decomposed).weight"]))
  }

  @Test func aDiffTellsThemApart() throws {
    func plan(_ rules: String) throws -> FreezePlan {
      try #require(MadePlan(Self.config(rules)).plan)
    }
    let before = try plan("rules: [{freeze: {module: \"\(Self.composed)\"}}]")
    let after = try plan("rules: [{freeze: {module: \"\(Self.decomposed)\"}}]")
    let diff = PlanDiff(from: PlanSnapshot(before), to: PlanSnapshot(after))
    #expect(diff.sections.map(\.kind) == [.newlyTrainable, .newlyFrozen])
    #expect(
      isExactly(
        diff.sections.flatMap(\.groups).map(\.glob), ["\(Self.composed).*", "\(Self.decomposed).*"])
    )
    #expect(diff.ruleChanges.count == 2)
  }

  @Test func aRenamingFromOneToTheOtherIsAChange() throws {
    func snapshot(_ name: String, tied: String? = nil) throws -> PlanSnapshot {
      let layer = "'Linear(1, 1, bias=False)'"
      let tie =
        tied.map { ", \"\($0)\": \(layer)}}\ntie: [[\"\(name).weight\", \"\($0).weight\"]]" }
        ?? "}}"
      let made = MadePlan("model: {children: {\"\(name)\": \(layer)\(tie)\n")
      return PlanSnapshot(try #require(made.plan, "\(made.findings)"))
    }
    let renamed = PlanDiff(from: try snapshot(Self.composed), to: try snapshot(Self.decomposed))
    #expect(renamed.sections.map(\.kind) == [.added, .removed])
    let retied = PlanDiff(
      from: try snapshot(Self.composed, tied: Self.decomposed),
      to: try snapshot(Self.decomposed, tied: Self.composed))
    #expect(retied.isEmpty)
    let untied = PlanDiff(
      from: try snapshot(Self.composed, tied: Self.decomposed), to: try snapshot(Self.decomposed))
    #expect(untied.sections.contains { $0.kind == .retied })
  }

  @Test func reasonsExpectationsAndSelectorsAreComparedAsTheyAreSpelled() throws {
    func snapshot(_ letter: String) throws -> PlanSnapshot {
      let made = MadePlan(
        Self.config(
          """
          rules:
            - freeze: {parameter: weight}
              because: "\(letter)"
          expect: [{trainable: "\(letter).bias"}]
          eval: {module: "\(letter)"}
          """))
      return PlanSnapshot(try #require(made.plan, "\(made.findings)"))
    }
    let diff = PlanDiff(from: try snapshot(Self.composed), to: try snapshot(Self.decomposed))
    #expect(diff.ruleChanges.count == 1)
    #expect(diff.addedExpectations.count == 1 && diff.removedExpectations.count == 1)
    #expect(diff.evalChange.addedSelectors.count == 1 && diff.evalChange.addedModules.count == 1)
    for format in DiffFormat.allCases where format != .html {
      let text = String(decoding: diff.rendered(as: format), as: UTF8.self)
      #expect(text.utf8.count { $0 == 0xC3 || $0 == 0xCC } > 3, "\(format)")
    }
  }

  @Test func thePageHoldsBothNames() throws {
    let plan = try #require(MadePlan(Self.config()).plan)
    for page in [
      plan.rendered(as: .html),
      PlanDiff(from: PlanSnapshot(plan), to: PlanSnapshot(plan)).rendered(as: .html),
    ] {
      let text = String(decoding: page, as: UTF8.self).utf8
      #expect(text.firstRange(of: "\"\(Self.composed)\"".utf8) != nil)
    }
    var table = ModuleTable()
    #expect(table.string(Self.composed) != table.string(Self.decomposed))
    let snapshot = PlanSnapshot(plan)
    #expect(DiffTree(snapshot, snapshot).slotOfName.count == 4)
  }

  @Test func equalLookingTextsGiveAClassDifferentObjects() {
    let config = BuiltConfig(
      """
      classes: {A: {args: [s], children: {"{s}": 'Linear(1, 1)'}}}
      model: ["A('\(Self.composed)')", "A('\(Self.decomposed)')"]
      """)
    let names = (config.model?.parameters ?? ParameterList()).map(\.name)
    #expect(
      isExactly(
        names,
        [
          "0.\(Self.composed).weight", "0.\(Self.composed).bias", "1.\(Self.decomposed).weight",
          "1.\(Self.decomposed).bias",
        ]))
  }

  @Test func printShowsBothOfTwoItemsThatLookAlike() {
    let config = BuiltConfig(
      """
      classes: {A: {args: [s], repr: "{s}"}}
      model: "ModuleList([A('\(Self.composed)'), A('\(Self.decomposed)'), A('\(Self.decomposed)')])"
      """)
    #expect(
      isExactly(
        (config.repr ?? "").split(separator: "\n").map(String.init),
        ["ModuleList(", "  (0): A(\(Self.composed))", "  (1-2): 2 x A(\(Self.decomposed))", ")"]))
  }

  @Test func aLineBreakOfWindowsIsOneInPrintAsInPython() {
    let config = BuiltConfig("classes: {A: {repr: \"a\\r\\nb\"}}\nmodel: A()\n")
    #expect(config.repr == "A(\n  a\\r\n  b\n)")
  }

  @Test func aParameterDictKeepsBothKeys() {
    let config = BuiltConfig(
      "model: \"ModuleDict([('\(Self.composed)', Linear(1, 1)), ('\(Self.decomposed)', Linear(1, 1))])\""
    )
    #expect(config.parameters.count == 4, "\(config.findings)")
  }

  @Test func aFindingInEachOfTwoFilesWhosePathsLookAlikeIsTold() {
    let outcomes = [Self.composed, Self.decomposed].map {
      MadePlan("model: Linear(1)\n", path: "\($0).yaml").outcome
    }
    let text = String(decoding: outcomes.rendered(as: .json), as: UTF8.self)
    #expect(text.components(separatedBy: "\"code\"").count == 3)
  }

  /// A mark that combines makes one character of Swift's with a dot before it.
  @Test func namesOfTheLibraryAreNotSplitByCharacters() throws {
    let splits = /(split\(separator: |(first|last)Index\(of: |contains\()"[.\/]"/
    var unsafe: [String] = []
    for (path, text) in try sources() {
      for line in text.split(separator: "\n") where line.contains(splits) {
        if !line.contains("utf8") && !line.contains("calars") { unsafe.append("\(path): \(line)") }
      }
    }
    #expect(unsafe == [], "split them by components(), or as bytes")
  }

  /// A table of names by `String` takes two of them for one.
  @Test func tablesOfTheLibraryAreNotKeyedByTextsAsSwiftComparesThem() throws {
    /// Files whose texts are names in NFKC, for which Swift's comparison is exact, or words of the
    /// language, of torch.nn and of safetensors.
    let safe: Set<String> = [
      "ClassTable.swift", "FileScope.swift", "LeastModules.swift", "NodeReader.swift",
      "Definition.swift", "Catalogue.swift", "ModuleAttributes.swift", "ContainerLayers.swift",
      "LayerBuilder+Parts.swift", "Synonyms.swift", "ParameterTable.swift",
      "SafetensorsHeader.swift", "YAMLAnchors.swift", "YAMLComposer.swift", "ModuleDecoder.swift",
      "UnusedDefinitions.swift", "UnusedValues.swift", "ToolKeys.swift",
      // Names of Python's classes, parameters and attributes.
      "ArchitectureMaker.swift", "ArgumentSolver.swift", "ClassNames.swift",
      "CountedNames.swift", "Term.swift", "LayerTrial.swift", "ModelDescription.swift",
      "ModelDescription+JSON.swift", "ReprText.swift", "ClassBody.swift", "GivenLets.swift",
      "ModelExport.swift", "ModelExport+Questions.swift",
      "PythonNames.swift",
    ]
    let tables = /(Set<|\[)(String|Substring|Character)(>| *: )/
    var unsafe: [String] = []
    for (path, text) in try sources() {
      if safe.contains(URL(filePath: path).lastPathComponent) { continue }
      if text.contains(tables) { unsafe.append(path) }
    }
    #expect(unsafe == [], "key them by ExactString")
  }

  /// The files of the library that people write, with their texts.
  private func sources() throws -> [(path: String, text: String)] {
    let files = try #require(FileManager.default.enumerator(atPath: Repository.library.path))
    return try files.compactMap { $0 as? String }
      .filter { $0.hasSuffix(".swift") && !$0.contains("+Generated") }
      .map { path in
        let file = Repository.library.appending(path: path)
        return (path, try String(contentsOf: file, encoding: .utf8))
      }
  }
}
