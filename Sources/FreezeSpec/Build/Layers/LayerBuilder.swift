/// The arguments of a constructor call, bound to their names; what a module stores of them.
struct LayerArguments: Sendable {
  /// The call.
  let call: LayerCall
  /// The values by the signature's order, once one is stored that is not the call's.
  private var stored: [Value]?

  /// The values of `dtype` and `device`, where the class has them.
  let dtype: Value
  let device: Value

  init(of call: LayerCall) {
    self.call = call
    dtype = call.layer.dtypeIndex.map(call.value) ?? .none
    device = call.layer.deviceIndex.map(call.value) ?? .none
  }

  /// The value of an argument; setting it is Python's `self.name = …`, which `repr` then prints.
  subscript(name: String) -> Value {
    get { call.layer.signature.index(of: name).map(value) ?? .none }
    set {
      guard let index = call.layer.signature.index(of: name),
        !newValue.isSame(as: value(ofArgument: index))
      else { return }
      if stored == nil { stored = call.values }
      stored?[index] = newValue
    }
  }

  private func value(ofArgument index: Int) -> Value {
    stored.map { $0[index] } ?? call.value(ofParameter: index)
  }

  /// Whether the class has an argument of this name.
  func has(_ name: String) -> Bool { call.layer.signature.index(of: name) != nil }

  /// Python's truth of an argument.
  func isTrue(_ name: String) -> Bool { self[name].isTruthy }

  /// Whether an argument equals a number throughout, as `padding == (0,) * len(padding)` asks.
  func isAll(_ name: String, _ number: Int) -> Bool {
    guard case .tuple(let items) = self[name] else { return false }
    return items.allSatisfy { pythonEqual($0, .int(number)) }
  }
}

extension Value {
  /// Whether it is a bool or a float that cannot be told from another one.
  fileprivate func isSame(as other: Value) -> Bool {
    switch (self, other) {
    case (.bool(let one), .bool(let other)): one == other
    case (.float(let one), .float(let other)): one.bitPattern == other.bitPattern
    default: false
    }
  }
}

/// A constructor call of a torch.nn class while it is carried out: its arguments, bound to their
/// names, and the module that it makes.
struct LayerBuilder: ~Copyable {
  /// The arguments by name, defaults filled in, as the module stores them.
  private(set) var arguments: LayerArguments
  /// Makes the modules that this one is made of.
  let factory: LayerFactory

  private(set) var parameters: [Parameter] = []
  private(set) var buffers: [Buffer] = []
  private(set) var children: [Module.Child] = []
  private(set) var absentChildren: [Module.AbsentChild] = []
  /// The probability with which the module drops elements in train mode.
  var dropout = 0.0
  /// Whether the module's forward pass scales rows of its weight down to a `max_norm`.
  var hasMaxNorm = false
  /// Whether the class prints anything between the parentheses.
  private(set) var hasRepr = false
  /// What it prints there, worked out only in a call that is carried out for it.
  private(set) var extraRepr = ""
  /// The values that a list of parameters holds.
  var listedItems = 0
  /// Whether the call is carried out for what the class prints.
  let isPrinting: Bool
  private var childModules = 0
  private var childParameters = 0

  init(_ call: LayerCall, factory: LayerFactory, isPrinting: Bool = false) {
    arguments = LayerArguments(of: call)
    self.factory = factory
    self.isPrinting = isPrinting
  }

  private var call: LayerCall { arguments.call }

  // MARK: Arguments

  /// The arguments of `*args`.
  var variadicValues: ArraySlice<Value> { call.variadicValues }

  /// The arguments of `**kwargs`.
  var variadicKeywords: [(name: String, value: Value)] { call.variadicKeywords }

  /// The value of an argument; setting it is Python's `self.name = …`, which `repr` then prints.
  subscript(name: String) -> Value {
    get { arguments[name] }
    set { arguments[name] = newValue }
  }

  /// Whether the class has an argument of this name.
  func has(_ name: String) -> Bool { arguments.has(name) }

  /// Whether an argument equals a number throughout.
  func isAll(_ name: String, _ number: Int) -> Bool { arguments.isAll(name, number) }

  /// Python's truth of an argument.
  func isTrue(_ name: String) -> Bool { arguments.isTrue(name) }

  /// An argument that becomes a size of a tensor: an int, 0 or more.
  func size(_ name: String) throws -> Int { try size(self[name], of: name) }

  /// A value that becomes a size of a tensor; `name` is the argument it belongs to.
  func size(_ value: Value, of name: String) throws -> Int {
    guard case .int(let size) = value else {
      throw LayerError(name, "\(name) must be an int, not \(value.typeName) (\(brief(value)))")
    }
    if size < 0 { throw LayerError(name, "\(name) is negative (\(size)), which no size can be") }
    // PyTorch cannot count the bytes of a larger tensor either, and below this sums and small
    // multiples of sizes cannot overflow.
    if size > 1 << 60 { throw LayerError(name, "\(name) is too large (\(size))") }
    return size
  }

  /// An argument that must be an int or a bool, whatever its sign.
  func int(_ name: String) throws -> Int {
    guard let value = self[name].asInt else {
      throw LayerError(
        name, "\(name) must be an int, not \(self[name].typeName) (\(brief(self[name])))")
    }
    return value
  }

  /// An argument that must be a number.
  func number(_ name: String) throws -> Double {
    guard let value = self[name].asDouble else {
      throw LayerError(
        name, "\(name) must be a number, not \(self[name].typeName) (\(brief(self[name])))")
    }
    return value
  }

  /// The type of tensors whose class was given no `dtype`.
  var defaultDType: DType { call.defaultDType }

