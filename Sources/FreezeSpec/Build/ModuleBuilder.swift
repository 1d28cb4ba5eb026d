/// Makes modules as the config describes them.
///
/// Errors are gathered: a module that cannot be made leaves its neighbours to be looked at in the same
/// run.
final class ModuleBuilder {
  private let configs: ConfigSet
  private let reporter: Reporter
  private let budget: EvaluationBudget
  private let evaluator: Evaluator
  private let types: TypeNames
  private let tensors: TensorBuilder

  init(
    _ configs: ConfigSet, _ evaluator: Evaluator, _ factory: LayerFactory,
    _ budget: EvaluationBudget, _ reporter: Reporter
  ) {
    self.configs = configs
    self.evaluator = evaluator
    types = TypeNames(factory)
    tensors = TensorBuilder(reporter: reporter, evaluator: evaluator)
    self.budget = budget
    self.reporter = reporter
  }

  /// The type of modules that have parameters or children and no class.
  private static let moduleType = ModuleType(name: "Module")

  /// Makes the module that a spec describes.
  ///
  /// - Returns: The module, or `nil` where the spec's value is `None`.
  func module(_ spec: ModuleSpec, in scope: Scope) throws(Reported) -> Module? {
    try budget.charge(at: spec.span)
    if spec.isRegisteredNone { return nil }
    switch spec {
    case .expression(let expression): return try module(expression, in: scope)
    case .invalid(_, let readable):
      for spec in readable { _ = try? module(spec, in: scope) }
      throw Reported()
    case .sequential(let items, let span):
      try budget.enter(at: span)
      defer { budget.leave() }
      var children = ChildList()
      children.items.reserveCapacity(items.count)
      var failure: Reported?
      for item in items {
        do throws(Reported) {
          try add(item, to: &children, in: scope)
        } catch {
          failure = error
        }
      }
      if let failure { throw failure }
      return try finish(children, of: types.container("Sequential"), at: span)
    case .composite(let spec):
      try budget.enter(at: spec.span)
      defer { budget.leave() }
      if let name = spec.className { try budget.checkLength(name.text, "a name", at: name.span) }
      let type =
        types.unknown(spec.className, scope.file.unknown) ?? spec.className.map {
          types.type(named: $0, in: scope.file.classes)
        } ?? Self.moduleType
      let repr = try spec.repr.map { template throws(Reported) in
        try evaluator.fill(template, in: scope)
      }
      return try composite(spec, type, repr: repr, in: scope)
    case .repeated(let spec):
      try budget.enter(at: spec.span)
      defer { budget.leave() }
      var children = ChildList()
      for module in try repeated(spec, in: scope) { children.appendIndexed(module) }
      return try finish(children, of: containerType(of: spec, in: scope), at: spec.span)
    case .from(let spec):
      let entry = configs.entries[scope.file.entry]
      // A file that cannot be read was reported when it was loaded.
      guard let index = entry.references[spec.reference] else { throw Reported() }
      if let checkpoint = configs.entries[index].checkpoint {
        return try scope.file.builder.build(checkpoint, index, of: spec)
      }
      let given = try givenValues(of: spec, to: configs.entries[index].config, in: scope)
      try budget.enter(at: spec.reference.span)
      defer { budget.leave() }
      return try scope.file.builder.build(spec, index, dtype: scope.file.dtype, given: given)
    }
  }

