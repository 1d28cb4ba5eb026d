import Testing

@testable import FreezeSpec

@Suite struct PlanHashTests {
  /// The hash of a config's plan, which is that of the plan once it is saved and read.
  private func hash(_ text: String) throws -> String {
    let plan = try #require(MadePlan(text).plan)
    let saved = try PlanSnapshot(saved: plan.rendered(as: .json), checksHash: true)
    #expect(saved.hash == plan.hash)
    return plan.hash
  }

  private func hash(ofText text: String) -> String {
    var hash = SHA256()
    hash.update(text.utf8)
    return hash.hexDigest
  }

  @Test func itIsThatOfTheTextInTheDocumentation() throws {
    let plan = """
      model:
        children:
          embed: Embedding(10, 4)
          body: [BatchNorm1d(4)]
          "é": Linear(4, 10, bias=False)
      tie: [[embed.weight, é.weight]]
      rules:
        - freeze: {module: body}
      eval: [frozen]
      softmax: {temperature: [0.5, 2], dim: 0}

      """
    #expect(
      try hash(plan)
        == hash(
          ofText: """
            freezespec plan 1
            train [10, 4] 12:embed.weight 9:é.weight
            freeze [4] 13:body.0.weight
            freeze [4] 11:body.0.bias
            eval 4:body
            softmax 0 0.5 2.0

            """))
  }

  /// What JSON may hold as it stands and a config may not.
  @Test(arguments: ["FFFE", "FFFF", "FEFF", "007F", "0085", "2028", "0000", "FDD0"])
  func aSavedPlanIsReadWithAnyCharacter(code: String) throws {
    _ = try hash("model: {parameters: {\"a\\u\(code)b\": [2]}}\ndescription: \"\\u\(code)\"\n")
  }

  @Test func rulesThatComeToTheSameHaveOneHash() throws {
    let model = "model: [\"Linear(2, 2)\", \"Linear(2, 2)\"]\n"
    let one = try hash(model + "rules:\n  - freeze: 0.*\n")
    #expect(try hash(model + "name: other\nrules:\n  - freeze: {module: \"[0]\"}\n") == one)
    #expect(try hash(model + "rules:\n  - freeze: 1.*\n") != one)
    #expect(try hash(model + "rules:\n  - freeze: 0.*\neval: [frozen]\n") != one)
    #expect(try hash(model.replacing("[\"Linear(2, 2)\"", with: "[\"Linear(3, 2)\"")) != one)
  }
}
