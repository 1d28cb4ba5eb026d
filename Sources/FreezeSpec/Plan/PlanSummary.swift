/// The totals of a plan.
public struct PlanSummary: Hashable, Sendable {
  /// The totals of the parameters in one state.
  public struct Share: Hashable, Sendable {
    /// The number of parameters.
    public fileprivate(set) var parameters = 0
    /// The number of their elements.
    public fileprivate(set) var elements = 0
    /// The bytes of their elements; `Int.max` where they pass it.
    public fileprivate(set) var bytes = 0

    fileprivate mutating func add(elements: Int, bytes: Int) {
      parameters += 1
      self.elements += elements
      self.bytes = saturatingSum(self.bytes, bytes)
    }
  }

  /// The parameters that train.
  public private(set) var trainable = Share()
  /// The parameters that do not.
  public private(set) var frozen = Share()

  /// The number of parameters.
  public var parameters: Int { trainable.parameters + frozen.parameters }
  /// The number of elements.
  public var elements: Int { trainable.elements + frozen.elements }
  /// Elements that train, as a fraction of all; 0 for a model without elements.
  public var trainableFraction: Double {
    elements == 0 ? 0 : Double(trainable.elements) / Double(elements)
  }
  /// The bytes of the gradients of the trainable part.
  public var gradientBytes: Int { trainable.bytes }
  /// The bytes of AdamW's two moments of the trainable part, each of its parameter's type, as
  /// `torch.optim.AdamW` keeps them.
  public var optimizerBytes: Int { saturatingProduct(2, trainable.bytes) }

  /// A number of the summary.
  func count(of quantity: Expectation.Quantity) -> Int? {
    switch quantity {
    case .trainableElements: trainable.elements
    case .frozenElements: frozen.elements
    case .trainableParameters: trainable.parameters
    case .frozenParameters: frozen.parameters
    case .trainableFraction: nil
    }
  }

  /// Adds the parameters up.
  ///
  /// - Returns: `nil` where the elements pass 2^63 - 1.
  init?(_ model: Model, _ evaluation: RuleEvaluation) {
    let trains = evaluation.decisions.map(\.requiresGrad)
    let sizes = model.parameters.sizes
    for (index, decision) in evaluation.decisionOfTensor.enumerated() {
      let (elements, bytes) = sizes[index]
      if !add(elements, bytes: bytes, trains: trains[Int(decision)]) { return nil }
    }
  }

  /// Adds some of the parameters of a plan up, which have no more elements than all.
  init(_ plan: FreezePlan, of parameters: [Int]) {
    for index in parameters {
      let parameter = plan.model.parameters.parameter(index)
      _ = add(
        parameter.elements, bytes: parameter.bytes,
        trains: plan.evaluation[index].requiresGrad)
    }
  }

  /// Adds the parameters of a snapshot up.
  ///
  /// - Returns: `nil` where the elements pass 2^63 - 1.
  init?(_ parameters: [PlanSnapshot.Parameter]) {
    for parameter in parameters {
      let bytes = saturatingProduct(parameter.elements, parameter.dtype.bytes)
      if !add(parameter.elements, bytes: bytes, trains: parameter.requiresGrad) { return nil }
    }
  }

  /// Adds a parameter.
  ///
  /// - Returns: `false` where the elements pass 2^63 - 1.
  private mutating func add(_ elements: Int, bytes: Int, trains: Bool) -> Bool {
    if self.elements.addingReportingOverflow(elements).overflow { return false }
    if trains {
      trainable.add(elements: elements, bytes: bytes)
    } else {
      frozen.add(elements: elements, bytes: bytes)
    }
    return true
  }
}
