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

  /// The keys of every mapping in a part of the schema.
  private func mappings(_ part: Any) -> Set<Set<String>> {
    if let list = part as? [Any] { return Set(list.flatMap(mappings)) }
    guard let object = part as? [String: Any] else { return [] }
    let own = (object["properties"] as? [String: Any]).map { [Set($0.keys)] } ?? []
    return Set(own + object.values.flatMap(mappings))
  }

  @Test func theFileInTheDocumentationIsWhatTheCommandPrints() throws {
    let file = Repository.root.appending(path: "docs/config.schema.json")
    let isSame = try String(contentsOf: file, encoding: .utf8) == ConfigSchema.text
    #expect(isSame, "run Scripts/generate.py")
  }

  @Test func everyMappingHasTheKeysThatTheDecoderTakes() throws {
    // The cure of a key that no mapping has lists those that it can have.
    let config = MadePlan(
      """
      zzz: 1
      classes: {C: {zzz: 1}}
      model:
        class: A
        zzz: 1
        children:
          a: {class: B, parameters: {w: {shape: [1], zzz: 1}}}
          b: {class: B, buffers: {w: {shape: [1], zzz: 1}}}
      rules: [{freeze: "*", zzz: 1}, {freeze: {name: x, zzz: 1}}]
      eval: [{module: a, zzz: 1}]
      softmax: {temperature: 1, zzz: 1}
      expect: [{zzz: 1}, {frozen_elements: {zzz: 1}}, {trainable_fraction: {zzz: 1}},
        {softmax: {zzz: 1}}, {softmax: {entropy: {zzz: 1}}}]
      """)
    let taken = config.cures.compactMap { cure -> Set<String>? in
      let parts = cure.components(separatedBy: " can have: ")
      return parts.count == 2 ? Set(parts[1].components(separatedBy: ", ")) : nil
    }
    #expect(taken.count == 14)
    #expect(mappings(try definition()) == Set(taken))
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
