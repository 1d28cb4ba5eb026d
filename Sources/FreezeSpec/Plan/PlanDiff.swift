/// What changes between two plans.
public struct PlanDiff: Sendable {
  /// A kind of change of a parameter, the most dangerous first.
  public enum Kind: Int, CaseIterable, Comparable, Sendable {
    /// It was frozen and trains.
    case newlyTrainable
    /// It trained and is frozen.
    case newlyFrozen
    /// The old model has no such name.
    case added
    /// The new model has no such name.
    case removed
    /// Its shape is another.
    case reshaped
    /// It shares its tensor with other names than before.
    case retied
    /// Its elements are of another type.
    case retyped

    public static func < (a: Kind, b: Kind) -> Bool { a.rawValue < b.rawValue }
  }

  /// Parameters that change alike.
  public struct Group: Hashable, Sendable {
    /// A glob for their names, such as `encoder.layer.{0..11}.*`.
    public var glob: String
    /// The number of equal modules or parameters that the glob's numbers stand for.
    public var copies: Int
    /// The number of parameters in each of them; 1 where the glob names parameters.
    public var parametersEach: Int
    /// The shapes before and after, where the glob names parameters of one shape.
    public var oldShape: [Int]?
    public var newShape: [Int]?
    /// The elements of all of them, on the side that has them; the new one where both do.
    public var elements: Int
    /// The state before, `nil` for added ones.
    public var oldState: Bool?
    /// The state after, `nil` for removed ones.
    public var newState: Bool?
    /// The rule that decided before.
    public var oldRule: Int?
    /// The rule that decides now.
    public var newRule: Int?
    /// What else there is to say: the types of a retyped parameter, the names of a retied one.
    public var detail: String?
  }

  /// The changes of one kind.
  public struct Section: Sendable {
    /// The kind.
    public var kind: Kind
    /// The number of parameters.
    public var count: Int
    /// The parameters, folded.
    public var groups: [Group]
  }

  /// A change of the rules.
  public enum RuleChange: Hashable, Sendable {
    /// A rule that the old plan does not have.
    case added(PlanSnapshot.Rule)
    /// A rule that the new plan does not have.
    case removed(PlanSnapshot.Rule)
    /// A rule at another place among those that both have.
    case moved(old: PlanSnapshot.Rule, new: PlanSnapshot.Rule)
    /// A rule that freezes what it trained, or trains what it froze.
    case reversed(old: PlanSnapshot.Rule, new: PlanSnapshot.Rule)
    /// A rule with another reason.
    case reworded(old: PlanSnapshot.Rule, new: PlanSnapshot.Rule)
  }

  /// The plan before.
  public var old: PlanSnapshot
  /// The plan after.
  public var new: PlanSnapshot
  /// The changes of parameters by kind, the most dangerous first; kinds without any are left out.
  public var sections: [Section]
  /// The changes of rules, by their new place.
  public var ruleChanges: [RuleChange]
  /// Expectations that the old plan does not have.
  public var addedExpectations: [String]
  /// Expectations that the new plan does not have.
  public var removedExpectations: [String]

  /// Whether the softmax changes.
  public var softmaxChanges: Bool { old.softmax != new.softmax }
  /// Whether a parameter's state, or the set of parameters, changes.
  public var changesParameters: Bool { !sections.isEmpty }
  /// Whether anything changes.
  public var isEmpty: Bool {
    sections.isEmpty && ruleChanges.isEmpty && !softmaxChanges && addedExpectations.isEmpty
      && removedExpectations.isEmpty
  }

  /// The number of parameters that change in one way.
  public func count(_ kind: Kind) -> Int { sections.first { $0.kind == kind }?.count ?? 0 }

  /// Compares two plans.
  public init(from old: PlanSnapshot, to new: PlanSnapshot) {
    self.old = old
    self.new = new
    sections = ParameterComparison(old, new).sections
    ruleChanges = compareRules(old.rules, new.rules)
    addedExpectations = new.expectations.filter { !old.expectations.contains($0) }
    removedExpectations = old.expectations.filter { !new.expectations.contains($0) }
  }
}

/// Finds the rules that were added, removed, moved, reversed or reworded.
private func compareRules(_ old: [PlanSnapshot.Rule], _ new: [PlanSnapshot.Rule])
  -> [PlanDiff.RuleChange]
{
  func key(_ rule: PlanSnapshot.Rule) -> String { "\(rule.action.rawValue) \(rule.selector)" }
  // The standard library's difference is a shortest one: what it keeps kept its order.
  let difference = new.map(key).difference(from: old.map(key)).inferringMoves()
  var removed: [Int] = []
  var added: [Int] = []
  var movedFrom: [Int: Int] = [:]
  for step in difference {
    switch step {
    case .remove(let offset, _, let target):
      if let target { movedFrom[target] = offset } else { removed.append(offset) }
    case .insert(let offset, _, let origin):
      if origin == nil { added.append(offset) }
    }
  }
  var changes: [(place: Int, change: PlanDiff.RuleChange)] = []
  var unpaired = removed
  for offset in added {
    let rule = new[offset]
    if let index = unpaired.firstIndex(where: { old[$0].selector == rule.selector }) {
      changes.append((offset, .reversed(old: old[unpaired.remove(at: index)], new: rule)))
    } else {
      changes.append((offset, .added(rule)))
    }
  }
  for offset in unpaired { changes.append((offset, .removed(old[offset]))) }
  for (target, origin) in movedFrom {
    changes.append((target, .moved(old: old[origin], new: new[target])))
  }
  // What neither came, went nor moved stands on both sides in the same order.
  let touchedOld = Set(removed).union(movedFrom.values)
  let touchedNew = Set(added).union(movedFrom.keys)
  let keptOld = old.indices.filter { !touchedOld.contains($0) }
  let keptNew = new.indices.filter { !touchedNew.contains($0) }
  for (before, after) in zip(keptOld, keptNew) where old[before].because != new[after].because {
    changes.append((after, .reworded(old: old[before], new: new[after])))
  }
  return changes.sorted { $0.place < $1.place }.map(\.change)
}
