/// What a plan says, without the model behind it: one side of a diff.
///
/// A snapshot is made of a ``FreezePlan``, or read from a saved one.
public struct PlanSnapshot: Sendable {
  /// A parameter and its decision.
  public struct Parameter: Hashable, Sendable {
    /// Its first name.
    public var name: String
    /// Its sizes.
    public var shape: Shape
    /// The number of its elements.
    public var elements: Int
    /// The type of its elements.
    public var dtype: DType
    /// The class of the module that it belongs to.
    public var className: String
    /// The final state.
    public var requiresGrad: Bool
    /// The index of the rule that decided it.
    public var decidedBy: Int?
    /// Its further names.
    public var tiedNames: [String]
  }

  /// A rule as it is written.
  public struct Rule: Hashable, Sendable {
    /// Its place among the rules, from 1.
    public var index: Int
    /// The state that it gives.
    public var action: FreezeSpec.Rule.Action
    /// The selector as one line of flow YAML.
    public var selector: String
    /// The reason.
    public var because: String?
    /// Whether it may match nothing.
    public var isOptional: Bool
    /// The line in the config.
    public var line: Int
  }

  /// The config's path.
  public var path: String
  /// The plan's name.
  public var name: String
  /// The parameters in `named_parameters()` order.
  public var parameters: [Parameter]
  /// The rules, in order.
  public var rules: [Rule]
  /// The softmax.
  public var softmax: SoftmaxPreview?
  /// The expectations, each as one line of flow YAML.
  public var expectations: [String]
  /// The selectors of `eval`, each as one line of flow YAML.
  public var evalSelectors: [String] = []
  /// The paths of the modules that are held in eval mode with all that is below them.
  public var evalModules: [String] = []
  /// The totals.
  public var summary: PlanSummary
  /// The tree, with the classes of modules that hold no parameters themselves; a saved plan has
  /// none.
  public var root: Module?
  /// The buffers, as parameters that never train; `nil` where a saved plan does not list them.
  public var buffers: [Parameter]?

  /// The rule of an index.
  public func rule(_ index: Int?) -> Rule? {
    guard let index, rules.indices.contains(index - 1) else { return nil }
    return rules[index - 1]
  }
}

extension PlanSnapshot {
  /// Takes what a plan says.
  ///
  /// - Parameters:
  ///   - plan: The plan.
  ///   - sources: The texts that its rules stand in.
  public init(_ plan: FreezePlan, sources: SourceMap) {
    path = plan.path
    name = plan.name
    parameters = plan.model.parameters.enumerated().map { index, entry in
      let decision = plan.evaluation[index]
      return Parameter(
        name: entry.name, shape: entry.parameter.shape, elements: entry.parameter.elements,
        dtype: entry.parameter.dtype, className: entry.type.name,
        requiresGrad: decision.requiresGrad, decidedBy: decision.decidedBy,
        tiedNames: plan.model.tiedNames[index] ?? [])
    }
    rules = plan.rules.map { rule in
      Rule(
        index: rule.index, action: rule.action, selector: rule.selector.description,
        because: rule.because, isOptional: rule.isOptional,
        line: sources.location(of: rule.span).line)
    }
    softmax = plan.softmax
    expectations = plan.expectations.map(\.description)
    evalSelectors = plan.evalMode.selectors.map(\.description)
    evalModules = plan.evalMode.modules
    summary = plan.summary
    root = plan.model.root
    buffers = plan.model.buffers.map { entry in
      Parameter(buffer: entry.name, shape: entry.buffer.shape, dtype: entry.buffer.dtype)
    }
  }
}

extension PlanSnapshot.Parameter {
  /// A buffer, which has neither a state nor a rule.
  init(buffer name: String, shape: Shape, dtype: DType) {
    self.init(
      name: name, shape: shape, elements: shape.reduce(1, saturatingProduct), dtype: dtype,
      className: "", requiresGrad: false, decidedBy: nil, tiedNames: [])
  }
}

extension Expectation: CustomStringConvertible {
  /// The expectation as one line of flow YAML, such as `frozen: {module: backbone}`.
  public var description: String {
    switch claim {
    case .frozen(let selector): return "frozen: \(selector.description)"
    case .trainable(let selector): return "trainable: \(selector.description)"
    case .quantity(let quantity, let minimum, let maximum):
      if minimum == maximum, let minimum { return "\(quantity.rawValue): \(minimum.yaml)" }
      let bounds = [minimum.map { "min: \($0.yaml)" }, maximum.map { "max: \($0.yaml)" }]
      return "\(quantity.rawValue): {\(bounds.compactMap(\.self).joined(separator: ", "))}"
    }
  }
}

extension Expectation.Bound {
  fileprivate var yaml: String {
    switch self {
    case .count(let count): String(count)
    case .fraction(let fraction): pythonRepr(fraction)
    }
  }
}
