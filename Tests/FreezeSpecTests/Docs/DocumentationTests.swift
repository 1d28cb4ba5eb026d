import Foundation
import Testing

@testable import FreezeSpec

/// What the documentation says, held against the program.
@Suite struct DocumentationTests {
  static let language = try? MarkdownPage("docs/language.md")
  static let diagnostics = try? MarkdownPage("docs/diagnostics.md")
  static let readme = try? MarkdownPage("README.md")

  // MARK: The language

  static let configs = [language, readme].compactMap(\.self).flatMap { page in
    page.blocks.filter { $0.language == "yaml" && $0.remarks["fragment"] == nil }
      .map { Example(page: page, block: $0) }
  }

  @Test(arguments: configs)
  func anExampleIsAcceptedAsItStands(example: Example) throws {
    #expect(example.outcome.diagnostics.map(\.message) == [])
    #expect(example.outcome.plan != nil)
  }

  @Test func theTableOfRootKeysIsThatOfTheProgram() throws {
    let page = try #require(Self.language)
    #expect(page.firstCodes(under: "The document") == ConfigDecoder.keys)
  }

  @Test func theTableOfSelectorKeysIsThatOfTheProgram() throws {
    let page = try #require(Self.language)
    let keys = page.rows(under: "Selectors").compactMap(\.first)
      .filter { $0.hasPrefix("[`") }
      .map { $0.dropFirst(2).prefix { $0 != "`" } }.map(String.init)
    #expect(keys == SelectorKey.allCases.map(\.rawValue) + ["except"])
    for key in keys { #expect(page.headings.contains { $0.text == key }) }
  }

  @Test func theTableOfExpectationsIsThatOfTheProgram() throws {
    let page = try #require(Self.language)
    let text = page.rows(under: "Expectations").compactMap(\.first).joined(separator: " ")
    for key in ["frozen", "trainable"] + Expectation.Quantity.allCases.map(\.rawValue) {
      #expect(text.contains("`\(key): "))
    }
  }

  @Test func theLimitsAreThoseOfTheProgram() throws {
    let page = try #require(Self.language)
    var shown: [String: Int] = [:]
    for row in page.rows(under: "Limits") where row.count == 3 && row[2].hasPrefix("`") {
      let digits = row[1].prefix { $0 != " " }.filter(\.isNumber)
      shown[row[2].replacing("`", with: "")] = Int(digits)
    }
    #expect(shown == Self.limits)
    #expect(Self.limits.count == (try Self.declaredLimits()))
  }

  @Test func everyLimitIsNamedByATestOfItsOwn() throws {
    let folder = Repository.root.appending(path: "Tests")
    let texts = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".swift") && !$0.hasSuffix("/DocumentationTests.swift") }
      .map { try String(contentsOf: folder.appending(path: $0), encoding: .utf8) }
    let named = Set(texts.flatMap { $0.matches(of: /Limits[.\/](\w+)/).map { String($0.1) } })
    #expect(Set(Self.limits.keys).subtracting(named).sorted() == [])
  }

  static let limits = [
    "documentBytes": Limits.documentBytes, "scalarBytes": Limits.scalarBytes,
    "checkpointHeaderBytes": Limits.checkpointHeaderBytes,
    "checkpointFiles": Limits.checkpointFiles, "checkpointBytes": Limits.checkpointBytes,
    "pickleValues": Limits.pickleValues, "pickleStack": Limits.pickleStack,
    "pickleMemoryFactor": Limits.pickleMemoryFactor,
    "pickleMemoryFloor": Limits.pickleMemoryFloor,
    "savedPlanBytes": Limits.savedPlanBytes, "nesting": Limits.nesting,
    "temperatures": Limits.temperatures, "probabilities": Limits.probabilities,
    "nameBytes": Limits.nameBytes, "modelTextBytes": Limits.modelTextBytes,
    "printedBytes": Limits.printedBytes,
    "aliasFactor": Limits.aliasFactor, "aliasFloor": Limits.aliasFloor,
    "aliasBytesFloor": Limits.aliasBytesFloor,
    "mergedEntries": Limits.mergedEntries, "whitespaceRun": Limits.whitespaceRun,
    "bracketWork": Limits.bracketWork,
    "parameters": Limits.parameters, "modules": Limits.modules,
    "ownTensors": Limits.ownTensors,
    "modelTextBytesPerParameter": Limits.modelTextBytesPerParameter,
    "unusualByteFactor": Limits.unusualByteFactor,
    "comparedNameBytes": Limits.comparedNameBytes,
    "exportedNameBytes": Limits.exportedNameBytes,
    "comparedParameters": Limits.comparedParameters, "sharedNames": Limits.sharedNames,
    "comparedComponents": Limits.comparedComponents,
    "pageParameters": Limits.pageParameters,
    "exportedParameters": Limits.exportedParameters,
    "patternStates": Limits.patternStates, "automatonStates": Limits.automatonStates,
    "automatonTable": Limits.automatonTable, "matchingSteps": Limits.matchingSteps,
    "overlappingRules": Limits.overlappingRules, "ruleMatches": Limits.ruleMatches,
    "files": Limits.files, "referencedBytes": Limits.referencedBytes,
    "fileNesting": Limits.fileNesting,
    "linkSteps": Limits.linkSteps, "revisionLinkBytes": Limits.revisionLinkBytes,
    "revisionLinkSteps": Limits.revisionLinkSteps,
    "comparedConfigs": Limits.comparedConfigs,
    "comparedConfigBytes": Limits.comparedConfigBytes,
    "expressionItems": Limits.expressionItems, "diagnostics": Limits.diagnostics,
    "evaluationSteps": Limits.evaluationSteps, "arguments": Limits.arguments,
    "evaluationStepsPerByte": Limits.evaluationStepsPerByte,
    "stepsPerModule": Limits.stepsPerModule, "stepsPerTensor": Limits.stepsPerTensor,
    "stepsPerFile": Limits.stepsPerFile, "importSteps": Limits.importSteps,
  ]

  /// How many constants `Limits.swift` declares: Swift cannot list them.
  private static func declaredLimits() throws -> Int {
    let source = Repository.root.appending(path: "Sources/FreezeSpec/Diagnostics/Limits.swift")
    let text = try String(contentsOf: source, encoding: .utf8)
    // Nobody meets those at its end as an error.
    let limits = text.prefix(upTo: try #require(text.range(of: "// Past these")).lowerBound)
    return limits.split(separator: "\n").count { $0.contains("static let ") }
  }

  @Test func everyLinkLeadsToAFileAndASection() throws {
    for path in [
      "README.md", "CONTRIBUTING.md", "docs/language.md", "docs/diagnostics.md",
      "docs/commands.md", "docs/ci.md", "docs/library.md", "docs/python.md",
      "docs/architecture.md", "docs/install.md", "docs/releasing.md",
    ] {
      let page = try MarkdownPage(path)
      for target in page.links where !target.contains("://") {
        let parts = target.split(separator: "#", omittingEmptySubsequences: false).map(String.init)
        let folder = Repository.root.appending(path: path).deletingLastPathComponent()
        let file =
          parts[0].isEmpty
          ? Repository.root.appending(path: path) : folder.appending(path: parts[0])
        #expect(FileManager.default.fileExists(atPath: file.path), "\(path): \(target)")
        if parts.count > 1, file.pathExtension == "md" {
          let relative = file.standardizedFileURL.path.dropFirst(Repository.root.path.count + 1)
          #expect(
            try MarkdownPage(String(relative)).anchors.contains(parts[1]), "\(path): \(target)")
        }
      }
    }
  }

  // MARK: Threats

  @Test func everyLineOfTheThreatModelHasATest() throws {
    let page = try MarkdownPage("docs/threat-model.md")
    let rows = page.headings.filter { $0.level == 2 }.flatMap { page.rows(under: $0.text) }
    let folder = Repository.root.appending(path: "Tests")
    let files = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".swift") }
    let tests = try files.map {
      try String(contentsOf: folder.appending(path: $0), encoding: .utf8)
    }.joined()
    for row in rows where row[1] != "test" {
      let names = row[1].matches(of: /`(\w+)`/).map(\.1)
      #expect(!names.isEmpty, "\(row[0])")
      for name in names { #expect(tests.contains("func \(name)("), "\(name)") }
    }
    #expect(rows.count > 25)
  }

  // MARK: Diagnostics

  @Test func everyCodeHasASectionAndEverySectionACode() throws {
    let page = try #require(Self.diagnostics)
    let sections = page.headings.filter { $0.level == 3 }.map(\.text)
    #expect(sections == DiagnosticCode.allCases.map(\.rawValue))
  }

  /// The command alone makes these, of what it does not open.
  static let codesWithoutExample: [DiagnosticCode] = [
    .unreadable, .unfollowedLink, .noConfig, .cannotRun, .planDiffers, .settingRefused,
    .settingDoesNothing, .settingMisread, .settingNotCarried, .statesDiffer,
  ]

  @Test(arguments: DiagnosticCode.allCases.filter { !codesWithoutExample.contains($0) })
  func aCodesFirstExampleGivesItAsPrintedAndItsSecondDoesNot(code: DiagnosticCode) throws {
    let page = try #require(Self.diagnostics)
    let blocks = page.blocks.filter { $0.headings.last == code.rawValue }
    let examples = blocks.filter { $0.language == "yaml" && $0.remarks["file"] == nil }
      .map { Example(page: page, block: $0) }
    try #require(examples.count == 2, "a cause and a cure")
    let found = examples[0].outcome
    #expect(Set(found.diagnostics.map(\.code)) == [code])
    let printed = try #require(blocks.first { $0.language == "text" })
    let report = DiagnosticTextReport(columns: 80).render([found])
    #expect(String(decoding: report, as: UTF8.self) == printed.text)

    #expect(examples[1].outcome.diagnostics.map(\.message) == [])
  }
}
