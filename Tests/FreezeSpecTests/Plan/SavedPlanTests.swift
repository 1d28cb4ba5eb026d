import Foundation
import Testing

@testable import FreezeSpec

@Suite struct SavedPlanTests {
  /// What `apply --format json` prints.
  private func save(_ config: String) throws -> String {
    let outcome = MadePlan(config, path: "new.yaml").outcome
    let plan = try #require(outcome.plan)
    return written { PlanJSONReport().write(plan, to: &$0) }.text
  }

  private func message(_ text: String) -> String? {
    do throws(SavedPlanError) {
      _ = try PlanSnapshot(saved: Array(text.utf8))
      return nil
    } catch {
      return error.message
    }
  }

  @Test(arguments: [
    frozenPerceptron, thawedPerceptron, encoder("rules: [{freeze: head.*, optional: true}]"),
    "model: [ReLU()]",
    """
    model: {children: {a: {parameters: {w: {shape: [2], requires_grad: false}}}, b: 'Linear(2, 2)'}}
    unmatched: freeze
    """,
    "model: {children: {a: 'Linear(2, 2)', b: 'Linear(2, 2)'}}\ntie: [[a.weight, b.weight]]",
    "model: {parameters: {\"\\e\\\"\\\\é\": [2]}}\nsoftmax: {temperature: 2, logits: [[1, 2]], dim: 0}",
    "model: ReLU\nsoftmax: {temperature: 1, logits: [1, 2]}\nexpect: [{softmax: {max: 0.9, entropy: {min: 0}}}]",
    "model: ReLU\nsoftmax: {temperature: [2, 1, 5e-324], logits: [1e-310, -.inf], teacher: [2, -.inf]}",
  ])
  func aSavedPlanSaysWhatThePlanSays(config: String) throws {
    let saved = try save(config)
    #expect(PlanSnapshot.isSavedPlan(Array(saved.utf8)))
    let read = try PlanSnapshot(saved: Array(saved.utf8))
    let made = try snapshot(config).withoutTree
    // All fields, whatever comes to be among them.
    #expect(String(reflecting: read) == String(reflecting: made))
  }

