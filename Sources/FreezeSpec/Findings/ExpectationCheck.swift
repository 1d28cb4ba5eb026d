extension FreezePlan {
  /// Holds the plan against its expectations.
  ///
  /// Where a rule has an error, what the expectations say of the plan is not known, and only what is
  /// wrong with them by themselves is told.
  func check(_ expectations: [Expectation], _ diagnostics: inout DiagnosticCollector) {
    var next = 0
    for expectation in expectations {
      switch expectation.claim {
      case .frozen, .trainable:
        defer { next += 1 }
        guard next < evaluation.selections.count else { continue }
        for finding in evaluation.selectorDiagnostics[next] { diagnostics.add(finding) }
        guard evaluation.areRulesSound else { continue }
        check(expectation, of: evaluation.selections[next], &diagnostics)
      case .quantity(let quantity, let minimum, let maximum):
        guard evaluation.areRulesSound else { continue }
        check(expectation, quantity, minimum, maximum, &diagnostics)
      }
    }
  }

  private func check(
    _ expectation: Expectation, of selection: [Int], _ diagnostics: inout DiagnosticCollector
  ) {
    guard let selector = expectation.selector else { return }
    let wanted: Bool
    if case .trainable = expectation.claim { wanted = true } else { wanted = false }
    let wrong = selection.filter { evaluation[$0].requiresGrad != wanted }
    guard let first = wrong.first else { return }

    let state = wanted ? "trainable" : "frozen"
    let actual = wanted ? "frozen" : "trainable"
    let shown = wrong.prefix(5).map { index -> String in
      var name = clipped(model.parameters[index].name, to: 80)
      // The rule may have matched another name of the tensor.
      if let other = model.tiedNames[index]?.first { name += ", tied to \(clipped(other, to: 80))" }
      guard let rule = evaluation[index].decidedBy else { return "\(name): no rule matches it" }
      return "\(name): decided by rule \(rule)"
    }
    var notes = shown
    if wrong.count > shown.count { notes.append("and \(wrong.count - shown.count) more") }
    var related: [Diagnostic.Related] = []
    if let index = evaluation[first].decidedBy, let rule = rules.first(where: { $0.index == index })
    {
      related.append(
        Diagnostic.Related(span: rule.selector.span, message: "rule \(index) decides the first"))
    }
    diagnostics.add(
      Diagnostic(
        .expectation,
        "\(wrong.count) of \(selection.count) parameters expected \(state) "
          + "\(wrong.count == 1 ? "is" : "are") \(actual)",
        at: selector.span, related: related, notes: notes))
  }

  private func check(
    _ expectation: Expectation, _ quantity: Expectation.Quantity,
    _ minimum: Expectation.Bound?, _ maximum: Expectation.Bound?,
    _ diagnostics: inout DiagnosticCollector
  ) {
    let value: Expectation.Bound =
      summary.count(of: quantity).map(Expectation.Bound.count)
      ?? .fraction(summary.trainableFraction)
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
    diagnostics.add(
      Diagnostic(
        .expectation,
        "\(quantity.rawValue) is \(value.text), expected \(expected) "
          + "(\(value.difference(from: bound)))",
        at: expectation.span))
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
