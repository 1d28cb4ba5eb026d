import Foundation
import Testing

@testable import FreezeSpec

@Suite struct DiagnosticJSONReportTests {
  private func read(_ bytes: [UInt8]) throws -> [String: Any] {
    let value = try JSONSerialization.jsonObject(with: Data(bytes))
    return try #require(value as? [String: Any])
  }

  @Test func aFindingCarriesItsPlacesAndWords() throws {
    let finding = MarkedFinding(
      "3️⃣é4️⃣:\n  x: 1️⃣\"漢\n  y\"2️⃣\n", code: .unusedIgnore, notes: ["n"], help: ["h", "i"])
    let json = try read(DiagnosticJSONReport().render([finding.outcome]))
    #expect(json["format_version"] as? String == "1.0")
    let list = try #require(json["diagnostics"] as? [[String: Any]])
    let first = try #require(list.first)
    #expect(first["code"] as? String == "unused-ignore")
    #expect(first["severity"] as? String == "warning")
    #expect(first["message"] as? String == "it is wrong")
    #expect(first["file"] as? String == "configs/mlp.yaml")
    #expect(first["line"] as? Int == 2)
    #expect(first["column"] as? Int == 6)
    #expect(first["end_line"] as? Int == 3)
    #expect(first["end_column"] as? Int == 5)
    #expect(first["notes"] as? [String] == ["n"])
    #expect(first["help"] as? [String] == ["h", "i"])
    let related = try #require((first["related"] as? [[String: Any]])?.first)
    #expect(related["message"] as? String == "it starts here")
    #expect(related["line"] as? Int == 1)
    #expect(related["end_column"] as? Int == 2)
  }

  @Test func aFindingWithoutAPlaceHasNullsThere() throws {
    let outcome = PlanOutcome(diagnostics: [Diagnostic(.unreadable, "x", at: nil)])
    let json = try read(DiagnosticJSONReport().render([outcome]))
    let first = try #require((json["diagnostics"] as? [[String: Any]])?.first)
    for key in ["file", "line", "column", "end_line", "end_column"] {
      #expect(first[key] is NSNull)
    }
  }

  @Test func noFindingsAreAnEmptyList() throws {
    let json = try read(DiagnosticJSONReport().render([]))
    #expect((json["diagnostics"] as? [Any])?.isEmpty == true)
  }

  @Test(arguments: [
    "plain", "\"\\/", "\n\r\t\u{8}\u{C}\u{0}\u{1F}\u{7F}", "</script>", "\u{2028}\u{2029}", "é漢😀",
    "", "&amp;",
  ])
  func anyTextReadsBackAsItIs(_ text: String) throws {
    let finding = MarkedFinding("1️⃣a2️⃣", path: text, message: text, notes: [text])
    let bytes = DiagnosticJSONReport().render([finding.outcome])
    let first = try #require((try read(bytes)["diagnostics"] as? [[String: Any]])?.first)
    #expect(first["message"] as? String == text)
    #expect(first["file"] as? String == text)
    let written = String(decoding: bytes, as: UTF8.self)
    #expect(!written.contains("</"))
    #expect(
      !written.unicodeScalars.contains { $0 == "\u{2028}" || $0 == "\u{7F}" || $0 == "\u{0}" })
  }
}