  /// The values that a `from` gives its file, each by a name of the file's own `let`.
  private func givenValues(of spec: FromSpec, to config: FreezeConfig, in scope: Scope)
    throws(Reported) -> [GivenValue]
  {
    var given: [GivenValue] = []
    var failure: Reported?
    let lets = try? config.lets.get()
    try budget.charge(spec.lets.isEmpty ? 0 : lets?.count ?? 0, at: spec.reference.span)
    let names = spec.lets.isEmpty ? [] : Set((lets ?? []).map(\.name.text))
    for definition in spec.lets {
      do throws(Reported) {
        // Where the file's `let` has an error, any name may be one of it.
        if lets != nil, !names.contains(definition.name.text) {
          throw reportUnknown(definition.name, of: spec.reference, (lets ?? []).map(\.name.text))
        }
        let expression = try definition.value.get()
        given.append(
          GivenValue(
            name: definition.name.text, value: try evaluator.evaluate(expression, in: scope)))
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return given
  }

  private func reportUnknown(
    _ name: PlacedName, of reference: FileReference, _ names: [String]
  ) -> Reported {
    var cures = Suggestion.didYouMean(name.text, in: names, unlessMany: reporter.diagnostics)
    if cures.isEmpty {
      cures = [
        names.isEmpty
          ? "it has no `let`: give it one, with a value for where it stands alone"
          : "its `let` has: \(listed(names.map { clipped($0) }))"
      ]
    }
    return reporter.report(
      .unknownName,
      "`\(clipped(name.text))` is no name of the `let` of \(clipped(reference.path))",
      at: name.span, cures: cures)
  }

  /// A module written as a call, as a bare class, or as any expression that gives a module.
  private func module(_ expression: Expression, in scope: Scope) throws(Reported) -> Module? {
    if case .name(let name) = expression.kind, scope.value(of: name) == nil,
      scope.file.lets?[name] == nil
    {
      let call = Expression.Call(className: name, classSpan: expression.span, arguments: [])
      let module = try scope.file.builder.calls.module(call, at: expression.span, in: scope)
      return try checked(.module(module), at: expression.span)
    }
    return try checked(try evaluator.evaluate(expression, in: scope), at: expression.span)
  }

  /// The module that a value is; `nil` for None.
  private func checked(_ value: Value, at span: SourceSpan) throws(Reported) -> Module? {
    switch value {
    // The options of a loss are an object, and no module.
    case .module(let module) where module.type.isModule: return module
    case .none: return nil
    default:
      throw reporter.report(
        .wrongType, "\(brief(value)) is no module but \(withArticle(value.typeName))", at: span)
    }
  }

  /// Makes a module with tensors and children of its own.
  func composite(
    _ spec: CompositeSpec, _ type: ModuleType, repr: String? = nil, in scope: Scope
  ) throws(Reported) -> Module {
    var failure: Reported?
    var names = GivenNames(reporter, budget)
    var parameters: [Parameter] = []
    do throws(Reported) {
      try tensors.forEach(spec.parameters, in: scope, budget) { (tensor, scope) throws(Reported) in
        try names.add(tensor.name)
        if let parameter = try tensors.parameter(tensor, in: scope) { parameters.append(parameter) }
      }
    } catch {
      failure = error
    }
    var buffers: [Buffer] = []
    do throws(Reported) {
      try tensors.forEach(spec.buffers, in: scope, budget) { (tensor, scope) throws(Reported) in
        try names.add(tensor.name)
        if let buffer = try tensors.buffer(tensor, in: scope) { buffers.append(buffer) }
      }
    } catch {
      failure = error
    }
    var children = ChildList()
    for child in spec.children {
      do throws(Reported) {
        try add(child, registersNone(spec, in: scope), &names, to: &children, in: scope)
      } catch {
        failure = error
      }
    }
    var whole: String?
    do throws(Reported) {
      whole = try spec.print.map { template throws(Reported) in
        try evaluator.fill(template, in: scope)
      }
    } catch {
      failure = error
    }
    if let failure { throw failure }
    if let whole { try budget.checkLength(whole, "what `print` prints", at: spec.span) }
    if let repr { try budget.checkLength(repr, "what `repr` prints", at: spec.span) }
    try budget.charge(
      for: LayerWork(
        modules: 1, tensors: parameters.count + buffers.count,
        children: children.items.count + children.absent.count),
      at: spec.span)
    let module = Module(
      type: type, parameters: parameters, buffers: buffers, children: children.items,
      // A container registers `None`; the attribute of any other class is no child at all.
      absentChildren: type.isContainer ? children.absent : children.registered,
      extraRepr: whole.map { WrittenRepr($0, isWhole: true) } ?? repr.map { WrittenRepr($0) },
      reprBytes: (whole ?? repr).map(ModuleExtent.textBytes) ?? 0)
    return try budget.checked(module, at: spec.span)
  }

  // MARK: Children

  private func finish(_ children: ChildList, of type: ModuleType, at span: SourceSpan)
    throws(Reported) -> Module
  {
    try budget.charge(
      for: LayerWork(modules: 1, children: children.items.count + children.absent.count), at: span)
    return try budget.checked(
      Module(type: type, children: children.items, absentChildren: children.absent), at: span)
  }

  /// Adds an item of a sequence; a repeat is that many items.
  private func add(_ item: ModuleSpec, to children: inout ChildList, in scope: Scope)
    throws(Reported)
  {
    let registersNone = item.registersNone
    if case .repeated(let spec) = item {
      for module in try repeated(spec, in: scope) {
        children.appendIndexed(module, orNone: registersNone)
      }
    } else {
      children.appendIndexed(try module(item, in: scope), orNone: registersNone)
    }
  }

  /// Whether a child of a name is one also where it is `None`: torch.nn's own containers get their
  /// children in a dictionary, and register all that is in it.
  private func registersNone(_ spec: CompositeSpec, in scope: Scope) -> Bool {
    guard let name = spec.className?.text, scope.file.classes.declared[name] == nil else {
      return false
    }
    return ["Sequential", "ModuleList", "ModuleDict"].contains(plainClassName(name))
  }

  private func add(
    _ child: ChildSpec, _ registersNone: Bool, _ names: inout GivenNames,
    to children: inout ChildList, in scope: Scope
  ) throws(Reported) {
    guard let key = child.key else { return try add(child.module, to: &children, in: scope) }
    if let spec = child.turns {
      let modules = try repeated(spec, in: scope)
      let registersNone = registersNone || child.module.registersNone
      var bytes = 0
      for (index, module) in modules.enumerated() {
        let inner = scope.binding(spec.index, index)
        let name = PlacedName(text: try evaluator.fill(key, in: inner), span: key.span)
        try names.add(name)
        bytes += ModuleExtent.textBytes(of: name.text)
        if bytes > Limits.modelTextBytes / 100 {
          // What all will come to if the others are no shorter by far.
          let sooner = max(1, modules.count / (index + 1) * 2 / 3)
          try budget.checkTextBytes(saturatingProduct(bytes, sooner), at: key.span)
        }
        children.append(module, name: name.text, orNone: registersNone)
      }
      return
    }
    var outer = scope
    if case .repeated(let spec) = child.module, spec.index == nil { outer = scope.binding(nil, 0) }
    let name = PlacedName(text: try evaluator.fill(key, in: outer), span: key.span)
    let module = try module(child.module, in: scope)
    try names.add(name)
    children.append(
      module, name: name.text, orNone: registersNone || child.module.isRegisteredNone)
  }

  /// Makes a repeat's modules one after the other; `nil` stands for `None`.
  private func repeated(_ spec: RepeatSpec, in scope: Scope) throws(Reported) -> [Module?] {
    let value = try evaluator.evaluate(spec.count, in: scope)
    guard case .int(let count) = value else {
      throw reporter.report(
        .wrongType, "a repeat count is an int, not \(withArticle(value.typeName))",
        at: spec.count.span)
    }
    if count < 0 {
      throw reporter.report(
        .invalidValue, "a repeat count is 0 or more, not \(count)", at: spec.count.span)
    }
    if count > Limits.modules {
      throw reporter.report(
        .limit,
        "a model has at most \(grouped(Limits.modules)) modules, and this repeats \(grouped(count))",
        at: spec.count.span)
    }
    if count == 0 { return [] }
    let least = saturatingProduct(scope.file.leastModules.leastOfTurn(spec), count)
    try budget.checkLimits(ModuleTotals(modules: least, parameters: 0), at: spec.span)
    let isConstant = !spec.dependsOnIndex
    var modules: [Module?] = []
    modules.reserveCapacity(count)
    var totals = ModuleTotals()
    for index in 0..<count {
      try budget.charge(scope.bindingSteps, at: spec.span)
      let turn = try turn(of: spec, in: scope.binding(spec.index, index))
      modules += turn
      for module in turn.lazy.compactMap(\.self) {
        totals += ModuleTotals(modules: module.moduleCount, parameters: module.parameterCount)
      }
      // Where nothing depends on the index every turn gives the same; objects that Python would tell
      // apart are made anew.
      if isConstant, turn.allSatisfy({ $0?.holdsIdentity != true }) {
        try budget.checkLimits(totals * count, at: spec.span)
        try budget.checkLimits(
          ModuleTotals(modules: saturatingProduct(turn.count, count), parameters: 0), at: spec.span)
        for _ in 0..<count - index - 1 where !turn.isEmpty { modules += turn }
        break
      }
      try checkLimits(totals, turns: index + 1, of: count, at: spec.span)
    }
    return modules
  }

  /// The modules of one turn; `nil` stands for `None`.
  private func turn(of spec: RepeatSpec, in scope: Scope) throws(Reported) -> [Module?] {
    var modules: [Module?] = []
    var failure: Reported?
    for item in spec.turn {
      do throws(Reported) {
        if case .repeated(let inner) = item, spec.isGroup {
          modules += try repeated(inner, in: scope)
        } else {
          modules.append(try module(item, in: scope))
        }
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return modules
  }

  /// Holds the turns that a repeat has made to the limits, and once they are many, what all turns
  /// will come to if the others are no smaller by far: before they take up time and memory.
  private func checkLimits(
    _ totals: ModuleTotals, turns: Int, of count: Int, at span: SourceSpan
  ) throws(Reported) {
    try budget.checkLimits(totals, at: span)
    if max(totals.modules, totals.parameters) > Limits.modules / 100 {
      let sooner = max(1, count / turns * 2 / 3)
      try budget.checkLimits(totals * sooner, at: span)
    }
  }

  private func containerType(of spec: RepeatSpec, in scope: Scope) throws(Reported) -> ModuleType {
    guard let name = spec.className else {
      return types.unknown(nil, scope.file.unknown, reprStyle: .moduleList)
        ?? types.container("ModuleList")
    }
    let type = types.type(named: name, in: scope.file.classes)
    if Catalogue.layer(named: type.name) != nil, !type.isContainer {
      throw reporter.report(
        .invalidValue, "\(type.name) cannot hold repeated modules", at: name.span,
        help: ["write ModuleList or Sequential"])
    }
    return type
  }
}
