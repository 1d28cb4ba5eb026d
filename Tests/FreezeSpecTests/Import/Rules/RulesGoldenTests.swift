import Foundation
import Testing

@testable import FreezeSpec

/// The rules that are imported from other tools against what those tools' own code does with the same
/// settings and models, as the files of `Golden/rules` hold it, which `Tests/Oracle/rules_of_tools.py`
/// writes.
@Suite struct RulesGoldenTests {
  @Test(arguments: RulesTool.allCases)
  func aConfigHasTheStatesThatTheToolItselfGives(tool: RulesTool) throws {
    let golden = try GoldenRules(tool)
    #expect(golden.cases.count > 20)
    for golden in golden.cases {
      let imported = golden.imported(tool)
      if golden.error != nil {
        #expect(imported.codes.contains(.settingRefused), "\(golden)")
        #expect(imported.text.isEmpty, "\(golden)")
      } else {
        #expect(
          imported.states == golden.states,
          "\(golden): \(imported.findings) \(imported.result.plan?.diagnostics.map(\.message) ?? [])"
        )
      }
    }
  }

  @Test func peftsAdaptersAreCounted() throws {
    for golden in try GoldenRules(.peft).cases {
      guard let adapters = golden.adapters, adapters[0] > 0 else { continue }
      let imported = golden.imported(.peft)
      let words =
        "adapters of \(counted(adapters[0], "module")) with \(counted(adapters[1], "element"))"
      #expect(
        imported.findings.contains { $0.contains(words) },
        "\(golden): \(words), \(imported.findings)")
    }
  }
}

/// What a tool does with its settings.
private struct GoldenRules: Decodable {
  /// A file of settings on a model.
  struct Case: Decodable, CustomStringConvertible {
    var model: String
    let file: String
    let name: String
    let phase: Int?
    let layers: Int?
    let states: String?
    let error: String?
    let adapters: [Int]?

    var description: String { "\(file.prefix(300)) on \(model.prefix(60))" }

    func imported(_ tool: RulesTool) -> ImportedConfig {
      ImportedConfig(file, for: tool, name: name, model: model, phase: phase ?? 0, layers: layers)
    }
  }

  let models: [String: String]
  var cases: [Case]

  init(_ tool: RulesTool) throws {
    let path = Repository.golden.appending(path: "rules/\(tool.rawValue).json")
    self = try JSONDecoder().decode(GoldenRules.self, from: Data(contentsOf: path))
    for index in cases.indices { cases[index].model = models[cases[index].model] ?? "" }
  }
}
