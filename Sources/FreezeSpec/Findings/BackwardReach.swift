/// The check for something that trains below a long frozen stretch.
struct BackwardReach {
  let survey: TrainingSurvey
  private var plan: FreezePlan { survey.plan }

  /// A run of frozen parameters.
  private struct FrozenRun {
    var tensors = 0..<0
    var elements = 0
  }

  /// Finds parameters that train below a long frozen stretch, so that backpropagation must go
  /// through all of it and freezing saves no time there.
  ///
  /// Many plans train something everywhere on purpose: biases, norms, adapters. What is looked for
  /// is something forgotten at the bottom of the model, in order of declaration:
  /// - one unbroken frozen run holds at least half of the frozen elements and a quarter of all;
  /// - something trains after it: the part that the plan is for;
  /// - what trains before it are few parameters, at most a quarter of all and fewer than the run
  ///   has, and more than a learned scalar;
  /// - no rule decides those (they train since everything does), and the rule of the run excludes
  ///   nothing by `except`.
  ///
  /// What an expectation speaks of is meant, each parameter on its own: it is not counted among
  /// those, and no cure advises to freeze it.
  var findings: [Diagnostic] {
    // What trains by `unmatched: train` is not forgotten: the config says so.
    guard plan.unmatched == nil, let last = plan.evaluation.lastTrainable else { return [] }
    return longFrozenRuns().lazy.compactMap { finding($0, last: last) }.first.map { [$0] } ?? []
  }

  /// What is forgotten below a run.
  private func finding(_ run: FrozenRun, last: Int) -> Diagnostic? {
    guard last >= run.tensors.upperBound else { return nil }
    let below = (0..<run.tensors.lowerBound).filter { plan.evaluation[$0].requiresGrad }
    let forgotten = below.filter { !survey.isExpected($0) }
    guard let first = forgotten.first(where: { elements(of: $0) > 1 }),
      below.allSatisfy({ plan.evaluation[$0].decidedBy == nil }),
      forgotten.count <= plan.summary.parameters / 4, forgotten.count < run.tensors.count
    else { return nil }

    let rule = run.tensors.lazy.compactMap { survey.rule(plan.evaluation[$0].decidedBy) }.first
    if rule?.selector.hasException == true { return nil }
    let next = (run.tensors.upperBound...last).first { plan.evaluation[$0].requiresGrad } ?? last
    let lowest =
      forgotten.count == 1
      ? "1 parameter trains" : "\(grouped(forgotten.count)) parameters train"
    let these = forgotten.count == 1 ? "it" : "them"
    let trained = forgotten.reduce(0) { saturatingSum($0, elements(of: $1)) }
    // What is meant to learn lies below the stretch too: backpropagation goes down to it anyway.
    let meant = below.first { survey.isExpected($0) }
    return Diagnostic(
      .backwardReach,
      "freezing saves no backward time for \(counted(run.elements, "element")): backpropagation "
        + "goes on below them, down to \(survey.quotedName(first))",
      at: rule?.selector.span ?? survey.modelSpan,
      notes: [
        "in order of declaration \(lowest) before \(survey.quotedName(run.tensors.lowerBound)) "
          + "(\(counted(trained, "element"))), and no rule names \(these)",
        meant.map {
          "an expectation says that \(survey.quotedName($0)) trains, and none speaks of "
            + these
        } ?? "without \(these) backpropagation would stop at \(survey.quotedName(next))",
      ], cures: cures(forgotten))
  }

  /// How to freeze what was forgotten, and that alone; and how to say that it is meant.
  private func cures(_ forgotten: [Int]) -> [Cure] {
    let these = forgotten.count == 1 ? "it" : "them"
    guard let selector = FoldedTensors(forgotten, of: plan).selector else {
      // What they have in common cannot be said in one selector.
      return ["where it is meant: # freezespec: ignore[\(DiagnosticCode.backwardReach.rawValue)]"]
    }
    return [
      Cure(
        "freeze \(these) too: - freeze: \(selector)",
        edit: PlanEdits(plan: plan).rule("freeze: \(selector)"), isFix: false),
      survey.expecting("trainable: \(selector)"),
    ]
  }

  private func elements(of tensor: Int) -> Int { plan.model.parameters.parameter(tensor).elements }

  /// The frozen runs with at least half of the frozen elements and a quarter of all, the longest first.
  private func longFrozenRuns() -> [FrozenRun] {
    let least = max(1, plan.summary.frozen.elements / 2, plan.summary.elements / 4)
    var runs: [FrozenRun] = []
    // No run has more than all that is frozen.
    if plan.summary.frozen.elements < least { return runs }
    var current = FrozenRun()
    func end() { if current.elements >= least { runs.append(current) } }
    for tensor in 0..<plan.evaluation.tensorCount {
      if plan.evaluation.trains(tensor) {
        end()
        current = FrozenRun(tensors: tensor + 1..<tensor + 1)
        continue
      }
      current.tensors = current.tensors.lowerBound..<tensor + 1
      current.elements = saturatingSum(current.elements, elements(of: tensor))
    }
    end()
    return runs.sorted { $0.elements > $1.elements }
  }
}

extension RuleEvaluation {
  /// Whether a parameter trains.
  fileprivate func trains(_ tensor: Int) -> Bool {
    decisions[Int(decisionOfTensor[tensor])].requiresGrad
  }

  /// The last parameter that trains.
  fileprivate var lastTrainable: Int? { (0..<tensorCount).last { trains($0) } }
}
