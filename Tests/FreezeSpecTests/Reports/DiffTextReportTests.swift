import Testing

@testable import FreezeSpec

@Suite struct DiffTextReportTests {
  private func render(
    _ old: String, _ new: String, columns: Int = 80, isTerminal: Bool = false
  ) throws -> [String] {
    DiffTextReport(columns: columns, isTerminal: isTerminal)
      .render([.changed(try difference(old, new))]).lines
  }

  @Test func aFileHasNamesWholeAndATerminalBreaksThem() throws {
    let name = (0..<30).map { "component\($0)" }.joined(separator: ".") + ".weight"
    let old = try PlanSnapshot.made([.made(name, frozen: true), .made("other")])
    let new = try PlanSnapshot.made([.made(name), .made("other")])
    let change = ConfigChange.changed(PlanDiff(from: old, to: new))
    for columns in [40, 80] {
      let file = DiffTextReport(columns: columns).render([change]).lines
      #expect(file.contains { $0.contains(name) })
      let terminal = DiffTextReport(columns: columns, isTerminal: true).render([change]).text
      #expect(!terminal.contains("…"))
      #expect(terminal.filter { !$0.isWhitespace }.contains(name))
    }
  }

  @Test func tellsWhatChangesAndWhy() throws {
    let lines = try render(frozenPerceptron, thawedPerceptron)
    let expected = """
      2 parameters newly trainable, 1 newly frozen, 1 expectation removed, the softmax changes; \
      trainable 59.33 % → 87.56 % of elements (1,240 → 1,830, +47.6 %)
        ! expectation removed: trainable_elements: 1240

      newly trainable: 2 parameters    elements
        + 2.*            2 parameters       630
            was frozen by rule 2 (old.yaml:9)  freeze 2.*
            now trainable by rule 2 (new.yaml:9)  train 2.*

      newly frozen: 1 parameter    elements
        - 4.bias             [40]        40
            was trainable: no rule matches
            now frozen by rule 3 (new.yaml:10)  freeze 4.bias

                              before     after        change
      trainable share        59.33 %   87.56 %  +28.2 points
      trainable parameters         2         3       +50.0 %
      frozen parameters            4         3       -25.0 %
      trainable elements       1,240     1,830       +47.6 %
      frozen elements            850       260       -69.4 %
      gradients              4.8 KiB   7.1 KiB       +47.6 %
      AdamW states           9.7 KiB  14.3 KiB       +47.6 %
      gradients + AdamW     14.5 KiB  21.4 KiB       +47.6 %

      rules
        ~ rule 2, which said freeze (new.yaml:9)  train 2.*
              - because: pretrained
        + rule 3 (new.yaml:10)  freeze 4.bias
              a bias of the output moves all logits

      softmax: temperature 0.6 → 1.5
                        0       1       2  entropy  classes
        logits      1.000   2.000   3.000
        - T = 0.6  0.0291  0.1542  0.8166   0.5567    1.745
        + T = 1.5  0.1483  0.2889  0.5627   0.9653    2.626
      """
    #expect(
      lines == expected.split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
  }

