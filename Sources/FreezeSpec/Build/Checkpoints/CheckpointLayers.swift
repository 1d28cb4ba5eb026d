/// Makes layers of torch.nn anew from the attributes that a pickled model keeps of them.
struct CheckpointLayers {
  let factory: LayerFactory
  let budget: EvaluationBudget

  /// The layer that attributes make; `nil` where they make none.
  ///
  /// What such a layer prints, and whether it drops elements, is then true of the module, too.
  ///
  /// - Parameters:
  ///   - type: The class of the module.
  ///   - facts: What the model tells of it.
  ///   - tensors: How many parameters the module has.
  ///   - span: Where its work is charged.
  func layer(
    _ type: ModuleType, _ facts: Checkpoint.Facts, tensors: Int, at span: SourceSpan
  ) throws(Reported) -> Module? {
    // The default of what is left out would be taken for it.
    if facts.hasOddNumbers { return nil }
    guard !type.isContainer, let layer = factory.layer(named: type.name) else {
      return nil
    }
    let kept = Dictionary(facts.attributes.map { (ExactString($0.name), $0.value) }) { $1 }
    var names: [String] = []
    var values: [Value] = []
    for (index, parameter) in layer.signature.parameters.enumerated()
    where index != layer.dtypeIndex && index != layer.deviceIndex {
      guard let value = kept[ExactString(parameter.name)].flatMap(Value.init) else { continue }
      names.append(parameter.name)
      values.append(value)
    }
    guard !layer.makesMore(than: tensors, of: zip(names, values)) else { return nil }
    let (sources, problems) = layer.signature.bind(positionalCount: 0, keywords: names)
    if !problems.isEmpty { return nil }
    let binding = LayerBinding(layer, sources, positionalCount: 0, keywords: names)
    let before = factory.work
    let made = try? factory.construct(LayerCall(binding, values, defaultDType: .float32))
    try budget.charge(for: factory.work - before, at: span)
    return made
  }
}

extension Value {
  /// A value of a checkpoint; `nil` where no config has it.
  fileprivate init?(_ value: CheckpointValue) {
    switch value {
    case .none: self = .none
    case .bool(let value): self = .bool(value)
    case .int(let value): self = .int(value)
    case .float(let value): self = .float(value)
    case .string(let value): self = .string(value)
    case .dtype(let name):
      guard let dtype = DType(name: name) else { return nil }
      self = .dtype(dtype)
    case .tuple(let items), .list(let items):
      let values = items.compactMap(Value.init)
      guard values.count == items.count else { return nil }
      if case .tuple = value { self = .tuple(values) } else { self = .list(values) }
    }
  }
}
