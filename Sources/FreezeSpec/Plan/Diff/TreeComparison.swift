/// Finds the parameters that differ between two models by their trees.
///
/// What two modules have in common is found out once, however often they stand at the same place of
/// their trees; where they differ in nothing only the decisions are looked at.
struct TreeComparison {
  /// A model's tree, and what was decided about its parameters.
  typealias Side = (root: Module, evaluation: RuleEvaluation)

  /// How what is in two modules of one path goes together.
  private final class Pair {
    /// In the order of the new one's parameters; all places are told from the first parameter of the two
    /// modules on.
    let segments: [Segment]
    /// Whether parameters of both stand in another order in the new one.
    let isReordered: Bool
    /// Whether there are parameters of both.
    let isShared: Bool

    init(_ segments: [Segment], isReordered: Bool) {
      self.segments = segments
      self.isReordered = isReordered
      isShared = segments.contains {
        switch $0 {
        case .both: true
        case .added, .removed: false
        case .modules(_, _, let pair): pair.isShared
        }
      }
    }
  }

  private enum Segment {
    /// So many parameters of both, and in what each differs, whatever its state: an index into
    /// ``changeLists``. Of those that differ each is told alone.
    case both(old: Int, new: Int, count: Int, changes: Int)
    /// Parameters that only the new one has.
    case added(Range<Int>)
    /// Parameters that only the old one has.
    case removed(Range<Int>)
    /// Modules of both, from their first parameters on.
    case modules(old: Int, new: Int, Pair)
  }

  /// Modules of so many segments at most are compared without being entered.
  private static let fewSegments = 64

  private struct PairKey: Hashable {
    let old: ObjectIdentifier
    let new: ObjectIdentifier
  }

  private var pairs: [PairKey: Pair] = [:]
  /// Numbers of changes, one list for each parameter that differs; the first is empty, for all that do not.
  private var changeLists: [[Int]] = [[]]
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
  /// - Returns: The changes of the new one's parameters, those of the old one's that are gone, and
  ///   whether the others stand in another order.
  static func changes(_ old: Side, _ new: Side) -> (
    old: ParameterChanges, new: ParameterChanges, isReordered: Bool
  ) {
    var comparison = TreeComparison(old: Decisions(old.evaluation), new: Decisions(new.evaluation))
    let pair = comparison.pair(old.root, new.root)
    comparison.compare(pair, 0, 0)
    // A module that only the old one has may stand there before one that both have.
    comparison.oldChanges.sort()
    return (comparison.oldChanges, comparison.newChanges, pair.isReordered)
  }

  private init(old: Decisions, new: Decisions) {
    self.old = old
    self.new = new
  }

  /// Compares what is at and below two modules, whose first parameters stand at some places.
  private mutating func compare(_ pair: Pair, _ oldStart: Int, _ newStart: Int) {
    for segment in pair.segments {
      switch segment {
      case .both(let old, let new, let count, let changes):
        compareStates(oldStart + old, newStart + new, count: count)
        for change in changeLists[changes] { newChanges.add(newStart + new, to: change) }
      case .added(let range): for offset in range { add(newStart + offset) }
      case .removed(let range): for offset in range { remove(oldStart + offset) }
      case .modules(let old, let new, let pair): compare(pair, oldStart + old, newStart + new)
      }
    }
  }

