import Testing

@testable import FreezeSpec

/// Plans held against the checkpoint that training starts from.
@Suite struct WeightFindingsTests {
  /// Blocks under a head, of which the blocks are frozen.
  static let config = """
    classes:
      Block:
        children:
          norm: LayerNorm(8)
          proj: Linear(8, 8)
    model:
      children:
        body:
          children:
            layers: {repeat: 3, module: Block()}
        head: Linear(8, 2)
    rules:
      - freeze: {module: body}
    """

  static let body = (0..<3).flatMap { layer in
    ["norm.weight", "norm.bias", "proj.weight", "proj.bias"].map { "body.layers.\(layer).\($0)" }
  }

  /// The shape of a parameter of that model.
  static func shape(_ name: String) -> [Int] {
    if name.hasPrefix("head.") { return name.hasSuffix("bias") ? [2] : [2, 8] }
    return name.hasSuffix("proj.weight") ? [8, 8] : [8]
  }

  static let whole = body + ["head.weight", "head.bias"]

  func held(
    _ names: [String], _ config: String = Self.config, shapes: [String: [Int]] = [:],
    renames: [String] = [], dropped: [(String, String)] = []
  ) -> HeldPlan {
    let tensors = names.map { name in
      Checkpoint.Tensor(
        name: name, shape: shapes[name] ?? Self.shape(name), dtype: "float32")
    }
    var checkpoint = Checkpoint(tensors: tensors)
    checkpoint.dropped = dropped.map { Checkpoint.Tie(dropped: $0, kept: $1) }
    return HeldPlan(config, checkpoint, renames: renames)
  }

  // MARK: Nothing to say

  @Test func aCheckpointOfTheModelIsSilent() {
    let plan = held(Self.whole)
    #expect(plan.findings.isEmpty)
    #expect(plan.report == "model.pt has all 14 parameters of config\n")
  }

