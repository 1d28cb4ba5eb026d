/// Finds expectations that a plan does not meet.
struct ExpectationFindings {
  /// What was found.
  private(set) var diagnostics: [Diagnostic] = []
  private let plan: FreezePlan

  /// Holds a plan to its expectations.
  ///
  /// - Parameters:
  ///   - plan: The plan.
  ///   - selections: For each expectation about parameters, those that it selects, ascending.
  init(_ plan: FreezePlan, _ selections: [[Int]]) {
    self.plan = plan
    var selections = selections[...]
    for expectation in plan.expectations {
      switch expectation.claim {
      case .frozen(let selector):
        check(selector, selections.popFirst() ?? [], wanted: false)
      case .trainable(let selector):
        check(selector, selections.popFirst() ?? [], wanted: true)
      case .quantity(let quantity, let minimum, let maximum):
        check(quantity, minimum, maximum, at: expectation.span)
      }
    }
  }

  /// Holds the states of some parameters to what is wanted.
  private mutating func check(_ selector: Selector, _ selection: [Int], wanted: Bool) {
    let evaluation = plan.evaluation
    let wrong = selection.filter { evaluation[$0].requiresGrad != wanted }
    guard let first = wrong.first else { return }

    let state = wanted ? "trainable" : "frozen"
    let actual = wanted ? "frozen" : "trainable"
    let shown = wrong.prefix(5).map { index -> String in
      var name = clipped(plan.model.parameters[index].name, to: 80)
      // The rule may have matched another name of the tensor.
      if let other = plan.model.tiedNames[index]?.first {
        name += ", tied to \(clipped(other, to: 80))"
      }
      guard let rule = evaluation[index].decidedBy else { return "\(name): no rule matches it" }
      return "\(name): decided by rule \(rule)"
    }
    var notes = shown
    if wrong.count > shown.count { notes.append("and \(wrong.count - shown.count) more") }
    var related: [Diagnostic.Related] = []
    if let index = evaluation[first].decidedBy,
      let rule = plan.rules.first(where: { $0.index == index })
    {
      related.append(
        Diagnostic.Related(span: rule.selector.span, message: "rule \(index) decides the first"))
    }
    diagnostics.append(
      Diagnostic(
        .expectation,
        "\(wrong.count) of \(selection.count) parameters expected \(state) "
          + "\(wrong.count == 1 ? "is" : "are") \(actual)",
        at: selector.span, related: related, notes: notes))
  }

  /// Holds a number of the summary to its bounds.
  private mutating func check(
    _ quantity: Expectation.Quantity, _ minimum: Expectation.Bound?, _ maximum: Expectation.Bound?,
    at span: SourceSpan
  ) {
    let value: Expectation.Bound =
      plan.summary.count(of: quantity).map(Expectation.Bound.count)
      ?? .fraction(plan.summary.trainableFraction)
    let isTooSmall = minimum.map { value < $0 } ?? false
    let isTooLarge = maximum.map { $0 < value } ?? false
    guard isTooSmall || isTooLarge else { return }
    guard let bound = isTooSmall ? minimum : maximum else { return }
    let expected: String
    if minimum == maximum {
      expected = bound.text
    } else {
      expected = isTooSmall ? "at least \(bound.text)" : "at most \(bound.text)"
    }
    diagnostics.append(
      Diagnostic(
        .expectation,
        "\(quantity.rawValue) is \(value.text), expected \(expected) "
          + "(\(value.difference(from: bound)))",
        at: span))
  }
}

extension Expectation.Bound {
  /// The number for a message.
  fileprivate var text: String {
    switch self {
    case .count(let count): grouped(count)
    case .fraction(let fraction): Self.text(fraction)
    }
  }

  /// A fraction as it would be written: 1, and not 1.0.
  private static func text(_ fraction: Double) -> String {
    Int(exactly: fraction).map { String($0) } ?? pythonRepr(fraction)
  }

  /// This number's distance from another, with its sign.
  fileprivate func difference(from other: Expectation.Bound) -> String {
    switch (self, other) {
    case (.count(let value), .count(let bound)):
      // Both are counts, and so at least 0: their difference fits.
      return value < bound ? "-\(grouped(bound - value))" : "+\(grouped(value - bound))"
    case (.fraction(let value), .fraction(let bound)):
      let difference = value - bound
      return (difference < 0 ? "" : "+") + Self.text(difference)
    default: return ""
    }
  }
}
