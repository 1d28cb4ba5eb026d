/// Where the parameters of a torch.nn class get their values in the calls of one shape.
final class LayerBinding: Sendable {
  let layer: Layer
  /// The source of each parameter, in the signature's order.
  let sources: [Signature.Source]
  /// How many arguments are given by position.
  let positionalCount: Int
  /// The names of the other arguments.
  let keywords: [String]

  init(_ layer: Layer, _ sources: [Signature.Source], positionalCount: Int, keywords: [String]) {
    self.layer = layer
    self.sources = sources
    self.positionalCount = positionalCount
    self.keywords = keywords
  }
}

/// A constructor call whose arguments are bound to the parameters of its class.
///
/// A module whose class prints its arguments keeps the call: few modules are printed, and those by
/// carrying the call out once more.
final class LayerCall: ExtraRepr {
  let binding: LayerBinding
  /// The arguments as they are given, positional ones first.
  let arguments: [Value]
  /// The type of tensors that are given no other.
  let defaultDType: DType
  /// Whether an argument is a module.
  let takesModules: Bool
  /// How many lists of parameters lie in each other in the arguments, this one included.
  let listDepth: Int32

  init(_ binding: LayerBinding, _ arguments: [Value], defaultDType: DType) {
    self.binding = binding
    self.arguments = arguments
    self.defaultDType = defaultDType
    var takesModules = false
    var listDepth: Int32 = 0
    for case .module(let module) in arguments {
      takesModules = true
      if let call = module.extraRepr as? LayerCall { listDepth = max(listDepth, call.listDepth) }
    }
    self.takesModules = takesModules
    self.listDepth = 1 + listDepth
  }

  var layer: Layer { binding.layer }

  /// The value of a parameter of the signature, its default where none is given.
  func value(ofParameter index: Int) -> Value {
    switch binding.sources[index] {
    case .argument(let argument): arguments[argument]
    case .defaultValue: layer.defaults[index]
    }
  }

  /// The values by the signature's order, defaults filled in.
  var values: [Value] {
    var values: [Value] = []
    values.reserveCapacity(binding.sources.count)
    for index in binding.sources.indices { values.append(value(ofParameter: index)) }
    return values
  }

  /// The arguments of `*args`.
  var variadicValues: ArraySlice<Value> {
    let positional = arguments[..<binding.positionalCount]
    return positional.dropFirst(layer.signature.positionalCount)
  }

  /// The arguments of `**kwargs`.
  var variadicKeywords: [(name: String, value: Value)] {
    zip(binding.keywords, arguments[binding.positionalCount...]).filter { name, _ in
      layer.signature.index(of: name) == nil
    }
  }

  /// What `repr` prints between the parentheses of the module that it makes.
  var text: String {
    var builder = LayerBuilder(self, factory: LayerFactory(), isPrinting: true)
    try? layer.construct(&builder)
    return builder.extraRepr
  }
}

/// How much was made: modules, and their parameters and buffers.
struct LayerWork {
  var modules = 0
  var tensors = 0
  /// The places of children, be one module at several.
  var children = 0

  /// What was made since.
  static func - (now: LayerWork, before: LayerWork) -> LayerWork {
    LayerWork(
      modules: now.modules - before.modules, tensors: now.tensors - before.tensors,
      children: now.children - before.children)
  }
}

/// Makes modules of the catalogue's classes, and keeps what such modules have in common.
final class LayerFactory {
  /// Tells the objects apart that Python would.
  let identities = ObjectIdentities()
  /// What was made so far, copies included.
  private(set) var work = LayerWork()

  /// A class by its name in torch.nn.
  func layer(named name: String) -> Layer? { Catalogue.readLayer(named: name) }

  /// Carries out a constructor call.
  func construct(_ call: LayerCall) throws -> Module {
    if call.takesModules { try checkModules(of: call) }
    var builder = LayerBuilder(call, factory: self)
    try call.layer.construct(&builder)
    work.modules += 1
    work.tensors += builder.parameters.count + builder.buffers.count
    work.children += builder.children.count + builder.absentChildren.count
    // What a list holds is read out of what it prints, and so is what a list in it was made from: each
    // value takes as long as a module does.
    work.modules += saturatingProduct(builder.listedItems, Int(call.listDepth))
    return builder.finish()
  }

  /// Python's `copy.deepcopy`, several times.
  func deepCopies(of module: Module, count: Int) throws -> [Module] {
    guard module.holdsIdentity else { return Array(repeating: module, count: count) }
    let modules = saturatingProduct(count, module.moduleCount)
    let most = Limits.evaluationSteps / Limits.stepsPerModule
    if modules > most {
      throw LayerError(nil, "one call can copy at most \(grouped(most)) modules")
    }
    work.modules += modules
    return (0..<count).map { _ in identities.deepCopy(module) }
  }

  /// Refuses modules as arguments that are to be something else.
  private func checkModules(of call: LayerCall) throws {
    for (parameter, value) in zip(call.layer.signature.parameters, call.values) {
      guard case .module(let module) = value else { continue }
      if !call.layer.definition.moduleArguments.contains(parameter.name) {
        throw LayerError(
          parameter.name, "\(parameter.name) cannot be a module (\(module.type.name))")
      }
    }
  }
}
