/// A class of the catalogue, its signature read.
final class Layer: Sendable {
  /// The entry of the catalogue.
  let definition: LayerClass
  /// The class that its modules have.
  let type: ModuleType
  /// Its parameters.
  let signature: Signature
  /// Their defaults, by the signature's order.
  let defaults: [Value]
  /// The index of the parameter `device`.
  let deviceIndex: Int?
  /// The index of the parameter `dtype`.
  let dtypeIndex: Int?

  init(_ definition: LayerClass) throws(Diagnostic) {
    self.definition = definition
    type = ModuleType(
      name: definition.name, ancestors: definition.bases, reprStyle: definition.reprStyle)
    var signature = Signature()
    var defaults: [Value] = []
    var isKeywordOnly = false
    let nowhere = ExpressionSource(
      span: SourceSpan(file: 0, start: 0, end: 0), verbatimStart: nil)
    let items = try ExpressionParser.parseSignature(definition.signature, source: nowhere)
    for item in items {
      if item.stars == 2 {
        signature.takesAnyKeyword = true
      } else if item.stars == 1 {
        isKeywordOnly = true
        signature.takesAnyPositional = !item.name.isEmpty
      } else {
        signature.parameters.append(
          Signature.Parameter(name: item.name, isRequired: item.defaultValue == nil))
        defaults.append(item.defaultValue.flatMap(\.constant) ?? .none)
        if !isKeywordOnly { signature.positionalCount += 1 }
      }
    }
    self.signature = signature
    self.defaults = defaults
    deviceIndex = signature.index(of: "device")
    dtypeIndex = signature.index(of: "dtype")
  }
}

/// A constructor call whose arguments are bound to the parameters of its class.
struct LayerCall: Sendable {
  let layer: Layer
  /// The values by the signature's order, defaults filled in.
  let values: [Value]
  /// The arguments of `*args`.
  var variadicValues: [Value] = []
  /// The arguments of `**kwargs`.
  var variadicKeywords: [(name: String, value: Value)] = []
}

/// Makes modules of the catalogue's classes, and keeps what such modules have in common.
final class LayerFactory {
  /// The type of tensors that are given no other.
  var defaultDType: DType
  private var layers: [String: Layer] = [:]
  /// The identity given last.
  private(set) var lastIdentity = 0

  init(defaultDType: DType = .float32) { self.defaultDType = defaultDType }

  /// A class by its name in torch.nn.
  func layer(named name: String) -> Layer? {
    if let layer = layers[name] { return layer }
    // The catalogue's own signatures can be read: a test goes through them all.
    guard let definition = Catalogue.layer(named: name), let layer = try? Layer(definition) else {
      return nil
    }
    layers[name] = layer
    return layer
  }

  /// Carries out a constructor call.
  func construct(_ call: LayerCall) throws -> Module {
    try construct(call) { [defaultDType] in
      LayerFactory(defaultDType: defaultDType).extraRepr(of: call)
    }
  }

  /// Carries out a constructor call.
  ///
  /// - Parameters:
  ///   - call: The call.
  ///   - extraRepr: What `repr` prints between the parentheses. A module keeps its call and no text:
  ///     few are printed, and those by carrying the call out once more, see ``extraRepr(of:)``.
  func construct(
    _ call: consuming LayerCall, extraRepr: @escaping @Sendable () -> String
  ) throws -> Module {
    let layer = call.layer
    for index in call.values.indices {
      guard case .module(let module) = call.values[index] else { continue }
      let name = layer.signature.parameters[index].name
      if !layer.definition.moduleArguments.contains(name) {
        throw LayerError(name, "\(name) cannot be a module (\(module.type.name))")
      }
    }
    var builder = LayerBuilder(call, factory: self)
    try layer.definition.construct(&builder)
    return builder.module(extraRepr: builder.hasRepr ? extraRepr : nil)
  }

  /// What `repr` prints between the parentheses of the module that a call makes.
  func extraRepr(of call: LayerCall) -> String {
    var builder = LayerBuilder(call, factory: self, isPrinting: true)
    try? call.layer.definition.construct(&builder)
    return builder.extraRepr
  }

  /// A number that no module has as its identity yet.
  func newIdentity() -> Int {
    lastIdentity += 1
    return lastIdentity
  }

  /// Python's `copy.deepcopy`: what was one object stays one object, and none of the original's.
  func deepCopy(_ module: Module) -> Module {
    var copies: [Int: Module] = [:]
    return deepCopy(module, &copies)
  }

  private func deepCopy(_ module: Module, _ copies: inout [Int: Module]) -> Module {
    guard module.holdsIdentity else { return module }
    if let identity = module.identity, let copy = copies[identity] { return copy }
    let copy = module.replacing(
      children: module.children.map {
        Module.Child(name: $0.name, module: deepCopy($0.module, &copies))
      }, identity: module.identity == nil ? nil : newIdentity())
    if let identity = module.identity { copies[identity] = copy }
    return copy
  }
}
