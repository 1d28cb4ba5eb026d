/// The check for names that a config defines and uses nowhere.
struct UnusedDefinitions {
  let config: FreezeConfig
  let configs: ConfigSet
  /// The values of `let`, and the classes, by name.
  private var lets: [String: Expression] = [:]
  private(set) var classes: [String: ClassDefinition] = [:]
  /// The names that the model uses, itself or by way of others.
  private(set) var usedLets: Set<String> = []
  private var usedClasses: Set<String> = []
  private var pending: [Definition] = []
  /// Where the expressions stand that are used: an alias stands where its anchor does.
  ///
  /// They are looked up only for what no name leads to.
  private var usedSpans: [SourceSpan] = []
  /// The values in the `let` of the files that the config names, by name, each of the first file that has it.
  private(set) var fileValues: [String: (reference: FileReference, value: Expression)] = [:]

  private enum Definition: Hashable {
    case value(String)
    case type(String)
  }

  /// Looks at a config without errors; the files that it names have names of their own, which are for
  /// their other users too.
  ///
  /// - Parameters:
  ///   - configs: The config and the files that it names.
  ///   - index: Which of them to look at.
  init(_ configs: ConfigSet, of index: Int = 0) {
    self.configs = configs
    config = configs.entries[index].config
    let definitions = (try? config.lets.get()) ?? []
    if definitions.isEmpty, config.classes.isEmpty { return }
    for reference in config.references {
      guard let file = configs.entries[0].references[reference],
        let inner = try? configs.entries[file].config.lets.get()
      else { continue }
      for definition in inner where fileValues[definition.name.text] == nil {
        guard let value = try? definition.value.get() else { continue }
        fileValues[definition.name.text] = (reference, value)
      }
    }
    for definition in definitions { lets[definition.name.text] = try? definition.value.get() }
    for definition in config.classes { classes[definition.name.text] = try? definition.value.get() }
    if let model = config.model { use(model) }
    if let softmax = try? config.softmax?.get() { use(softmax.temperature, hiding: []) }
    while let definition = pending.popLast() {
      switch definition {
      case .value(let name): if let value = lets[name] { use(value, hiding: []) }
      case .type(let name): if let type = classes[name] { use(type) }
      }
    }
  }

  // MARK: Uses

  private mutating func use(_ definition: ClassDefinition) {
    // Arguments hide the names of the file.
    let arguments = ((try? definition.arguments.get()) ?? []).map(\.name.text)
    for base in definition.extends { use(type: base.text) }
    var expressions: [(Expression, [String])] = []
    definition.forEachExpression(inside: arguments) { expressions.append(($0, $1)) }
    for (expression, hidden) in expressions { use(expression, hiding: hidden) }
    var types: [String] = []
    for child in definition.body.children { child.module.forEachClass { types.append($0) } }
    for type in types { use(type: type) }
  }

  private mutating func use(_ spec: ModuleSpec) {
    var expressions: [(Expression, [String])] = []
    spec.forEachExpression(inside: []) { expressions.append(($0, $1)) }
    for (expression, hidden) in expressions { use(expression, hiding: hidden) }
    var types: [String] = []
    spec.forEachClass { types.append($0) }
    for type in types { use(type: type) }
  }

  private mutating func use(_ expression: Expression, hiding hidden: [String]) {
    // Most are a literal, or a call of literals.
    switch expression.kind {
    case .literal:
      usedSpans.append(expression.span)
      return
    case .call(let call):
      guard case .literals = call.arguments else { break }
      usedSpans.append(expression.span)
      if !hidden.contains(call.className) { use(type: call.className) }
      return
    default: break
    }
    expression.forEachPart { usedSpans.append($0.span) }
    var names: [(name: String, isCalled: Bool)] = []
    expression.forEachName(inside: hidden) { name, _, isCalled, hidden in
      if !hidden.contains(name) { names.append((name, isCalled)) }
    }
    for (name, isCalled) in names {
      if !isCalled, lets[name] != nil {
        if usedLets.insert(name).inserted { pending.append(.value(name)) }
      } else {
        use(type: name)
      }
    }
    var types: [String] = []
    expression.forEachModule { $0.forEachClass { types.append($0) } }
    for type in types { use(type: type) }
  }

  private mutating func use(type name: String) {
    guard classes[name] != nil, usedClasses.insert(name).inserted else { return }
    pending.append(.type(name))
  }

  // MARK: What is not used

  /// The values of `let` that are not used.
  var unusedLets: [FreezeSpec.Definition<Expression>] {
    let unnamed = ((try? config.lets.get()) ?? []).filter {
      lets[$0.name.text] != nil && !usedLets.contains($0.name.text)
    }
    if unnamed.isEmpty { return [] }
    let spans = Set(usedSpans)
    return unnamed.filter { definition in
      lets[definition.name.text].map { !spans.contains($0.span) } ?? false
    }
  }

