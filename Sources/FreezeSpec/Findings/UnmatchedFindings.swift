/// Holds a plan to `unmatched: error`.
struct UnmatchedFindings {
  private let plan: FreezePlan

  /// Takes a plan.
  init(_ plan: FreezePlan) { self.plan = plan }

  /// The error that parameters are matched by no rule though each needs one; those that declare
  /// `requires_grad: false` have their state from that.
  var refusal: Diagnostic? {
    guard let unmatched = plan.unmatched, unmatched.outcome == .error else { return nil }
    let evaluation = plan.evaluation
    let isOpen = evaluation.decisions.map { $0.decidedBy == nil && $0.stateWithoutRules == nil }
    guard isOpen.contains(true) else { return nil }
    let open = evaluation.decisionOfTensor.indices.filter {
      isOpen[Int(evaluation.decisionOfTensor[$0])]
    }
    guard let first = open.first else { return nil }
    let folds = FoldedTensors(open, of: plan)
    let these = open.count == 1 ? "it" : "them"
    return Diagnostic(
      .unmatchedParameter,
      open.count == 1
        ? "no rule matches \(folds.quoted(first)), and each parameter needs one"
        : "no rule matches \(grouped(open.count)) parameters, and each needs one",
      at: unmatched.span, notes: open.count == 1 ? [] : folds.lines,
      cures: [
        folds.selector.map { selector in
          Cure(
            "freeze or train \(these): - freeze: \(selector)",
            edit: PlanEdits(plan: plan).rule("freeze: \(selector)"), isFix: false)
        } ?? "write rules that freeze or train them",
        .writing(oneOf: ["freeze", "train"], isFix: false) { states in
          "let all that no rule matches be in one state: unmatched: \(states[0]), "
            + "or unmatched: \(states[1])"
        },
      ])
  }
}
