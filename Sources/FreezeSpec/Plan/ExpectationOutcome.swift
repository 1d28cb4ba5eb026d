/// An expectation, and whether a plan meets it.
///
/// Findings and reports read this, whatever the expectation is about.
public struct ExpectationOutcome: Hashable, Sendable {
  /// What a plan was found to have.
  enum Measured: Hashable, Sendable {
    /// A number, which the expectation bounds.
    case number(Expectation.Bound)
    /// How many parameters the expectation speaks of, and how many are in the other state.
    case states(expected: ParameterState, wrong: Int, of: Int)
    /// The figures of the softmax that it bounds.
    case softmax(SoftmaxMeasure)
  }

  /// Parameters that break an expectation and have their state from one rule.
  struct Offenders: Hashable, Sendable {
    /// A glob for their names.
    let glob: String
    /// The number of parameters.
    let count: Int
    /// Their elements.
    let elements: Int
    /// The state that they are in.
    let state: ParameterState
    /// The rule that decides them.
    let decidedBy: Int?
    /// Why they are in their state, where no rule decides them.
    let undecided: UndecidedReason?
    /// Another name of the tensor, of a single one that has several.
    let tiedName: String?
  }

  /// The expectation as one line of flow YAML, such as `frozen: {module: backbone}`.
  public let text: String
  /// What it bounds or asserts, such as `trainable_elements` or `frozen`.
  public let subject: String
  /// The least that it allows, where it bounds a number.
  var minimum: Expectation.Bound?
  /// The most that it allows, where it bounds a number.
  var maximum: Expectation.Bound?
  /// Whether the plan meets it.
  public let holds: Bool
  /// What was measured; `nil` where a saved plan does not tell.
  var measured: Measured?
  /// The first parameters that break it, where it speaks of parameters and fails.
  var offenders: [Offenders] = []
  /// The number of parameters that break it and are not among ``offenders``.
  var offendersLeftOut = 0
  /// What it allows of a softmax, where it bounds one; `nil` where a saved plan does not tell.
  var softmaxBounds: SoftmaxBounds?
}

extension ExpectationOutcome {
  /// What was measured, in words: `1,270`, `0.762`, `1 of 2 parameters is trainable`.
  public var measuredText: String? {
    switch measured {
    case nil: return nil
    case .number(let number):
      let bounds = [minimum, maximum].compactMap(\.self)
      return number.text(apartFrom: holds ? [] : bounds)
    case .states(let expected, let wrong, let all):
      if wrong == 0 || wrong == all {
        let state = wrong == 0 ? expected : expected.other
        return all == 1
          ? "1 parameter is \(state.rawValue)"
          : "all \(counted(all, "parameter")) are \(state.rawValue)"
      }
      return "\(grouped(wrong)) of \(counted(all, "parameter")) "
        + "\(wrong == 1 ? "is" : "are") \(expected.other.rawValue)"
    case .softmax(let measure): return measure.text
    }
  }

  /// How far the number that was measured lies out of its bounds, with its sign.
  var distanceText: String? {
    guard case .number(let number) = measured, !holds else { return nil }
    if let minimum, number < minimum { return number.distanceText(from: minimum) }
    return maximum.flatMap { number.distanceText(from: $0) }
  }
}

extension ExpectationOutcome {
  /// What was measured as a predicate, such as `is 3 (-1)` or `all 2 parameters are frozen`; `nil`
  /// where a saved plan does not tell.
  var resultText: String? {
    guard let measuredText else { return nil }
    guard isOfNumber else { return measuredText }
    return "is " + measuredText + (distanceText.map { " (\($0))" } ?? "")
  }

  /// Whether it bounds a number.
  var isOfNumber: Bool {
    if case .number = measured { true } else { false }
  }

  /// The parameters or distributions that break it, a line each, and how many more there are.
  var notes: [String] {
    if case .softmax(let measure) = measured { return measure.failures.flatMap(\.places) }
    var notes = offenders.map { $0.text(isOfNumber: isOfNumber) }
    if offendersLeftOut > 0 { notes.append("and \(grouped(offendersLeftOut)) more") }
    return notes
  }
}

extension ExpectationOutcome.Offenders {
  /// How long a name may be that a note has whole: names of models are much shorter.
  private static let longest = 1_000

  /// The parameters, and why they are in their state.
  fileprivate func text(isOfNumber: Bool) -> String {
    var text = clipped(glob, to: Self.longest)
    if isOfNumber { text = "\(state.rawValue) " + text }
    // The rule may have matched another name of the tensor.
    if let tiedName { text += ", tied to \(clipped(tiedName, to: Self.longest))" }
    if count > 1 { text += ", \(counted(count, "parameter"))" }
    if isOfNumber { text += ", \(counted(elements, "element"))" }
    return text + ": " + reason
  }

  private var reason: String {
    if let decidedBy { return "decided by rule \(decidedBy)" }
    let isOne = count == 1
    return "no rule matches \(isOne ? "it" : "them")" + (undecided?.clause(isOfOne: isOne) ?? "")
  }
}

extension ParameterState {
  /// The other state.
  var other: ParameterState { self == .frozen ? .trainable : .frozen }
}

extension Expectation.Bound {
  /// The number for a reader, a fraction in as few digits as tell it from others that stand beside
  /// it, and no fewer than four.
  func text(apartFrom others: [Expectation.Bound] = []) -> String {
    switch self {
    case .count(let count): return grouped(count)
    case .fraction(let fraction):
      return NumberText.significant(fraction, apartFrom: others.compactMap(\.fraction))
    }
  }

  /// This number's distance from another, with its sign.
  fileprivate func distanceText(from other: Expectation.Bound) -> String? {
    switch (self, other) {
    case (.count(let value), .count(let bound)):
      let (difference, overflows) =
        value < bound
        ? bound.subtractingReportingOverflow(value) : value.subtractingReportingOverflow(bound)
      return (value < bound ? "-" : "+") + grouped(overflows ? .max : difference)
    case (.fraction(let value), .fraction(let bound)):
      let difference = value - bound
      return (difference < 0 ? "" : "+") + NumberText.significant(difference)
    default: return nil
    }
  }

  private var fraction: Double? {
    guard case .fraction(let fraction) = self else { return nil }
    return fraction
  }
}