  @Test func noChangeIsOneLine() throws {
    #expect(
      try render(frozenPerceptron, frozenPerceptron)
        == ["nothing changes: 6 parameters, 1,240 of 2,090 elements trainable"])
  }

  @Test func whatChangesBesideParametersIsInTheHeadline() throws {
    let base = "model: [ReLU()]\nsoftmax: {temperature: 1}\nexpect: [{trainable_parameters: 0}]\n"
    func headline(_ now: String) throws -> String? { try render(base, now).first }
    let rest = "; no elements as before"
    #expect(
      try headline(base.replacing("temperature: 1", with: "temperature: 2"))
        == "no parameter changes state, the softmax changes" + rest)
    #expect(
      try headline(base.replacing("expect: [{trainable_parameters: 0}]\n", with: ""))
        == "no parameter changes state, 1 expectation removed" + rest)
    #expect(
      try headline(base.replacing("parameters: 0}]", with: "parameters: {max: 2}}]"))
        == "no parameter changes state, 1 expectation relaxed" + rest)
  }

  @Test func aRefactoringOfRulesSaysSo() throws {
    let lines = try render(
      encoder("rules: [{freeze: {module: layer}}]"), encoder("rules: [{freeze: 'layer.*'}]"))
    #expect(lines.first == "no parameter changes state; 2.89 % of elements trainable as before")
    #expect(lines.contains("  - rule 1 (old.yaml:8)  freeze {module: layer}"))
    #expect(lines.contains("  + rule 1 (new.yaml:8)  freeze layer.*"))
  }

  @Test func equalLayersAreOneLineAndTheExceptionStandsOut() throws {
    let rule = "rules: [{freeze: {module: layer, except: {module: 'layer[7]'}}}]"
    let lines = try render(encoder(), encoder(rule))
    let line = try #require(lines.first { $0.hasPrefix("  - layer") })
    #expect(line.hasPrefix("  - layer.{0..6,8..11}.*  11 of 12 × 4 parameters, not 7  "))
  }

  @Test func tiesShapesAndTypesAreTold() throws {
    let tie = "\ntie: [[a.weight, b.weight]]"
    let lines = try render(
      "model: {children: {a: 'Linear(2, 2)', b: 'Linear(2, 2)', c: 'Linear(2, 2)'}}",
      "model: {children: {a: 'Linear(2, 2)', b: 'Linear(2, 2)', c: 'Linear(2, 3)'}}\ndtype: bfloat16"
        + tie)
    #expect(
      lines[0]
        == "no parameter changes state, 2 reshaped, 2 tied otherwise, 6 of another dtype; "
        + "trainable 100 % → 100 % of elements (18 → 17, -5.6 %)")
    #expect(lines.contains { $0.hasPrefix("  ~ c.weight") && $0.contains("[2, 2] → [3, 2]") })
    #expect(lines.contains("      now also b.weight"))
    #expect(lines.contains("      now also a.weight"))
    #expect(lines.contains { $0.hasPrefix("  ~ ") && $0.contains("float32 → bfloat16") })
  }

  @Test func configsAreNamedWhereThereMayBeSeveral() throws {
    let same = try difference(frozenPerceptron, frozenPerceptron)
    let report = DiffTextReport(columns: 80, namesConfigs: true)
    #expect(report.render([]).lines == ["no config changes"])
    #expect(report.render([.changed(same)]).lines == ["no config changes"])
    let changed = try difference(frozenPerceptron, thawedPerceptron)
    let one = report.render([.changed(changed), .changed(same)]).lines
    #expect(one[0].hasPrefix("new.yaml: 2 parameters newly trainable, 1 newly frozen, "))
    let renamed = PlanDiff(from: same.old, to: same.new, renamedFrom: "before.yaml")
    let lines = report.render([
      .changed(changed), .changed(renamed), .added(same.new), .removed(same.old),
    ]).lines
    #expect(
      lines[0].hasPrefix(
        "1 config changed, 1 config renamed, 1 config added, 1 config removed; 2 parameters newly ")
    )
    #expect(
      lines.contains { $0.hasPrefix("== new.yaml: 2 parameters newly trainable, 1 newly fr") })
    #expect(lines.contains { $0.hasPrefix("== before.yaml → new.yaml: nothing changes: ") })
    #expect(lines.contains { $0.hasPrefix("== new.yaml is new: 6 parameters, 2 trainable; ") })
    #expect(lines.contains { $0.hasPrefix("== old.yaml is gone: 6 parameters, ") })
  }

  @Test(arguments: [40, 60, 80, 120])
  func linesKeepToTheTerminal(columns: Int) throws {
    let name = String(repeating: "long_name.", count: 9) + "weight"
    let rule =
      "{freeze: {name: [\(Array(repeating: "'\(name)'", count: 3).joined(separator: ", "))]}"
    let model =
      "model: {children: {\(String(repeating: "long_name: {children: {", count: 8))"
      + "long_name: \"Linear(4, 4)\", other: \"Linear(4, 4)\""
      + String(repeating: "}}", count: 8) + "}}\n"
    let because = String(repeating: "word ", count: 60)
    let lines = try render(
      model,
      model
        + "rules: [\(rule), because: '\(because)'}]\nexpect: [\(rule.replacing("freeze", with: "frozen"))}]",
      columns: columns, isTerminal: true)
    for line in lines.dropFirst() { #expect(TerminalText.width(of: line) <= columns) }
  }

  @Test(arguments: hostileNames)
  func namesAreData(name: String) throws {
    let old = try PlanSnapshot.made(path: name, [.made(name, className: name)])
    let rule = PlanSnapshot.Rule(
      index: 1, action: .freeze, selector: name, because: name, isOptional: false, line: 1)
    let new = try PlanSnapshot.made(
      path: name, [.made(name, className: name, frozen: true, rule: 1, tied: [name + "2"])],
      rules: [rule], expectations: [name])
    let change = ConfigChange.changed(PlanDiff(from: old, to: new, renamedFrom: name))
    let lines = DiffTextReport(columns: 80, namesConfigs: true).render([change]).lines
    #expect(lines.joined().unicodeScalars.allSatisfy { $0 == " " || TerminalText.isPrintable($0) })
    #expect(lines.count < 80)
  }

  @Test func coloursAreWrittenWhenAskedForOnly() throws {
    let change = ConfigChange.changed(try difference(frozenPerceptron, thawedPerceptron))
    let plain = DiffTextReport(columns: 80).render([change])
    let coloured = DiffTextReport(columns: 80, usesColour: true).render([change])
    #expect(!plain.contains(0x1B))
    #expect(coloured.text.replacing(/\u{1B}\[\d+m/, with: "") == plain.text)
  }
}

@Suite struct DiffWordingTests {
  @Test(arguments: [
    (1_240, 310, "-75.0 %"), (310, 1_240, "+300.0 %"), (1_000_000, 999_999, "-0.0001 %"),
    (1_000_000, 1, "-99.9999 %"), (.max, 1, "> -100 %"), (5, 0, "-100 %"), (3, 3, "±0 %"),
    (8_000_000_000, 8_000_000_001, "+1.3e-08 %"), (2, 200_000, "× 100000.0"),
  ])
  func percentagesAreNeverRoundedToNothingOrAll(old: Int, new: Int, expected: String) {
    #expect(DiffWording.percent(from: old, to: new) == expected)
  }

  @Test func thereIsNoPercentageOfNothing() {
    #expect(DiffWording.percent(from: 0, to: 5) == nil)
  }
}
