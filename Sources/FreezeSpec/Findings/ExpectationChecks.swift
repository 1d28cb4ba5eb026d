/// Holds a plan to the expectations of its config.
struct ExpectationChecks {
  /// What became of each expectation, in order.
  private(set) var outcomes: [ExpectationOutcome] = []
  private let plan: FreezePlan
  /// The tensors by the set of selectors that match them and by state, frozen before trainable.
  private let tensors: GroupedTensors
  private var offenders: OffenderList
  /// The figures of the softmax, where an expectation bounds it.
  private let softmax: SoftmaxFigures?

  /// Holds a plan to its expectations.
  ///
  /// - Parameters:
  ///   - plan: The plan.
  ///   - matching: What its rules match, and the selectors of its expectations.
  init(_ plan: FreezePlan, _ matching: RuleMatching) {
    self.plan = plan
    offenders = OffenderList(plan)
    if plan.expectations.isEmpty {
      (tensors, softmax) = (GroupedTensors([], groups: 0), nil)
      return
    }
    let states = plan.evaluation.decisions.map(\.requiresGrad)
    let decisions = plan.evaluation.decisionOfTensor
    tensors = GroupedTensors(
      matching.matchOfTensor.indices.map { tensor in
        2 * Int(matching.matchOfTensor[tensor]) + (states[Int(decisions[tensor])] ? 1 : 0)
      }, groups: 2 * matching.matches.count)
    let isBounded = plan.expectations.contains { expectation in
      if case .softmax = expectation.claim { true } else { false }
    }
    softmax = isBounded ? SoftmaxFigures(plan.softmax) : nil
    let everything = Array(0..<Int32(matching.matches.count))
    var matches = matching.matchesOfSelectors[...]
    for expectation in plan.expectations {
      let outcome =
        switch expectation.claim {
        case .frozen: check(expectation, matches.popFirst() ?? [], expected: .frozen)
        case .trainable: check(expectation, matches.popFirst() ?? [], expected: .trainable)
        case .quantity(let quantity, let minimum, let maximum):
          check(expectation, quantity, minimum, maximum, everything)
        case .softmax(let bounds): check(expectation, bounds)
        }
      outcomes.append(outcome)
    }
  }

  /// Holds the states of the parameters of some sets to what is expected.
  private mutating func check(
    _ expectation: Expectation, _ sets: [Int32], expected: ParameterState
  ) -> ExpectationOutcome {
    let wrong = count(sets, expected.other)
    var outcome = ExpectationOutcome(
      text: "\(expectation)", subject: expected.rawValue, holds: wrong == 0,
      measured: .states(expected: expected, wrong: wrong, of: wrong + count(sets, expected)))
    add(sets, expected.other, wrong, to: &outcome)
    return outcome
  }

  /// Holds a number of the summary to its bounds.
  private mutating func check(
    _ expectation: Expectation, _ quantity: Expectation.Quantity, _ minimum: Expectation.Bound?,
    _ maximum: Expectation.Bound?, _ everything: [Int32]
  ) -> ExpectationOutcome {
    let value: Expectation.Bound =
      plan.summary.count(of: quantity).map(Expectation.Bound.count)
      ?? .fraction(plan.summary.trainableFraction)
    let isTooSmall = minimum.map { value < $0 } ?? false
    let isTooLarge = maximum.map { $0 < value } ?? false
    var outcome = ExpectationOutcome(
      text: "\(expectation)", subject: quantity.rawValue, minimum: minimum, maximum: maximum,
      holds: !isTooSmall && !isTooLarge, measured: .number(value))
    if !outcome.holds {
      // Too few of one state are too many of the other.
      let state = isTooLarge ? quantity.state : quantity.state.other
      add(everything, state, count(everything, state), to: &outcome)
    }
    return outcome
  }

  /// Holds the softmax to its bounds.
  private func check(_ expectation: Expectation, _ bounds: SoftmaxBounds) -> ExpectationOutcome {
    let measure = SoftmaxExpectation(softmax, bounds).measure
    return ExpectationOutcome(
      text: "\(expectation)", subject: "softmax", holds: measure.failures.isEmpty,
      measured: .softmax(measure), softmaxBounds: bounds)
  }

  private func count(_ sets: [Int32], _ state: ParameterState) -> Int {
    sets.reduce(0) { $0 + tensors[group($1, state)].count }
  }

  private func group(_ set: Int32, _ state: ParameterState) -> Int {
    2 * Int(set) + (state == .trainable ? 1 : 0)
  }

  /// Names the parameters of some sets that are in a state.
  private mutating func add(
    _ sets: [Int32], _ state: ParameterState, _ count: Int, to outcome: inout ExpectationOutcome
  ) {
    if count == 0 { return }
    var found: [Int] = []
    for set in sets where found.count < offenders.room {
      found += tensors[group(set, state)].prefix(offenders.room - found.count)
    }
    outcome.offenders = offenders.name(found.sorted(), state)
    outcome.offendersLeftOut = count - outcome.offenders.reduce(0) { $0 + $1.count }
  }
}

extension Expectation.Quantity {
  /// The state of what it counts.
  fileprivate var state: ParameterState {
    switch self {
    case .trainableElements, .trainableParameters, .trainableFraction: .trainable
    case .frozenElements, .frozenParameters: .frozen
    }
  }
}
