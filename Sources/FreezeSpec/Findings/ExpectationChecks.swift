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
    let states = plan.evaluation.decisions.map(\.requiresGrad)
    let decisions = plan.evaluation.decisionOfTensor
    tensors = GroupedTensors(
      matching.matchOfTensor.indices.map { tensor in
        2 * Int(matching.matchOfTensor[tensor]) + (states[Int(decisions[tensor])] ? 1 : 0)
      }, groups: 2 * matching.matches.count)
    offenders = OffenderList(plan)
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

/// Tensors by groups, those of one group in order.
private struct GroupedTensors {
  /// For each group where its tensors start, and at last their number.
  private var starts: [Int]
  private var tensors: [Int32]

  /// Sorts tensors, given the group of each.
  init(_ groupOfTensor: [Int], groups: Int) {
    starts = Array(repeating: 0, count: groups + 1)
    for group in groupOfTensor { starts[group + 1] += 1 }
    for group in 0..<groups { starts[group + 1] += starts[group] }
    tensors = Array(repeating: 0, count: groupOfTensor.count)
    var next = starts
    for (tensor, group) in groupOfTensor.enumerated() {
      tensors[next[group]] = Int32(tensor)
      next[group] += 1
    }
  }

  subscript(group: Int) -> some RandomAccessCollection<Int> {
    tensors[starts[group]..<starts[group + 1]].lazy.map { Int($0) }
  }
}

/// Names parameters that break expectations: whole modules first, folded, the first few of them.
private struct OffenderList {
  /// How many lines an expectation gets.
  private static let shown = 5
  /// The most parameters that are folded for one expectation, and for all of them.
  private static let most = 20_000
  private static let mostOfAll = 200_000

  private let plan: FreezePlan
  /// The modules, where they are needed and few enough.
  private var units: NameUnits??
  private var left = Self.mostOfAll

  init(_ plan: FreezePlan) { self.plan = plan }

  /// What parameters that are told together have their state from.
  private struct Reason: Hashable {
    let decidedBy: Int?
    let undecided: UndecidedReason?

    init(_ tensor: Int, _ plan: FreezePlan) {
      let decision = plan.evaluation[tensor]
      decidedBy = decision.decidedBy
      undecided = plan.evaluation.reason(of: decision)
    }
  }

  /// How many parameters the next expectation may name.
  var room: Int { max(Self.shown, min(Self.most, left)) }

  /// Names parameters of one state.
  mutating func name(_ tensors: [Int], _ state: ParameterState) -> [ExpectationOutcome.Offenders] {
    left = max(0, left - tensors.count)
    guard let units = tree() else {
      return tensors.prefix(Self.shown).map { offenders([$0], glob: name(of: $0), state) }
    }
    var tensorsOfReason: [Reason: [Int]] = [:]
    for tensor in tensors { tensorsOfReason[Reason(tensor, plan), default: []].append(tensor) }
    var found: [(first: Int, offenders: ExpectationOutcome.Offenders)] = []
    for tensors in tensorsOfReason.values {
      let covered = units.units(covering: tensors)
      let keys = covered.map { $0.isModule ? -$0.parameters.count : tiedKey(of: $0) }
      for fold in FoldedName.fold(covered.map(\.path), keys: keys) {
        let first = covered[fold.members[0]]
        let glob = fold.glob + (first.isModule ? first.path.isEmpty ? "*" : ".*" : "")
        let members = fold.members.flatMap { covered[$0].parameters }
        found.append((first.parameters[0], offenders(members, glob: glob, state)))
      }
    }
    return found.sorted { $0.first < $1.first }.prefix(Self.shown).map(\.offenders)
  }

  /// A tied parameter is named with another of its names, and so on its own.
  private func tiedKey(of unit: NameUnits.Unit) -> Int {
    plan.model.tiedNames[unit.parameters[0]] == nil ? 0 : unit.parameters[0] + 1
  }

  private func name(of tensor: Int) -> String { plan.model.parameters[tensor].name }

  private func offenders(
    _ tensors: [Int], glob: String, _ state: ParameterState
  ) -> ExpectationOutcome.Offenders {
    ExpectationOutcome.Offenders(
      glob: glob, count: tensors.count,
      elements: tensors.reduce(0) {
        saturatingSum($0, plan.model.parameters[$1].parameter.elements)
      }, state: state, decidedBy: plan.evaluation[tensors[0]].decidedBy,
      undecided: plan.evaluation.reason(of: plan.evaluation[tensors[0]]),
      tiedName: tensors.count == 1 ? plan.model.tiedNames[tensors[0]]?.first : nil)
  }

  private mutating func tree() -> NameUnits? {
    if let units { return units }
    let names = plan.model.parameters.lazy.map(\.name)
    let made = ComparedNames.refusal(of: names) == nil ? NameUnits(names: names) : nil
    units = made
    return made
  }
}