  @Test func aNewHeadThatTrainsIsToldAndNoFault() {
    let plan = held(Self.body)
    #expect(plan.findings.isEmpty)
    #expect(
      plan.report == """
        model.pt has 12 of the 14 parameters of config
          2 trainable parameters start anew: head.weight and head.bias

        """)
  }

  @Test func anotherHeadInTheCheckpointIsToldAndNoFault() {
    let plan = held(Self.body + ["pooler.dense.weight", "pooler.dense.bias", "step"])
    #expect(plan.findings.isEmpty)
    #expect(
      plan.report.contains(
        "  the model has no place for 3 tensors: pooler.dense.weight, pooler.dense.bias"))
  }

  // MARK: Frozen and missing

  @Test func aFrozenParameterThatIsMissingIsAnErrorWhereItIsDeclared() {
    let plan = held(Self.whole.filter { $0 != "body.layers.1.norm.weight" })
    #expect(
      plan.findings == [
        """
        4 frozen-without-weights: the frozen parameter "body.layers.1.norm.weight" is not in \
        model.pt: it stays at random initial values
        """
      ])
  }

  @Test func allThatOneLineDeclaresIsOneFinding() {
    let plan = held(Self.whole.filter { !$0.contains(".norm.") })
    #expect(
      plan.findings == [
        """
        4 frozen-without-weights: 6 frozen parameters are not in model.pt: they stay at random \
        initial values
        """
      ])
    #expect(plan.notes == ["missing: body.layers.{0..2}.norm"])
  }

  @Test func anErrorIsNotSilenced() {
    let config = Self.config.replacing(
      "norm: LayerNorm(8)", with: "norm: LayerNorm(8)  # freezespec: ignore[frozen-without-weights]"
    )
    #expect(held(Self.whole.filter { !$0.contains(".norm.") }, config).findings.count == 1)
  }

  @Test func theCheckpointOfAnotherModelIsOneFinding() {
    let plan = held(["conv1.weight", "conv1.bias"])
    #expect(
      plan.findings == [
        "7 frozen-without-weights: none of the model's 14 parameters is in model.pt, and 12 are frozen"
      ])
    #expect(
      plan.notes == [
        "the model has names such as \"body.layers.0.norm.weight\"",
        "the checkpoint has names such as \"conv1.weight\"",
      ])
  }

  @Test func runningStatisticsOfAFrozenNormAreMissedToo() {
    let config = """
      model:
        children: {norm: BatchNorm1d(8), head: "Linear(8, 2)"}
      rules:
        - freeze: {module: norm}
      eval: [frozen]
      """
    let names = ["norm.weight", "norm.bias", "norm.running_var", "head.weight", "head.bias"]
    #expect(
      held(names, config).findings == [
        """
        2 frozen-without-weights: the running statistic "norm.running_mean" of a frozen norm is not \
        in model.pt: it stays as a new norm has it
        """
      ])
    #expect(held(names + ["norm.running_mean"], config).findings.isEmpty)
  }

  @Test func statisticsGoWithANormThatIsFrozenAsAWhole() {
    let names = ["norm.weight", "norm.bias", "norm.running_var", "head.weight", "head.bias"]
    func config(_ rest: String) -> String {
      """
      model:
        children: {norm: BatchNorm1d(8), head: "Linear(8, 2)"}
      rules:
        - freeze: {module: norm}
      \(rest)
      """
    }
    // Without eval mode they follow the batches.
    #expect(
      held(names, config("")).findings.filter { $0.contains("weights") } == [
        """
        2 frozen-without-weights: the running statistic "norm.running_mean" of a frozen norm is not \
        in model.pt: it starts as a new norm has it, and then follows the batches
        """
      ])
    // BitFit: a norm whose bias trains is not frozen.
    #expect(
      held(names, config("  - train: \"*.bias\"")).findings.filter { $0.contains("frozen") } == [])
    // What eval mode holds stays, whatever trains.
    #expect(
      held(names, config("  - train: \"*.bias\"\neval: [{module: norm}]")).findings
        .filter { $0.contains("weights") } == [
          """
          2 frozen-without-weights: the running statistic "norm.running_mean" of a held norm is not \
          in model.pt: it stays as a new norm has it
          """
        ])
    // In another shape they are not there either.
    #expect(
      held(
        names + ["norm.running_mean"], config("eval: [frozen]"), shapes: ["norm.running_mean": [9]]
      )
      .findings == [
        """
        2 frozen-without-weights: the buffer "norm.running_mean" is [8] here and [9] in model.pt
        """
      ])
    // Only parameters can be trained.
    #expect(
      held(["norm.bias", "norm.running_var", "head.weight", "head.bias"], config("eval: [frozen]"))
        .findings.count == 2)
  }

  @Test func ofOtherBuffersItIsNotKnownWhetherTheyAreSaved() {
    let config = """
      model:
        class: Rotary
        buffers: {inv_freq: [4]}
        parameters: {weight: [8]}
      """
    #expect(held(["weight"], config).findings.isEmpty)
    #expect(
      held(["weight", "inv_freq"], config, shapes: ["inv_freq": [4]]).report
        == "model.pt has the one parameter of config\n")
  }

  // MARK: Ties

  static let tied = """
    model:
      children: {embed: "Embedding(9, 8)", norm: LayerNorm(8), head: "Linear(8, 9, bias=False)"}
    tie:
      - [embed.weight, head.weight]
    rules:
      - freeze: {module: [embed, head]}
    """

  @Test(arguments: ["embed.weight", "head.weight"])
  func aTieIsThereByAnyOfItsNames(name: String) {
    let names = [name, "norm.weight", "norm.bias"]
    #expect(held(names, Self.tied, shapes: [name: [9, 8]]).findings.isEmpty)
  }

  @Test func aNameThatSavingDroppedIsThereWithItsTie() {
    let config = Self.tied.replacing("tie:\n  - [embed.weight, head.weight]\n", with: "")
      .replacing("[embed, head]", with: "embed")
    let names = ["embed.weight", "norm.weight", "norm.bias"]
    let shapes = ["embed.weight": [9, 8]]
    let plan = held(
      names, config, shapes: shapes, dropped: [("head.weight", "embed.weight")])
    #expect(plan.findings.isEmpty)
    // Without the note of `save_model` the tie has to be declared.
    #expect(held(names, config, shapes: shapes).codes == ["2 weights-missing"])
    #expect(
      held(names, config, shapes: shapes).cures.first
        == "where it is one tensor with \"embed.weight\", which is there, say so under `tie`")
  }

  // MARK: Shapes

  @Test func aHeadOfAnotherSizeIsAWarningThatACommentSilences() {
    let shapes = ["head.weight": [5, 8], "head.bias": [5]]
    let plan = held(Self.whole, shapes: shapes)
    #expect(
      plan.findings == [
        """
        11 weights-reshaped: "head.weight" is [2, 8] here and [5, 8] in model.pt, and 1 more differs
        """
      ])
    let config = Self.config.replacing(
      "head: Linear(8, 2)", with: "head: Linear(8, 2)  # freezespec: ignore[weights-reshaped]")
    #expect(held(Self.whole, config, shapes: shapes).findings.isEmpty)
    // Where no checkpoint is asked, the comment is none too many.
    #expect(MadePlan(config).codes.isEmpty)
  }

  @Test func aFrozenParameterOfAnotherSizeIsAnError() {
    let plan = held(Self.whole, shapes: ["body.layers.0.proj.weight": [8, 9]])
    #expect(
      plan.findings == [
        """
        5 frozen-without-weights: the frozen "body.layers.0.proj.weight" is [8, 8] here and [8, 9] \
        in model.pt
        """
      ])
  }

  // MARK: What looks like an oversight

  @Test func aLayerThatOnlyTheModelHasIsAWarningWhereItTrains() {
    let config = Self.config.replacing("{module: body}", with: "{module: \"body.layers[:2]\"}")
    let plan = held(Self.whole.filter { !$0.contains("layers.2.") }, config)
    #expect(plan.codes == ["10 weights-missing"])
    #expect(plan.notes == ["missing: body.layers.2"])
  }

  @Test func aLayerThatOnlyTheCheckpointHasIsAWarning() {
    let more = Self.body.filter { $0.contains("layers.2.") }.map {
      $0.replacing("layers.2.", with: "layers.3.")
    }
    let plan = held(Self.whole + more)
    #expect(
      plan.findings == [
        "10 weights-unexpected: the model lacks 4 tensors that model.pt has beside its own"
      ])
  }

  @Test func aBiasThatOnlyTheCheckpointHasIsAWarning() {
    let config = Self.config.replacing("Linear(8, 8)", with: "Linear(8, 8, bias=False)")
    let plan = held(Self.whole, config)
    #expect(plan.codes == ["5 weights-unexpected"])
  }

  @Test func aBiasThatOnlyTheModelHasIsAWarningWhereItTrains() {
    let plan = held(Self.whole.filter { $0 != "head.bias" })
    #expect(plan.codes == ["11 weights-missing"])
  }
}

