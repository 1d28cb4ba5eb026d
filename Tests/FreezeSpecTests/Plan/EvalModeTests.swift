import Testing

@testable import FreezeSpec

@Suite struct EvalModeTests {
  /// A model with two blocks of a convolution, a norm and a dropout, and a head.
  static let model = """
    classes:
      Block:
        children: {conv: "Conv2d(8, 8, 3)", norm: BatchNorm2d(8), drop: Dropout(0.1)}
    model:
      class: Net
      children:
        stem: Conv2d(3, 8, 3)
        blocks: [Block(), Block()]
        head: Linear(8, 2)

    """

  private func held(_ eval: String, rules: String = "") -> [String]? {
    let made = MadePlan(Self.model + rules + "eval: " + eval + "\n")
    return made.plan?.evalMode.modules
  }

  private func findings(_ eval: String) -> [String] {
    let made = MadePlan(Self.model + "eval: " + eval + "\n")
    return zip(made.findings, made.outcome.diagnostics).map { text, finding in
      text + finding.help.map { " = " + $0 }.joined()
    }
  }

  @Test func aModuleIsHeldWithAllThatIsBelowIt() {
    #expect(held("[{module: blocks.0}]") == ["blocks.0"])
    #expect(held(#"[{module: "blocks[-1:]"}]"#) == ["blocks.1"])
  }

  @Test func modulesWithoutParametersAreSelectedByTheirClass() {
    #expect(held("[{type: Dropout}]") == ["blocks.0.drop", "blocks.1.drop"])
  }

  @Test func aClassCoversItsSubclassesAsIsinstanceDoes() {
    #expect(held("[{type: _BatchNorm}]") == ["blocks.0.norm", "blocks.1.norm"])
    #expect(held(#"[{type: "Batch*"}]"#) == ["blocks.0.norm", "blocks.1.norm"])
    #expect(held("[{type: Module}]") == [""])
  }

  @Test func allKeysOfAnEntryMustHold() {
    #expect(held("[{module: blocks.1, type: BatchNorm2d}]") == ["blocks.1.norm"])
  }

  @Test func anExceptionOpensTheModulesAroundIt() {
    #expect(
      held("[{module: blocks, except: {type: Dropout}}]") == [
        "blocks.0.conv", "blocks.0.norm", "blocks.1.conv", "blocks.1.norm",
      ])
  }

  @Test func entriesAddUp() {
    #expect(
      held("[{module: blocks.1}, {module: blocks.0}, {module: stem}]")
        == ["stem", "blocks.0", "blocks.1"])
  }

  @Test func oneEntryNeedsNoList() {
    #expect(held("{module: stem}") == ["stem"])
    #expect(held("frozen", rules: "rules: [{freeze: \"stem.*\"}]\n") == ["stem"])
  }

  @Test func theWordFrozenHoldsModulesWhoseParametersAreAllFrozen() {
    let rules = "rules: [{freeze: {module: [stem, blocks.0]}}, {freeze: blocks.1.conv.weight}]\n"
    #expect(held("[frozen]", rules: rules) == ["stem", "blocks.0"])
  }

  @Test func theWordFrozenMayHoldNothing() {
    #expect(held("[frozen]") == [])
  }

  @Test func aPathThatLeadsNowhereIsAnError() {
    #expect(
      findings("[{module: block.0}]") == [
        "10 no-such-module: no module is at \"block.0\" = did you mean {module: blocks.0}?"
      ])
    #expect(
      findings("[{module: norm}]") == [
        "10 no-such-module: no module is at \"norm\" "
          + "= the prefix \"blocks.0.\" is missing: write {module: blocks.0.norm}"
          + " = the prefix \"blocks.1.\" is missing: write {module: blocks.1.norm}"
      ])
    #expect(
      findings("[{module: BatchNorm2d}]") == [
        "10 no-such-module: no module is at \"BatchNorm2d\" "
          + "= BatchNorm2d is a layer class: write {type: BatchNorm2d}"
      ])
  }

  @Test func aClassThatNoModuleIsOfIsAnError() {
    #expect(
      findings("[{type: [BatchNorm2d, Dropuot]}]") == [
        "10 no-such-module: no module is of class Dropuot = did you mean Dropout?"
      ])
  }

  @Test func keysThatNothingAnswersTogetherAreAnError() {
    #expect(
      findings("[{module: stem, type: Dropout}]") == [
        "10 no-such-module: `module: stem` matches 1 module and `type: Dropout` 2, "
          + "none of them both "
          + "= all keys of a mapping must hold; for any of them write a list: [{…}, {…}]"
      ])
  }

  @Test func parametersCannotBeSelected() {
    #expect(
      findings("[{glob: \"stem.*\"}]") == [
        "10 unknown-key: a selector of modules has no key `glob` = parameters have no eval mode, "
          + "modules have: select them by `module`, `type` and `except`"
      ])
    #expect(
      findings("[stem]") == [
        "10 invalid-value: modules are selected by `frozen` or a mapping, not by `stem` "
          + "= write {module: stem} for a path"
      ])
    #expect(
      findings("[frozn]") == [
        "10 invalid-value: modules are selected by `frozen` or a mapping, not by `frozn` "
          + "= did you mean `frozen`?"
      ])
  }

  @Test func aBrokenPatternIsReportedAtItsPlace() {
    #expect(findings(#"[{module: "blocks[1"}]"#).map { $0.prefix(18) } == ["10 invalid-pattern"])
  }

  @Test func thereMayBeManySelectors() {
    for selector in ["{module: stem}", "{module: stem, type: Conv2d}"] {
      let many = repeatElement(selector, count: 500).joined(separator: ", ")
      #expect(held("[\(many)]") == ["stem"])
    }
  }

  @Test func aChangeOfWhatIsHeldIsADifference() {
    func snapshot(_ eval: String) -> PlanSnapshot? {
      let outcome = MadePlan(Self.model + "eval: " + eval + "\n").outcome
      return outcome.plan.map { PlanSnapshot($0) }
    }
    guard let old = snapshot("[{module: blocks.0}]"), let new = snapshot("[{module: blocks}]")
    else {
      Issue.record("both plans can be made")
      return
    }
    let change = PlanDiff(from: old, to: new).evalChange
    #expect(change.addedSelectors == ["{module: blocks}"])
    #expect(change.removedSelectors == ["{module: blocks.0}"])
    #expect(change.addedModules == ["blocks"])
    #expect(change.removedModules == [])
    #expect(PlanDiff(from: new, to: old).evalChange.removedModules == ["blocks"])
    #expect(PlanDiff(from: new, to: old).evalChange.heldInPart == ["blocks"])
    #expect(PlanDiff(from: old, to: old).isEmpty)
  }
}
