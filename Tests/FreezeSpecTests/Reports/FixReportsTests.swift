import Foundation
import Testing

@testable import FreezeSpec

/// The fixes of findings in the forms that programs read.
@Suite struct FixReportsTests {
  private func read(_ format: DiagnosticFormat) throws -> [String: Any] {
    let outcome = MadePlan("# é\nmodel: {é: Liner(2, 2), clas: N}\nnmae: x\n").outcome
    let bytes = [outcome].rendered(
      as: format, columns: 80, usesColour: false, pathInRepository: { $0 })
    return try #require(
      try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
  }

  @Test func jsonHasThePlaceAndTheTextOfEachReplacement() throws {
    let findings = try #require(try read(.json)["diagnostics"] as? [[String: Any]])
    let fixes = try #require(findings.last?["fixes"] as? [[String: Any]])
    #expect(fixes.map { $0["title"] as? String } == ["write `name`"])
    let replacements = try #require(fixes.first?["replacements"] as? [[String: Any]])
    let replacement = try #require(replacements.first)
    #expect(replacements.count == 1)
    #expect(replacement["file"] as? String == "config.yaml")
    let numbers = ["line", "column", "end_line", "end_column"].map { replacement[$0] as? Int }
    #expect(numbers == [3, 1, 3, 5])
    #expect(replacement["text"] as? String == "name")
  }

  @Test func sarifHasArtifactChanges() throws {
    let run = try #require((try read(.sarif)["runs"] as? [[String: Any]])?.first)
    let results = try #require(run["results"] as? [[String: Any]])
    let fix = try #require((results.last?["fixes"] as? [[String: Any]])?.first)
    #expect((fix["description"] as? [String: String])?["text"] == "write `name`")
    let change = try #require((fix["artifactChanges"] as? [[String: Any]])?.first)
    #expect((change["artifactLocation"] as? [String: String])?["uri"] == "config.yaml")
    let replacement = try #require((change["replacements"] as? [[String: Any]])?.first)
    #expect(
      replacement["deletedRegion"] as? [String: Int] == [
        "startLine": 3, "startColumn": 1, "endLine": 3, "endColumn": 5,
      ])
    #expect(replacement["insertedContent"] as? [String: String] == ["text": "name"])
  }
}
