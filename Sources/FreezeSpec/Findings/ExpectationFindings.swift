/// Tells of expectations that a plan does not meet.
struct ExpectationFindings {
  /// What was found.
  let diagnostics: [Diagnostic]

  /// Tells of those among a plan's expectations that fail.
  init(_ plan: FreezePlan) {
    diagnostics = zip(plan.expectations, plan.expectationOutcomes).compactMap {
      expectation, outcome in
      outcome.holds ? nil : Self.finding(expectation, outcome, plan)
    }
  }

  private static func finding(
    _ expectation: Expectation, _ outcome: ExpectationOutcome, _ plan: FreezePlan
  ) -> Diagnostic {
    var notes = outcome.offenders.map { text(of: $0, isOfNumber: outcome.isOfNumber) }
    if outcome.offendersLeftOut > 0 {
      notes.append("and \(grouped(outcome.offendersLeftOut)) more")
    }
    var related: [Diagnostic.Related] = []
    if let index = outcome.offenders.first?.decidedBy,
      let rule = plan.rules.first(where: { $0.index == index }), !outcome.isOfNumber
    {
      related.append(
        Diagnostic.Related(span: rule.selector.span, message: "rule \(index) decides the first"))
    }
    return Diagnostic(
      .expectation, message(outcome), at: expectation.selector?.span ?? expectation.span,
      related: related, notes: notes)
  }

  private static func message(_ outcome: ExpectationOutcome) -> String {
    let measured = outcome.measuredText ?? ""
    if case .states(let expected, let wrong, let all) = outcome.measured {
      return "\(grouped(wrong)) of \(counted(all, "parameter")) expected \(expected.rawValue) "
        + "\(wrong == 1 ? "is" : "are") \(expected.other.rawValue)"
    }
    let expected = outcome.boundText.map { ", expected \($0)" } ?? ""
    let distance = outcome.distanceText.map { " (\($0))" } ?? ""
    return "\(outcome.subject) is \(measured)\(expected)\(distance)"
  }

  /// Names parameters and says why they are in their state.
  private static func text(
    of offenders: ExpectationOutcome.Offenders, isOfNumber: Bool
  ) -> String {
    var text = clipped(offenders.glob, to: 80)
    if isOfNumber { text = "\(offenders.state.rawValue) " + text }
    // The rule may have matched another name of the tensor.
    if let tied = offenders.tiedName { text += ", tied to \(clipped(tied, to: 80))" }
    if offenders.count > 1 { text += ", \(counted(offenders.count, "parameter"))" }
    if isOfNumber { text += ", \(counted(offenders.elements, "element"))" }
    return text + ": " + offenders.reason
  }
}

extension ExpectationOutcome {
  /// Whether it bounds a number.
  fileprivate var isOfNumber: Bool {
    if case .number = measured { true } else { false }
  }

  /// What was expected of a number, such as `at most 1,240`.
  fileprivate var boundText: String? {
    guard case .number(let number) = measured else { return nil }
    let isTooSmall = minimum.map { number < $0 } ?? false
    guard let bound = isTooSmall ? minimum : maximum else { return nil }
    if minimum == maximum { return bound.writtenText }
    return (isTooSmall ? "at least " : "at most ") + bound.writtenText
  }
}

extension ExpectationOutcome.Offenders {
  /// Why they are in their state.
  fileprivate var reason: String {
    if let decidedBy { return "decided by rule \(decidedBy)" }
    return switch undecided {
    case nil, .byDefault: "no rule matches it"
    case .declared: "no rule matches it, and it declares requires_grad: false"
    case .unmatched(let outcome): "no rule matches it, and unmatched: \(outcome.rawValue)"
    }
  }
}

extension Expectation.Bound {
  /// The number as it would be written: 1, and not 1.0.
  fileprivate var writtenText: String {
    switch self {
    case .count(let count): grouped(count)
    case .fraction(let fraction): Int(exactly: fraction).map { String($0) } ?? pythonRepr(fraction)
    }
  }
}
