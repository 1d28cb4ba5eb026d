/// Finds the parameters that differ between two models by their trees.
///
/// What two modules have in common is found out once, however often they stand at the same place of
/// their trees: of modules that differ in nothing only the decisions are looked at.
struct TreeComparison {
  /// A model's tree, and what was decided about its parameters.
  typealias Side = (root: Module, evaluation: RuleEvaluation)

  /// Two modules of one path, and how what is in them goes together.
  private final class Pair {
    /// Whether they have the same parameters and modules, the same in all.
    let isAlike: Bool
    /// How many parameters the new one has at and below it.
    let count: Int
    /// For each parameter of the new one what it was.
    let parameters: [Partner]
    /// For each child of the new one what it was.
    let children: [Child]
    /// The parameters that only the old one has, from its first on.
    let removed: [Range<Int>]

    init(
      _ new: Module, parameters: [Partner], children: [Child], removed: [Range<Int>]
    ) {
      count = new.parameterCount
      self.parameters = parameters
      self.children = children
      self.removed = removed
      var start = parameters.count
      isAlike =
        removed.isEmpty
        && parameters.enumerated().allSatisfy { $1.old == $0 && $1.changes.isEmpty }
        && children.allSatisfy { child in
          defer { start += child.count }
          return child.count == 0 && child.pair == nil
            || child.pair?.isAlike == true && (child.count == 0 || child.oldStart == start)
        }
    }
  }

  /// A parameter and what it was.
  private struct Partner {
    /// Which of the old module's parameters it was, or -1.
    let old: Int
    /// The numbers of the ways in which it differs from that one, whatever its state.
    let changes: [Int]
  }

  /// A child and what it was.
  private struct Child {
    /// The first parameter of what it was, from the first of the old module on.
    let oldStart: Int
    /// The two together; `nil` where the child is new.
    let pair: Pair?
    /// The number of the child's parameters.
    let count: Int
  }

  private struct PairKey: Hashable {
    let old: ObjectIdentifier
    let new: ObjectIdentifier
  }

  private var pairs: [PairKey: Pair] = [:]
  private let old: Decisions
  private let new: Decisions
  private var oldChanges = ParameterChanges()
  private var newChanges = ParameterChanges()
  /// The numbers of the changes from one decision to another, and of coming and going with one.
  private var changeOfDecisions: [DecisionPair: Int] = [:]

  /// An old and a new decision, by their numbers, or -1.
  private struct DecisionPair: Hashable {
    var old: Int32
    var new: Int32
  }

  /// Compares two models.
  ///
  /// - Returns: The changes of the new one's parameters, and those of the old one's that are gone.
  static func changes(_ old: Side, _ new: Side) -> (old: ParameterChanges, new: ParameterChanges) {
    var comparison = TreeComparison(old: Decisions(old.evaluation), new: Decisions(new.evaluation))
    let pair = comparison.pair(old.root, new.root)
    comparison.compare(pair, 0, 0)
    // A module that only the old one has may stand there before one that both have.
    comparison.oldChanges.sort()
    return (comparison.oldChanges, comparison.newChanges)
  }

  private init(old: Decisions, new: Decisions) {
    self.old = old
    self.new = new
  }

  /// Compares what is at and below two modules, whose first parameters stand at some places.
  private mutating func compare(_ pair: Pair, _ oldStart: Int, _ newStart: Int) {
    if pair.isAlike {
      for offset in 0..<pair.count {
        compareStates(oldStart + offset, newStart + offset)
      }
      return
    }
    for (index, partner) in pair.parameters.enumerated() {
      if partner.old < 0 {
        add(newStart + index)
        continue
      }
      compareStates(oldStart + partner.old, newStart + index)
      for change in partner.changes { newChanges.add(newStart + index, to: change) }
    }
    var start = newStart + pair.parameters.count
    for child in pair.children {
      if let pair = child.pair {
        compare(pair, oldStart + child.oldStart, start)
      } else {
        for index in start..<start + child.count { add(index) }
      }
      start += child.count
    }
    for range in pair.removed {
      for offset in range { remove(oldStart + offset) }
    }
  }

