/// The check that something trains.
struct SomethingTrains {
  let survey: TrainingSurvey
  private var plan: FreezePlan { survey.plan }

  /// Finds that no parameter trains, so that `loss.backward()` has nothing to do and raises.
  ///
  /// A config that expects as much, by `trainable_parameters: 0` or the like, means it.
  var findings: [Diagnostic] {
    let count = plan.summary.parameters
    guard count > 0, !plan.expectations.contains(where: \.allowsNothingToTrain) else { return [] }
    let deciding = plan.evaluation.ledger.max { $0.decided < $1.decided }
    let rule = deciding.flatMap { $0.decided > 0 ? survey.rule($0.rule) : nil }
    let last = plan.model.root.children.last { $0.module.parameterCount > 0 }
    let edits = PlanEdits(plan: plan)
    var cures: [Cure] = []
    // A rule for all of it would leave the one that freezes without effect.
    let isPart = plan.model.root.children.count { $0.module.parameterCount > 0 } > 1
    let canTrain = plan.model.dtypes.allSatisfy(\.canRequireGrad)
    if let last, count > 1, isPart, canTrain, let part = part(of: last.name) {
      cures.append(
        Cure(
          "train a part of it: - train: \(part)", edit: edits.rule("train: \(part)"), isFix: false))
    }
    let claim = "trainable_parameters: 0"
    cures.append(
      Cure(
        "where all of it is meant to stay as it is: "
          + (plan.expectations.isEmpty ? "expect: [{\(claim)}]" : "under `expect`, - \(claim)"),
        edit: edits.expectation(claim), isFix: false))
    return [
      Diagnostic(
        .nothingTrains,
        "nothing trains: "
          + (count == 1 ? "the only parameter is" : "all \(counted(count)) are")
          + " frozen, and backward() raises",
        at: rule?.selector.span ?? plan.unmatched?.span ?? survey.modelSpan, cures: cures)
    ]
  }

  /// A selector of a child of the root, or of a tensor that it shares with another: a rule for one
  /// name of a tied tensor alone would contradict the rule for the other.
  private func part(of child: String) -> String? {
    guard let names = tiedNames(across: child) else {
      return "{module: \(flowScalar(clipped(child)))}"
    }
    // A module that stands at a thousand places gives as many names.
    guard names.count <= 4 else { return nil }
    return "{name: [" + names.map { flowScalar(clipped($0)) }.joined(separator: ", ") + "]}"
  }

  /// All names of the first tensor that has some below a child of the root, and some elsewhere.
  private func tiedNames(across child: String) -> [String]? {
    plan.model.tiedNames.sorted { $0.key < $1.key }.lazy
      .map { [plan.model.parameters[$0.key].name] + $0.value }
      .first { names in
        let inside = names.count { $0.startsExactly(with: child + ".") }
        return inside > 0 && inside < names.count
      }
  }
}

extension Expectation {
  /// Whether the claim says that nothing trains.
  fileprivate var allowsNothingToTrain: Bool {
    guard case .quantity(let quantity, _, let maximum) = claim else { return false }
    switch quantity {
    case .trainableElements, .trainableParameters: return maximum == .count(0)
    case .trainableFraction: return maximum == .fraction(0)
    case .frozenElements, .frozenParameters: return false
    }
  }
}
