import Testing

@testable import FreezeSpec

@Suite struct RuleEffectTests {
  @Test func aRuleThatLaterOnesOverrideIsWarnedAbout() {
    let rules = rules((.freeze, glob("head.*")), (.train, glob("*.weight")), (.freeze, glob("*")))
    let found = JudgedRules(rules, in: transformer()).diagnostics
    #expect(found.map(\.code) == [.ruleWithoutEffect, .ruleWithoutEffect])
    #expect(found.allSatisfy { $0.severity == .warning })
    #expect(
      found.first?.message
        == "rule 1 changes nothing: rule 3 overrides it for all 2 parameters it matches")
    #expect(found.first?.related.map(\.span) == [rules[2].selector.span])
  }

  @Test func aRuleThatRepeatsWhatHoldsIsWarnedAbout() {
    let repeated = rules((.freeze, glob("*")), (.freeze, glob("head.*")))
    #expect(
      JudgedRules(repeated, in: transformer()).diagnostics.map(\.notes)
        == [["rule 1 leaves 2 parameters of it frozen already"]])
    let idle = rules((.train, glob("head.*")))
    #expect(
      JudgedRules(idle, in: transformer()).diagnostics.map(\.notes)
        == [["2 parameters of it are trainable already, as everything is at first"]])
  }

  @Test func aConfigThatOnlyTrainsIsToldThatEverythingDoes() {
    let found = JudgedRules(rules((.train, glob("head.*"))), in: transformer())
    #expect(
      found.diagnostics.map(\.help) == [
        [
          "everything trains unless a rule freezes it: to train this alone, put `- freeze: \"*\"` above"
        ]
      ])
  }

  @Test func ofTwoRulesThatRepeatEachOtherOnlyOneIsToGo() {
    let rules = rules(
      (.freeze, glob("head.*")), (.train, glob("*.bias")), (.freeze, glob("head.bias")),
      (.freeze, glob("head.weight")))
    let found = JudgedRules(rules, in: transformer()).diagnostics
    let reason = "not both: each is without effect only while the other is there"
    #expect(
      found.map { "\($0.message.prefix(6)) \($0.help.joined())" } == [
        "rule 1 take out either this rule or rule 4, \(reason)",
        "rule 4 take out either this rule or rule 1, \(reason)",
      ])
  }

  @Test func aRuleThatSaysWhatTrainsBesideOthersThatChangeSomethingIsMeant() {
    func findings(_ rules: String) -> [String] {
      MadePlan(
        """
        model: {parameters: {prompt: [2]}, children: {a: "Linear(2, 2)", head: "Linear(2, 2)"}}
        rules: \(rules)

        """
      ).findings
    }
    let trained = "{train: {module: head}}, {train: prompt}]"
    // Without it the prompt would train, and no rule would say so.
    #expect(findings("[{freeze: {module: [a, head]}}, \(trained)") == [])
    // Nor where the others only freeze: so all is named.
    #expect(findings("[{freeze: {module: a}}, \(trained)") == [])
    #expect(findings("[{freeze: {module: a}}, {train: [prompt, {module: head}]}]") == [])
    // What is said twice, or overridden, is no more than before.
    #expect(
      findings("[{freeze: {module: a}}, \(trained.dropLast()), {train: head.bias}]").count == 1)
    #expect(
      findings("[{train: prompt}, {freeze: {module: [a, head]}}, {freeze: prompt}]").count == 2)
    // Nor is a part of the model named where all of it is.
    #expect(findings("[{train: \"*\"}, {freeze: {module: a}}]").count == 1)
    #expect(
      findings("[{train: \"*\"}, {freeze: {module: a}}, {train: a.bias}]").allSatisfy {
        !$0.contains("rule-without-effect")
      })
    // Where no rule changes anything, that is the fault.
    #expect(findings("[{train: {module: head}}]").count == 1)
    #expect(findings("[{freeze: {module: a}}, \(trained)\nunmatched: train") == [])
  }

  @Test func ofRulesThatRepeatEachOtherInARingOneIsToGo() {
    let plan = MadePlan(
      """
      model: {parameters: {a: [2], b: [2], c: [2]}}
      rules: [{freeze: {name: [a, c]}}, {freeze: {name: [a, b]}}, {freeze: {name: [b, c]}}]
      expect: [{trainable_parameters: 0}]

      """)
    let kept = "keep it, and take out those that do the same: without them it has an effect"
    #expect(plan.cures.prefix(3) == [kept, kept, "take it out"])
  }

  @Test func rulesThatAnotherMakesNeedlessCanAllGo() {
    let rules = rules(
      (.freeze, glob("head.*")), (.freeze, glob("head.bias")), (.freeze, glob("head.bias")))
    let found = JudgedRules(rules, in: transformer()).diagnostics
    #expect(
      found.map { "\($0.message.prefix(6)) \($0.help.joined())" } == [
        "rule 2 take it out", "rule 3 take it out",
      ])
  }

  @Test func aRuleIsNotMovedBehindOneThatItWouldLeaveWithoutEffect() {
    let made = MadePlan(
      """
      model: {children: {a: "Linear(2, 2)", head: "Linear(2, 2)"}}
      rules:
        - freeze: {module: a}
        - train: {module: a}
        - freeze: head.bias

      """)
    #expect(
      made.outcome.diagnostics.first { $0.code == .ruleWithoutEffect }?.help.first == "take it out")
  }

  @Test func norBehindSeveralOfWhichItWouldLeaveOneWithoutEffect() {
    let made = MadePlan(
      """
      model: {children: {a: "Linear(2, 2)", b: "Linear(2, 2)", head: "Linear(2, 2)"}}
      rules:
        - freeze: {module: [a, b]}
        - train: {module: a}
        - train: {module: [b, head]}
        - freeze: head.bias

      """)
    #expect(
      made.outcome.diagnostics.first { $0.code == .ruleWithoutEffect }?.help.first == "take it out")
  }
}
