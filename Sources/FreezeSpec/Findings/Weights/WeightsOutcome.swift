/// What came of holding a plan against a checkpoint, beside the findings.
package struct WeightsOutcome: Sendable {
  /// The plan's name.
  let planName: String
  /// The checkpoint's path.
  let path: String
  /// How many parameters the model has.
  let parameters: Int
  /// How many of them the checkpoint has.
  let found: Int
  /// Names of those that it lacks and that start anew, as nothing speaks against.
  let fresh: [String]
  /// Names of its tensors that the model has no place for.
  let unused: [String]
  /// Its files that are absent, so that their shapes are not known.
  let absentFiles: [String]

  init(_ findings: WeightFindings, _ weights: Weights) {
    let comparison = findings.comparison
    planName = findings.plan.name
    path = weights.path
    parameters = findings.plan.model.parameters.count
    found = comparison.foundParameters
    fresh = findings.fresh.map(\.name)
    unused = comparison.unexpected.map { comparison.tensors[$0].name }
    absentFiles = weights.checkpoint.absentFiles
  }
}
