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
    /// Its module is of another class.
    case reclassed
    /// A buffer that the old model does not have.
    case bufferAdded
    /// A buffer that the new model does not have.
    case bufferRemoved
    /// A buffer of another shape.
    case bufferReshaped
    /// A buffer of another type.
    case bufferRetyped

    /// Whether it is a change of buffers.
    public var isOfBuffers: Bool { self >= .bufferAdded }

    /// The same kind of change of a buffer.
    var ofBuffers: Kind {
      switch self {
      case .added: .bufferAdded
      case .removed: .bufferRemoved
      case .reshaped: .bufferReshaped
      default: .bufferRetyped
      }
    }

    /// Whether a kind is the more dangerous one.
    public static func < (a: Kind, b: Kind) -> Bool { a.rawValue < b.rawValue }
  }

  /// Parameters that change alike.
  public struct Group: Sendable {
    /// A glob for their names, such as `encoder.layer.{0..11}.*`.
    public let glob: String
    /// Their indices among ``parameters``, ascending.
    let members: [Int]
    /// The parameters of the side under whose names they are told: mostly of the new one, if it has them.
    let parameters: PlanSnapshot.Parameters
    /// The number of equal modules or parameters that the glob's numbers stand for.
    let copies: Int
    /// The number of parameters in each of them; 1 where the glob names parameters.
    let parametersEach: Int
    /// The numbers of modules or parameters that are equal to these, and stand among them, but do
    /// not change so: 7 where the glob is `encoder.layer.{0..6,8..11}.*`.
    let exceptions: [Int]
    /// The shape before, where the glob names parameters of one shape.
    public let oldShape: Shape?
    /// The shape after, where the glob names parameters of one shape.
    public let newShape: Shape?
    /// The elements of all of them, on the side under whose names they are told.
    public let elements: Int
    /// The state before; `nil` for added ones, and where a change has nothing to do with states.
    public let oldState: Bool?
    /// The state after; `nil` for removed ones, and where a change has nothing to do with states.
    public let newState: Bool?
    /// The rule that decided before.
    public let oldRule: Int?
    /// The rule that decides now.
    public let newRule: Int?
    /// Why they were in their state, where no rule decided and that is known.
    let oldUndecided: UndecidedReason?
    /// Why they are in their state, where no rule decides and that is known.
    let newUndecided: UndecidedReason?
    /// The type before, of retyped ones.
    public let oldDType: DType?
    /// The type after, of retyped ones.
    public let newDType: DType?
    /// The module's class before, of reclassed ones.
    public let oldClass: String?
    /// The module's class after, of reclassed ones.
    public let newClass: String?
    /// The names that a retied one has now and had not: the first hundred of them.
    public let gainedNames: [String]
    /// How many of these there are.
    public let gainedCount: Int
    /// The names that a retied one had and has no more: the first hundred of them.
    public let lostNames: [String]
    /// How many of these there are.
    public let lostCount: Int

    /// How many parameters there are.
    public var count: Int { members.count }
    /// Their names, in order, made anew at each call.
    public var names: [String] { members.map { parameters.name($0) } }
  }

  /// The changes of one kind.
  public struct Section: Sendable {
    /// The kind.
    public let kind: Kind
    /// The number of parameters.
    public let count: Int
    /// The parameters, folded, in the model's order.
    public let groups: [Group]

    /// The elements of all of them.
    public var elements: Int { groups.reduce(0) { saturatingSum($0, $1.elements) } }
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
    /// A rule with another reason, or one that may now match nothing, or no longer may.
    case reworded(old: PlanSnapshot.Rule, new: PlanSnapshot.Rule)
  }

  /// The plan before.
  public let old: PlanSnapshot
  /// The plan after.
  public let new: PlanSnapshot
  /// The changes of parameters by kind, the most dangerous first; kinds without any are left out.
  public let sections: [Section]
  /// Whether the parameters that both models have stand in another order in the new one, by which the
  /// saved state of an optimizer goes.
  public let isReordered: Bool
  /// The changes of rules, by their new place.
  public let ruleChanges: [RuleChange]
  /// The path that the config had before, where it has another now.
  public let renamedFrom: String?
  /// Expectations that the old plan does not have.
  public let addedExpectations: [String]
  /// Expectations that the new plan does not have.
  public let removedExpectations: [String]
  /// What becomes of eval mode.
  public let evalChange: EvalChange
  /// What else a reviewer must not miss, the most dangerous first.
  public let dangers: [DiffDanger]
  /// The expectations that came and are none of the dangers, each with the one in whose place it is.
  let otherExpectations: [(old: ExpectationOutcome?, new: ExpectationOutcome)]

  /// Whether the softmax changes.
  public var softmaxChanges: Bool { old.softmax != new.softmax }
  /// Whether what becomes of the parameters that no rule matches is another than before, or is said
  /// now and was not.
  public var unmatchedChanges: Bool { old.unmatched != new.unmatched }
  /// Whether other classes than before are wrapped by FSDP, whatever their order.
  public var wrapChanges: Bool {
    !old.wrappedClasses.taking(away: new.wrappedClasses, by: \.self).isEmpty
      || !new.wrappedClasses.taking(away: old.wrappedClasses, by: \.self).isEmpty
  }
  /// Whether a parameter changes its state, comes or goes.
  var changesStates: Bool { sections.contains { $0.kind <= .removed } }
  /// Whether nothing changes but, maybe, the path.
  public var isEmpty: Bool {
    sections.isEmpty && ruleChanges.isEmpty && !softmaxChanges && addedExpectations.isEmpty
      && removedExpectations.isEmpty && evalChange.isEmpty && !unmatchedChanges
      && !wrapChanges && !isReordered
  }

  /// The number of parameters that change in one way.
  public func count(_ kind: Kind) -> Int { sections.first { $0.kind == kind }?.count ?? 0 }

  /// Compares two plans.
  ///
  /// - Parameters:
  ///   - old: The plan before.
  ///   - new: The plan after.
  ///   - renamedFrom: The path that the config had before, where it has another now.
  public init(from old: PlanSnapshot, to new: PlanSnapshot, renamedFrom: String? = nil) {
    self.old = old
    self.new = new
    self.renamedFrom = renamedFrom
    let parameters = ParameterComparison(old.parameters, new.parameters)
    var sections = parameters.sections
    // Of weights that are no module, the order may be one that was made up.
    isReordered =
      parameters.isReordered && ![old.root, new.root].contains { $0?.holdsUnknown == true }
    if let before = old.buffers, let after = new.buffers {
      sections += ParameterComparison(before, after, areBuffers: true).sections
    }
    self.sections = sections
    let rules = RuleComparison(old.rules, new.rules)
    ruleChanges = rules.changes
    addedExpectations = new.expectations.taking(away: old.expectations, by: \.self)
    removedExpectations = old.expectations.taking(away: new.expectations, by: \.self)
    evalChange = EvalChange(from: old, to: new)
    let dangers = DiffDangers(
      from: old, to: new, sections, isReordered: isReordered, evalChange, rules)
    self.dangers = dangers.all
    otherExpectations = dangers.otherExpectations
  }
}

extension Array {
  /// These without as many of each text as others hold.
  ///
  /// - Parameters:
  ///   - others: What is taken away.
  ///   - text: The text by which two are the same.
  func taking(away others: [Element], by text: (Element) -> String) -> [Element] {
    var counts: [ExactString: Int] = [:]
    for other in others { counts[ExactString(text(other)), default: 0] += 1 }
    return filter { element in
      let text = ExactString(text(element))
      guard let count = counts[text], count > 0 else { return true }
      counts[text] = count - 1
      return false
    }
  }
}
