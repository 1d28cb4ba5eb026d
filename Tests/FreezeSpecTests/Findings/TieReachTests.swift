import Testing

@testable import FreezeSpec

@Suite struct TieReachTests {
  private func made(_ rules: String, _ rest: String = "") -> MadePlan {
    MadePlan(
      """
      model:
        children:
          embed: Embedding(10, 4)
          body: Linear(4, 4)
          head: Linear(4, 10, bias=False)
      tie: [[embed.weight, head.weight]]
      rules:
      \(rules)
      \(rest)

      """)
  }

  @Test func trainingOnePartTrainsAnotherByATie() {
    let made = made("  - freeze: \"*\"\n  - train: {module: head}")
    #expect(
      made.findings == [
        "9 tied-name-follows: rule 2 trains \"embed.weight\" too: it is one tensor with "
          + "\"head.weight\""
      ])
    #expect(
      made.cures == [
        "where it is meant, let rule 2 name \"embed.weight\" too",
        "or say so: expect: [{trainable: {name: embed.weight}}]",
        "one tensor has one state: where the two are to differ, untie them in the model, and here",
      ])
  }

  @Test func freezingOnePartFreezesAnotherByATie() {
    let made = made("  - freeze: {module: [embed, body]}\n  - train: body.bias")
    #expect(
      made.findings.first
        == "8 tied-name-follows: rule 1 freezes \"head.weight\" too: it is one tensor with "
        + "\"embed.weight\"")
    #expect(made.notes.first == "no rule matches the name \"head.weight\"")
  }

  @Test(arguments: [
    // The rule names both, or its selector matches both.
    "  - freeze: \"*\"\n  - train: {module: [embed, head]}",
    "  - freeze: \"*\"\n  - train: \"*.weight\"\n  - freeze: body.weight",
    // Rules of their own for both.
    "  - freeze: \"*\"\n  - train: {module: embed}\n  - train: {module: head}",
    // Neither changes.
    "  - freeze: {module: body}",
  ])
  func whereBothAreNamedNothingIsSaid(rules: String) {
    #expect(made(rules).codes.allSatisfy { !$0.hasSuffix("tied-name-follows") })
  }

  @Test func anExpectationOfTheOtherNameAttestsIt() {
    let rules = "  - freeze: \"*\"\n  - train: {module: head}"
    #expect(made(rules, "expect: [{trainable: embed.weight}]").findings == [])
    // One of the name that the rule speaks of says nothing of the other.
    #expect(
      made(rules, "expect: [{trainable: {module: head}}]").codes == ["9 tied-name-follows"])
  }

  @Test func whatUnmatchedDoesToTheOtherNameCounts() {
    #expect(
      made("  - train: {module: head}", "unmatched: freeze").codes == ["8 tied-name-follows"])
    #expect(made("  - freeze: {module: head}", "unmatched: freeze").codes == ["8 nothing-trains"])
  }

  @Test func sharedModulesAreCountedOnceForARule() {
    let made = MadePlan(
      """
      classes:
        Albert:
          args: [layer]
          children: {first: layer, second: layer, head: "Linear(4, 2)"}
      model: Albert(TransformerEncoderLayer(4, 2, dropout=0.0))
      rules:
        - freeze: {module: first}

      """)
    #expect(
      made.findings == [
        "7 tied-name-follows: rule 1 freezes \"second.self_attn.in_proj_weight\" too: it is one "
          + "tensor with \"first.self_attn.in_proj_weight\", and so are 11 more"
      ])
  }

  @Test func allNamesThatARuleReachesAreTold() {
    let made = MadePlan(
      """
      model:
        children: {shared: "Embedding(9, 4)", a: "Embedding(9, 4)", b: "Linear(4, 9, bias=False)", c: "Linear(4, 4)"}
      tie: [[shared.weight, a.weight, b.weight]]
      rules: [{freeze: {module: shared}}]

      """)
    #expect(
      made.findings == [
        "4 tied-name-follows: rule 1 freezes \"a.weight\" and \"b.weight\" too: they are one tensor "
          + "with \"shared.weight\""
      ])
    #expect(made.cures[1] == "or say so: expect: [{frozen: {name: [a.weight, b.weight]}}]")
  }

  @Test func aRuleForTheOtherNameIsNotWithoutEffect() {
    #expect(made("  - freeze: {module: embed}\n  - freeze: head.weight").findings == [])
  }

  @Test func namesOfOnePartAreMeantTogether() {
    let made = MadePlan(
      """
      model: {children: {body: "Linear(4, 4)", predictions: {parameters: {bias: [9]}, children: {decoder: "Linear(4, 9)"}}}}
      tie: [[predictions.bias, predictions.decoder.bias]]
      rules: [{freeze: "*"}, {train: predictions.bias}]

      """)
    #expect(made.findings.allSatisfy { !$0.contains("tied-name-follows") })
  }

  @Test func whatAnExceptionTakesAwayIsToldOnce() {
    let made = made("  - freeze: {glob: \"*\", except: {module: head}}\n  - train: body.bias")
    #expect(made.codes.filter { $0.contains("tied") } == ["8 tied-name-excepted"])
  }

  @Test func aCureNamesAllOfAFewTensors() {
    let ties = (0..<3).map { "[a.\($0).weight, b.\($0).weight]" }.joined(separator: ", ")
    func made(_ expect: String) -> MadePlan {
      MadePlan(
        """
        model:
          children: {a: {repeat: 3, module: "Linear(2, 2)"}, b: {repeat: 3, module: "Linear(2, 2)"}}
        tie: [\(ties)]
        rules:
          - freeze: "*"
          - train: {module: b}
        \(expect)

        """)
    }
    let plan = made("")
    #expect(
      plan.findings == [
        "6 tied-name-follows: rule 2 trains \"a.0.weight\" too: it is one tensor with \"b.0.weight\", "
          + "and so are 2 more"
      ])
    #expect(
      plan.cures.prefix(2) == [
        "where it is meant, let rule 2 name \"a.0.weight\", \"a.1.weight\" and \"a.2.weight\" too",
        "or say so: expect: [{trainable: {name: [a.0.weight, a.1.weight, a.2.weight]}}]",
      ])
    #expect(
      made("expect: [{trainable: {name: [a.0.weight, a.1.weight, a.2.weight]}}]").findings == [])
  }
}
