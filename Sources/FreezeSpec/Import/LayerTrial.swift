/// Finds the call of a class of torch.nn that makes a module: by making it and holding it against the
/// description.
struct LayerTrial {
  /// What decides whether a call fits.
  private struct Key: Hashable {
    var type: Int
    var arguments: [ExactString: Literal]
    var given: [String: Literal]
    var tensors: [ModelDescription.Tensor]
    var names: [ExactString]
    var extra: ExactString
  }

  private let description: ModelDescription
  private let dtype: DType
  private let factory = LayerFactory()
  /// How many modules, tensors and places of children the calls that are tried may make: past that no
  /// further one is found.
  private let mostWork: Int
  private var known: [Key: CallNode?] = [:]

  /// Prepares to find calls.
  ///
  /// - Parameters:
  ///   - dtype: The type of tensors that state no other.
  ///   - mostWork: How much may be made for it.
  init(_ description: ModelDescription, dtype: DType, mostWork: Int? = nil) {
    self.description = description
    self.dtype = dtype
    let size = description.modules.count + description.tensors.count
    self.mostWork =
      mostWork ?? saturatingSum(Limits.triedWork, saturatingProduct(Limits.triedWorkFactor, size))
  }

  /// The call that makes a module; `nil` where none is known to.
  mutating func call(of number: Int) -> CallNode? {
    let module = description.modules[number]
    let type = description.classes[module.type]
    guard type.isTorch, module.customRepr == nil, let layer = factory.layer(named: type.name),
      !ContainerKind.isContainer(type.name)
    else { return nil }
    if !module.children.isEmpty { return find(number, layer) }
    let entries = module.parameters + module.buffers
    let key = Key(
      type: module.type,
      arguments: Dictionary(module.arguments.map { (ExactString($0.name), $0.value) }) { $1 },
      given: module.given,
      tensors: entries.map { description.tensors[$0.tensor] },
      names: entries.map { ExactString($0.name + ($0.isPersistent ? "" : "?")) },
      extra: ExactString(module.extra))
    if let call = known[key] { return call }
    let call = find(number, layer)
    known[key] = .some(call)
    return call
  }

  /// What a module of torch.nn prints between its parentheses, by its arguments; `nil` where these make
  /// none.
  func extra(of number: Int) -> String? {
    let module = description.modules[number]
    let type = description.classes[module.type]
    guard type.isTorch, let layer = factory.layer(named: type.name) else { return nil }
    let given = Dictionary(module.arguments.map { ($0.name, $0.value) }) { first, _ in first }
    let arguments = layer.signature.parameters.map { parameter in
      given[parameter.name].flatMap { $0 == .object ? nil : $0 }
    }
    return made(layer, arguments, number)?.extraRepr?.text
  }

  private func find(_ number: Int, _ layer: Layer) -> CallNode? {
    let module = description.modules[number]
    let kept = Dictionary(module.arguments.map { ($0.name, $0.value) }) { first, _ in first }
    for facts in [kept.merging(module.given) { kept, _ in kept }, module.given] {
      let exact = layer.signature.parameters.map { parameter in
        facts[parameter.name].flatMap { $0 == .object ? nil : $0 }
      }
      let short = exact.enumerated().map { index, value -> Literal? in
        let brief = value?.collapsed
        let isDefault = brief.map { pythonEqual($0.value, layer.defaults[index]) } ?? true
        return isDefault && !layer.signature.parameters[index].isRequired ? nil : brief
      }
      for arguments in [short, exact] {
        if let call = find(number, layer, arguments) { return call }
      }
    }
    return nil
  }

  private func find(_ number: Int, _ layer: Layer, _ arguments: [Literal?]) -> CallNode? {
    var arguments = arguments
    for index in [layer.dtypeIndex, layer.deviceIndex] { if let index { arguments[index] = nil } }
    for dtype in [nil, ownType(of: number)] {
      if let dtype {
        guard let index = layer.dtypeIndex else { continue }
        arguments[index] = .dtype(dtype)
      }
      guard makes(number, layer, arguments) else { continue }
      return CallNode(
        target: .layer(layer.definition.name),
        arguments: shortened(arguments, number, layer).map { $0.map(Term.literal) })
    }
    return nil
  }

