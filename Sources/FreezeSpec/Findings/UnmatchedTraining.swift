/// The check for parameters that train though rules say what trains, and none of them names these.
struct UnmatchedTraining {
  let survey: TrainingSurvey
  private var plan: FreezePlan { survey.plan }

  /// Finds parameters that no rule matches and that train, as everything does at first, in a plan of
  /// which a rule says what trains: who reads that rule takes it for all that learns.
  ///
  /// Plans of rules that freeze alone are not meant: there all but what they name trains. Nor is
  /// what an expectation speaks of, nor anything where the config says by `unmatched` what becomes
  /// of the rest.
  var findings: [Diagnostic] {
    // Of a plan in which all trains other warnings say that its rules freeze nothing.
    if plan.unmatched != nil || plan.summary.frozen.parameters == 0 { return [] }
    let evaluation = plan.evaluation
    let trainRules = plan.rules.filter {
      $0.action == .train && plan.ledgerEntry(of: $0).decided > 0
    }
    guard let rule = trainRules.first else { return [] }
    let isOpen = evaluation.decisions.map { $0.decidedBy == nil && $0.requiresGrad }
    guard isOpen.contains(true) else { return [] }
    var open: [Int] = []
    open.reserveCapacity(evaluation.tensorCount)
    for (tensor, decision) in evaluation.decisionOfTensor.enumerated() where isOpen[Int(decision)] {
      open.append(tensor)
    }
    open = survey.unexpected(open)
    guard let first = open.first else { return [] }
    let sizes = plan.model.parameters.sizes
    let elements = open.reduce(0) { saturatingSum($0, sizes[$1].elements) }
    let share = NumberText.percent(elements, of: plan.summary.trainable.elements)
    let folds = FoldedTensors(open, of: plan)
    let (these, they) = open.count == 1 ? ("it", "it is") : ("them", "they are")
    let indices = listed(trainRules.map { String($0.index) })
    let rules = trainRules.count == 1 ? "rule \(indices) says" : "rules \(indices) say"
    let edits = PlanEdits(plan: plan)
    var cures: [Cure] = []
    if let selector = folds.selector {
      let isFirst = plan.expectations.isEmpty
      cures = [
        Cure(
          "freeze \(these): - freeze: \(selector)", edit: edits.rule("freeze: \(selector)"),
          isFix: false),
        Cure(
          "where \(they) meant to train, say so"
            + (isFirst
              ? ": expect: [{trainable: \(selector)}]"
              : " under `expect`: - trainable: \(selector)"),
          edit: edits.expectation("trainable: \(selector)"), isFix: false),
      ]
    }
    cures.append(
      .making(
        oneOf: ["freeze", "train"].compactMap { edits.key("unmatched: \($0)") },
        (cures.isEmpty ? "" : "or ") + "say at the root what becomes of all that no rule matches: "
          + "unmatched: freeze, or unmatched: train"))
    return [
      Diagnostic(
        .unmatchedTrains,
        (open.count == 1
          ? "\(folds.quoted(first)) trains too, and no rule matches it"
          : "\(grouped(open.count)) parameters that no rule matches train too")
          + ": \(share) of the elements that train",
        at: rule.selector.span,
        notes: (open.count == 1 ? [] : folds.lines)
          + ["\(rules) what trains; what no rule matches trains as everything does at first"],
        cures: cures)
    ]
  }
}
