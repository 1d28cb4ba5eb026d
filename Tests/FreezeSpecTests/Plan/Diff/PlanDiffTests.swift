import Testing

@testable import FreezeSpec

@Suite struct PlanDiffTests {
  @Test func aPlanDoesNotDifferFromItself() throws {
    let diff = try difference(frozenPerceptron, frozenPerceptron)
    #expect(diff.isEmpty)
    #expect(diff.sections.isEmpty)
  }

  @Test func statesThatChangeTellTheRuleOnBothSides() throws {
    let diff = try difference(frozenPerceptron, thawedPerceptron)
    #expect(diff.sections.map(\.kind) == [.newlyTrainable, .newlyFrozen])
    let thawed = try #require(diff.sections[0].groups.first)
    #expect(thawed.names == ["2.weight", "2.bias"])
    #expect(thawed.glob == "2.*")
    #expect(thawed.elements == 630)
    #expect([thawed.oldRule, thawed.newRule] == [2, 2])
    #expect([thawed.oldState, thawed.newState] == [false, true])
    let frozen = try #require(diff.sections[1].groups.first)
    #expect(frozen.glob == "4.bias")
    #expect([frozen.oldRule, frozen.newRule] == [nil, 3])
    #expect(frozen.newShape == [40])
  }

  @Test func equalLayersThatChangeAlikeAreOneGroup() throws {
    let diff = try difference(encoder(), encoder("rules: [{freeze: {module: layer}}]"))
    let section = try #require(diff.sections.first)
    #expect(section.count == 48)
    #expect(section.groups.map(\.glob) == ["layer.{0..11}.*"])
    #expect(section.groups[0].copies == 12)
    #expect(section.groups[0].parametersEach == 4)
    #expect(section.groups[0].exceptions == [])
  }

  @Test func aLayerThatStaysAmongEqualOnesIsAnException() throws {
    let rule = "rules: [{freeze: {module: layer, except: {module: 'layer[7]'}}}]"
    let group = try #require(try difference(encoder(), encoder(rule)).sections.first?.groups.first)
    #expect(group.glob == "layer.{0..6,8..11}.*")
    #expect(group.exceptions == [7])
  }

  @Test func aHoleInARunIsAnException() throws {
    let rule = "rules: [{freeze: {module: 'layer[6:]', except: {module: 'layer[7]'}}}]"
    let group = try #require(try difference(encoder(), encoder(rule)).sections.first?.groups.first)
    #expect(group.glob == "layer.{6,8..11}.*")
    #expect(group.exceptions == [7])
  }

  @Test func fewLayersOfManyAreTheRuleAndNotTheRestTheException() throws {
    let rule = "rules: [{freeze: {module: 'layer[:3]'}}]"
    let group = try #require(try difference(encoder(), encoder(rule)).sections.first?.groups.first)
    #expect(group.glob == "layer.{0..2}.*")
    #expect(group.exceptions == [])
  }

  @Test func partsOfLayersFoldByTheirPlaceInThem() throws {
    let diff = try difference(
      encoder(), encoder("rules: [{freeze: {type: Linear, parameter: bias}}]"))
    #expect(diff.sections[0].groups.map(\.glob) == ["layer.{0..11}.query.bias", "head.bias"])
  }

  @Test func aWholeModelIsOneGroup() throws {
    let diff = try difference(encoder(), encoder("rules: [{freeze: '*'}]"))
    #expect(diff.sections[0].groups.map(\.glob) == ["*"])
    #expect(diff.sections[0].count == 50)
  }

  @Test func comingAndGoingParametersAreNoChangeOfState() throws {
    let diff = try difference(
      encoder(layers: 2), encoder(layers: 4, "rules: [{freeze: {module: layer}}]"))
    #expect(diff.sections.map(\.kind) == [.newlyFrozen, .added])
    #expect(diff.sections[1].groups.map(\.glob) == ["layer.{2,3}.*"])
    #expect(diff.sections[1].groups[0].oldState == nil)
    #expect(diff.sections[1].groups[0].newRule == 1)
    let back = try difference(encoder(layers: 4), encoder(layers: 2))
    #expect(back.sections.map(\.kind) == [.removed])
    #expect(back.sections[0].count == 8)
  }

