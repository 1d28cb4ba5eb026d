import Foundation
import Testing

@testable import FreezeSpec

/// Holds the JSON of diffs against the schema that is published for it.
@Suite struct DiffJSONReportTests {
  private let schema: JSONSchemaCheck

  init() throws {
    let data = try Data(contentsOf: Repository.root.appending(path: "docs/diff.schema.json"))
    let json = try JSONSerialization.jsonObject(with: data)
    schema = JSONSchemaCheck(root: try #require(json as? [String: Any]))
  }

  private func json(_ changes: [ConfigChange], omitsUnchanged: Bool = false) throws
    -> [String: Any]
  {
    let bytes = written { DiffJSONReport(omitsUnchanged: omitsUnchanged).write(changes, to: &$0) }
    let json = try JSONSerialization.jsonObject(with: Data(bytes))
    #expect(schema.problems(json) == [])
    return try #require(json as? [String: Any])
  }

  @Test func everyKindOfChangeFollowsTheSchema() throws {
    let tied = "model: {children: {a: 'Linear(2, 2)', b: 'Linear(2, 2)'}}\n"
    let pairs = [
      (frozenPerceptron, thawedPerceptron), (thawedPerceptron, frozenPerceptron),
      (encoder(), encoder(layers: 2, "rules: [{freeze: 'layer.*'}]\ndtype: float16")),
      (tied, tied + "tie: [[a.weight, b.weight]]"), (perceptron(""), "model: ['Linear(1, 1)']"),
      (
        encoder("rules: [{freeze: '*'}, {train: head.*, because: a}, {train: layer.0.*}]"),
        encoder("rules: [{train: layer.0.*}, {freeze: '*'}, {train: head.*}]")
      ),
    ]
    for (old, new) in pairs { _ = try json([.changed(try difference(old, new))]) }
  }

  @Test func aDiffSaysWhatChanges() throws {
    let report = try json([.changed(try difference(frozenPerceptron, thawedPerceptron))])
    #expect(report["format_version"] as? String == "1.0")
    #expect(report["changed"] as? Bool == true)
    let config = try #require((report["configs"] as? [[String: Any]])?.first)
    #expect(config["change"] as? String == "changed")
    let sections = try #require(config["parameters"] as? [[String: Any]])
    #expect(sections.map { $0["kind"] as? String } == ["newly_trainable", "newly_frozen"])
    let group = try #require((sections[0]["groups"] as? [[String: Any]])?.first)
    #expect(group["names"] as? [String] == ["2.weight", "2.bias"])
    #expect(group["old_requires_grad"] as? Bool == false)
    #expect(group["new_requires_grad"] as? Bool == true)
    #expect(group["old_decided_by"] as? Int == 2)
    let rules = try #require(config["rules"] as? [[String: Any]])
    #expect(rules.map { $0["change"] as? String } == ["reversed", "added"])
    let softmax = try #require(config["softmax"] as? [String: [String: Any]])
    #expect(softmax["old"]?["temperature"] as? Double == 0.6)
    #expect(softmax["new"]?["temperature"] as? Double == 1.5)
    let expectations = try #require(config["expectations"] as? [String: [String]])
    #expect(expectations == ["added": [], "removed": ["trainable_elements: 1240"]])
  }

  @Test func aLongDiffIsHandedOnPieceByPiece() throws {
    let softmax = { (temperature: Int) in
      "softmax: {temperature: [\(temperature), 4, 8], logits: ["
        + (0..<2_000).map { "\($0 % 7)" }.joined(separator: ", ") + "]}\n"
    }
    let names = { (layers: Int) in "layers: {repeat: \(layers), module: 'Linear(1, 1)'}" }
    let changes = [
      ConfigChange.changed(
        try difference(
          perceptron(softmax(1)), "model: {children: {\(names(2_000))}}\n" + softmax(2)))
    ]
    var pieces: [[UInt8]] = []
    changes.write(as: .json, to: { pieces.append($0) })
    #expect(pieces.count > 1)
    #expect(pieces.allSatisfy { $0.count < 70_000 })
    #expect(Array(pieces.joined()) == changes.rendered(as: .json))
    _ = try json(changes)
  }

  @Test func addedRemovedRenamedAndEqualConfigsAreTold() throws {
    let plan = try snapshot(frozenPerceptron)
    let renamed = PlanDiff(from: plan, to: plan, renamedFrom: "before.yaml")
    let same = ConfigChange.changed(PlanDiff(from: plan, to: plan))
    let changes: [ConfigChange] = [.added(plan), .removed(plan), .changed(renamed), same]
    let configs = try json(changes)["configs"] as? [[String: Any]]
    // The expectations of the one that is gone are held by nothing now.
    #expect(
      configs?.map { $0["change"] as? String } == ["removed", "added", "renamed", "unchanged"])
    let shown = try json(changes, omitsUnchanged: true)["configs"] as? [[String: Any]]
    #expect(shown?.count == 3)
    #expect(try json([same])["changed"] as? Bool == false)
  }

  @Test(arguments: hostileNames)
  func namesAreData(name: String) throws {
    let plan = try PlanSnapshot.made(path: name, [], expectations: [name])
    let configs = try json([.added(plan)])["configs"] as? [[String: Any]]
    #expect(configs?.first?["config"] as? String == name)
  }
}
