import Testing

@testable import FreezeSpec

extension PlanSnapshot {
  /// A snapshot made by hand, its totals added up.
  static func made(
    path: String = "plan.yaml", _ parameters: [Parameter], rules: [Rule] = [],
    expectations: [String] = [], evalModules: [String] = []
  ) throws -> PlanSnapshot {
    PlanSnapshot(
      path: path, name: "plan", parameters: Parameters(parameters), rules: rules, softmax: nil,
      expectationOutcomes: expectations.map { .made($0) }, evalSelectors: [],
      evalModules: evalModules,
      summary: try #require(PlanSummary(parameters)), root: nil, buffers: nil)
  }

  /// The same with its parameters listed and without its tree, as a saved plan has it.
  var withoutTree: PlanSnapshot {
    PlanSnapshot(
      path: path, name: name, parameters: Parameters(parameters.all), rules: rules,
      softmax: softmax,
      expectationOutcomes: expectationOutcomes, evalSelectors: evalSelectors,
      evalModules: evalModules,
      summary: summary, root: nil, buffers: buffers, unmatched: unmatched,
      decidedByOneName: decidedByOneName)
  }
}

extension ExpectationOutcome {
  /// One of which nothing but its text is told.
  static func made(_ text: String, holds: Bool = true) -> ExpectationOutcome {
    ExpectationOutcome(text: text, subject: String(text.prefix { $0 != ":" }), holds: holds)
  }
}

extension PlanSnapshot.Parameter {
  /// A parameter of a linear layer, made by hand.
  static func made(
    _ name: String, _ shape: Shape = [2], className: String = "Linear", frozen: Bool = false,
    rule: Int? = nil, tied: [String] = []
  ) -> PlanSnapshot.Parameter {
    PlanSnapshot.Parameter(
      name: name, shape: shape, elements: shape.reduce(1, *), dtype: .float32,
      className: className, requiresGrad: !frozen, decidedBy: rule, tiedNames: tied,
      undecided: rule == nil ? frozen ? .declared : .byDefault : nil)
  }
}