  @Test func shapesAndTypesOfBothSidesAreTold() throws {
    let diff = try difference(
      "model: ['Linear(2, 3)']", "model: ['Linear(2, 4, bias=False)']\ndtype: bfloat16")
    #expect(diff.sections.map(\.kind) == [.removed, .reshaped, .retyped])
    let group = try #require(diff.sections[1].groups.first)
    #expect(group.oldShape == [3, 2])
    #expect(group.newShape == [4, 2])
    #expect(diff.sections[2].groups[0].oldDType == .float32)
    #expect(diff.sections[2].groups[0].newDType == .bfloat16)
    #expect(diff.changesStates)
  }

  @Test func tyingRemovesNothing() throws {
    let model = "model: {children: {embed: 'Embedding(5, 4)', head: 'Linear(4, 5, bias=False)'}}\n"
    let tie = "tie: [[embed.weight, head.weight]]\n"
    let diff = try difference(model, model + tie)
    #expect(diff.sections.map(\.kind) == [.retied])
    #expect(diff.sections[0].groups.map(\.glob) == ["embed.weight", "head.weight"])
    #expect(diff.sections[0].groups.map(\.gainedNames) == [["head.weight"], ["embed.weight"]])
    let back = try difference(model + tie, model)
    #expect(back.sections.map(\.kind) == [.retied])
    #expect(back.sections[0].groups.map(\.glob) == ["embed.weight", "head.weight"])
    #expect(back.sections[0].groups.map(\.lostNames) == [["head.weight"], ["embed.weight"]])
  }

  @Test func aTensorOfManyNamesThatBecomesManyIsToldInShort() throws {
    // Each loses all names but its own: a square of them.
    let shared = "let: {a: 'Linear(1, 1, bias=False)'}\nmodel: {repeat: 400, module: a}\n"
    let apart = "model: {repeat: 400, module: 'Linear(1, 1, bias=False)'}\n"
    let groups = try #require(try difference(shared, apart).sections.first).groups
    let most = Limits.toldNames
    #expect(groups.map(\.count).reduce(0, +) == 400)
    // One for each of the names that are told of all others, which keep none of them.
    #expect(groups.count == most + 1)
    #expect(groups.allSatisfy { $0.lostNames.count == most && $0.lostCount == 399 })
    #expect(groups[0].lostNames.first == "1.weight")
    let others = try #require(groups.first { $0.copies > 1 })
    #expect(others.copies == 400 - most && others.lostNames.first == "0.weight")
    #expect(Set(others.names).isDisjoint(with: others.lostNames))
    let report = try difference(shared, apart).rendered(as: .json)
    #expect(report.text.contains("\"lost_names_more\": 299"))
    // And back: each gains them.
    let back = try #require(try difference(apart, shared).sections.first).groups
    #expect(back.map(\.names) == groups.map(\.names))
    #expect(back.allSatisfy { $0.gainedNames.count == most && $0.gainedCount == 399 })
  }

  @Test func aRefactoringOfRulesChangesNoParameter() throws {
    let diff = try difference(
      encoder("rules: [{freeze: {module: layer}}]"), encoder("rules: [{freeze: 'layer.*'}]"))
    #expect(diff.sections.isEmpty)
    #expect(!diff.isEmpty)
    #expect(diff.old.summary == diff.new.summary)
  }

  @Test func manyDifferentChangesTakeLittleTime() throws {
    func plan(_ size: Int) throws -> PlanSnapshot {
      try .made(
        (0..<20_000).map { .made("layers.\($0).weight", [$0, size], tied: ["tied.\($0)"]) })
    }
    let clock = ContinuousClock()
    let time = try clock.measure {
      let diff = PlanDiff(from: try plan(1), to: try plan(2))
      #expect(diff.count(.reshaped) == 20_000)
    }
    // Time that grew with the square would be minutes.
    #expect(time < .seconds(20))
  }
}

