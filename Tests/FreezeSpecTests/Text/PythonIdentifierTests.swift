import Foundation
import Testing

@testable import FreezeSpec

/// Names against what Python makes of them, as `identifiers.jsonl` holds it, which
/// `Tests/Oracle/identifiers.py` writes.
@Suite struct PythonIdentifierTests {
  private struct Head: Decodable {
    let unicode: String
    let starts: [[UInt32]]
    let parts: [[UInt32]]
  }

  private struct Golden: Decodable {
    let text: String
    let name: String?
  }

  private static func lines() throws -> [Data] {
    let data = try Data(contentsOf: Repository.golden.appending(path: "identifiers.jsonl"))
    return data.split(separator: UInt8(ascii: "\n")).map { Data($0) }
  }

  @Test func theCharactersOfNamesAreThoseOfPython() throws {
    let head = try JSONDecoder().decode(Head.self, from: try Self.lines()[0])
    #expect(head.unicode == "\(IdentifierTable.unicodeVersion)")
    #expect(head.starts.count > 600)
    var differing: [UInt32] = []
    for (runs, prefix) in [(head.starts, ""), (head.parts, "a")] {
      // A set differs where a run of one begins or ends and none of the other.
      var edges: Set<UInt32> = [0x10FFFF]
      for run in runs { edges.formUnion([run[0] &- 1, run[0], run[1], run[1] + 1]) }
      for run in IdentifierTable.unicode.runs { edges.formUnion([run.lowerBound, run.upperBound]) }
      var rest = runs[...]
      for value in edges.sorted() {
        guard let scalar = Unicode.Scalar(value) else { continue }
        while let run = rest.first, run[1] < value { rest = rest.dropFirst() }
        let isOne = rest.first.map { $0[0] <= value } ?? false
        if (PythonIdentifier.name(prefix + String(scalar)) != nil) != isOne {
          differing.append(value)
        }
      }
    }
    #expect(differing == [])
  }

  @Test func textsAreTheNamesThatPythonTakesThemFor() throws {
    let lines = try Self.lines().dropFirst()
    #expect(lines.count > 9_000)
    for line in lines {
      let golden = try JSONDecoder().decode(Golden.self, from: line)
      let name = PythonIdentifier.name(golden.text)
      #expect(name.map { ExactString($0) } == golden.name.map { ExactString($0) }, "\(golden.text)")
    }
  }

  @Test func charactersThatNFKCLeavesAloneStayAsTheyAre() throws {
    let lines = try Self.lines()
    let head = try JSONDecoder().decode(Head.self, from: lines[0])
    var changing: Set<UInt32> = []
    for line in lines.dropFirst() {
      let scalars = try JSONDecoder().decode(Golden.self, from: line).text.unicodeScalars
      if let only = scalars.first, scalars.count == 1 { changing.insert(only.value) }
    }
    // The long runs are those of Chinese and Korean, of which a part is enough.
    for run in head.parts {
      for value in run[0]...min(run[1], run[0] + 600) where !changing.contains(value) {
        let text = String(try #require(Unicode.Scalar(value)))
        if !PythonIdentifier.normalized(text).utf8.elementsEqual(text.utf8) {
          Issue.record("U+\(String(value, radix: 16)) changes")
        }
      }
    }
  }

  @Test func partsOfADottedNameAreNamesOfTheirOwn() {
    #expect(PythonIdentifier.dottedName("ｎn.Ｌinear") == "nn.Linear")
    #expect(PythonIdentifier.dottedName("nn.Linear") == "nn.Linear")
    for text in ["Ｌinear(", "１st.Ｌinear", "Ｌinear.", "Ｌinear +"] {
      #expect(ExactString(PythonIdentifier.dottedName(text)) == ExactString(text))
    }
  }
}