/// A plan held against a checkpoint.
struct HeldPlan {
  private let outcome: PlanOutcome

  init(_ config: String, _ checkpoint: Checkpoint, renames: [String] = []) {
    let files = ConfigFiles("config.yaml") { $0 == "config.yaml" ? Array(config.utf8) : nil }
    let weights = Weights(
      path: "model.pt", checkpoint: checkpoint, renames: renames.compactMap { WeightRename($0) })
    outcome = FreezePlan.make(from: files.main, reader: files.reader, weights: weights)
  }

  /// Each finding as its line, its code and its message.
  var findings: [String] {
    outcome.diagnostics.map { "\(line(of: $0)) \($0.code.rawValue): \($0.message)" }
  }

  /// The codes of the findings with their lines.
  var codes: [String] { outcome.diagnostics.map { "\(line(of: $0)) \($0.code.rawValue)" } }

  /// The notes of all findings.
  var notes: [String] { outcome.diagnostics.flatMap(\.notes) }

  /// The cures of all findings.
  var cures: [String] { outcome.diagnostics.flatMap(\.help) }

  /// What the command prints of the checkpoint.
  var report: String {
    String(decoding: outcome.weights?.rendered() ?? [], as: UTF8.self)
  }

  private func line(of finding: Diagnostic) -> Int {
    finding.span.map { outcome.sources.location(of: $0).line } ?? 0
  }
}
