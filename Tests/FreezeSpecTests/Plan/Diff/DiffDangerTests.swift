import Testing

@testable import FreezeSpec

@Suite struct DiffDangerTests {
  private let model = """
    model:
      children:
        embed: Embedding(100, 8)
        layers: {repeat: 4, module: {children: {q: "Linear(8, 8)", norm: BatchNorm1d(8)}}}
        head: Linear(8, 100, bias=False)
    tie: [[embed.weight, head.weight]]

    """

  private func dangers(_ old: String, _ new: String) throws -> [String] {
    try difference(model + old, model + new).dangers.map { DiffDangerWording($0).text }
  }

  @Test func anExpectationThatFailsIsTheFirst() throws {
    let rest = "expect:\n  - frozen: {module: layers}\n  - trainable_fraction: {min: 0.1}\n"
    let old = "rules: [{freeze: {module: layers}}]\n" + rest
    let new =
      "rules: [{freeze: {module: \"layers[1:]\"}}]\n"
      + rest.replacing("  - trainable_fraction: {min: 0.1}\n", with: "")
    #expect(
      try dangers(old, new) == [
        "expectation fails: frozen: {module: layers}, 4 of 16 parameters are trainable",
        "expectation removed: trainable_fraction: {min: 0.1}",
      ])
  }

  @Test func anExpectationThatFailedBeforeIsToldSo() throws {
    let rules = "rules: [{freeze: \"*\"}]\n"
    let expect = "expect: [{trainable: head.weight}]\n"
    #expect(
      try dangers(rules + expect, rules + "eval: [frozen]\n" + expect) == [
        "expectation fails as before: trainable: head.weight, 1 parameter is frozen"
      ])
  }

  @Test(arguments: [
    ("{max: 0.9}", "{max: 0.95}", "relaxed"), ("{max: 0.95}", "{max: 0.9}", nil),
    ("{min: 0.1, max: 0.9}", "{max: 0.9}", "relaxed"), ("{min: 0.1}", "{min: 0.2}", nil),
    ("{min: 0.1}", "{max: 0.9}", "changed"), ("{max: 0.9}", "{min: 0.1, max: 0.9}", nil),
  ])
  func anExpectationIsRelaxedWhereItAllowsMore(old: String, new: String, what: String?) throws {
    func config(_ bounds: String) -> String {
      "rules: [{freeze: {module: layers}}]\nexpect: [{trainable_fraction: \(bounds)}]\n"
    }
    let expected = what.map {
      ["expectation \($0): trainable_fraction: \(old) → trainable_fraction: \(new)"]
    }
    #expect(try dangers(config(old), config(new)) == expected ?? [])
    let diff = try difference(model + config(old), model + config(new))
    #expect(diff.otherExpectations.count == (what == nil ? 1 : 0))
  }

  @Test(arguments: [
    ("{max: 0.9}", "{max: 0.8}", nil), ("{max: 0.8}", "{max: 0.9}", "relaxed"),
    ("{max: 0.9}", "{max: 0.9, entropy: {min: 0.1}}", nil),
    ("{entropy: {min: 0.2}}", "{entropy: {min: 0.1}}", "relaxed"),
    ("{entropy: {max: 1.0}}", "{entropy: {max: 2.0}}", "relaxed"),
    ("{max: 0.9}", "{entropy: {min: 0.1}}", "changed"),
  ])
  func anExpectationOfASoftmaxIsRelaxedWhereItAllowsMore(old: String, new: String, what: String?)
    throws
  {
    func config(_ bounds: String) -> String {
      "rules: [{freeze: {module: layers}}]\nsoftmax: {temperature: 1, logits: [1, 2, 3]}\n"
        + "expect: [{softmax: \(bounds)}]\n"
    }
    let expected = what.map { ["expectation \($0): softmax: \(old) → softmax: \(new)"] }
    #expect(try dangers(config(old), config(new)) == expected ?? [])
  }

  @Test func modulesThatLeaveEvalModeAreNamed() throws {
    let rules = "rules: [{freeze: {module: layers}}]\n"
    #expect(
      try dangers(
        rules + "eval: [{module: [layers, embed]}]\n",
        rules + "eval: [{module: \"layers[:2]\"}]\n") == [
          "no longer in eval mode: embed", "no longer in eval mode as a whole: layers",
        ])
  }

  @Test func stateThatChangesThroughATieNamesAllNames() throws {
    #expect(
      try dangers(
        "rules: [{freeze: \"*\"}, {train: {module: \"layers[0]\"}}]\n",
        "rules: [{freeze: \"*\"}, {train: {module: [\"layers[0]\", head]}}]\n")
        == ["newly trainable through a tie: embed.weight and head.weight"])
  }

  @Test(arguments: [
    ("rules: [{freeze: {name: [embed.weight, head.weight]}}]\n", ""),
    ("", "unmatched: freeze\n"), ("", "rules: [{freeze: \"*\"}]\n"),
  ])
  func whatNamesAllNamesOrNoneChangesNothingThroughATie(old: String, new: String) throws {
    for (before, after) in [(old, new), (new, old)] {
      #expect(try dangers(before, after).filter { $0.contains("through a tie") } == [])
    }
  }

  @Test func aRuleBesideUnmatchedHasItsEffect() throws {
    let rule = "rules: [{freeze: {module: layers}}]\n"
    #expect(try dangers(rule, rule + "unmatched: freeze\n") == [])
  }

  @Test func theExpectationsOfAConfigThatIsGoneAreToldOf() throws {
    let config = model + "rules: [{freeze: \"*\"}]\nexpect: [{frozen: \"*\"}]\n"
    let change = ConfigChange.removed(try snapshot(config, path: "old.yaml"))
    let text = [change].rendered(as: .text).text
    #expect(text.contains("1 expectation removed\n  ! expectation removed: frozen: \"*\"\n"))
    #expect([change].rendered(as: .markdown).text.contains("- ⚠️ expectation removed: `frozen:"))
    #expect([change].rendered(as: .json).text.contains("\"kind\": \"expectation_removed\""))
    #expect([change].rendered(as: .html).text.contains("expectation removed: "))
  }

  @Test func aRuleThatChangesNothingAnyMoreIsNamed() throws {
    let rule = "{freeze: \"layers.*.bias\"}"
    #expect(
      try dangers(
        "rules: [\(rule)]\n", "rules: [\(rule), {freeze: {module: layers}}]\n")
        == ["rule 1 lost its effect: freeze layers.*.bias"])
    #expect(
      try dangers("rules: [\(rule)]\n", "rules: [\(rule), {freeze: embed.weight}]\n").count == 1)
  }

  @Test func aRuleThatCoversLessThanAnotherIsNamed() throws {
    let rest = "{freeze: \"layers.*.norm.*\"}]\n"
    let all = "rules: [{freeze: \"layers.*.q.*\"}, " + rest
    let most = "rules: [{freeze: \"layers.{0..2}.q.*\"}, " + rest
    #expect(
      try dangers(all, most) == ["rule 1 covers a part: freeze \"layers.{0..2}.q.*\""])
    let diff = try difference(model + all, model + most)
    #expect(
      DiffDangerWording(try #require(diff.dangers.first)).notes == [
        "covers 3 of the 4 modules \"layers.*\", not 3, which trains; rule 2 covers all of them"
      ])
    #expect(diff.rendered(as: .json).text.contains("\"kind\": \"rule_covers_part\""))
    // What is noted on both sides is nothing new, be the other rule at another place.
    let later = most.replacing("[", with: "[{freeze: embed.weight}, ", maxReplacements: 1)
    #expect(try dangers(most, most + "eval: [{module: head}]\n") == [])
    #expect(try dangers(most, later).allSatisfy { !$0.contains("part") })
  }

  @Test func aRuleCoversLessWhereTheModelGrows() throws {
    let rules = "rules: [{freeze: \"layers.{0..3}.q.*\"}, {freeze: \"layers.*.norm.*\"}]\n"
    let larger = model.replacing("repeat: 4", with: "repeat: 5")
    let diff = try difference(model + rules, larger + rules)
    #expect(
      diff.dangers.map { DiffDangerWording($0).text }
        == ["rule 1 covers a part: freeze \"layers.{0..3}.q.*\""])
  }

  @Test func aSavedPlanTellsOfDangersWhatThePlanTells() throws {
    func dangers(_ old: String, _ new: String) throws -> [[DiffDanger]] {
      let (before, after) = (try savedPlan(model + old), try savedPlan(model + new))
      let made = (try snapshot(model + old), try snapshot(model + new))
      return [(before.read, after.read), (made.0, after.read), (before.read, made.1), made].map {
        PlanDiff(from: $0.0, to: $0.1).dangers
      }
    }
    let rule = "rules: [{freeze: {module: layers}}]\n"
    let softmax = rule + "softmax: {temperature: 1, logits: [1, 2, 3]}\n"
    for (old, new) in [
      // Ties whose names are all meant, and such of which one is.
      ("", "unmatched: freeze\n"),
      ("rules: [{freeze: \"*\"}]\n", "rules: [{freeze: \"*\"}, {train: head.weight}]\n"),
      (rule, rule + "unmatched: freeze\n"),
      (
        softmax + "expect: [{softmax: {max: 0.9}}]\n",
        softmax + "expect: [{softmax: {max: 0.95}}]\n"
      ),
      (
        softmax + "expect: [{softmax: {max: 0.9}}]\n",
        softmax + "expect: [{softmax: {max: 0.8}}]\n"
      ),
      (
        "rules: [{freeze: \"layers.*.q.*\"}, {freeze: \"layers.*.norm.*\"}]\n",
        "rules: [{freeze: \"layers.{0..2}.q.*\"}, {freeze: \"layers.*.norm.*\"}]\n"
      ),
    ] {
      let texts = try dangers(old, new).map { $0.map { DiffDangerWording($0).text } }
      #expect(Set(texts).count == 1, "\(texts)")
    }
  }

  @Test func nothingOfItIsInsideAClosedDisclosure() throws {
    let old =
      "rules: [{freeze: {module: layers}}]\neval: [{module: layers}]\n"
      + "expect:\n  - frozen: {module: layers}\n  - trainable_fraction: {max: 0.9}\n"
    let new =
      "rules: [{freeze: {module: \"layers[1:]\"}}, {freeze: head.weight}]\n"
      + "expect:\n  - frozen: {module: layers}\n"
    let text = try difference(model + old, model + new).rendered(as: .markdown).text
    let details = try #require(text.range(of: "<details>")).lowerBound
    for danger in [
      "❌ expectation fails: `frozen: {module: layers}`",
      "⚠️ expectation removed: `trainable_fraction: {max: 0.9}`",
      "⚠️ no longer in eval mode: `layers`", "⚠️ newly frozen through a tie",
      "**⚠️ Newly trainable: 4 parameters", "| trainable share | 69.44 % |",
    ] {
      let place = try #require(text.range(of: danger), "\(danger)").lowerBound
      #expect(place < details)
    }
    #expect(!text[details...].contains("trainable_fraction"))
    let newly = try #require(text.range(of: "Newly trainable")).lowerBound
    let frozen = try #require(text.range(of: "Newly frozen")).lowerBound
    #expect(newly < frozen)
  }

  @Test(arguments: [
    ("error", nil, "unmatched removed: unmatched: error"),
    ("error", "train", "unmatched relaxed: unmatched: error → unmatched: train"),
    ("freeze", nil, "unmatched removed: unmatched: freeze"),
    ("train", "error", nil), ("freeze", "error", nil), ("train", nil, nil),
  ])
  func whatBecomesOfTheRestIsAGuard(old: String, new: String?, danger: String?) throws {
    func config(_ word: String?) -> String {
      "rules: [{freeze: \"*\"}]\n" + (word.map { "unmatched: \($0)\n" } ?? "")
    }
    #expect(try dangers(config(old), config(new)) == [danger].compactMap(\.self))
    if danger != nil {
      let diff = try difference(model + config(old), model + config(new))
      #expect(DiffWording.headline(diff).contains("`unmatched` re"))
      #expect(!DiffWording.headline(diff).contains("changes,"))
    }
  }

  @Test func aRuleThatMayNowMatchNothingIsADanger() throws {
    let rule = "rules: [{freeze: {module: layers}}]\n"
    let optional = "rules: [{freeze: {module: layers}, optional: true}]\n"
    #expect(
      try dangers(rule, optional) == ["rule 1 may now match nothing: freeze {module: layers}"])
    #expect(try dangers(optional, rule) == [])
  }

  @Test func oneOfTwoEqualExpectationsSaysAllThatBothDid() throws {
    let one = "{frozen: {module: layers}}"
    let rules = "rules: [{freeze: {module: layers}}]\n"
    #expect(
      try dangers(rules + "expect: [\(one), \(one)]\n", rules + "expect: [\(one)]\n") == [])
  }

  @Test func aNewPartThatTrainsIsSaidToInTheHeadline() throws {
    let old = "model: {children: {a: \"Linear(2, 2)\"}}\nrules: [{freeze: {module: a}}]\n"
    let new = old.replacing("\"}}", with: "\", adapter: \"Linear(2, 2)\"}}")
    let diff = try difference(old, new)
    #expect(
      DiffWording.headline(diff).hasPrefix(
        "2 parameters added (all trainable)"))
    #expect(diff.rendered(as: .markdown).text.contains("<details open>"))
    let frozen = try difference(old, new.replacing("{module: a}", with: "\"*\""))
    #expect(!DiffWording.headline(frozen).contains("all trainable"))
    #expect(!frozen.rendered(as: .markdown).text.contains("<details open>"))
  }
}
