import FreezeSpec
import Testing

/// What a program can do that imports the library, and sees no more of it than its public part.
@Suite struct LibraryTests {
  private static let encoder = """
    name: encoder
    description: Fine-tune the head
    model:
      children:
        embed: Embedding(10, 4)
        body:
          - Linear(4, 4)
          - Dropout(0.1)
        head: Linear(4, 10, bias=False)
    tie: [[embed.weight, head.weight]]
    rules:
      - freeze: {module: body}
        because: the body is pretrained
    softmax: {temperature: 0.5, dim: 0, logits: [1, 1]}
    eval: [frozen]
    expect:
      - frozen: {module: body}

    """

  /// What comes of a config whose `from` finds the files that are given.
  private func outcome(_ text: String, files: [String: String] = [:]) -> PlanOutcome {
    let reader = ReferenceReader { path, referrer in
      guard let text = files[path] else {
        return .failure(ConfigFileError("there is no \(path) beside \(referrer.path)", help: ["?"]))
      }
      return .success(ConfigFile(path: path, bytes: Array(text.utf8)))
    }
    let file = ConfigFile(path: "plan.yaml", bytes: Array(text.utf8))
    return FreezePlan.make(from: file, reader: reader)
  }

  private func plan(_ text: String = encoder) throws -> FreezePlan {
    try #require(outcome(text).plan)
  }

  private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  // MARK: Loading

  @Test func aConfigGivesAPlanWithoutFindings() throws {
    let outcome = outcome(Self.encoder)
    #expect(outcome.diagnostics.isEmpty)
    #expect(!outcome.hasErrors)
    #expect(try #require(outcome.plan).description == "Fine-tune the head")
  }

  @Test func anErrorIsAFindingAtItsPlaceWithItsCureAndLeavesNoPlan() throws {
    let outcome = outcome("model: ['Linear(1, 2)']\nrules:\n  - freeze: 'Linear*'\n")
    let finding = try #require(outcome.diagnostics.first)
    let span = try #require(finding.span)
    #expect(outcome.plan == nil)
    #expect(outcome.hasErrors)
    #expect(finding.code == .ruleMatchesNothing)
    #expect(finding.severity == .error)
    #expect(finding.message == #"no parameter is named like "Linear*""#)
    #expect(finding.help == ["Linear is a layer class: write {type: Linear}"])
    #expect(outcome.sources.file(of: span).path == "plan.yaml")
    #expect(outcome.sources.location(of: span).line == 3)
    #expect(outcome.sources.location(of: span).column == 13)
  }

