import Foundation
import Testing

@testable import FreezeSpec

/// Holds the JSON report against the schema that is published for it.
@Suite struct PlanSchemaTests {
  private let schema: JSONSchemaCheck

  init() throws {
    let data = try Data(contentsOf: Repository.root.appending(path: "docs/plan.schema.json"))
    let json = try JSONSerialization.jsonObject(with: data)
    schema = JSONSchemaCheck(root: try #require(json as? [String: Any]))
  }

  private func problems(_ sample: SamplePlan, _ diagnostics: [Diagnostic] = []) throws -> [String] {
    let bytes = written { PlanJSONReport().write(sample.plan.with(findings: diagnostics), to: &$0) }
    return schema.problems(try JSONSerialization.jsonObject(with: Data(bytes)))
  }

  @Test func plansFollowTheSchema() throws {
    for sample in [SamplePlan.mlp, .llama, SamplePlan()] {
      #expect(try problems(sample) == [])
    }
  }

  @Test func ranksTiesBuffersAndFindingsFollowTheSchema() throws {
    var sample = SamplePlan.mlp
    sample.ties = [["0.weight", "a.weight"]]
    sample.entries.append(.init(name: "a.weight", shape: [20, 10]))
    sample.buffers = [("bn.running_mean", [])]
    let span = SourceSpan(file: 0, start: 0, end: 1)
    sample.softmax = SoftmaxPreview(
      temperatures: [1.5, 1], dim: -1,
      logits: NumberArray(shape: [1, 1, 3], elements: [1, 2.5, -.infinity]),
      teacher: NumberArray(shape: [1, 1, 3], elements: [1, -1, -.infinity]))
    let findings = [
      Diagnostic(
        .ruleWithoutEffect, "no effect", at: span,
        related: [Diagnostic.Related(span: span, message: "here")], notes: ["a"], help: ["b"]),
      Diagnostic(.unreadable, "no place", at: nil),
    ]
    #expect(try problems(sample, findings) == [])
    sample.softmax = SoftmaxPreview(
      temperatures: [1, 2], dim: 0, logits: nil)
    #expect(try problems(sample) == [])
  }

  @Test func theCheckFindsWhatTheSchemaForbids() throws {
    let bytes = written { PlanJSONReport().write(SamplePlan.mlp.plan, to: &$0) }
    for (text, other) in [
      (#""decided_by": 1"#, #""decided_by": 0"#), (#""dtype": "float32""#, #""dtype": "float""#),
      (#""requires_grad": true"#, #""requires_grad": "True""#), (#""elements": 200"#, #""n": 200"#),
    ] {
      let changed = bytes.text.replacing(text, with: other)
      let json = try JSONSerialization.jsonObject(with: Data(changed.utf8))
      #expect(!schema.problems(json).isEmpty)
    }
  }
}

/// The part of JSON Schema that the plan's schema uses; keys that it does not name are problems
/// too, so that none is added without a word in it.
struct JSONSchemaCheck {
  var root: [String: Any]

  func problems(_ value: Any) -> [String] { problems(value, root, at: "$") }

  private func problems(_ value: Any, _ schema: [String: Any], at place: String) -> [String] {
    var found: [String] = []
    if let choices = schema["enum"] as? [String], !choices.contains(value as? String ?? "") {
      found.append("\(place): not one of the choices")
    }
    if let types = (schema["type"] as? [String]) ?? (schema["type"] as? String).map({ [$0] }),
      !types.contains(where: { isOf($0, value) })
    {
      found.append("\(place): not \(types.joined(separator: " or "))")
    }
    if let minimum = schema["minimum"] as? Double, let number = value as? Double, number < minimum {
      found.append("\(place): too small")
    }
    if let reference = schema["$ref"] as? String {
      found += problems(value, definition(reference), at: place)
    }
    for part in schema["allOf"] as? [[String: Any]] ?? [] {
      found += problems(value, part, at: place)
    }
    if let parts = schema["anyOf"] as? [[String: Any]],
      !parts.contains(where: { problems(value, $0, at: place).isEmpty })
    {
      found.append("\(place): none of the choices")
    }
    if let object = value as? [String: Any] {
      for key in schema["required"] as? [String] ?? [] where object[key] == nil {
        found.append("\(place): no \(key)")
      }
      let properties = properties(of: schema)
      // A part of `allOf` names some of the keys only.
      if schema["$ref"] == nil, schema["anyOf"] == nil, place == "$" || schema["title"] == nil {
        for (key, member) in object {
          if let property = properties[key] {
            found += problems(member, property, at: "\(place).\(key)")
          } else if schema["description"] as? String != placeDescription {
            found.append("\(place): the schema has no \(key)")
          }
        }
      }
    }
    if let items = schema["items"] as? [String: Any], let array = value as? [Any] {
      for (index, item) in array.enumerated() {
        found += problems(item, items, at: "\(place)[\(index)]")
      }
    }
    return found
  }

  /// What marks the definition that others build on.
  private var placeDescription: String? { definition("#/$defs/place")["description"] as? String }

  private func properties(of schema: [String: Any]) -> [String: [String: Any]] {
    var properties = schema["properties"] as? [String: [String: Any]] ?? [:]
    for part in schema["allOf"] as? [[String: Any]] ?? [] {
      guard let reference = part["$ref"] as? String else { continue }
      properties.merge(self.properties(of: definition(reference))) { own, _ in own }
    }
    return properties
  }

  private func definition(_ reference: String) -> [String: Any] {
    let definitions = root["$defs"] as? [String: [String: Any]]
    return definitions?[String(reference.split(separator: "/").last ?? "")] ?? [:]
  }

  private func isOf(_ type: String, _ value: Any) -> Bool {
    switch type {
    case "null": return value is NSNull
    case "string": return value is String
    case "array": return value is [Any]
    case "object": return value is [String: Any]
    case "boolean": return isBoolean(value)
    case "number": return value is Double && !isBoolean(value)
    default: return value is Int && !isBoolean(value)
    }
  }

  private func isBoolean(_ value: Any) -> Bool {
    guard let number = value as? NSNumber else { return false }
    return String(cString: number.objCType) == "c"
  }
}
