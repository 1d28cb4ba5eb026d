import Testing

@testable import FreezeSpec

@Suite struct PartExplanationReportTests {
  private let network = """
    model:
      class: Net
      children:
        layers:
          repeat: 4
          module: {class: Block, children: {fc: "Linear(2, 2)", act: ReLU(), norm: LayerNorm(2)}}
        head: Linear(2, 1)
    rules:
      - freeze: "*"
      - train: {module: "layers[2:]"}
      - freeze: {type: LayerNorm}
      - train: head.*
    """

  private func plan(_ yaml: String? = nil) throws -> FreezePlan {
    let made = MadePlan(yaml ?? network, path: "plan.yaml")
    return try #require(made.plan, "\(made.findings)")
  }

  private func explain(_ part: String, columns: Int? = 80) throws -> [String] {
    try plan().explanation(ofPart: part).rendered(columns: columns).lines
  }

  @Test func tellsOfEachParameterOfAModuleWhatDecidesAndWhatThatOverrides() throws {
    #expect(
      try explain("layers.3") == [
        "layers.3  Block",
        "4 of 18 parameters, 10 elements: 2 trainable, 2 frozen",
        "",
        "name                  shape   class      requires_grad  rule  overridden",
        "layers.3.fc.weight    [2, 2]  Linear     True              2  1",
        "layers.3.fc.bias      [2]     Linear     True              2  1",
        "layers.3.norm.weight  [2]     LayerNorm  False             3  1 and 2",
        "layers.3.norm.bias    [2]     LayerNorm  False             3  1 and 2",
        "",
        "rule  line  action  selector                matched  decided  changed",
        "   1     9  freeze  \"*\"                           4        0        0",
        "                    overridden by rules 2 (2), 3 (2)",
        "   2    10  train   {module: \"layers[2:]\"}        4        2        2",
        "                    overridden by rule 3 (2)",
        "   3    11  freeze  {type: LayerNorm}             2        2        2",
        "",
        "rule 4 matches none of them",
      ])
  }

  @Test func saysWhatUnmatchedDecides() throws {
    let config = "model: [\"Linear(2, 2)\", \"Linear(2, 1)\"]\nunmatched: freeze\n"
    let sentence = "2 parameters are frozen, as no rule matches them, and unmatched: freeze"
    #expect(
      try plan(config + "rules: [{train: 1.*}]\n").explanation(ofPart: "0").rendered().lines
        .suffix(2) == ["rule 1 matches none of them", sentence])
    #expect(try plan(config).explanation(ofPart: "0").rendered().lines.last == sentence)
  }

  @Test(arguments: [
    ("layers[2:]", "8 of 18 parameters"), ("layers[-1].fc", "2 of 18 parameters"),
    ("layers.{0..1}", "8 of 18 parameters"), ("layers[:2].*", "8 of 18 parameters"),
    ("*.bias", "9 of 18 parameters"), ("*norm*", "8 of 18 parameters"), ("", "18 of 18 parameters"),
    ("layers.*.fc", "8 of 18 parameters"),
  ])
  func takesPathsWithSlicesAndGlobsOfParametersOrModules(part: String, count: String) throws {
    let lines = try explain(part)
    #expect(lines[1].hasPrefix(count))
  }

  @Test func foldsWhatTheSameRulesMatch() throws {
    let lines = try explain("layers", columns: nil)
    #expect(lines.contains { $0.hasPrefix("layers.{0,1}.fc.weight  ") })
    #expect(lines.contains { $0.hasPrefix("layers.{2,3}.fc.weight  ") })
    #expect(lines.contains { $0.hasPrefix("layers.{0,1}.norm.bias  ") })
  }

  @Test func leavesOutWhatIsOverriddenWhereNothingIs() throws {
    let lines = try plan("model:\n  - Linear(1, 1)\nrules: [{freeze: \"*.bias\"}]\n")
      .explanation(ofPart: "0").rendered().lines
    #expect(lines.contains("name      shape   class   requires_grad  rule"))
    #expect(lines.contains("0.weight  [1, 1]  Linear  True              -"))
  }

  @Test func aLargePartIsBounded() throws {
    let children = (0..<300).map { "    part_\($0)x: Linear(1, 1)\n" }.joined()
    let explanation = try plan("model:\n  children:\n\(children)rules: [{freeze: \"*\"}]\n")
      .explanation(ofPart: "*")
    let lines = explanation.rendered().lines
    #expect(lines.count < 120)
    #expect(lines.contains("and 500 parameters more"))
  }

  @Test(arguments: [
    ("layers.3.nrom", "no parameter and no module has the name `layers.3.nrom`", "layers.3.norm"),
    ("layer.*", "no parameter matches `layer.*`", "layers.*"),
    ("fc", "no parameter and no module has the name `fc`", "*.fc.*"),
    ("fc.*", "no parameter matches `fc.*`", "*.fc.*"),
    ("head.wieght", "no parameter and no module has the name `head.wieght`", "head.weight"),
  ])
  func whatMeansNothingIsAnErrorWithACureThatMeansSomething(
    part: String, message: String, cure: String
  ) throws {
    let plan = try plan()
    let error = #expect(throws: UnknownParameter.self) {
      _ = try plan.explanation(ofPart: part)
    }
    #expect(error?.message == message)
    #expect(error?.help == ["did you mean `\(cure)`?"])
    #expect(throws: Never.self) {
      if (try? plan.explanation(of: cure)) == nil { _ = try plan.explanation(ofPart: cure) }
    }
  }

  @Test func aModuleWithoutParametersIsNamedAsOne() throws {
    let plan = try plan()
    let error = #expect(throws: UnknownParameter.self) {
      _ = try plan.explanation(ofPart: "layers.0.act")
    }
    #expect(error?.message == "`layers.0.act` is a ReLU and has no parameters")
  }

  @Test func aTiedParameterIsFoundByAnyOfItsModules() throws {
    let tied = """
      model: {children: {embed: "Embedding(3, 2)", head: "Linear(2, 3, bias=False)"}}
      tie: [[embed.weight, head.weight]]
      rules: [{freeze: embed.*}]
      """
    let lines = try plan(tied).explanation(ofPart: "head").rendered().lines
    #expect(lines.contains { $0.hasPrefix("embed.weight") })
    #expect(lines.contains("  = head.weight"))
  }
}