  @Test func theModelPrintsEvenWhereTheRulesHaveErrors() throws {
    let outcome = outcome("model: Linear(1, 2)\nrules: [{freeze: nothing}]\n")
    #expect(outcome.plan == nil)
    #expect(
      try outcome.renderedModel().map(text)
        == "Linear(in_features=1, out_features=2, bias=True)\n")
  }

  @Test func aWarningLeavesThePlan() throws {
    let outcome = outcome("model: Linear(1, 2)\nrules: [{freeze: '*'}]\n")
    #expect(outcome.diagnostics.map(\.severity) == [.warning])
    #expect(outcome.plan != nil)
  }

  @Test func theReaderIsAskedForWhatFromNames() throws {
    let outcome = outcome("model: {from: b.yaml}\n", files: ["b.yaml": "model: Linear(1, 2)\n"])
    let plan = try #require(outcome.plan)
    #expect(PlanSnapshot(plan).parameters.map(\.name) == ["weight", "bias"])
    #expect(outcome.sources.files.map(\.path) == ["plan.yaml", "b.yaml"])
  }

  @Test func whyTheReaderFailsIsAFinding() throws {
    let finding = try #require(outcome("model: {from: b.yaml}\n").diagnostics.first)
    #expect(finding.code == .from)
    #expect(finding.message == "there is no b.yaml beside plan.yaml")
    #expect(finding.help == ["?"])
  }

  // MARK: Reading

  @Test func eachParameterHasItsStateAndItsReason() throws {
    let snapshot = PlanSnapshot(try plan())
    let weight = try #require(snapshot.parameters.first { $0.name == "body.0.weight" })
    #expect(weight.shape == [4, 4])
    #expect(weight.elements == 16)
    #expect(weight.dtype == .float32)
    #expect(weight.className == "Linear")
    #expect(!weight.requiresGrad)
    let rule = try #require(snapshot.rule(weight.decidedBy))
    #expect(rule.index == 1)
    #expect(rule.action == .freeze)
    #expect(rule.selector == "{module: body}")
    #expect(rule.because == "the body is pretrained")
    #expect(rule.line == 12)
  }

  @Test func aTensorOfTwoNamesIsOneParameter() throws {
    let parameters = PlanSnapshot(try plan()).parameters
    #expect(parameters.map(\.name) == ["embed.weight", "body.0.weight", "body.0.bias"])
    #expect(parameters[0].tiedNames == ["head.weight"])
    #expect(parameters[0].requiresGrad)
    #expect(parameters[0].decidedBy == nil)
  }

  @Test func theTotalsCountWhatTrainsAndWhatIsFrozen() throws {
    let summary = PlanSnapshot(try plan()).summary
    #expect(summary.trainable.parameters == 1)
    #expect(summary.trainable.elements == 40)
    #expect(summary.frozen.parameters == 2)
    #expect(summary.frozen.elements == 20)
    #expect(summary.frozen.bytes == 80)
    #expect(summary.optimizerBytes == 320)
    #expect(summary.trainableFraction == 40.0 / 60)
  }

  @Test func theRestOfAConfigIsThereToo() throws {
    let snapshot = PlanSnapshot(try plan())
    #expect(snapshot.name == "encoder")
    #expect(snapshot.expectations == ["frozen: {module: body}"])
    #expect(snapshot.evalSelectors == ["frozen"])
    #expect(snapshot.evalModules == ["body"])
    #expect(snapshot.softmax?.probabilities?.elements == [0.5, 0.5])
  }

  @Test func aParameterIsExplained() throws {
    let explanation = try plan().explanation(of: "body.0.bias")
    #expect(text(explanation.rendered()).contains("requires_grad  False, decided by rule 1\n"))
  }

  @Test func anUnknownParameterIsAnErrorThatNamesTheNearest() throws {
    let plan = try plan()
    let error = #expect(throws: UnknownParameter.self) {
      _ = try plan.explanation(of: "body.0.bais")
    }
    #expect(error?.message == "no parameter has the name `body.0.bais`")
    #expect(error?.help == ["did you mean `body.0.bias`?"])
  }

  // MARK: Comparing

  @Test func twoPlansAreCompared() throws {
    let old = PlanSnapshot(try plan())
    let withoutEval = String(Self.encoder.split(separator: "eval:")[0])
    let changed = try plan(withoutEval.replacing("{module: body}", with: "'*.bias'"))
    let diff = PlanDiff(from: old, to: PlanSnapshot(changed))
    #expect(!diff.isEmpty)
    #expect(diff.count(.newlyTrainable) == 1)
    #expect(diff.sections.first?.groups.first?.names == ["body.0.weight"])
    #expect(diff.removedExpectations == ["frozen: {module: body}"])
    #expect(diff.evalChange.removedModules == ["body"])
    #expect(PlanDiff(from: old, to: old).isEmpty)
  }

  @Test func aSavedPlanIsComparedWithTheConfigThatItWasMadeOf() throws {
    let plan = try plan()
    let saved = try PlanSnapshot(saved: plan.rendered(as: .json))
    #expect(PlanDiff(from: saved, to: PlanSnapshot(plan)).isEmpty)
    #expect(throws: SavedPlanError.self) { try PlanSnapshot(saved: Array("{}".utf8)) }
  }

  // MARK: Rendering

  @Test(arguments: [
    (PlanFormat.table, "encoder (float32)\n"), (.plain, "embed.weight True\n"),
    (.markdown, "## `encoder`\n"), (.json, "{\n"), (.csv, "name,shape,"),
    (.html, "<!DOCTYPE html>\n"),
  ])
  func aPlanHasEachOfItsFormats(format: PlanFormat, start: String) throws {
    #expect(text(try plan().rendered(as: format)).hasPrefix(start))
  }

  @Test func aPlanListsTheParametersOfOneState() throws {
    let frozen = text(try plan().rendered(as: .plain, only: .frozen))
    #expect(frozen == "body.0.weight False\nbody.0.bias False\n")
  }

  @Test func aPlansJSONTellsOfItsWarnings() throws {
    let plan = try plan("model: Linear(1, 2)\nrules: [{freeze: '*'}]\n")
    #expect(text(plan.rendered(as: .json)).contains(#""code": "nothing-trains""#))
  }

  @Test(arguments: [
    (DiffFormat.text, "1 parameter newly frozen"), (.markdown, "<!-- freezespec diff -->\n"),
    (.json, "{\n"), (.html, "<!DOCTYPE html>\n"),
  ])
  func aDiffHasEachOfItsFormats(format: DiffFormat, start: String) throws {
    let (old, new) = ("model: Linear(1, 2)\n", "model: Linear(1, 2)\nrules: [{freeze: bias}]\n")
    let diff = PlanDiff(from: PlanSnapshot(try plan(old)), to: PlanSnapshot(try plan(new)))
    #expect(text(diff.rendered(as: format)).hasPrefix(start))
  }

  @Test(arguments: [
    (DiagnosticFormat.text, "error[empty-document]: "), (.json, "{\n"),
    (.github, "::error file=plan.yaml,"), (.sarif, "{\n"),
  ])
  func findingsHaveEachOfTheirFormats(format: DiagnosticFormat, start: String) {
    #expect(text([outcome("")].rendered(as: format)).hasPrefix(start))
  }

  @Test func aReviewNamesFilesByTheirPathsInTheRepository() {
    let annotations = [outcome("")].rendered(as: .github, pathInRepository: { "plans/" + $0 })
    #expect(text(annotations).hasPrefix("::error file=plans/plan.yaml,"))
  }

  @Test func coloursAreWrittenWhereTheyAreAskedFor() throws {
    let plan = try plan()
    #expect(!plan.rendered(as: .table).contains(0x1B))
    #expect(plan.rendered(as: .table, usesColour: true).contains(0x1B))
  }
}