  /// The classes that are not used.
  private var unusedClasses: [FreezeSpec.Definition<ClassDefinition>] {
    let unnamed = config.classes.filter {
      classes[$0.name.text] != nil && !usedClasses.contains($0.name.text)
    }
    if unnamed.isEmpty { return [] }
    let spans = Set(usedSpans)
    return unnamed.filter { definition in
      classes[definition.name.text].map { !isReused($0, spans) } ?? false
    }
  }

  /// What is found, in the order of the file.
  var findings: [Diagnostic] {
    let unusedLets = unusedLets
    let unusedClasses = unusedClasses
    if unusedLets.isEmpty, unusedClasses.isEmpty { return [] }
    let users = users(unusedLets.map(\.name.text), unusedClasses.map(\.name.text))
    let ofLets = unusedLets.map { finding($0.name, users[$0.name.text]) }
    let ofClasses = unusedClasses.map { definition in
      let name = clipped(definition.name.text)
      return Diagnostic(
        .unusedClass, "nothing is \(article(name)): the class is never used",
        at: definition.name.span,
        notes: note(users[definition.name.text]),
        help: ["take it out, or call it where one is meant to be: \(name)(…)"])
    }
    return ofLets + ofClasses
  }

  /// Whether the text of a class is a part of something that is used, by an anchor and its alias.
  private func isReused(_ definition: ClassDefinition, _ spans: Set<SourceSpan>) -> Bool {
    var isReused = false
    definition.forEachExpression { isReused = isReused || spans.contains($0.span) }
    return isReused
  }

  /// For names that nothing uses but others of this kind, the first of those.
  private func users(_ values: [String], _ types: [String]) -> [String: String] {
    var users: [String: String] = [:]
    for name in values {
      lets[name]?.forEachName { other, _, _ in if users[other] == nil { users[other] = name } }
    }
    for name in types {
      classes[name]?.forEachExpression { expression in
        expression.forEachName { other, _, _ in
          if other != name, users[other] == nil { users[other] = name }
        }
      }
    }
    return users
  }

  private func note(_ user: String?) -> [String] {
    user.map { ["only `\(clipped($0))` names it, which nothing uses either"] } ?? []
  }

  private func finding(_ name: PlacedName, _ user: String?) -> Diagnostic {
    let text = clipped(name.text)
    // What is meant to set a value of a file has to be given to it.
    if let inner = fileValues[name.text]?.reference {
      let path = flowScalar(clipped(inner.path))
      return Diagnostic(
        .unusedLet, "`\(text)` sets nothing: \(clipped(inner.path)) has a `\(text)` of its own",
        at: name.span, related: [Diagnostic.Related(span: inner.span, message: "it is read here")],
        help: ["give it to the file: {from: \(path), let: {\(text): \(text)}}"])
    }
    return Diagnostic(
      .unusedLet, "`\(text)` of `let` is never used", at: name.span, notes: note(user),
      help: ["take it out, or write it where its value is meant"])
  }
}

extension ModuleSpec {
  /// Goes through the classes that modules put together on the spot, and repeats, are of.
  fileprivate func forEachClass(_ body: (String) -> Void) {
    switch self {
    case .expression(let expression): expression.forEachModule { $0.forEachClass(body) }
    case .sequential(let items, _), .invalid(_, let items):
      for item in items { item.forEachClass(body) }
    case .composite(let composite):
      if let name = composite.className { body(name.text) }
      for child in composite.children { child.module.forEachClass(body) }
    case .repeated(let spec):
      if let name = spec.className { body(name.text) }
      for module in spec.turn { module.forEachClass(body) }
    case .from(let spec):
      for definition in spec.lets {
        (try? definition.value.get())?.forEachModule { $0.forEachClass(body) }
      }
    }
  }
}

extension Expression {
  /// Goes through itself and what YAML can have written in it: items of lists and arguments.
  fileprivate func forEachPart(_ body: (Expression) -> Void) {
    body(self)
    switch kind {
    case .tuple(let items), .list(let items): for item in items { item.forEachPart(body) }
    case .call(let call):
      if case .expressions(let arguments) = call.arguments {
        for argument in arguments { argument.value.forEachPart(body) }
      }
    default: break
    }
  }

  /// Goes through the modules that stand in it as mappings.
  func forEachModule(_ body: (ModuleSpec) -> Void) {
    switch kind {
    case .module(let spec): body(spec)
    case .tuple(let items), .list(let items): for item in items { item.forEachModule(body) }
    case .call(let call):
      if case .expressions(let arguments) = call.arguments {
        for argument in arguments { argument.value.forEachModule(body) }
      }
    default: break
    }
  }
}