  /// The arguments without those that stand for a default of None.
  private func shortened(_ arguments: [Literal?], _ number: Int, _ layer: Layer) -> [Literal?] {
    var arguments = arguments
    for (index, value) in arguments.enumerated() {
      guard let value, layer.defaults[index].isNone, layer.dtypeIndex != index,
        !layer.signature.parameters[index].isRequired
      else { continue }
      arguments[index] = nil
      if !makes(number, layer, arguments) { arguments[index] = value }
    }
    return arguments
  }

  /// The type of a module's tensors where it is one, and not the file's.
  private func ownType(of number: Int) -> DType? {
    let module = description.modules[number]
    let types = (module.parameters + module.buffers).map { description.tensors[$0.tensor].dtype }
    guard let first = types.first(where: { $0 != .int64 }), first != dtype else { return nil }
    return first
  }

  /// Whether a call makes the module.
  private func makes(_ number: Int, _ layer: Layer, _ arguments: [Literal?]) -> Bool {
    made(layer, arguments, number).map { fits($0, number) } ?? false
  }

  /// What a call makes; `nil` where it is refused.
  private func made(_ layer: Layer, _ arguments: [Literal?], _ number: Int) -> Module? {
    var names: [String] = []
    var values: [Value] = []
    for (parameter, value) in zip(layer.signature.parameters, arguments) {
      if let value {
        names.append(parameter.name)
        values.append(value.value)
      }
    }
    let tensors = description.modules[number].parameters.count
    let work = factory.work
    guard work.modules + work.tensors + work.children < mostWork,
      !layer.makesMore(than: tensors, of: zip(names, values))
    else { return nil }
    let (sources, problems) = layer.signature.bind(positionalCount: 0, keywords: names)
    if !problems.isEmpty { return nil }
    let binding = LayerBinding(layer, sources, positionalCount: 0, keywords: names)
    let call = LayerCall(binding, values, defaultDType: dtype)
    return try? factory.construct(call)
  }

  private func fits(_ made: Module, _ number: Int) -> Bool {
    let module = description.modules[number]
    let type = description.classes[module.type]
    guard type.isTorch, made.type.name == type.name, module.customRepr == nil,
      made.parameters.count == module.parameters.count,
      made.buffers.count == module.buffers.count,
      made.children.count + made.absentChildren.count == module.children.count,
      made.type.reprStyle != .module || (made.extraRepr?.text ?? "").isExactly(module.extra)
    else { return false }
    var tensors: Set<Int> = []
    for (parameter, entry) in zip(made.parameters, module.parameters) {
      let tensor = description.tensors[entry.tensor]
      guard parameter.name.isExactly(entry.name), parameter.dtype == tensor.dtype,
        parameter.requiresGrad == tensor.requiresGrad, parameter.shape == Shape(tensor.shape),
        tensors.insert(entry.tensor).inserted
      else { return false }
    }
    for (buffer, entry) in zip(made.buffers, module.buffers) {
      let tensor = description.tensors[entry.tensor]
      guard buffer.name.isExactly(entry.name), buffer.dtype == tensor.dtype,
        buffer.shape == Shape(tensor.shape), buffer.isPersistent == entry.isPersistent
      else { return false }
    }
    var absent = made.absentChildren.map(\.name)[...]
    var children = made.children[...]
    for entry in module.children {
      if let child = entry.module {
        guard let next = children.popFirst(), next.name.isExactly(entry.name),
          fits(next.module, child)
        else { return false }
      } else {
        guard absent.popFirst()?.isExactly(entry.name) == true else { return false }
      }
    }
    return true
  }
}

/// The classes of torch.nn that hold what they are given.
enum ContainerKind {
  static func isContainer(_ name: String) -> Bool {
    [
      "Sequential", "ModuleList", "ModuleDict", "ParameterList", "ParameterDict", "Container",
      "Module",
    ]
    .contains(name)
  }
}
