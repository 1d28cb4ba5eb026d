/// Finds what trains parameters of types that PyTorch does not train: integers, and quantised ones.
struct UntrainableTypes {
  private let plan: FreezePlan

  /// Takes a plan.
  init(_ plan: FreezePlan) { self.plan = plan }

  /// An error for each rule that does: `requires_grad_()` raises a RuntimeError there.
  var refusals: [Diagnostic] {
    guard plan.model.dtypes.contains(where: { !$0.canRequireGrad }) else { return [] }
    var trained: [Int: [Int]] = [:]
    for index in plan.model.parameters.indices where !dtype(index).canRequireGrad {
      let decision = plan.evaluation[index]
      // Of themselves, and by `unmatched`, they stay as they declare to be.
      guard decision.requiresGrad, let rule = decision.decidedBy else { continue }
      trained[rule, default: []].append(index)
    }
    return trained.sorted { $0.key < $1.key }.map { refusal($0.value, of: $0.key) }
  }

  private func dtype(_ index: Int) -> DType { plan.model.parameters.parameter(index).dtype }

  private func refusal(_ parameters: [Int], of rule: Int) -> Diagnostic {
    let folds = FoldedTensors(parameters, of: plan)
    let isOne = parameters.count == 1
    let subject =
      isOne
      ? "\(folds.quoted(parameters[0])) of type torch.\(dtype(parameters[0]).rawValue), which"
      : "\(grouped(parameters.count)) parameters of types that"
    return Diagnostic(
      .untrainableType, "rule \(rule) trains \(subject) PyTorch does not train",
      at: plan.rules[rule - 1].selector.span, notes: isOne ? [] : folds.lines,
      cures: [
        folds.selector.map { selector in
          Cure(
            "freeze \(isOne ? "it" : "them") in a rule behind: - freeze: \(selector)",
            edit: PlanEdits(plan: plan).rule("freeze: \(selector)"), isFix: false)
        } ?? "freeze them in rules behind"
      ])
  }
}