  private mutating func compareStates(_ oldIndex: Int, _ newIndex: Int) {
    let (before, after) = (old.numbers[oldIndex], new.numbers[newIndex])
    if old.trains[Int(before)] == new.trains[Int(after)] { return }
    let key = DecisionPair(old: before, new: after)
    if let change = changeOfDecisions[key] {
      newChanges.add(newIndex, to: change)
    } else if let change = ParameterChange(old.verdict(before), new.verdict(after)) {
      let number = newChanges.number(of: change)
      changeOfDecisions[key] = number
      newChanges.add(newIndex, to: number)
    }
  }

  private mutating func add(_ index: Int) {
    let decision = new.numbers[index]
    let key = DecisionPair(old: -1, new: decision)
    let number =
      changeOfDecisions[key]
      ?? newChanges.number(of: ParameterChange(added: new.verdict(decision)))
    changeOfDecisions[key] = number
    newChanges.add(index, to: number)
  }

  private mutating func remove(_ index: Int) {
    let decision = old.numbers[index]
    let key = DecisionPair(old: decision, new: -1)
    let number =
      changeOfDecisions[key]
      ?? oldChanges.number(of: ParameterChange(removed: old.verdict(decision)))
    changeOfDecisions[key] = number
    oldChanges.add(index, to: number)
  }

  /// Brings together what two modules of one path have in them.
  private mutating func pair(_ old: Module, _ new: Module) -> Pair {
    let key = PairKey(old: ObjectIdentifier(old), new: ObjectIdentifier(new))
    if let known = pairs[key] { return known }
    let isSameClass = old.type.name.isExactly(new.type.name)
    let places = partners(of: new.parameters.map(\.name), in: old.parameters.map(\.name))
    let parameters = places.enumerated().map { index, place in
      if place < 0 { return Partner(old: -1, changes: []) }
      let (before, after) = (old.parameters[place], new.parameters[index])
      let changes = [
        ParameterChange(before.shape, after.shape), ParameterChange(before.dtype, after.dtype),
        isSameClass ? nil : ParameterChange(class: old.type.name, new.type.name),
      ]
      return Partner(
        old: place, changes: changes.compactMap { $0.map { newChanges.number(of: $0) } })
    }
    var removed = missing(from: places, of: old.parameters.count).map { $0..<$0 + 1 }

    var starts = [old.parameters.count]
    for child in old.children {
      starts.append(starts[starts.count - 1] + child.module.parameterCount)
    }
    let childPlaces = partners(of: new.children.map(\.name), in: old.children.map(\.name))
    let children = zip(childPlaces, new.children).map { place, child in
      Child(
        oldStart: place < 0 ? -1 : starts[place],
        pair: place < 0 ? nil : self.pair(old.children[place].module, child.module),
        count: child.module.parameterCount)
    }
    for place in missing(from: childPlaces, of: old.children.count) {
      removed.append(starts[place]..<starts[place + 1])
    }
    removed.removeAll(where: \.isEmpty)
    let pair = Pair(new, parameters: parameters, children: children, removed: removed)
    pairs[key] = pair
    return pair
  }

  /// The places before a count that are none of some.
  private func missing(from places: [Int], of count: Int) -> [Int] {
    var isMissing = [Bool](repeating: true, count: count)
    for place in places where place >= 0 { isMissing[place] = false }
    return isMissing.indices.filter { isMissing[$0] }
  }

  /// For each of some names its place among those of before, or -1.
  private func partners(of names: [String], in before: [String]) -> [Int] {
    var places: [ExactString: Int]?
    var next = 0
    return names.map { name in
      // Names mostly stand in their old order.
      if next < before.count, before[next].isExactly(name) {
        next += 1
        return next - 1
      }
      if places == nil {
        places = [:]
        for (place, name) in before.enumerated() { places?[ExactString(name)] = place }
      }
      guard let place = places?[ExactString(name)] else { return -1 }
      next = place + 1
      return place
    }
  }
}

/// What was decided about the parameters of a model.
private struct Decisions {
  private let evaluation: RuleEvaluation
  /// For each parameter the number of its decision.
  let numbers: [Int32]
  /// For each decision whether its parameters train.
  let trains: [Bool]

  init(_ evaluation: RuleEvaluation) {
    self.evaluation = evaluation
    numbers = evaluation.decisionOfTensor
    trains = evaluation.decisions.map(\.requiresGrad)
  }

  func verdict(_ number: Int32) -> ParameterChange.Verdict {
    ParameterChange.Verdict(evaluation.decisions[Int(number)], of: evaluation)
  }
}
