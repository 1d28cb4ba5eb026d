/// Tells of expectations that a plan does not meet.
struct ExpectationFindings {
  /// What was found.
  let diagnostics: [Diagnostic]

  /// Tells of those among a plan's expectations that fail.
  init(_ plan: FreezePlan) {
    diagnostics = zip(plan.expectations, plan.expectationOutcomes).compactMap {
      expectation, outcome in
      if !outcome.holds { return Self.finding(expectation, outcome, plan) }
      return expectation.canFail
        ? nil
        : Diagnostic(
          .vacuousExpectation, "`\(expectation)` holds of every plan", at: expectation.span,
          cures: ["write the bound that is meant, or take it out"])
    }
  }

  private static func finding(
    _ expectation: Expectation, _ outcome: ExpectationOutcome, _ plan: FreezePlan
  ) -> Diagnostic {
    var related: [Diagnostic.Related] = []
    if let index = outcome.offenders.first?.decidedBy,
      let rule = plan.rules.first(where: { $0.index == index }), !outcome.isOfNumber
    {
      related.append(
        Diagnostic.Related(span: rule.selector.span, message: "rule \(index) decides the first"))
    }
    return Diagnostic(
      .expectation, message(outcome), at: expectation.selector?.span ?? expectation.span,
      related: related, notes: outcome.notes)
  }

  private static func message(_ outcome: ExpectationOutcome) -> String {
    let measured = outcome.measuredText ?? ""
    if case .softmax(let measure) = outcome.measured {
      return measure.failures.map(\.message).joined(separator: "; ")
    }
    if case .states(let expected, let wrong, let all) = outcome.measured {
      return "\(grouped(wrong)) of \(counted(all, "parameter")) expected \(expected.rawValue) "
        + "\(wrong == 1 ? "is" : "are") \(expected.other.rawValue)"
    }
    let expected = outcome.boundText.map { ", expected \($0)" } ?? ""
    let distance = outcome.distanceText.map { " (\($0))" } ?? ""
    return "\(outcome.subject) is \(measured)\(expected)\(distance)"
  }
}

extension ExpectationOutcome {
  /// What was expected of a number, such as `at most 1,240`.
  fileprivate var boundText: String? {
    guard case .number(let number) = measured else { return nil }
    let isTooSmall = minimum.map { number < $0 } ?? false
    guard let bound = isTooSmall ? minimum : maximum else { return nil }
    if minimum == maximum { return bound.writtenText }
    return (isTooSmall ? "at least " : "at most ") + bound.writtenText
  }
}

extension Expectation {
  /// Whether any plan could break it: every count is at least 0, and every fraction at most 1.
  fileprivate var canFail: Bool {
    switch claim {
    case .frozen, .trainable: true
    case .softmax(let bounds):
      bounds.max.map { $0 < 1 } ?? false || bounds.minEntropy.map { $0 > 0 } ?? false
        || bounds.maxEntropy != nil
    case .quantity(let quantity, let minimum, let maximum):
      minimum.map { $0 != .count(0) && $0 != .fraction(0) } ?? false
        || maximum.map { quantity != .trainableFraction || $0 != .fraction(1) } ?? false
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
