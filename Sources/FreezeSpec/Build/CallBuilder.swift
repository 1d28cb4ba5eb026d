/// How the calls of one shape are carried out in a file.
enum CallBinding {
  /// They call a class of torch.nn.
  case layer(LayerBinding)
  /// They call a class of the config.
  case declared(ClassTable.DeclaredClass, [Signature.Source])
}

/// How the calls of the shapes that were met in a file are carried out.
struct CallBindings {
  private var bindings: [(shape: CallShape, binding: CallBinding)] = []
  private var index = HashIndex()

  /// How the calls of a shape are carried out, where it was met before.
  subscript(shape: CallShape) -> CallBinding? {
    index.number(withHash: shape.hash) { bindings[$0].shape == shape }.map { bindings[$0].binding }
  }

  /// Keeps how the calls of a shape are carried out.
  mutating func keep(_ binding: CallBinding, for shape: CallShape) {
    index.insert(bindings.count, hash: shape.hash)
    bindings.append((shape, binding))
  }
}

/// Carries out constructor calls.
final class CallBuilder {
  private let reporter: Reporter
  private let budget: EvaluationBudget
  private let evaluator: Evaluator
  private let factory: LayerFactory
  /// The arguments of the call that had an error last, with their places: it may have many.
  private var placed: (call: Expression.Call, arguments: [Expression.Argument])?

  init(
    _ evaluator: Evaluator, _ factory: LayerFactory, _ budget: EvaluationBudget,
    _ reporter: Reporter
  ) {
    self.evaluator = evaluator
    self.factory = factory
    self.budget = budget
    self.reporter = reporter
  }

  /// An argument with its place.
  private func argument(_ index: Int, of call: Expression.Call) -> Expression.Argument? {
    if placed?.call !== call { placed = (call, call.placedArguments()) }
    guard let arguments = placed?.arguments, arguments.indices.contains(index) else { return nil }
    return arguments[index]
  }

  /// Where an argument's name stands, or its value for a positional one.
  private func nameSpan(ofArgument index: Int, of call: Expression.Call) -> SourceSpan {
    argument(index, of: call)?.nameSpan ?? call.classSpan
  }

  /// The module that a call makes.
  func module(_ call: Expression.Call, at span: SourceSpan, in scope: Scope) throws(Reported)
    -> Module
  {
    let file = scope.file
    if file.unknown.contains(.classes), call.className == "Module", call.shape.positionalCount == 0,
      call.shape.keywords.isEmpty,
      file.classes.declared["Module"] == nil
    {
      return Module(type: .unknown(file.unknown))
    }
    var failure: Reported?
    var arguments: [Value] = []
    do throws(Reported) {
      arguments = try self.arguments(of: call, in: scope)
    } catch {
      failure = error
    }
    if failure == nil, let binding = file.bindings[call.shape] {
      return try module(call, binding, arguments, at: span, in: file)
    }
    let binding = try self.binding(of: call, failure, in: file)
    file.bindings.keep(binding, for: call.shape)
    return try module(call, binding, arguments, at: span, in: file)
  }

