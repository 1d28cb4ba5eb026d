import Testing

@testable import FreezeSpec

@Suite struct PlanTableReportTests {
  private func table(_ sample: SamplePlan, _ options: PlanReportOptions = .init()) -> [String] {
    written { PlanTableReport(options).write(sample.plan, to: &$0) }.lines
  }

  @Test func showsEveryParameterWithItsRule() {
    let lines = table(.mlp)
    #expect(lines.contains("name      shape     class   requires_grad  rule"))
    #expect(lines.contains("0.weight  [20, 10]  Linear  False             1"))
    #expect(lines.contains("4.bias    [40]      Linear  True              -"))
  }

  @Test func showsTheLedgerWithLinesAndReasons() {
    let lines = table(.mlp)
    #expect(lines.contains("   2     2  freeze  2.*             2        2        2"))
    #expect(lines.contains("                    the first layer is pretrained"))
  }

  @Test func addsUpByState() {
    let lines = table(.mlp)
    #expect(lines.contains("trainable           2     1,240  59.33 %  4.8 KiB"))
    #expect(lines.contains("frozen              4       850  40.67 %  3.3 KiB"))
    #expect(lines.contains("total               6     2,090    100 %  8.2 KiB"))
    #expect(lines.contains("training adds 4.8 KiB of gradients and 9.7 KiB of AdamW states"))
  }

  @Test func previewsTheSoftmax() {
    let lines = table(.mlp)
    #expect(lines.contains("T = 0.6  0.0291  0.1542  0.8166   0.5567    1.745"))
    #expect(lines.contains("T = 1    0.0900  0.2447  0.6652   0.8324    2.299"))
  }

  @Test(arguments: [40, 50, 60, 80, 100, 120, 400])
  func keepsToTheColumnsOfATerminal(columns: Int) {
    for sample in [SamplePlan.mlp, .llama, .tied, SamplePlan()] {
      for only in [nil, ParameterState.frozen] {
        for folds in [false, true] {
          var options = PlanReportOptions(columns: columns, folds: folds, only: only)
          options.isTerminal = true
          let lines = table(sample, options)
          #expect(lines.allSatisfy { $0.unicodeScalars.count <= columns })
          #expect(lines.allSatisfy { !$0.hasSuffix(" ") })
          #expect(!lines.joined().contains("…"))
        }
      }
    }
  }

  @Test(arguments: [nil, 40, 60, 80, 120])
  func neverCutsANameAShapeOrAClass(columns: Int?) {
    for folds in [false, true] {
      let options = PlanReportOptions(columns: columns, folds: folds)
      let lines = table(.llama, options)
      for row in PlanRows(SamplePlan.llama.plan, options) {
        #expect(lines.contains { $0.hasPrefix(row.name) })
      }
      for cell in ["[14336, 4096]", "LlamaRMSNorm", "Embedding"] {
        #expect(lines.contains { $0.contains(cell) })
      }
      #expect(!lines.joined().contains("…"))
    }
  }

  @Test func aFileHasEachParameterOnOneLine() {
    let lines = table(.llama, PlanReportOptions(columns: nil))
    for entry in SamplePlan.llama.entries {
      let line = lines.first { $0.hasPrefix(entry.name + "  ") }
      #expect(line?.contains("  \(entry.isFrozen ? "False" : "True")  ") == true)
    }
  }

  @Test func aNameThatIsLongBeyondReasonMovesItsOwnRowAlone() {
    let long = String(repeating: "x", count: 500)
    let entries = [SamplePlan.Entry(name: "\(long).weight"), .init(name: "a.weight")]
    let lines = table(SamplePlan(entries: entries), PlanReportOptions(columns: nil))
    #expect(lines.contains { $0.hasPrefix("\(long).weight  [2]  ") })
    #expect(lines.contains { $0.hasPrefix("a.weight") && $0.utf8.count < 200 })
  }

  @Test func aTerminalBreaksNamesBehindDots() {
    var options = PlanReportOptions(columns: 40)
    options.isTerminal = true
    let lines = table(
      SamplePlan(entries: [.init(name: "decoder.layers.0.encoder_attention.out_projection.weight")]
      ),
      options)
    let start = lines.firstIndex(of: "decoder.layers.0.encoder_attention.")
    #expect(start.map { lines[$0 + 1] } == "  out_projection.weight")
  }

  @Test func aTerminalFoldsWhatIsLongerThanItself() {
    func text(_ lines: Int?, folds: Bool? = nil, _ sample: SamplePlan = .llama) -> String {
      var bytes: [UInt8] = []
      sample.plan.write(as: .table, columns: 120, terminalLines: lines, folds: folds) {
        bytes += $0
      }
      return String(decoding: bytes, as: UTF8.self)
    }
    #expect(text(50).contains("model.layers.{0..29}.self_attn.q_proj.weight"))
    #expect(text(50).contains("rows; --no-fold gives each its own\n"))
    #expect(text(50, folds: false).contains("model.layers.17.self_attn.q_proj.weight"))
    #expect(!text(50, folds: true).contains("--no-fold"))
    #expect(text(nil).contains("model.layers.17.self_attn.q_proj.weight"))
    #expect(text(100_000).contains("model.layers.17.self_attn.q_proj.weight"))
    #expect(!text(2, .mlp).contains("--no-fold"))
  }

