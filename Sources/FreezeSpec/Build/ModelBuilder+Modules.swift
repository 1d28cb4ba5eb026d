extension ModelBuilder {
  /// Makes the module that a spec describes.
  ///
  /// - Returns: The module, or `nil` where the spec's value is `None`.
  func module(_ spec: ModuleSpec, in scope: Scope) throws(Reported) -> Module? {
    try charge(at: spec.span)
    switch spec {
    case .expression(let expression): return try module(expression, in: scope)
    case .text(let scalar, let span):
      if let module = literalCalls?.module(scalar) { return try checked(module, at: span) }
      return try module(parsed(scalar, at: span, in: scope.file), in: scope)
    case .invalid: throw Reported()
    case .sequential(let items, let span):
      return try nested(at: span) { () throws(Reported) in
        var children = ChildList()
        children.items.reserveCapacity(items.count)
        for item in items { add(item, indexed: true, to: &children, in: scope) }
        return try finish(children, of: containerType("Sequential"), at: span)
      }
    case .composite(let spec):
      return try nested(at: spec.span) { () throws(Reported) in
        if let name = spec.className { try checkLength(name.text, "a name", at: name.span) }
        let type =
          spec.className.map { self.type(named: $0, in: scope.file) } ?? ModelBuilder.moduleType
        return try composite(spec, type, in: scope)
      }
    case .repeated(let spec):
      return try nested(at: spec.span) { () throws(Reported) in
        var children = ChildList()
        for module in try repeated(spec, in: scope) { children.appendIndexed(module) }
        return try finish(children, of: containerType(of: spec, in: scope), at: spec.span)
      }
    case .from(let reference):
      let entry = configs.entries[scope.file.entry]
      // A file that cannot be read was reported when it was loaded.
      guard let index = entry.references[reference] else { throw Reported() }
      return try buildFile(index, dtype: scope.file.dtype)
    }
  }

  private func parsed(_ scalar: YAMLScalar, at span: SourceSpan, in file: FileScope)
    throws(Reported) -> Expression
  {
    do throws(Diagnostic) {
      return try expressions.parse(scalar, at: span, in: configs.entries[file.entry].bytes)
    } catch {
      diagnostics.add(error)
      throw Reported()
    }
  }

  /// A module written as a call, as a bare class, or as any expression that gives a module.
  private func module(_ expression: Expression, in scope: Scope) throws(Reported) -> Module? {
    if case .name(let name) = expression.kind, scope.value(of: name) == nil,
      !scope.file.letNames.contains(name)
    {
      let call = Expression.Call(className: name, classSpan: expression.span, arguments: [])
      return try self.call(call, at: expression.span, in: scope)
    }
    switch try evaluate(expression, in: scope) {
    case .module(let module): return module
    case .none: return nil
    case let value:
      throw report(
        .wrongType, "\(brief(value)) is no module but \(withArticle(value.typeName))",
        at: expression.span)
    }
  }

  /// Makes a module with tensors and children of its own.
  func composite(
    _ spec: CompositeSpec, _ type: ModuleType, repr: String? = nil, in scope: Scope
  ) throws(Reported) -> Module {
    var failed = false
    var names = NameSet()
    var parameters: [Parameter] = []
    for tensor in spec.parameters {
      do throws(Reported) {
        try check(tensor.name, &names)
        if let parameter = try parameter(tensor, in: scope) { parameters.append(parameter) }
      } catch {
        failed = true
      }
    }
    var buffers: [Buffer] = []
    for tensor in spec.buffers {
      do throws(Reported) {
        try check(tensor.name, &names)
        if let buffer = try buffer(tensor, in: scope) { buffers.append(buffer) }
      } catch {
        failed = true
      }
    }
    var children = ChildList()
    for child in spec.children {
      do throws(Reported) {
        try add(child, &names, to: &children, in: scope)
      } catch {
        failed = true
      }
    }
    if failed || children.failed { throw Reported() }
    var extraRepr: (@Sendable () -> String)?
    if let repr {
      try checkLength(repr, "what `repr` prints", at: spec.span)
      extraRepr = { repr }
    }
    let module = Module(
      type: type, parameters: parameters, buffers: buffers, children: children.items,
      // A container registers `None`; the attribute of any other class is no child at all.
      absentChildren: type.isContainer ? children.absent : [], extraRepr: extraRepr,
      reprBytes: repr?.utf8.count ?? 0)
    return try checked(module, at: spec.span)
  }

  // MARK: Children

  /// Children while they are gathered.
  struct ChildList {
    var items: [Module.Child] = []
    var next = 0
    var failed = false

    /// The children that are `None`.
    var absent: [Module.AbsentChild] = []

    /// Adds a child under the next index; an absent one still takes it, as in PyTorch.
    mutating func appendIndexed(_ module: Module?) {
      if let module {
        items.append(Module.Child(name: String(next), module: module))
      } else {
        absent.append(Module.AbsentChild(name: String(next), position: items.count))
      }
      next += 1
    }
  }

  private func finish(_ children: ChildList, of type: ModuleType, at span: SourceSpan)
    throws(Reported) -> Module
  {
    if children.failed { throw Reported() }
    return try checked(
      Module(type: type, children: children.items, absentChildren: children.absent), at: span)
  }

  /// Adds an item of a sequence; a repeat is that many items.
  private func add(
    _ item: ModuleSpec, indexed: Bool, to children: inout ChildList, in scope: Scope
  ) {
    do throws(Reported) {
      if case .repeated(let spec) = item {
        for module in try repeated(spec, in: scope) { children.appendIndexed(module) }
      } else {
        children.appendIndexed(try module(item, in: scope))
      }
    } catch {
      children.failed = true
    }
  }

  private func add(
    _ child: ChildSpec, _ names: inout NameSet, to children: inout ChildList, in scope: Scope
  ) throws(Reported) {
    guard let key = child.key else {
      add(child.module, indexed: true, to: &children, in: scope)
      return
    }
    if case .repeated(let spec) = child.module, key.mentions(spec.index?.text) {
      let modules = try repeated(spec, in: scope)
      var bytes = 0
      for (index, module) in modules.enumerated() {
        let inner = scope.binding(spec.index, index)
        let name = PlacedName(text: try fill(key, in: inner), span: key.span)
        try check(name, &names)
        bytes += name.text.utf8.count
        if bytes > Limits.modelTextBytes / 100 {
          // What all will come to if the others are no shorter by far.
          let sooner = max(1, modules.count / (index + 1) * 2 / 3)
          try checkTextBytes(saturatingProduct(bytes, sooner), at: key.span)
        }
        if let module { children.items.append(Module.Child(name: name.text, module: module)) }
      }
      return
    }
    var outer = scope
    if case .repeated(let spec) = child.module, spec.index == nil { outer = scope.binding(nil, 0) }
    let name = PlacedName(text: try fill(key, in: outer), span: key.span)
    let module = try module(child.module, in: scope)
    try check(name, &names)
    if let module { children.items.append(Module.Child(name: name.text, module: module)) }
  }

  /// Makes a repeat's modules one after the other; `nil` stands for `None`.
  private func repeated(_ spec: RepeatSpec, in scope: Scope) throws(Reported) -> [Module?] {
    let value = try evaluate(spec.count, in: scope)
    guard case .int(let count) = value else {
      throw report(
        .wrongType, "a repeat count is an int, not \(withArticle(value.typeName))",
        at: spec.count.span)
    }
    if count < 0 {
      throw report(.invalidValue, "a repeat count is 0 or more, not \(count)", at: spec.count.span)
    }
    if count > Limits.modules {
      throw report(
        .limit,
        "a model has at most \(grouped(Limits.modules)) modules, and this repeats \(grouped(count))",
        at: spec.count.span)
    }
    let least = saturatingProduct(leastModules(of: spec.module, in: scope.file), count)
    try checkLimits(ModuleTotals(modules: least, parameters: 0), at: spec.span)
    var modules: [Module?] = []
    modules.reserveCapacity(count)
    var totals = ModuleTotals()
    for index in 0..<count {
      try charge(at: spec.span)
      let module = try self.module(spec.module, in: scope.binding(spec.index, index))
      modules.append(module)
      guard let module else { continue }
      totals += ModuleTotals(modules: module.moduleCount, parameters: module.parameterCount)
      // Without an index every turn gives the same; objects that Python would tell apart are made
      // anew.
      if spec.index == nil, !module.holdsIdentity {
        try checkLimits(totals * count, at: spec.span)
        modules += repeatElement(.some(module), count: count - index - 1)
        break
      }
      try checkLimits(totals, turns: index + 1, of: count, at: spec.span)
    }
    return modules
  }

  /// Holds the turns that a repeat has made to the limits, and once they are many, what all turns
  /// will come to if the others are no smaller by far: before they take up time and memory.
  private func checkLimits(
    _ totals: ModuleTotals, turns: Int, of count: Int, at span: SourceSpan
  ) throws(Reported) {
    try checkLimits(totals, at: span)
    if max(totals.modules, totals.parameters) > Limits.modules / 100 {
      let sooner = max(1, count / turns * 2 / 3)
      try checkLimits(totals * sooner, at: span)
    }
  }

  /// Holds a number of modules and parameters to the limits.
  func checkLimits(_ totals: ModuleTotals, at span: SourceSpan) throws(Reported) {
    if totals.modules > Limits.modules {
      throw report(
        .limit, "a model has at most \(grouped(Limits.modules)) modules, and this makes more",
        at: span)
    }
    if totals.parameters > Limits.parameters {
      throw report(
        .limit, "a model has at most \(grouped(Limits.parameters)) parameters, and this makes more",
        at: span)
    }
  }

  private func containerType(of spec: RepeatSpec, in scope: Scope) throws(Reported) -> ModuleType {
    guard let name = spec.className else { return containerType("ModuleList") }
    let type = self.type(named: name, in: scope.file)
    if Catalogue.layer(named: type.name) != nil, !type.isContainer {
      throw report(
        .invalidValue, "\(type.name) cannot hold repeated modules", at: name.span,
        help: ["write ModuleList or Sequential"])
    }
    return type
  }

  // MARK: Tensors

  private func parameter(_ spec: TensorSpec, in scope: Scope) throws(Reported) -> Parameter? {
    guard let shape = try shape(spec, in: scope) else { return nil }
    let dtype = try dtype(of: spec, in: scope)
    var requiresGrad = true
    if let expression = spec.requiresGrad {
      guard case .bool(let value) = try evaluate(expression, in: scope) else {
        throw report(.wrongType, "requires_grad is true or false", at: expression.span)
      }
      requiresGrad = value
    }
    if requiresGrad, !dtype.canRequireGrad {
      throw report(
        .invalidValue,
        "a parameter of type torch.\(dtype.rawValue) cannot require gradients", at: spec.name.span,
        help: ["write requires_grad: false, or declare it under `buffers`"])
    }
    return Parameter(
      name: spec.name.text, shape: shape, dtype: dtype, requiresGrad: requiresGrad,
      elements: elementCount(shape) ?? 0)
  }

  private func buffer(_ spec: TensorSpec, in scope: Scope) throws(Reported) -> Buffer? {
    guard let shape = try shape(spec, in: scope) else { return nil }
    return Buffer(
      name: spec.name.text, shape: shape, dtype: try dtype(of: spec, in: scope))
  }

  private func dtype(of spec: TensorSpec, in scope: Scope) throws(Reported) -> DType {
    guard let expression = spec.dtype else { return scope.file.dtype }
    return try dtype(expression, in: scope) ?? scope.file.dtype
  }

  private func shape(_ spec: TensorSpec, in scope: Scope) throws(Reported) -> Shape? {
    let value = try evaluate(spec.shape, in: scope)
    if value.isNone { return nil }
    guard let items = value.items else {
      throw report(
        .wrongType, "a shape is a list of sizes, not \(withArticle(value.typeName))",
        at: spec.shape.span, help: ["write [\(brief(value))]"])
    }
    if items.count > 64 {
      throw report(.limit, "a tensor has at most 64 dimensions", at: spec.shape.span)
    }
    var sizes: [Int] = []
    for item in items {
      guard case .int(let size) = item else {
        throw report(
          .wrongType, "a size is an int, not \(withArticle(item.typeName)) (\(brief(item)))",
          at: spec.shape.span,
          help: item.asDouble == nil ? [] : ["// divides integers, / always gives a float"])
      }
      if size < 0 {
        throw report(.invalidValue, "a size cannot be negative (\(size))", at: spec.shape.span)
      }
      sizes.append(size)
    }
    if elementCount(sizes) == nil {
      throw report(.limit, "a tensor has at most 2^63 - 1 elements", at: spec.shape.span)
    }
    return Shape(sizes)
  }

  // MARK: Names

  /// The names that a module has given.
  struct NameSet {
    fileprivate var seen: [ExactString: SourceSpan] = [:]
    /// How long they are together.
    fileprivate var bytes = 0
  }

  private func check(_ name: PlacedName, _ names: inout NameSet) throws(Reported) {
    if name.text.isEmpty {
      throw report(.invalidName, "a name cannot be empty", at: name.span)
    }
    try checkLength(name.text, "a name", at: name.span)
    // Before there are as many as the model may not have: a template gives each a text of its own.
    names.bytes += name.text.utf8.count
    try checkTextBytes(names.bytes, at: name.span)
    if name.text.utf8.contains(UInt8(ascii: ".")) {
      throw report(
        .invalidName, "the name `\(clipped(name.text))` holds a dot", at: name.span,
        help: ["dots join the names of nested modules: nest it under `children`"])
    }
    if let first = names.seen.updateValue(name.span, forKey: ExactString(name.text)) {
      throw report(
        .duplicateKey, "the name `\(clipped(name.text))` is given twice in one module",
        at: name.span,
        related: first == name.span
          ? [] : [Diagnostic.Related(span: first, message: "first given here")])
    }
  }
}

extension ModelBuilder {
  /// Holds the length of all names in a module to the limit.
  func checkTextBytes(_ count: Int, at span: SourceSpan) throws(Reported) {
    if count <= Limits.modelTextBytes { return }
    throw report(
      .limit,
      "the full names in the model take more than \(grouped(Limits.modelTextBytes)) bytes together",
      at: span, help: ["give its modules shorter names"])
  }

  /// Holds a name, or a text that stands where names do, to the limit.
  func checkLength(_ text: String, _ what: String, at span: SourceSpan) throws(Reported) {
    let count = text.utf8.count
    if count <= Limits.nameBytes { return }
    throw report(
      .limit,
      "\(what) has at most \(grouped(Limits.nameBytes)) bytes, and this has \(grouped(count))",
      at: span)
  }
}

/// A type's name with its article.
private func withArticle(_ typeName: String) -> String {
  let isVowel = typeName.first.map("aeiouAEIOU".contains) ?? false
  return typeName == "NoneType" ? "None" : (isVowel ? "an " : "a ") + typeName
}