  /// The values of a call's arguments.
  private func arguments(of call: Expression.Call, in scope: Scope) throws(Reported) -> [Value] {
    let expressions: [Expression.Argument]
    switch call.arguments {
    case .literals(let values):
      try budget.charge(values.count, at: call.classSpan)
      for value in values { try budget.charge(for: value, at: call.classSpan) }
      return values
    case .expressions(let arguments): expressions = arguments
    }
    var arguments: [Value] = []
    arguments.reserveCapacity(expressions.count)
    var failure: Reported?
    for (index, argument) in expressions.enumerated() {
      do throws(Reported) {
        let value = try value(of: argument.value, call.shape, index, in: scope)
        try budget.charge(for: value, at: argument.value.span)
        arguments.append(value)
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return arguments
  }

  private func value(
    of argument: Expression, _ shape: CallShape, _ index: Int, in scope: Scope
  ) throws(Reported) -> Value {
    // A bare `bfloat16` is a type here; anything else is the class's own to judge.
    if case .name(let name) = argument.kind, shape.name(ofArgument: index) == "dtype",
      scope.value(of: name) == nil
    {
      return try evaluator.dtype(argument, in: scope).map(Value.dtype) ?? .none
    }
    return try evaluator.evaluate(argument, in: scope)
  }

  private func module(
    _ call: Expression.Call, _ binding: CallBinding, _ arguments: [Value], at span: SourceSpan,
    in file: FileScope
  ) throws(Reported) -> Module {
    switch binding {
    case .declared(let declared, let sources):
      return try instantiate(declared, call, sources, arguments, at: span, in: file)
    case .layer(let binding):
      let module: Module
      let workBefore = factory.work
      do {
        module = try factory.construct(LayerCall(binding, arguments, defaultDType: file.dtype))
      } catch let error as LayerError {
        throw reportRefusal(error, of: call, binding, at: span)
      } catch {
        throw Reported()
      }
      try budget.charge(for: factory.work - workBefore, at: span)
      return try budget.checked(module, at: span)
    }
  }

  // MARK: Declared classes

  /// Makes a module of a class that the config declares.
  private func instantiate(
    _ declared: ClassTable.DeclaredClass, _ call: Expression.Call, _ sources: [Signature.Source],
    _ arguments: [Value], at span: SourceSpan, in file: FileScope
  ) throws(Reported) -> Module {
    let definition = declared.definition
    if file.instantiating.isEmpty {
      let least = file.leastModules.least(of: call)
      try budget.checkLimits(ModuleTotals(modules: least, parameters: 0), at: call.classSpan)
    }
    if file.instantiating.contains(definition.name.text) {
      // The cycle was reported where the classes are declared.
      throw Reported()
    }
    // The defaults of its arguments are part of it: one that calls the class is a cycle as well.
    file.instantiating.append(definition.name.text)
    defer { file.instantiating.removeLast() }
    var inner = Scope(file: file)
    var values: [Value] = []
    for (argument, source) in zip(try definition.arguments.get(), sources) {
      let value: Value =
        switch source {
        case .argument(let index): arguments[index]
        case .defaultValue:
          if let expression = argument.defaultValue {
            try defaultValue(expression, in: inner)
          } else {
            .none
          }
        }
      values.append(value)
      inner.bind(
        argument.name.text, try budget.identified(value, factory.identities, at: span))
    }
    let key = InstanceKey(name: definition.name.text, values)
    if let key, let known = file.instances[key] {
      guard let module = known else { throw Reported() }
      return try budget.checked(module, at: span)
    }
    let identitiesBefore = factory.identities.last
    var made: Module?
    defer {
      // What holds an object of its own has to be made anew each time.
      if let key, factory.identities.last == identitiesBefore { file.keep(made, for: key) }
    }
    var repr: String?
    var failure: Reported?
    do throws(Reported) {
      if let template = definition.repr { repr = try evaluator.fill(template, in: inner) }
    } catch {
      failure = error
    }
    let module = try file.builder.modules.composite(
      definition.body, declared.type, repr: repr, in: inner)
    if let failure { throw failure }
    try definition.parts.get()
    made = module
    return module
  }

  private func defaultValue(_ expression: Expression, in scope: Scope) throws(Reported) -> Value {
    let value = try evaluator.evaluate(expression, in: scope)
    try budget.charge(for: value, at: expression.span)
    return value
  }

  // MARK: Binding

  /// Finds out how the calls of a call's shape are carried out.
  ///
  /// - Parameter failure: What to throw where an argument has an error: that of the class alone is
  ///   worth telling besides.
  private func binding(of call: Expression.Call, _ failure: Reported?, in file: FileScope)
    throws(Reported) -> CallBinding
  {
    if let declared = file.classes.declared[call.className] {
      if let failure { throw failure }
      _ = try declared.definition.arguments.get()
      return .declared(declared, try bind(call, declared.signature))
    }
    // What is wrong with the class was reported where it is declared.
    if file.classes.failed.contains(call.className) { throw Reported() }
    guard let layer = factory.layer(named: plainClassName(call.className)) else {
      throw file.classes.reportUnknown(PlacedName(text: call.className, span: call.classSpan))
    }
    if let failure { throw failure }
    return .layer(
      LayerBinding(
        layer, try bind(call, layer.signature),
        positionalCount: call.shape.positionalCount,
        keywords: call.shape.keywords))
  }

  /// Binds a call's arguments to the parameters of its class.
  private func bind(_ call: Expression.Call, _ signature: Signature) throws(Reported)
    -> [Signature.Source]
  {
    let (sources, problems) = signature.bind(
      positionalCount: call.shape.positionalCount, keywords: call.shape.keywords)
    if problems.isEmpty { return sources }
    let unknownNames = problems.contains { if case .unknownKeyword = $0 { true } else { false } }
    for problem in problems {
      switch problem {
      case .missing(let names):
        // A mistyped keyword is most likely the missing argument.
        if unknownNames { continue }
        let list = names.map { "`\($0)`" }.joined(separator: ", ")
        _ = reporter.report(
          .arguments, "\(call.className) needs \(list)", at: call.classSpan,
          help: [signatureHelp(call.className, signature)])
      case .tooManyPositional(let given):
        let first = nameSpan(ofArgument: signature.positionalCount, of: call)
        _ = reporter.report(
          .arguments,
          "\(call.className) takes at most \(signature.positionalCount) positional arguments, "
            + "not \(given)", at: first, help: [signatureHelp(call.className, signature)])
      case .unknownKeyword(let index):
        let name = call.shape.name(ofArgument: index) ?? ""
        let near = Suggestion.didYouMean(
          name, in: signature.parameters.map(\.name), unlessMany: reporter.diagnostics)
        _ = reporter.report(
          .arguments, "\(call.className) has no argument `\(clipped(name))`",
          at: nameSpan(ofArgument: index, of: call),
          cures: near.isEmpty ? [Cure(signatureHelp(call.className, signature))] : near)
      case .duplicate(let index):
        _ = reporter.report(
          .arguments, "`\(clipped(call.shape.name(ofArgument: index) ?? ""))` is given twice",
          at: nameSpan(ofArgument: index, of: call))
      }
    }
    throw Reported()
  }

  private func signatureHelp(_ name: String, _ signature: Signature) -> String {
    var names = signature.parameters.prefix(12).map {
      clipped($0.name) + ($0.isRequired ? "" : "=…")
    }
    if signature.parameters.count > 12 { names.append("…") }
    if signature.takesAnyPositional { names.append("*args") }
    return "its arguments: \(name)(\(names.joined(separator: ", ")))"
  }

  // MARK: Refusals

  private func reportRefusal(
    _ error: LayerError, of call: Expression.Call, _ binding: LayerBinding, at span: SourceSpan
  ) -> Reported {
    var place = span
    if let argument = error.argument, let index = binding.layer.signature.index(of: argument),
      case .argument(let argument) = binding.sources[index]
    {
      place = self.argument(argument, of: call)?.value.span ?? span
    }
    return reporter.report(
      .invalidArgument, "\(binding.layer.type.name): \(error.message)", at: place,
      help: error.help)
  }
}
