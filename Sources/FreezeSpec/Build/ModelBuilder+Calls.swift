extension ModelBuilder {
  /// Carries out a constructor call.
  func call(_ call: Expression.Call, at span: SourceSpan, in scope: Scope) throws(Reported)
    -> Module
  {
    var positional: [Value] = []
    var keywords: [(name: String, value: Value)] = []
    var failed = false
    for argument in call.arguments {
      do throws(Reported) {
        let value = try evaluate(argument, in: scope)
        try charge(for: value, at: argument.value.span)
        if let name = argument.name {
          keywords.append((name, value))
        } else {
          positional.append(value)
        }
      } catch {
        failed = true
      }
    }
    if let declared = scope.file.classes[call.className] {
      if failed { throw Reported() }
      return try instantiate(declared, call, positional, keywords, at: span, in: scope)
    }
    let name = plainClassName(call.className)
    guard let layer = factory.layer(named: name) else {
      throw reportUnknownClass(PlacedName(text: call.className, span: call.classSpan), scope.file)
    }
    if failed { throw Reported() }
    let sources = try bind(call, layer.signature, positional.count, keywords.map(\.name), at: span)
    let values = sources.enumerated().map { index, source in
      switch source {
      case .positional(let position): positional[position]
      case .keyword(let position): keywords[position].value
      case .defaultValue: layer.defaults[index]
      }
    }
    do {
      let variadic =
        positional.count > layer.signature.positionalCount
        ? Array(positional[layer.signature.positionalCount...]) : []
      let module = try factory.construct(
        LayerCall(
          layer: layer, values: values, variadicValues: variadic,
          variadicKeywords: keywords.filter { layer.signature.index(of: $0.name) == nil }))
      return try checked(module, at: span)
    } catch let error as LayerError {
      throw reportRefusal(error, of: name, call, layer.signature, sources, at: span)
    } catch {
      throw Reported()
    }
  }

  private func evaluate(_ argument: Expression.Argument, in scope: Scope) throws(Reported) -> Value
  {
    // A bare `bfloat16` is a type here; anything else is the class's own to judge.
    if argument.name == "dtype", case .name(let name) = argument.value.kind,
      scope.value(of: name) == nil
    {
      return try dtype(argument.value, in: scope).map(Value.dtype) ?? .none
    }
    return try evaluate(argument.value, in: scope)
  }

  // MARK: Declared classes

  /// Makes a module of a class that the config declares.
  private func instantiate(
    _ declared: FileScope.DeclaredClass, _ call: Expression.Call, _ positional: [Value],
    _ keywords: [(name: String, value: Value)], at span: SourceSpan, in scope: Scope
  ) throws(Reported) -> Module {
    let definition = declared.definition
    // What was wrong with its arguments was reported where they are declared.
    if !definition.hasAllArguments { throw Reported() }
    let sources = try bind(
      call, declared.signature, positional.count, keywords.map(\.name), at: span)
    if instantiating.isEmpty {
      let least = leastModules(of: call, in: scope.file)
      try checkLimits(ModuleTotals(modules: least, parameters: 0), at: call.classSpan)
    }
    if instantiating.contains(definition.name.text) {
      // The cycle was reported where the classes are declared.
      throw Reported()
    }
    // The defaults of its arguments are part of it: one that calls the class is a cycle as well.
    instantiating.append(definition.name.text)
    defer { instantiating.removeLast() }
    var inner = Scope(file: scope.file)
    var values: [Value] = []
    for (argument, source) in zip(definition.arguments, sources) {
      let value: Value =
        switch source {
        case .positional(let position): positional[position]
        case .keyword(let position): keywords[position].value
        case .defaultValue:
          if let expression = argument.defaultValue {
            try evaluate(expression, in: inner)
          } else {
            .none
          }
        }
      values.append(value)
      inner.bind(argument.name.text, withIdentity(value))
    }
    let key = InstanceKey(name: definition.name.text, values)
    if let key, let known = scope.file.instances[key] {
      guard let module = known else { throw Reported() }
      return try checked(module, at: span)
    }
    let identitiesBefore = factory.lastIdentity
    var made: Module?
    defer {
      // What holds an object of its own has to be made anew each time.
      if let key, factory.lastIdentity == identitiesBefore { scope.file.keep(made, for: key) }
    }
    let errorsBefore = diagnostics.errorCount
    var repr: String?
    if let template = definition.repr { repr = try? fill(template, in: inner) }
    let module = try composite(definition.body, declared.type, repr: repr, in: inner)
    if diagnostics.errorCount > errorsBefore { throw Reported() }
    made = module
    return module
  }

  // MARK: Binding

  private func bind(
    _ call: Expression.Call, _ signature: Signature, _ positionalCount: Int, _ keywords: [String],
    at span: SourceSpan
  ) throws(Reported) -> [Signature.Source] {
    let (sources, problems) = signature.bind(positionalCount: positionalCount, keywords: keywords)
    if problems.isEmpty { return sources }
    let keywordArguments = call.arguments.filter { $0.name != nil }
    let unknownNames = problems.contains { if case .unknownKeyword = $0 { true } else { false } }
    for problem in problems {
      switch problem {
      case .missing(let names):
        // A mistyped keyword is most likely the missing argument.
        if unknownNames { continue }
        let list = names.map { "`\($0)`" }.joined(separator: ", ")
        _ = report(
          .arguments, "\(call.className) needs \(list)", at: call.classSpan,
          help: [signatureHelp(call.className, signature)])
      case .tooManyPositional(let given):
        let first = call.arguments[signature.positionalCount].nameSpan
        _ = report(
          .arguments,
          "\(call.className) takes at most \(signature.positionalCount) positional arguments, "
            + "not \(given)", at: first, help: [signatureHelp(call.className, signature)])
      case .unknownKeyword(let index):
        let name = keywordArguments[index].name ?? ""
        let near = Suggestion.didYouMean(
          name, in: signature.parameters.map(\.name), unlessMany: diagnostics)
        _ = report(
          .arguments, "\(call.className) has no argument `\(clipped(name))`",
          at: keywordArguments[index].nameSpan,
          help: near.isEmpty ? [signatureHelp(call.className, signature)] : near)
      case .duplicate(let index):
        _ = report(
          .arguments, "`\(clipped(keywordArguments[index].name ?? ""))` is given twice",
          at: keywordArguments[index].nameSpan)
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
    _ error: LayerError, of name: String, _ call: Expression.Call, _ signature: Signature,
    _ sources: [Signature.Source], at span: SourceSpan
  ) -> Reported {
    var place = span
    if let argument = error.argument, let index = signature.index(of: argument) {
      switch sources[index] {
      case .positional(let position): place = call.arguments[position].value.span
      case .keyword(let position):
        let keywords = call.arguments.filter { $0.name != nil }
        place = keywords[position].value.span
      case .defaultValue: break
      }
    }
    return report(.invalidArgument, "\(name): \(error.message)", at: place, help: error.help)
  }

  /// Whether a name is that of a class that can be called.
  func isClass(_ name: String, in file: FileScope) -> Bool {
    file.classes[name] != nil || Catalogue.layer(named: plainClassName(name)) != nil
  }

  /// Python's functions that a plan's numbers are often reckoned with.
  private static let functions: Set<String> = [
    "abs", "bool", "dict", "divmod", "float", "getattr", "int", "len", "list", "max", "min", "pow",
    "range", "round", "set", "sorted", "str", "sum", "tuple", "type", "zip", "enumerate",
    "math.ceil", "math.floor", "math.log", "math.log2", "math.pow", "math.prod", "math.sqrt",
  ]

  /// Reports a class that is not known, with the likeliest reason.
  func reportUnknownClass(_ name: PlacedName, _ file: FileScope) -> Reported {
    let plain = plainClassName(name.text)
    if let twin = Catalogue.lazyTwins[plain] {
      return report(
        .lazyClass,
        "\(plain) learns its shapes from the first forward pass, which a plan never sees",
        at: name.span, help: ["write \(twin), and give it its input size"])
    }
    if let (reason, help) = Catalogue.unbuildable[plain] {
      return report(.unbuildableClass, "\(plain) \(reason)", at: name.span, help: [help])
    }
    if ["null", "none", "~"].contains(plain) {
      return report(
        .unknownClass, "there is no class `\(plain)`", at: name.span,
        help: ["write None for no module"])
    }
    if Self.functions.contains(plain), file.classes[plain] == nil {
      return report(
        .unknownClass, "`\(plain)` is a function, and expressions have none", at: name.span,
        help: ["calls make modules: write the value itself, or reckon it with + - * / // % **"])
    }
    let near = Suggestion.didYouMean(
      plain, in: Catalogue.names + file.classes.keys.prefix(Limits.suggestionCandidates),
      unlessMany: diagnostics)
    let cure = "declare it under `classes`, or write it as {class: …, parameters: …, children: …}"
    return report(
      .unknownClass, "there is no class `\(clipped(name.text))`", at: name.span,
      help: near.isEmpty ? [cure] : near)
  }
}
