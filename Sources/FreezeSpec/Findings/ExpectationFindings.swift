/// Finds expectations that a plan does not meet.
struct ExpectationFindings {
  /// What was found.
  private(set) var diagnostics: [Diagnostic] = []
  private let plan: FreezePlan
  /// Of the parameters of each set of selectors, those in each state: trainable ones at twice its
  /// number and one more.
  private var found: [Found]

  /// Parameters of one state.
  private struct Found {
    var count = 0
    /// The first few of them.
    var first: [Int] = []
  }

  /// How many parameters in the wrong state are shown.
  private static let shown = 5

  /// Holds a plan to its expectations.
  ///
  /// - Parameters:
  ///   - plan: The plan.
  ///   - matching: What its rules match, and the selectors of its expectations.
  init(_ plan: FreezePlan, _ matching: RuleMatching) {
    self.plan = plan
    found = Array(repeating: Found(), count: 2 * matching.matches.count)
    for (tensor, match) in matching.matchOfTensor.enumerated() {
      let place = 2 * Int(match) + (plan.evaluation[tensor].requiresGrad ? 1 : 0)
      found[place].count += 1
      if found[place].first.count < Self.shown { found[place].first.append(tensor) }
    }
    var matches = matching.matchesOfSelectors[...]
    for expectation in plan.expectations {
      switch expectation.claim {
      case .frozen(let selector): check(selector, matches.popFirst() ?? [], wanted: false)
      case .trainable(let selector): check(selector, matches.popFirst() ?? [], wanted: true)
      case .quantity(let quantity, let minimum, let maximum):
        check(quantity, minimum, maximum, at: expectation.span)
      }
    }
  }

  /// Holds the states of the parameters of some sets to what is wanted.
  private mutating func check(_ selector: Selector, _ matches: [Int32], wanted: Bool) {
    let evaluation = plan.evaluation
    let (right, wrong) = (wanted ? 1 : 0, wanted ? 0 : 1)
    let wrongCount = matches.reduce(0) { $0 + found[2 * Int($1) + wrong].count }
    let all = matches.reduce(wrongCount) { $0 + found[2 * Int($1) + right].count }
    let firstWrong = matches.flatMap { found[2 * Int($0) + wrong].first }.sorted()
    guard let first = firstWrong.first else { return }

    let state = wanted ? "trainable" : "frozen"
    let actual = wanted ? "frozen" : "trainable"
    let shown = firstWrong.prefix(Self.shown).map { index -> String in
      var name = clipped(plan.model.parameters[index].name, to: 80)
      // The rule may have matched another name of the tensor.
      if let other = plan.model.tiedNames[index]?.first {
        name += ", tied to \(clipped(other, to: 80))"
      }
      guard let rule = evaluation[index].decidedBy else { return "\(name): no rule matches it" }
      return "\(name): decided by rule \(rule)"
    }
    var notes = shown
    if wrongCount > shown.count { notes.append("and \(wrongCount - shown.count) more") }
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
        "\(wrongCount) of \(all) parameters expected \(state) "
          + "\(wrongCount == 1 ? "is" : "are") \(actual)",
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
