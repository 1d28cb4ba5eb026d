import Testing

@testable import FreezeSpec

@Suite struct RunningStatisticsTests {
  private func findings(_ norm: String, _ rest: String = "") -> [String] {
    MadePlan(
      """
      model:
        children:
          conv: Conv2d(3, 8, 3)
          norm: \(norm)
          head: Linear(8, 2)
      rules:
        - freeze: {module: [conv, norm]}

      """ + rest
    ).findings
  }

  @Test(arguments: [
    "BatchNorm2d(8)", "SyncBatchNorm(8)",
    "InstanceNorm2d(8, affine=True, track_running_stats=True)",
  ])
  func aFrozenNormWithRunningStatisticsIsWarnedOf(norm: String) {
    let name = norm.prefix { $0 != "(" }
    #expect(
      findings(norm) == [
        "7 running-statistics-move: the frozen \(name) \"norm\" still updates its running "
          + "statistics"
      ])
  }

  @Test(arguments: [
    "BatchNorm2d(8, track_running_stats=False)", "InstanceNorm2d(8, affine=True)",
    "LayerNorm(8)", "GroupNorm(2, 8)",
  ])
  func aNormWithoutRunningStatisticsIsNot(norm: String) {
    #expect(findings(norm) == [])
  }

  @Test(arguments: [
    "eval: [frozen]", "eval: [{type: _BatchNorm}]", "eval: [{module: norm}]",
    "eval: [{type: Module}]",
  ])
  func evalModeHoldsTheStatistics(eval: String) {
    #expect(findings("BatchNorm2d(8)", eval + "\n") == [])
  }

  /// As `import` writes them.
  @Test(arguments: [
    (
      "{parameters: {bias: [8], weight_orig: [8, 8]}, buffers: {weight_u: [8], weight_v: [8]}}",
      "norm"
    ),
    (
      "{parameters: {bias: [8]}, children: {parametrizations: {children: {weight: {parameters: "
        + "{original: [8, 8]}, children: {\"0\": {class: _SpectralNorm, buffers: {_u: [8], _v: [8]}}}}}}}}",
      "norm.parametrizations.weight.0"
    ),
  ])
  func aFrozenSpectralNormIsWarnedOf(norm: String, path: String) {
    #expect(
      findings(norm) == [
        "7 running-statistics-move: the spectral norm of the frozen \"\(path)\" still moves"
      ])
    #expect(findings(norm, "eval: [frozen]\n") == [])
  }

  @Test func aNormThatTrainsMayMoveItsStatistics() {
    let made = MadePlan(
      "model: [\"Conv2d(3, 8, 3)\", BatchNorm2d(8)]\nrules: [{freeze: \"0.*\"}]\n")
    #expect(made.findings == [])
  }

  @Test func aNormWithoutParametersGoesWithTheModuleAroundIt() {
    let made = MadePlan(
      """
      model:
        children:
          body: ["Conv2d(3, 8, 3)", "BatchNorm2d(8, affine=False)"]
          head: ["Conv2d(8, 8, 3)", "BatchNorm2d(8, affine=False)"]
      rules:
        - freeze: {module: body}

      """)
    #expect(
      made.findings == [
        "6 running-statistics-move: the frozen BatchNorm2d \"body.1\" still updates its running "
          + "statistics"
      ])
  }

  @Test func aSubclassCountsAndAClassOfTheSameBuffersDoesNot() {
    let made = MadePlan(
      """
      classes:
        Norm:
          extends: BatchNorm2d
          parameters: {weight: [2]}
          buffers: {running_mean: [2]}
        FrozenBatchNorm2d:
          parameters: {weight: [2]}
          buffers: {running_mean: [2]}
      model: [Norm(), FrozenBatchNorm2d(), "Linear(2, 2)"]
      rules:
        - freeze: "{0,1}.*"

      """)
    #expect(
      made.findings == [
        "11 running-statistics-move: the frozen Norm \"0\" still updates its running statistics"
      ])
  }

  @Test func allNormsMakeOneWarning() {
    let made = MadePlan(
      """
      model: [BatchNorm1d(4), BatchNorm1d(4), {repeat: 3, module: BatchNorm1d(4)}, "Linear(4, 4)"]
      rules:
        - freeze: {type: BatchNorm1d}

      """)
    #expect(
      made.findings == [
        "3 running-statistics-move: 5 frozen BatchNorm1d modules still update their running "
          + "statistics, such as \"0\""
      ])
  }

  @Test func aSharedNormCountsOnce() {
    let made = MadePlan(
      """
      let: {norm: BatchNorm1d(4)}
      model: [norm, norm, "Linear(4, 4)"]
      rules:
        - freeze: {type: BatchNorm1d}

      """)
    #expect(
      made.findings == [
        "4 running-statistics-move: the frozen BatchNorm1d \"0\" still updates its running "
          + "statistics"
      ])
  }
}
