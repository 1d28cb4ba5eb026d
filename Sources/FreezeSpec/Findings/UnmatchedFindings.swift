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
      help: [
        folds.selector.map { "freeze or train \(these): - freeze: \($0)" }
          ?? "write rules that freeze or train them",
        "let all that no rule matches be in one state: unmatched: freeze, or unmatched: train",
      ])
  }
}

/// Some parameters of a plan, folded, for a message.
struct FoldedTensors {
  /// One line for each of the first few folds, and how many more there are.
  let lines: [String]
  /// A selector of exactly these parameters as flow YAML; `nil` where it would be too long to read.
  let selector: String?
  private let plan: FreezePlan

  /// How many names are folded for a message, and how many of the folds are shown.
  private static let (mostNames, mostLines) = (10_000, 5)

  /// Folds the names of parameters, given by their numbers.
  init(_ tensors: [Int], of plan: FreezePlan) {
    self.plan = plan
    let names = tensors.prefix(Self.mostNames).map { plan.model.parameters[$0].name }
    let folds = FoldedName.fold(names, keys: names.map { _ in 0 })
    var lines = folds.prefix(Self.mostLines).map { fold in
      let count = fold.members.count
      return clipped(fold.glob, to: 120) + (count > 1 ? " (\(grouped(count)))" : "")
    }
    let told = folds.prefix(Self.mostLines).reduce(0) { $0 + $1.members.count }
    if told < tensors.count { lines.append("and \(grouped(tensors.count - told)) more") }
    self.lines = lines
    let globs = folds.prefix(5).map { flowScalar($0.glob) }
    let isShort = globs.count <= 4 && globs.reduce(0) { $0 + $1.utf8.count } <= 160
    if !isShort || names.count < tensors.count || globs.isEmpty {
      selector = nil
    } else {
      selector = globs.count == 1 ? globs[0] : "[" + globs.joined(separator: ", ") + "]"
    }
  }

  /// A parameter's name, for a message.
  func quoted(_ tensor: Int) -> String {
    "\"\(clipped(plan.model.parameters[tensor].name, to: 120))\""
  }
}