  /// The type that the call asks for its tensors, or the default.
  func dtype() throws -> DType {
    switch arguments.dtype {
    case .none: return defaultDType
    case .dtype(let dtype): return dtype
    case let value:
      throw LayerError(
        "dtype", "dtype must be a torch.dtype, not \(value.typeName) (\(brief(value)))",
        help: ["write it as in PyTorch: dtype=torch.bfloat16"])
    }
  }

  // MARK: The module

  /// Declares a parameter.
  mutating func parameter(
    _ name: String, _ shape: Shape, dtype: DType? = nil, requiresGrad: Bool = true
  ) throws {
    let dtype = try dtype ?? self.dtype()
    try expect(ownTensors: parameters.count + 1)
    try checkSize(name, shape, dtype)
    if requiresGrad, !dtype.canRequireGrad {
      throw LayerError(
        "dtype", "\(name) of type torch.\(dtype.rawValue) cannot require gradients",
        help: ["only floating point and complex parameters train"])
    }
    if parameters.isEmpty { parameters.reserveCapacity(2) }
    parameters.append(
      Parameter(
        name: name, shape: shape, dtype: dtype, requiresGrad: requiresGrad))
  }

  /// Declares a buffer.
  mutating func buffer(_ name: String, _ shape: Shape, dtype: DType? = nil) throws {
    let dtype = try dtype ?? self.dtype()
    try checkSize(name, shape, dtype)
    if buffers.isEmpty { buffers.reserveCapacity(3) }
    buffers.append(Buffer(name: name, shape: shape, dtype: dtype))
  }

  /// Refuses a tensor that PyTorch cannot make: its bytes can be counted, and its device can be read.
  private func checkSize(_ name: String, _ shape: Shape, _ dtype: DType) throws {
    try checkDevice()
    guard let elements = elementCount(shape),
      !elements.multipliedReportingOverflow(by: dtype.bytes).overflow
    else { throw LayerError(nil, "\(name) would take more than 2^63 - 1 bytes") }
  }

  /// Adds a child.
  mutating func child(_ name: String, _ module: Module) throws {
    childModules = saturatingSum(childModules, module.moduleCount)
    childParameters = saturatingSum(childParameters, module.parameterCount)
    try expect(modules: childModules, parameters: childParameters)
    children.append(Module.Child(name: name, module: module))
  }

  /// Adds a child that is `None`: printed, and nothing else.
  mutating func absentChild(_ name: String) {
    absentChildren.append(Module.AbsentChild(name: name, position: children.count))
  }

  /// Refuses numbers that pass the limits, before anything of that size is made.
  func expect(modules: Int = 0, parameters: Int = 0) throws {
    if modules > Limits.modules {
      throw LayerError(nil, "a model can have at most \(grouped(Limits.modules)) modules")
    }
    if parameters > Limits.parameters {
      throw LayerError(nil, "a model can have at most \(grouped(Limits.parameters)) parameters")
    }
  }

  /// The same of tensors of the module itself.
  func expect(ownTensors count: Int) throws {
    if count > Limits.ownTensors {
      throw LayerError(
        nil, "a module can have at most \(grouped(Limits.ownTensors)) tensors of its own")
    }
  }

  /// Calls another class of the catalogue.
  func make(
    _ className: String, _ positional: [Value] = [], _ keywords: [(String, Value)] = []
  ) throws -> Module {
    guard let layer = factory.layer(named: className) else {
      throw LayerError(nil, "torch.nn has no \(className)")
    }
    let (sources, problems) = layer.signature.bind(
      positionalCount: positional.count, keywords: keywords.map(\.0))
    if !problems.isEmpty { throw LayerError(nil, "\(className) cannot be made") }
    let binding = LayerBinding(
      layer, sources, positionalCount: positional.count, keywords: keywords.map(\.0))
    return try factory.construct(
      LayerCall(binding, positional + keywords.map(\.1), defaultDType: defaultDType))
  }

  /// Ends the call: the module that it makes.
  consuming func finish() -> Module {
    Module(
      type: arguments.call.layer.type, parameters: parameters, buffers: buffers, children: children,
      absentChildren: absentChildren, extraRepr: hasRepr ? arguments.call : nil, dropout: dropout,
      hasMaxNorm: hasMaxNorm)
  }

  /// Sets what `repr` prints between the parentheses; it is asked for only when printed.
  mutating func repr(_ text: () -> String) {
    hasRepr = true
    if isPrinting { extraRepr = text() }
  }

  /// Sets what `repr` prints from a template in which `{name}` is an argument as `str` prints it and
  /// `{name!r}` as `repr` does.
  mutating func repr(_ template: StaticString) { reprTemplate { _ in template.description } }

  /// Sets what `repr` prints from a template that depends on the arguments.
  mutating func reprTemplate(_ template: (LayerArguments) -> String) {
    hasRepr = true
    if isPrinting { extraRepr = fillTemplate(template(arguments)) { arguments[$0] } }
  }
}

/// Replaces `{name}` and `{name!r}` in a template of the catalogue.
private func fillTemplate(_ template: String, value: (String) -> Value) -> String {
  var result = ""
  var rest = Substring(template)
  while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
    result += rest[..<open]
    let field = rest[rest.index(after: open)..<close]
    if field.hasSuffix("!r") {
      result += value(String(field.dropLast(2))).repr
    } else {
      result += value(String(field)).str
    }
    rest = rest[rest.index(after: close)...]
  }
  return result + rest
}

/// A value for a message: its `repr`, cut where it is long.
func brief(_ value: Value) -> String {
  if case .module(let module) = value { return "\(module.type.name)(…)" }
  return clipped(value.repr(cutAt: 200), head: 39, tail: 0)
}
