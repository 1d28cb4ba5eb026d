/// The classes that a file can call: those that it declares, and torch.nn's.
struct ClassTable {
  /// A class of the config.
  final class DeclaredClass {
    let definition: ClassDefinition
    let type: ModuleType
    let signature: Signature

    init(_ definition: ClassDefinition, _ type: ModuleType, _ signature: Signature) {
      self.definition = definition
      self.type = type
      self.signature = signature
    }
  }

  private let reporter: Reporter
  private let factory: LayerFactory
  /// The file's own classes by name.
  private(set) var declared: [String: DeclaredClass] = [:]
  /// The names of those that have an error where they are declared.
  let failed: Set<String>
  /// That a class extends or contains what it cannot.
  private(set) var failure: Reported?

  /// Notes the classes of a file: what they extend, which arguments they take, and that none
  /// contains itself.
  ///
  /// - Parameter lets: The names of the file's `let` values, which a bare name means first.
  init(
    _ classes: [Definition<ClassDefinition>], besides lets: Set<String>, _ factory: LayerFactory,
    _ budget: EvaluationBudget,
    _ reporter: Reporter
  ) {
    self.reporter = reporter
    self.factory = factory
    failed = classes.namesOfFailed()
    let definitions = classes.compactMap { try? $0.value.get() }
    var byName: [String: ClassDefinition] = [:]
    for definition in definitions { byName[definition.name.text] = definition }
    var ancestry: [String: Ancestry] = [:]
    for name in failed { ancestry[name] = Ancestry() }
    for definition in definitions {
      do throws(Reported) {
        try budget.checkLength(definition.name.text, "a name", at: definition.name.span)
      } catch {
        failure = error
      }
      let ancestry = ancestors(of: definition, byName, &ancestry)
      var signature = Signature()
      signature.parameters = ((try? definition.arguments.get()) ?? []).map {
        Signature.Parameter(name: $0.name.text, isRequired: $0.defaultValue == nil)
      }
      signature.positionalCount = signature.parameters.count
      let type = ModuleType(
        name: definition.name.text, ancestors: ancestry.names, reprStyle: ancestry.style)
      declared[definition.name.text] = DeclaredClass(definition, type, signature)
    }
    reportCycles(definitions, byName, lets)
    reportUnknownClasses(definitions)
  }

  /// Whether a name is that of a class that can be called.
  func isClass(_ name: String) -> Bool {
    declared[name] != nil || failed.contains(name) || name == ModuleSpec.noneType
      || Catalogue.layer(named: plainClassName(name)) != nil
  }

  /// Python's functions that a plan's numbers are often reckoned with.
  private static let functions: Set<String> = [
    "abs", "bool", "dict", "divmod", "float", "getattr", "int", "len", "list", "max", "min", "pow",
    "range", "round", "set", "sorted", "str", "sum", "tuple", "type", "zip", "enumerate",
    "math.ceil", "math.floor", "math.log", "math.log2", "math.pow", "math.prod", "math.sqrt",
  ]

  /// Reports a class that is not known, with the likeliest reason.
  func reportUnknown(_ name: PlacedName) -> Reported {
    let plain = plainClassName(name.text)
    if let twin = Catalogue.lazyTwins[plain] {
      return reporter.report(
        .lazyClass,
        "\(plain) learns its shapes from the first forward pass, which a plan never sees",
        at: name.span, help: ["write \(twin), and give it its input size"])
    }
    if let (reason, help) = Catalogue.unbuildable[plain] {
      return reporter.report(.unbuildableClass, "\(plain) \(reason)", at: name.span, help: [help])
    }
    if ["null", "none", "~"].contains(plain) {
      return reporter.report(
        .unknownClass, "there is no class `\(plain)`", at: name.span,
        help: ["write None for no module"])
    }
    if Self.functions.contains(plain), declared[plain] == nil {
      return reporter.report(
        .unknownClass, "`\(plain)` is a function, and expressions have none", at: name.span,
        help: ["calls make modules: write the value itself, or reckon it with + - * / // % **"])
    }
    // A function has its module of nearly the same name, which is told once the text is looked at.
    let near =
      PastedPython.isFunction(name.text)
      ? []
      : Suggestion.didYouMean(
        plain, in: Catalogue.names + declared.keys.prefix(Limits.suggestionCandidates),
        unlessMany: reporter.diagnostics)
    if near.isEmpty, let (message, help) = PastedPython.unknownClass(name.text) {
      return reporter.report(.unknownClass, message, at: name.span, help: [help])
    }
    let cure: Cure =
      "declare it under `classes`, or write it as {class: …, parameters: …, children: …}"
    return reporter.report(
      .unknownClass, "there is no class `\(clipped(name.text))`", at: name.span,
      cures: near.isEmpty ? [cure] : near)
  }

  // MARK: What classes extend

  private struct Ancestry {
    var names: [String] = []
    var style = ModuleType.ReprStyle.module
  }

