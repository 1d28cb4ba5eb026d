import Foundation
import Testing

@testable import FreezeSpec

/// The JSON Schema of the language, held against the decoder.
@Suite struct ConfigSchemaTests {
  private func definition(_ name: String? = nil) throws -> [String: Any] {
    let schema = try JSONSerialization.jsonObject(with: Data(ConfigSchema.text.utf8))
    let root = try #require(schema as? [String: Any])
    guard let name else { return root }
    return try #require((root["$defs"] as? [String: Any])?[name] as? [String: Any])
  }

  private func keys(_ definition: [String: Any]) -> Set<String> {
    Set((definition["properties"] as? [String: Any] ?? [:]).keys)
  }

  @Test func theFileInTheDocumentationIsWhatTheCommandPrints() throws {
    let file = Repository.root.appending(path: "docs/config.schema.json")
    #expect(try String(contentsOf: file, encoding: .utf8) == ConfigSchema.text)
  }

  @Test func everyRootKeyIsThere() throws {
    #expect(keys(try definition()).isSuperset(of: ConfigDecoder.rootKeys))
  }

  @Test func everyModuleKeyIsThere() throws {
    #expect(keys(try definition("moduleMapping")) == Set(ConfigDecoder.moduleKeys))
  }

  @Test func everySelectorKeyIsThere() throws {
    let forms = try #require(try definition("selector")["anyOf"] as? [[String: Any]])
    let mapping = try #require(forms.first { $0["type"] as? String == "object" })
    #expect(keys(mapping) == Set(SelectorKey.allCases.map(\.rawValue) + ["except"]))
  }

  @Test func everyExpectationIsThere() throws {
    let quantities = Expectation.Quantity.allCases.map(\.rawValue)
    #expect(keys(try definition("expectation")) == Set(quantities + ["frozen", "trainable"]))
  }

  @Test func everyTypeThatCanTrainIsThere() throws {
    let forms = try #require(try definition("dtype")["anyOf"] as? [[String: Any]])
    let names = DType.allCases.filter(\.canRequireGrad).map(\.rawValue)
    #expect(forms.first?["enum"] as? [String] == names)
  }

  @Test func everyReferenceLeadsToADefinition() throws {
    let definitions = try #require(try definition()["$defs"] as? [String: Any])
    for part in ConfigSchema.text.components(separatedBy: "\"#/$defs/").dropFirst() {
      #expect(definitions[String(part.prefix { $0 != "\"" })] != nil)
    }
  }
}
