/// What a plan says: one side of a diff.
///
/// A snapshot is made of a ``FreezePlan``, whose model it holds on to, or read from a saved one.
public struct PlanSnapshot: Sendable {
  /// A parameter and its decision.
  public struct Parameter: Hashable, Sendable {
    /// Its first name.
    public let name: String
    /// Its sizes.
    public let shape: Shape
    /// The number of its elements.
    public let elements: Int
    /// The type of its elements.
    public let dtype: DType
    /// The class of the module that it belongs to.
    public let className: String
    /// The final state.
    public let requiresGrad: Bool
    /// The index of the rule that decided it.
    public let decidedBy: Int?
    /// Its further names.
    public let tiedNames: [String]
    /// Why it is in its state where no rule decided.
    var undecided: UndecidedReason?
  }

  /// A rule as it is written.
  public struct Rule: Hashable, Sendable {
    /// Its place among the rules, from 1.
    public let index: Int
    /// The state that it gives.
    public let action: RuleAction
    /// The selector as one line of flow YAML.
    public let selector: String
    /// The reason.
    public let because: String?
    /// Whether it may match nothing.
    public let isOptional: Bool
    /// The line in the config.
    public let line: Int
    /// How many parameters would be in another state without it, where that is known.
    public internal(set) var changed: Int?
    /// Whether it says of some parameters what `unmatched` would do as well.
    var isBesideUnmatched = false
    /// What `apply` notes to it, each a sentence without a full stop; `nil` where a saved plan does not
    /// tell.
    var notes: [String]?
  }

  /// The config's path.
  public private(set) var path: String
  /// The plan's name.
  public let name: String
  /// The parameters in `named_parameters()` order.
  public let parameters: Parameters
  /// The rules, in order.
  public let rules: [Rule]
  /// The softmax.
  public let softmax: SoftmaxPreview?
  /// What became of the expectations, in order.
  public let expectationOutcomes: [ExpectationOutcome]
  /// The selectors of `eval`, each as one line of flow YAML.
  public let evalSelectors: [String]
  /// The paths of the modules that are held in eval mode with all that is below them.
  public let evalModules: [String]
  /// The totals.
  public let summary: PlanSummary
  /// The tree, with the classes of modules that hold no parameters themselves; a saved plan has
  /// none.
  let root: Module?
  /// The buffers, as parameters that never train; `nil` where a saved plan does not list them.
  public let buffers: Parameters?
  /// What becomes of the parameters that no rule matches, where the config says so.
  public private(set) var unmatched: UnmatchedOutcome?
  /// The classes whose modules FSDP wraps, in order.
  public private(set) var wrappedClasses: [String] = []
  /// The parameters with several names whose deciding rule matches some of these and not the others;
  /// `nil` where a saved plan does not tell.
  private(set) var decidedByOneName: Set<ExactString>?

  /// The expectations, each as one line of flow YAML.
  public var expectations: [String] { expectationOutcomes.map(\.text) }

  /// The same under another path, where a reader knows the config by that one.
  package func named(_ path: String) -> PlanSnapshot {
    var snapshot = self
    snapshot.path = path
    return snapshot
  }

  /// The rule of an index.
  public func rule(_ index: Int?) -> Rule? {
    guard let index, rules.indices.contains(index &- 1) else { return nil }
    return rules[index - 1]
  }
}

extension PlanSnapshot {
  /// Takes what a plan says.
  public init(_ plan: FreezePlan) {
    path = plan.path
    name = plan.name
    parameters = Parameters(plan.model, plan.evaluation)
    rules = plan.rules.map { rule in
      let entry = plan.ledgerEntry(of: rule)
      return Rule(
        index: rule.index, action: rule.action, selector: rule.selector.description,
        because: rule.because, isOptional: rule.isOptional,
        line: plan.sources.location(of: rule.span).line,
        changed: entry.changed,
        isBesideUnmatched: plan.unmatched != nil && entry.alreadySoByThemselves > 0,
        notes: plan.notes(to: rule))
    }
    softmax = plan.softmax
    expectationOutcomes = plan.expectationOutcomes
    evalSelectors = plan.evalMode.selectors.map(\.description)
    evalModules = plan.evalMode.modules
    summary = plan.summary
    root = plan.model.root
    unmatched = plan.unmatched?.outcome
    wrappedClasses = plan.wrappedClasses
    decidedByOneName = Set(
      plan.tensorsDecidedByOneName.map { ExactString(plan.model.parameters[$0].name) })
    buffers = Parameters(
      plan.model.buffers.map { entry in
        Parameter(buffer: entry.name, shape: entry.buffer.shape, dtype: entry.buffer.dtype)
      })
  }
}

extension PlanSnapshot.Parameter {
  /// Whether two parameters agree in all that is said of them, their names by code points.
  public static func == (left: Self, right: Self) -> Bool {
    left.name.isExactly(right.name) && left.shape == right.shape
      && left.elements == right.elements && left.dtype == right.dtype
      && left.className.isExactly(right.className) && left.requiresGrad == right.requiresGrad
      && left.decidedBy == right.decidedBy
      && left.tiedNames.elementsEqual(right.tiedNames) { $0.isExactly($1) }
  }

  /// Hashes the name by its code points, and the state.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(ExactString(name))
    hasher.combine(requiresGrad)
  }

  /// A buffer, which has neither a state nor a rule.
  init(buffer name: String, shape: Shape, dtype: DType) {
    self.init(
      name: name, shape: shape, elements: shape.reduce(1, saturatingProduct), dtype: dtype,
      className: "", requiresGrad: false, decidedBy: nil, tiedNames: [])
  }
}