  /// What a class inherits from, by way of the config's own classes.
  private mutating func ancestors(
    of definition: ClassDefinition, _ byName: [String: ClassDefinition],
    _ known: inout [String: Ancestry]
  ) -> Ancestry {
    // Depth first up to classes whose ancestors are known, without recursion: a chain may be as long as
    // the file allows.
    var path = [(definition: definition, next: definition.extends[...])]
    var onPath: Set<String> = [definition.name.text]
    while let (member, bases) = path.last {
      if known[member.name.text] != nil {
        onPath.remove(member.name.text)
        path.removeLast()
        continue
      }
      guard let base = bases.first else {
        known[member.name.text] = ancestry(of: member, byName, known)
        continue
      }
      path[path.count - 1].next = bases.dropFirst()
      guard let parent = byName[base.text], known[base.text] == nil else { continue }
      if onPath.contains(base.text) {
        let cycle =
          path.drop { $0.definition.name.text != base.text }.map(\.definition.name.text) + [
            base.text
          ]
        failure = reporter.report(
          .recursiveClass,
          "\(clipped(base.text)) extends itself: \(clipped(cycle.joined(separator: " → "), to: 400))",
          at: base.span)
        for (member, _) in path { known[member.name.text] = Ancestry() }
        break
      }
      onPath.insert(base.text)
      path.append((parent, parent.extends[...]))
    }
    return known[definition.name.text] ?? Ancestry()
  }

  /// What a class inherits from by all that it extends, each once.
  private mutating func ancestry(
    of definition: ClassDefinition, _ byName: [String: ClassDefinition],
    _ known: [String: Ancestry]
  ) -> Ancestry {
    var result = Ancestry()
    var seen: Set<String> = []
    for base in definition.extends {
      let inherited = ancestry(from: base, byName, known)
      for name in inherited.names where seen.insert(name).inserted { result.names.append(name) }
      if result.style == .module { result.style = inherited.style }
    }
    return result
  }

  private mutating func ancestry(
    from base: PlacedName, _ byName: [String: ClassDefinition], _ known: [String: Ancestry]
  ) -> Ancestry {
    let plain = plainClassName(base.text)
    if let inherited = known[base.text] {
      if inherited.names.count >= Limits.nesting {
        failure = reporter.report(
          .limit, "classes extend each other over more than \(Limits.nesting) levels",
          at: base.span)
        return Ancestry()
      }
      return Ancestry(names: [base.text] + inherited.names, style: inherited.style)
    }
    if let layer = factory.layer(named: plain) {
      return Ancestry(names: [plain] + layer.type.ancestors, style: layer.type.reprStyle)
    }
    if let bases = Catalogue.bases(of: plain) { return Ancestry(names: [plain] + bases) }
    if plain != "Module" {
      failure = reporter.report(
        .unknownClass, "there is no class `\(clipped(base.text))` to extend", at: base.span,
        cures: Suggestion.didYouMean(
          plain, in: Catalogue.names + byName.keys.prefix(Limits.suggestionCandidates),
          unlessMany: reporter.diagnostics))
    }
    return Ancestry()
  }

  // MARK: What classes contain

  private mutating func reportCycles(
    _ definitions: [ClassDefinition], _ byName: [String: ClassDefinition], _ lets: Set<String>
  ) {
    var contents: [String: [PlacedName]] = [:]
    for definition in definitions {
      var names: [PlacedName] = []
      let arguments = (try? definition.arguments.get()) ?? []
      definition.forEachExpression { expression in
        expression.forEachName { name, span, isCalled in
          // An argument hides a class of its name, and so does a value where it is not called.
          if byName[name] != nil, isCalled || !lets.contains(name),
            !arguments.contains(where: { $0.name.text == name })
          {
            names.append(PlacedName(text: name, span: span))
          }
        }
      }
      contents[definition.name.text] = names
    }
    // Depth first, without recursion: a chain of classes may be as long as the file allows.
    var finished: Set<String> = []
    for definition in definitions where !finished.contains(definition.name.text) {
      var path = [definition.name.text]
      var onPath = [definition.name.text: 0]
      var pending = [contents[definition.name.text, default: []][...]]
      while var next = pending.popLast() {
        guard let content = next.popFirst() else {
          let done = path.removeLast()
          onPath[done] = nil
          finished.insert(done)
          continue
        }
        pending.append(next)
        if let start = onPath[content.text] {
          // Of a long way its ends are shown.
          let most = 40
          let way = path[start...]
          let ends = way.count > 2 * most ? way.prefix(most) + ["…"] + way.suffix(most) : way
          let cycle = (ends + [content.text]).joined(separator: " → ")
          failure = reporter.report(
            .recursiveClass, "a class cannot contain itself: \(clipped(cycle, to: 400))",
            at: content.span,
            help: ["give the inner one another class"])
        } else if !finished.contains(content.text) {
          onPath[content.text] = path.count
          path.append(content.text)
          pending.append(contents[content.text, default: []][...])
        }
      }
    }
  }

  /// A class that is never called would otherwise hide the unknown classes in it.
  private mutating func reportUnknownClasses(_ definitions: [ClassDefinition]) {
    for definition in definitions {
      definition.forEachExpression { expression in
        expression.forEachName { name, span, isCalled in
          if isCalled, !isClass(name) {
            failure = reportUnknown(PlacedName(text: name, span: span))
          }
        }
      }
    }
  }
}
