/// Finds the rules that were added, removed, moved, reversed or reworded.
struct RuleComparison {
  /// The changes by their place among the new rules, a removed rule at its old place.
  private(set) var changes: [PlanDiff.RuleChange] = []
  /// The new rules that both sides have, by action and selector, and that change no parameter any
  /// more.
  private(set) var idle: [PlanSnapshot.Rule] = []
  /// What is noted to the new rules and was not to any of the old ones.
  private(set) var notes: [(rule: PlanSnapshot.Rule, text: String)] = []

  /// What makes two rules the same rule, whatever their place and reason.
  private struct Key: Hashable {
    var action: RuleAction
    var selector: ExactString

    init(_ rule: PlanSnapshot.Rule) {
      action = rule.action
      selector = ExactString(rule.selector)
    }
  }

  init(_ old: [PlanSnapshot.Rule], _ new: [PlanSnapshot.Rule]) {
    let pairs = RuleComparison.pairs(old, new)
    let kept = longestRising(pairs.map(\.old))
    var found: [(place: Int, order: Int, change: PlanDiff.RuleChange)] = []
    for (number, pair) in pairs.enumerated() {
      let (before, after) = (old[pair.old], new[pair.new])
      // What a rule says that `unmatched` would do as well is meant, as the rule's own warning has it.
      if before.changed ?? 0 > 0, after.changed == 0, !after.isBesideUnmatched {
        idle.append(after)
      }
      if !kept.contains(number) { found.append((pair.new, 2, .moved(old: before, new: after))) }
      if before.because.map({ ExactString($0) }) != after.because.map({ ExactString($0) })
        || before.isOptional != after.isOptional
      {
        found.append((pair.new, 3, .reworded(old: before, new: after)))
      }
    }

    var removed = Set(old.indices).subtracting(pairs.map(\.old)).sorted()
    let added = Set(new.indices).subtracting(pairs.map(\.new)).sorted()
    var removedOfSelector: [ExactString: [Int]] = [:]
    for index in removed.reversed() {
      removedOfSelector[ExactString(old[index].selector), default: []].append(index)
    }
    var reversed: Set<Int> = []
    for index in added {
      // The same selector among the removed ones can only have had the other action.
      if let origin = removedOfSelector[ExactString(new[index].selector)]?.popLast() {
        reversed.insert(origin)
        found.append((index, 2, .reversed(old: old[origin], new: new[index])))
      } else {
        found.append((index, 1, .added(new[index])))
      }
    }
    removed.removeAll { reversed.contains($0) }
    for index in removed { found.append((index, 0, .removed(old[index]))) }
    changes = found.sorted { ($0.place, $0.order) < ($1.place, $1.order) }.map(\.change)
    addNotes(old, new)
  }

  /// Looks for notes that say something new, unless one of the sides does not tell its notes.
  private mutating func addNotes(_ old: [PlanSnapshot.Rule], _ new: [PlanSnapshot.Rule]) {
    guard (old + new).allSatisfy({ $0.notes != nil }) else { return }
    var known: Set<ExactString> = []
    for rule in old { for note in rule.notes ?? [] { known.insert(Self.essence(of: note)) } }
    for rule in new {
      for note in rule.notes ?? [] where !known.contains(Self.essence(of: note)) {
        notes.append((rule, note))
      }
    }
  }

  /// What a note says whatever the number of the rule that it compares its own with.
  private static func essence(of note: String) -> ExactString {
    let clauses = note.split(separator: ";").filter { clause in
      !(clause.hasPrefix(" rule ") && clause.hasSuffix(" covers all of them"))
    }
    return ExactString(clauses.joined(separator: ";"))
  }

  /// The rules that both sides have, by their new order; of several equal ones the first goes with
  /// the first.
  private static func pairs(_ old: [PlanSnapshot.Rule], _ new: [PlanSnapshot.Rule])
    -> [(old: Int, new: Int)]
  {
    var places: [Key: [Int]] = [:]
    for index in old.indices.reversed() { places[Key(old[index]), default: []].append(index) }
    return new.indices.compactMap { index in
      places[Key(new[index])]?.popLast().map { (old: $0, new: index) }
    }
  }
}

/// The places of a longest run of rising numbers among different ones.
private func longestRising(_ numbers: [Int]) -> Set<Int> {
  // For each length the place of the smallest number that ends a run of it, and for each place
  // the one before it in its run.
  var ends: [Int] = []
  var previous = [Int?](repeating: nil, count: numbers.count)
  for (place, number) in numbers.enumerated() {
    let length = ends.partitioningIndex { numbers[$0] >= number }
    previous[place] = length > 0 ? ends[length - 1] : nil
    if length == ends.count { ends.append(place) } else { ends[length] = place }
  }
  var result: Set<Int> = []
  var next = ends.last
  while let place = next {
    result.insert(place)
    next = previous[place]
  }
  return result
}