  /// Compares the states of so many parameters of both, from some places on.
  private mutating func compareStates(_ oldStart: Int, _ newStart: Int, count: Int) {
    for offset in 0..<count where old.trains[oldStart + offset] != new.trains[newStart + offset] {
      let key = DecisionPair(
        old: old.numbers[oldStart + offset], new: new.numbers[newStart + offset])
      if let change = changeOfDecisions[key] {
        newChanges.add(newStart + offset, to: change)
      } else if let change = ParameterChange(old.verdict(key.old), new.verdict(key.new)) {
        let number = newChanges.number(of: change)
        changeOfDecisions[key] = number
        newChanges.add(newStart + offset, to: number)
      }
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
    var segments: [Segment] = []
    var order = ParameterOrder()
    let isSameClass = old.type.name.isExactly(new.type.name)
    let parameters = partners(of: new.parameters.map(\.name), in: old.parameters.map(\.name))
    for (index, place) in parameters.enumerated() {
      if place < 0 {
        segments.append(.added(index..<index + 1))
        continue
      }
      order.add(place)
      let (before, after) = (old.parameters[place], new.parameters[index])
      let changes = [
        ParameterChange(before.shape, after.shape), ParameterChange(before.dtype, after.dtype),
        isSameClass ? nil : ParameterChange(class: old.type.name, new.type.name),
      ].compactMap { $0.map { newChanges.number(of: $0) } }
      if !changes.isEmpty { changeLists.append(changes) }
      let list = changes.isEmpty ? 0 : changeLists.count - 1
      Self.add(.both(old: place, new: index, count: 1, changes: list), to: &segments)
    }
    for place in missing(from: parameters, of: old.parameters.count) {
      segments.append(.removed(place..<place + 1))
    }

    var starts = [old.parameters.count]
    for child in old.children {
      starts.append(starts[starts.count - 1] + child.module.parameterCount)
    }
    let children = partners(of: new.children.map(\.name), in: old.children.map(\.name))
    var start = new.parameters.count
    for (child, place) in zip(new.children, children) {
      let end = start + child.module.parameterCount
      if place < 0 {
        if start < end { segments.append(.added(start..<end)) }
      } else {
        let pair = self.pair(old.children[place].module, child.module)
        if pair.isShared { order.add(starts[place]) }
        if pair.isReordered { order.isChanged = true }
        Self.add(pair, old: starts[place], new: start, to: &segments)
      }
      start = end
    }
    for place in missing(from: children, of: old.children.count)
    where starts[place] < starts[place + 1] {
      segments.append(.removed(starts[place]..<starts[place + 1]))
    }
    let pair = Pair(segments, isReordered: order.isChanged)
    pairs[key] = pair
    return pair
  }

  /// Adds what two modules have in them, whose first parameters stand at some places.
  private static func add(_ pair: Pair, old: Int, new: Int, to segments: inout [Segment]) {
    if pair.segments.count > fewSegments {
      segments.append(.modules(old: old, new: new, pair))
      return
    }
    for segment in pair.segments {
      switch segment {
      case .both(let innerOld, let innerNew, let count, let changes):
        add(
          .both(old: old + innerOld, new: new + innerNew, count: count, changes: changes),
          to: &segments)
      case .added(let range):
        segments.append(.added(new + range.lowerBound..<new + range.upperBound))
      case .removed(let range):
        segments.append(.removed(old + range.lowerBound..<old + range.upperBound))
      case .modules(let innerOld, let innerNew, let pair):
        segments.append(.modules(old: old + innerOld, new: new + innerNew, pair))
      }
    }
  }

  /// Adds a segment; parameters in which nothing differs go with those before them.
  private static func add(_ segment: Segment, to segments: inout [Segment]) {
    if case .both(let old, let new, let count, changes: 0) = segment,
      case .both(let lastOld, let lastNew, let lastCount, changes: 0) = segments.last,
      lastOld + lastCount == old, lastNew + lastCount == new
    {
      segments[segments.count - 1] = .both(
        old: lastOld, new: lastNew, count: lastCount + count, changes: 0)
    } else {
      segments.append(segment)
    }
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
  /// For each parameter whether it trains.
  let trains: [Bool]

  init(_ evaluation: RuleEvaluation) {
    self.evaluation = evaluation
    numbers = evaluation.decisionOfTensor
    let states = evaluation.decisions.map(\.requiresGrad)
    trains = numbers.map { states[Int($0)] }
  }

  func verdict(_ number: Int32) -> ParameterChange.Verdict {
    ParameterChange.Verdict(evaluation.decisions[Int(number)], of: evaluation)
  }
}
