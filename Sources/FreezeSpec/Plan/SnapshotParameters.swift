extension PlanSnapshot {
  /// The parameters of a plan, in order.
  ///
  /// Those of a config stay what its model and its rules make of them: a name is made when it is asked
  /// for, so that a plan of a million parameters takes no million names.
  public struct Parameters: RandomAccessCollection, Sendable {
    private enum Source {
      case listed([Parameter])
      case planned(Planned)
    }

    /// What a config makes: kept in one object, which is one to hold on to at each access.
    fileprivate final class Planned: Sendable {
      let model: Model
      let evaluation: RuleEvaluation

      init(_ model: Model, _ evaluation: RuleEvaluation) {
        self.model = model
        self.evaluation = evaluation
      }
    }

    private let source: Source

    /// Those that a saved plan lists, or none.
    init(_ listed: [Parameter] = []) { source = .listed(listed) }

    /// Those of a model, with what rules decided about them.
    init(_ model: Model, _ evaluation: RuleEvaluation) {
      source = .planned(Planned(model, evaluation))
    }

    /// The first position.
    public var startIndex: Int { 0 }

    /// The number of parameters.
    public var endIndex: Int {
      switch source {
      case .listed(let parameters): parameters.count
      case .planned(let plan): plan.model.parameters.count
      }
    }

    /// A parameter.
    public subscript(position: Int) -> Parameter {
      switch source {
      case .listed(let parameters): parameters[position]
      case .planned(let plan): Parameter(position, plan.model.parameters[position].name, in: plan)
      }
    }

    /// The parameters in order.
    public func makeIterator() -> Iterator {
      switch source {
      case .listed: Iterator(parameters: self)
      case .planned(let plan):
        Iterator(parameters: self, names: plan.model.parameters.names.makeIterator())
      }
    }

    /// Goes over parameters in order; names that follow each other share the way to their modules.
    public struct Iterator: IteratorProtocol {
      fileprivate let parameters: Parameters
      fileprivate var names: ParameterList.Names.Iterator?
      private var position = 0

      fileprivate init(parameters: Parameters, names: ParameterList.Names.Iterator? = nil) {
        self.parameters = parameters
        self.names = names
      }

      /// The next parameter.
      public mutating func next() -> Parameter? {
        guard position < parameters.count else { return nil }
        defer { position += 1 }
        guard case .planned(let plan) = parameters.source, let name = names?.next()
        else { return parameters[position] }
        return Parameter(position, name, in: plan)
      }
    }
  }
}

extension PlanSnapshot.Parameters {
  /// The model's tree and the rules' decisions, where each name of the tree is a parameter of its own,
  /// so that their positions are those of the names in the tree.
  var tree: (root: Module, evaluation: RuleEvaluation)? {
    guard case .planned(let plan) = source, plan.model.tensorOfName == nil else { return nil }
    return (plan.model.root, plan.evaluation)
  }

  /// All of them, those of a config made anew at each call.
  var all: [PlanSnapshot.Parameter] {
    if case .listed(let parameters) = source { return parameters }
    return Array(self)
  }

  /// The first name of a parameter.
  func name(_ position: Int) -> String {
    switch source {
    case .listed(let parameters): parameters[position].name
    case .planned(let plan): plan.model.parameters[position].name
    }
  }

  /// The sizes of a parameter and the number of its elements.
  func size(_ position: Int) -> (shape: Shape, elements: Int) {
    switch source {
    case .listed(let parameters): return (parameters[position].shape, parameters[position].elements)
    case .planned(let plan):
      let parameter = plan.model.parameters.parameter(position)
      return (parameter.shape, parameter.elements)
    }
  }

  /// The rest of what a parameter's module declares: its type, and the module's class.
  func kind(_ position: Int) -> (dtype: DType, className: String) {
    switch source {
    case .listed(let parameters):
      return (parameters[position].dtype, parameters[position].className)
    case .planned(let plan):
      let entry = plan.model.parameters[position]
      return (entry.parameter.dtype, entry.type.name)
    }
  }

  /// The state of a parameter, and where it has that from.
  func verdict(_ position: Int) -> ParameterChange.Verdict {
    switch source {
    case .listed(let parameters): return parameters[position].verdict
    case .planned(let plan):
      return ParameterChange.Verdict(plan.evaluation[position], of: plan.evaluation)
    }
  }

  /// The further names of those that have several, by the first.
  var tiedNames: [ExactString: [String]] {
    var tied: [ExactString: [String]] = [:]
    switch source {
    case .listed(let parameters):
      for parameter in parameters where !parameter.tiedNames.isEmpty {
        tied[ExactString(parameter.name)] = parameter.tiedNames
      }
    case .planned(let plan):
      for (position, names) in plan.model.tiedNames {
        tied[ExactString(plan.model.parameters[position].name)] = names
      }
    }
    return tied
  }
}

extension PlanSnapshot.Parameter {
  fileprivate init(_ position: Int, _ name: String, in plan: PlanSnapshot.Parameters.Planned) {
    let entry = plan.model.parameters[position]
    let parameter = entry.parameter
    let decision = plan.evaluation[position]
    self.init(
      name: name, shape: parameter.shape, elements: parameter.elements, dtype: parameter.dtype,
      className: entry.type.name, requiresGrad: decision.requiresGrad,
      decidedBy: decision.decidedBy, tiedNames: plan.model.tiedNames[position] ?? [],
      undecided: plan.evaluation.reason(of: decision))
  }
}