  @Test func anExpectationOfASoftmaxThatWasSavedBeforeItsBoundsIsRead() throws {
    let saved = try save(
      "model: ReLU\nsoftmax: {temperature: 1, logits: [1, 2]}\nexpect: [{softmax: {max: 0.9}}]")
    let bounds = #""bounds": {"max": 0.9, "min_entropy": null, "max_entropy": null}, "#
    #expect(saved.contains(bounds))
    let read = try PlanSnapshot(saved: Array(saved.replacing(bounds, with: "").utf8))
    #expect(read.expectationOutcomes.map(\.softmaxBounds) == [nil])
    #expect(
      message(saved.replacing("\"least_entropy\": 0", with: "\"least_entropy\": 3"))
        == "its expectation `softmax: {max: 0.9}` has a least entropy above the most")
  }

  @Test func aByteOrderMarkAndAnyOrderOfKeysAreFine() throws {
    let saved = try save(frozenPerceptron)
    #expect(PlanSnapshot.isSavedPlan(Array("\u{FEFF}\(saved)".utf8)))
    #expect(message("\u{FEFF}\(saved)") == nil)
    let late = saved.replacing("\"format_version\": \"1.0\",", with: "")
    let end = try #require(late.lastIndex(of: "}"))
    let reordered = late[..<end] + ", \"format_version\" : \"1.3\"}"
    #expect(PlanSnapshot.isSavedPlan(Array(reordered.utf8)))
    #expect(message(String(reordered)) == nil)
  }

  @Test func aPlanThatWasSavedBeforeSweepsIsRead() throws {
    let saved = try save("model: ReLU\nsoftmax: {temperature: 0.6, logits: [1, 2]}")
    let start = try #require(saved.range(of: ", \"teacher\": null")).lowerBound
    let end = try #require(saved.range(of: "\"diagnostics\"")).lowerBound
    let old = saved[..<start] + "},\n " + saved[end...]
    let read = try PlanSnapshot(saved: Array(old.utf8))
    #expect(read.softmax?.temperatures == [0.6])
    #expect(read.softmax?.logits?.elements == [1, 2])
  }

  /// ``Limits/savedPlanBytes``, in the small.
  @Test func aSavedPlanIsReadUpToItsLimit() throws {
    let bytes = Array(try save(frozenPerceptron).utf8)
    #expect(throws: Never.self) { try SavedPlan(reading: bytes, atMost: bytes.count) }
    #expect(throws: SavedPlanError.self) {
      try SavedPlan(reading: bytes, atMost: bytes.count - 1)
    }
  }

  @Test func aSavedPlanMayBeLargerThanAConfig() throws {
    let padding = [UInt8](repeating: 0x20, count: Limits.documentBytes)
    let bytes = Array(try save(frozenPerceptron).utf8) + padding
    #expect(PlanSnapshot.isSavedPlan(bytes))
    #expect(try PlanSnapshot(saved: bytes).parameters.count == 6)
  }

  @Test func aConfigIsNoSavedPlan() {
    #expect(!PlanSnapshot.isSavedPlan(Array(frozenPerceptron.utf8)))
    #expect(!PlanSnapshot.isSavedPlan(Array("{model: [], \"format_version\"}".utf8)))
    #expect(!PlanSnapshot.isSavedPlan([]))
  }

  @Test(arguments: [
    (
      "\"shape\": [20, 10]", "\"shape\": [-1]",
      "its parameter `0.weight` has a shape that no tensor can have"
    ),
    (
      "\"shape\": [20, 10]", "\"shape\": [4611686018427387904, 4]",
      "its parameter `0.weight` has a shape that no tensor can have"
    ),
    (
      "\"shape\": [20, 10], \"elements\": 200",
      "\"shape\": [9223372036854775807], \"elements\": 9223372036854775807",
      "it has more than 2^63 - 1 elements"
    ),
    (
      "\"shape\": [20, 10]", "\"shape\": [1e400]",
      "it is no saved plan: an integer of 64 bits is wanted (line 6)"
    ),
    (
      "\"logits\": [1, 2, 3]", "\"logits\": [1, 2, 1e400]",
      "it is no saved plan: a number that fits into 64 bits is wanted (line 19)"
    ),
    (
      "\"shape\": [20, 10]", "\"shape\": \"x\"",
      "it is no saved plan: an array is wanted (line 6)"
    ),
    ("\"name\": \"0.bias\"", "\"name\": \"0.weight\"", "it has the name `0.weight` twice"),
    ("\"dtype\": \"float32\"", "\"dtype\": \"floaty\"", "it has the unknown dtype `floaty`"),
    (
      "\"name\": \"0.bias\", ", "",
      "it is no saved plan: the key `name` is missing (line 7)"
    ),
    (
      "\"decided_by\": 1", "\"decided_by\": 9",
      "it has a parameter decided by a rule that it does not have"
    ),
    ("\"index\": 1", "\"index\": 5", "it has rules that are not numbered from 1"),
    ("\"action\": \"freeze\"", "\"action\": \"melt\"", "it has the unknown action `melt`"),
    ("\"temperature\": 0.6", "\"temperature\": 0", "it has a temperature that is not above 0"),
    ("\"logits\": [1, 2, 3]", "\"logits\": [1, [2], 3]", "it has ragged logits"),
    ("\"dim\": -1", "\"dim\": 7", "its logits have no dimension 7"),
    (
      "\"elements\": 200", "\"elements\": 7",
      "its parameter `0.weight` has 200 elements by its shape, and others by its count"
    ),
    ("\"1.0\"", "\"2.0\"", "it has the format 2.0; this program reads 1.x"),
  ])
  func aCorruptPlanIsToldWhatIsWrong(part: String, other: String, expected: String) throws {
    let saved = try save(frozenPerceptron)
    #expect(saved.contains(part))
    let range = try #require(saved.firstRange(of: part))
    #expect(message(saved.replacingCharacters(in: range, with: other)) == expected)
  }

  /// A saved plan with some text in place of one of its own.
  private func message(_ part: String, as other: String) throws -> String? {
    let config = """
      model:
        children: {a: "Linear(2, 2)", b: "Linear(2, 2)", norm: BatchNorm1d(2)}
      tie: [[a.weight, b.weight]]
      eval: [{module: norm}]
      """
    let saved = try save(config)
    let range = try #require(saved.firstRange(of: part))
    return message(saved.replacingCharacters(in: range, with: other))
  }

  /// Where a saved plan has names: of a parameter, a tied one, a buffer, a module in eval mode.
  private static let names = [
    #""name": "a.weight""#, #""tied_names": ["b.weight"]"#, #""name": "norm.running_mean""#,
    #""modules": ["norm"]"#,
  ]

  @Test(arguments: names)
  func aNameThatNoModelHasIsRefusedBeforeATreeIsMadeOfIt(part: String) throws {
    let inner = try #require(part.split(separator: "\"").last { $0 != "]" })
    func message(_ name: String) throws -> String? {
      try self.message(part, as: part.replacing("\"\(inner)\"", with: "\"\(name)\""))
    }
    #expect(try message(String(repeating: ".", count: 60_000))?.contains("components") == true)
    for name in ["x..y", ".y", "y."] {
      #expect(try message(name) == "the name `\(name)` has an empty component")
    }
    let steps = 2 * Limits.nesting
    let deep = Array(repeating: "x", count: steps).joined(separator: ".")
    #expect(try message(deep) == nil)
    #expect(try message(deep + ".x")?.hasSuffix("has more than \(steps) components") == true)
    let long = String(repeating: "x", count: Limits.nameBytes)
    #expect(try message("y.\(long).\(long)") == nil)
    #expect(try message("y.\(long)x")?.hasSuffix("has more than 4,096 bytes") == true)
  }

  @Test func theRootMayBeInEvalModeAndClassesHaveNamesOfBoundedLength() throws {
    #expect(try message(#""modules": ["norm"]"#, as: #""modules": [""]"#) == nil)
    let long = String(repeating: "C", count: Limits.nameBytes)
    #expect(try message(#""class": "Linear""#, as: #""class": "\#(long)""#) == nil)
    #expect(
      try message(#""class": "Linear""#, as: #""class": "\#(long)C""#)?
        .hasSuffix("has more than 4,096 bytes") == true)
  }

  @Test(arguments: [
    (-9e18, 9e18, 9e18), (0, -1, 9e18), (0, 0, -0.5),
  ])
  func numbersOfExpectationsThatNoPlanHasAreRefused(measured: Double, least: Double, most: Double)
    throws
  {
    let saved = try save("model: ReLU\nexpect: [{trainable_elements: {min: 0, max: 5}}]")
    let numbers = #""min": 0, "max": 5, "measured": 0"#
    #expect(saved.contains(numbers))
    let other = saved.replacing(
      numbers, with: #""min": \#(least), "max": \#(most), "measured": \#(measured)"#)
    #expect(message(other)?.hasSuffix("has a number that is not finite and at least 0") == true)
  }

  @Test(arguments: [(-1, 2), (3, 2), (0, -1)])
  func countsOfExpectationsThatContradictEachOtherAreRefused(wrong: Int, matched: Int) throws {
    let saved = try save(
      "model: 'Linear(1, 1)'\nrules: [freeze: '*']\nexpect: [frozen: '*']")
    let counts = #""matched": 2, "wrong": 0"#
    #expect(saved.contains(counts))
    let other = saved.replacing(counts, with: #""matched": \#(matched), "wrong": \#(wrong)"#)
    #expect(message(other)?.hasSuffix("has counts that contradict each other") == true)
  }

  @Test func aDistanceBeyondAllIntegersIsTheLargest() {
    let outcome = ExpectationOutcome(
      text: "x", subject: "elements", minimum: .count(.max), holds: false,
      measured: .number(.count(.min)))
    #expect(outcome.distanceText == "-9,223,372,036,854,775,807")
  }

  @Test func deepAndCutJSONEndsInAMessage() throws {
    let deep = String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000)
    func expect(_ text: String, _ reason: String) {
      #expect(message(text) == "it is no saved plan: \(reason)")
    }
    expect(
      "{\"format_version\": \"1.0\",\n\"x\": \(deep)}",
      "it is nested more than \(Limits.nesting) levels deep (line 2)")
    let saved = try save(frozenPerceptron)
    expect(String(saved.prefix(700)), "a `:` is wanted behind a key (line 8)")
    expect("", "it ends where a value is wanted (line 1)")
    expect(saved + "x", "`x` stands behind its end (line 32)")
    expect(
      saved.replacing("\"format_version\"", with: "\"name\": \"a\", \"format_version\""),
      "the key `name` stands twice (line 4)")
  }
}