  @Test func foldedRowsKeepTheirNames() {
    let lines = table(.llama, PlanReportOptions(folds: true))
    #expect(
      lines.contains { $0.hasPrefix("model.layers.{0..29}.experts.{0..3}.w1.weight") })
    #expect(lines.contains { $0.contains("120 × [14336, 4096] ") })
    let wide = table(.llama, PlanReportOptions(columns: 120, folds: true))
    #expect(
      wide.contains { $0.hasPrefix("model.layers.{0..29}.experts.{0..3}.w1.weight") })
  }

  @Test func filtersRowsAndNeverTheSummary() {
    let lines = table(.mlp, PlanReportOptions(only: .trainable))
    #expect(lines.contains("2 of 6 parameters are trainable"))
    #expect(!lines.contains { $0.hasPrefix("0.weight") })
    #expect(lines.contains { $0.hasPrefix("4.weight") })
    #expect(lines.contains("frozen              4       850  40.67 %  3.3 KiB"))
  }

  @Test func modelsWithoutParametersAndRulesSaySo() {
    let lines = table(SamplePlan())
    #expect(lines.contains("the model has no parameters"))
    #expect(lines.contains { $0.hasPrefix("no rules") })
    #expect(lines.contains("total               0         0      –     0 B"))
  }

  @Test func showsFurtherNamesOfATensor() {
    let sample = SamplePlan(
      entries: [.init(name: "embed.weight"), .init(name: "lm_head.weight")],
      ties: [["embed.weight", "lm_head.weight"]])
    let lines = table(sample)
    let row = lines.firstIndex { $0.hasPrefix("embed.weight") }
    #expect(row.map { lines[$0 + 1] } == "  = lm_head.weight")
  }

  @Test(arguments: [40, 60])
  func furtherNamesAreCutOnlyWhereTheLineEnds(columns: Int) {
    for folds in [false, true] {
      let lines = table(.tied, PlanReportOptions(columns: columns, folds: folds))
      #expect(lines.contains("  = decoder.embed_tokens.weight"))
    }
  }

  @Test func narrowLinesHaveNamesAboveTheOtherColumns() {
    let lines = table(.tied, PlanReportOptions(columns: 40))
    let row = lines.firstIndex(of: "encoder.embed_tokens.weight")
    #expect(row.map { lines[$0 + 1] } == "  [32128, 512]  Embedding    False     1")
    #expect(lines.contains("  shape         class        grad   rule"))
  }

  @Test func aLongClassMovesTheDecisionToALineOfItsOwn() {
    let entry = SamplePlan.Entry(name: "a.weight", type: "NonDynamicallyQuantizableLinear")
    let lines = table(SamplePlan(entries: [entry]), PlanReportOptions(columns: 40))
    let row = lines.firstIndex(of: "a.weight")
    #expect(row.map { lines[$0 + 1] } == "  [2]    NonDynamicallyQuantizableLinear")
    #expect(row.map { lines[$0 + 2] } == "  True      -")
    let header = lines.firstIndex(of: "  shape  class")
    #expect(header.map { lines[$0 + 1] } == "  grad   rule")
  }

  @Test func aNarrowLedgerTellsCountsInWords() {
    let lines = table(.mlp, PlanReportOptions(columns: 44))
    let rule = lines.firstIndex(of: "   1     1  freeze  0.*")
    #expect(rule.map { lines[$0 + 1] } == "      matched 2, decided 2, changed 2")
    #expect(rule.map { lines[$0 + 2] } == "      the first layer is pretrained")
  }

  @Test func aNarrowSummaryContinuesBelow() {
    let lines = table(.mlp, PlanReportOptions(columns: 40))
    #expect(lines.contains("trainable           2     1,240  59.33 %"))
    #expect(lines.contains("trainable  4.8 KiB"))
    #expect(lines.contains("training adds 4.8 KiB of gradients and"))
    #expect(lines.contains("9.7 KiB of AdamW states"))
  }

  @Test func showsTypesThatDifferFromMost() {
    let sample = SamplePlan(entries: [
      .init(name: "a", dtype: .float16), .init(name: "b", dtype: .float16),
      .init(name: "c", dtype: .float32),
    ])
    let lines = table(sample)
    #expect(lines[0] == "sample (float16, float32)")
    #expect(lines.contains { $0.hasPrefix("a     [2]          ") })
    #expect(lines.contains { $0.hasPrefix("c     [2] float32  ") })
  }

  @Test func namesCannotReachTheTerminal() {
    let name = "a\u{1B}[31m\n\u{202E}\u{7F}\u{9B}31m\u{200B}b"
    let sample = SamplePlan(name: name, entries: [.init(name: name + ".weight")])
    let lines = table(sample)
    #expect(lines.contains { $0.contains(#"a\x1b[31m\n\u202e\x7f\x9b31m\u200bb.weight"#) })
    let codes = lines.joined().unicodeScalars.filter { !TerminalText.isPrintable($0) }
    #expect(codes.allSatisfy { $0 == " " })
  }

  @Test func wideNamesKeepTheColumnsAligned() {
    let sample = SamplePlan(entries: [.init(name: "编码器.weight"), .init(name: "abcdef.weight")])
    let lines = table(sample).filter { $0.contains("weight") }
    #expect(lines[0].hasPrefix("编码器.weight  [2]"))
    #expect(lines[1].hasPrefix("abcdef.weight  [2]"))
  }

  @Test(arguments: ["::x.weight", "a##[group]b.weight", " ::error::x.weight", "a\n::b.weight"])
  func namesThatALogWouldObeyKeepTheColumnsAligned(name: String) {
    let sample = SamplePlan(entries: [.init(name: name), .init(name: "b.weight")])
    for columns in [40, 80] {
      for folds in [false, true] {
        let lines = table(sample, PlanReportOptions(columns: columns, folds: folds))
        let places = lines.filter { $0.contains("[2]") }
          .map { $0.split(separator: "[2]")[0].unicodeScalars.count }
        #expect(lines.allSatisfy { $0.unicodeScalars.count <= columns })
        #expect(places.count == 2 && places[0] == places[1])
      }
    }
  }

  @Test func aTerminalBreaksWhatHasNoDots() {
    let name = String(repeating: "x", count: 10_000)
    var options = PlanReportOptions()
    options.isTerminal = true
    let lines = table(SamplePlan(entries: [.init(name: "\(name).weight")]), options)
    #expect(lines.allSatisfy { $0.unicodeScalars.count <= 80 })
    #expect(lines.joined().filter { $0 == "x" }.count == 10_000)
  }

  @Test func colourMarksStatesOnlyWhenAskedFor() {
    #expect(!table(.mlp).joined().contains("\u{1B}"))
    let coloured = table(.mlp, PlanReportOptions(usesColour: true)).joined(separator: "\n")
    #expect(coloured.contains("\u{1B}[33mTrue\u{1B}[0m"))
    #expect(coloured.contains("\u{1B}[36mFalse\u{1B}[0m"))
  }

  @Test func largeLogitsAreAbbreviated() {
    var sample = SamplePlan.mlp
    let count = 20 * 30 * 40
    sample.softmax = SoftmaxPreview(
      temperatures: [2], dim: -1,
      logits: NumberArray(
        shape: [20, 30, 40], elements: (0..<count).map { Double($0 % 7) * 1e8 }))
    let lines = table(sample).drop { !$0.hasPrefix("softmax") }
    #expect(lines.count < 40)
    #expect(lines.allSatisfy { $0.unicodeScalars.count <= 80 })
    #expect(lines.contains { $0.contains("[19, 29, :]") })
    #expect(lines.contains { $0.contains("… 592 more") })
  }

  @Test(arguments: [40, 80, 200])
  func theListOfModulesInEvalModeUsesTheWidth(columns: Int) throws {
    let names = (0..<12).map { "part_\($0)x" }
    let made = MadePlan(
      """
      model:
        children:
      \(names.map { "    \($0): Linear(2, 2)\n" }.joined())    head: Linear(2, 2)
      rules:
        - freeze: part_*
      eval: [frozen]
      """)
    let plan = try #require(made.plan, "\(made.findings)")
    let report = PlanTableReport(PlanReportOptions(columns: columns))
    let lines = written { report.write(plan, to: &$0) }.lines
      .drop { !$0.hasPrefix("the training loop has") }
    let list = names.dropLast().joined(separator: ", ") + " and part_11x"
    #expect(lines.joined(separator: " ") == EvalModeText.duty + ": " + list)
    #expect(lines.allSatisfy { $0.count <= columns })
    #expect(lines.count == [40: 5, 80: 3, 200: 1][columns])
  }

  @Test func aListOfModulesThatPassesItsLinesCountsTheRest() {
    let paths = (0..<100).map { "part_\($0)x" }
    let text = ModulePathList.text(paths, after: "held: ", 40, lines: 6)
    let lines = TerminalText.wrapped(text, to: 40, lines: 6, isProse: false)
    #expect(lines.count == 6)
    #expect(text.hasPrefix("held: part_0x, part_1x"))
    #expect(text.hasSuffix(" more") && lines.last?.hasSuffix(" more") == true)
  }
}

extension SamplePlan {
  /// A tensor of several names, the first no longer than the others.
  fileprivate static var tied: SamplePlan {
    var sample = SamplePlan(name: "t5", rules: [.init()])
    for name in ["encoder.embed_tokens.weight", "decoder.embed_tokens.weight", "lm_head.weight"] {
      sample.entries.append(
        Entry(name: name, shape: [32128, 512], type: "Embedding", rule: 1, isFrozen: true))
    }
    sample.entries.append(
      Entry(name: "encoder.final_layer_norm.weight", shape: [512], type: "T5LayerNorm"))
    sample.ties = [sample.entries.prefix(3).map(\.name)]
    return sample
  }
}