@Suite struct RuleComparisonTests {
  private func changes(_ old: String, _ new: String) throws -> [PlanDiff.RuleChange] {
    try difference(encoder("rules: \(old)"), encoder("rules: \(new)")).ruleChanges
  }

  @Test func aRuleAtTheFrontMovesNoOther() throws {
    let changes = try changes(
      "[{freeze: 'layer.*'}, {train: head.bias}]",
      "[{freeze: '*'}, {freeze: 'layer.*'}, {train: head.bias}]")
    guard case .added(let rule) = try #require(changes.first) else {
      Issue.record("\(changes)")
      return
    }
    #expect(changes.count == 1)
    #expect(rule.index == 1)
    #expect(rule.selector == "\"*\"")
  }

  @Test func twoRulesThatChangePlacesAreOneMove() throws {
    let changes = try changes(
      "[{freeze: '*'}, {train: 'layer.*'}, {train: head.bias}]",
      "[{train: 'layer.*'}, {freeze: '*'}, {train: head.bias}]")
    #expect(changes.count == 1)
    guard case .moved(let old, let new) = try #require(changes.first) else {
      Issue.record("\(changes)")
      return
    }
    #expect(old.selector == new.selector)
    #expect(abs(old.index - new.index) == 1)
  }

  @Test func theOtherActionReversesARule() throws {
    let changes = try changes(
      "[{freeze: '*'}, {train: head.bias}]", "[{freeze: '*'}, {freeze: head.bias}]")
    guard case .reversed(let old, let new) = try #require(changes.first) else {
      Issue.record("\(changes)")
      return
    }
    #expect(changes.count == 1)
    #expect([old.action, new.action] == [.train, .freeze])
  }

  @Test(arguments: [
    ("{freeze: head.*, because: a}", "{freeze: head.*, because: b}"),
    ("{freeze: head.*}", "{freeze: head.*, because: b}"),
    ("{freeze: head.*}", "{freeze: head.*, optional: true}"),
  ])
  func anotherReasonRewordsARule(old: String, new: String) throws {
    let changes = try changes("[\(old)]", "[\(new)]")
    guard case .reworded = try #require(changes.first) else {
      Issue.record("\(changes)")
      return
    }
    #expect(changes.count == 1)
  }

  @Test func anotherSelectorIsAnotherRule() throws {
    let changes = try changes("[{freeze: head.*}]", "[{freeze: 'layer.*'}]")
    #expect(changes.count == 2)
    guard case .removed = changes[0], case .added = changes[1] else {
      Issue.record("\(changes)")
      return
    }
  }

  @Test func equalRulesAreCounted() throws {
    let rule = "{freeze: head.*, optional: true}"
    let changes = try changes("[\(rule)]", "[\(rule), \(rule)]")
    guard case .added(let added) = try #require(changes.first) else {
      Issue.record("\(changes)")
      return
    }
    #expect(changes.count == 1)
    #expect(added.index == 2)
  }

  @Test func thousandsOfRulesInAnotherOrderTakeLittleTime() {
    let rules = (1...20_000).map { index in
      PlanSnapshot.Rule(
        index: index, action: .freeze, selector: "\(index)", because: nil, isOptional: false,
        line: index)
    }
    let clock = ContinuousClock()
    let time = clock.measure {
      let changes = RuleComparison(rules, rules.reversed()).changes
      #expect(changes.count == 19_999)
    }
    #expect(time < .seconds(20))
  }

  @Test func expectationsComeAndGo() throws {
    let diff = try difference(
      encoder("expect: [{trainable: head.*}, {frozen_elements: 0}]"),
      encoder("expect: [{trainable: head.*}, {trainable_fraction: {min: 0.5}}]"))
    #expect(diff.removedExpectations == ["frozen_elements: 0"])
    #expect(diff.addedExpectations == ["trainable_fraction: {min: 0.5}"])
    #expect(diff.sections.isEmpty)
  }
}
