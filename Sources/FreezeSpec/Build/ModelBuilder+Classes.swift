extension ModelBuilder {
  /// Notes the classes of a file: what they extend, which arguments they take, and that none
  /// contains itself.
  func declareClasses(_ definitions: [ClassDefinition], in file: FileScope) {
    var byName: [String: ClassDefinition] = [:]
    for definition in definitions { byName[definition.name.text] = definition }
    var ancestry: [String: Ancestry] = [:]
    for definition in definitions {
      try? checkLength(definition.name.text, "a name", at: definition.name.span)
      let ancestry = ancestors(of: definition, byName, &ancestry)
      var signature = Signature()
      signature.parameters = definition.arguments.map {
        Signature.Parameter(name: $0.name.text, isRequired: $0.defaultValue == nil)
      }
      signature.positionalCount = signature.parameters.count
      let type = ModuleType(
        name: definition.name.text, ancestors: ancestry.names, reprStyle: ancestry.style)
      file.classes[definition.name.text] = FileScope.DeclaredClass(
        definition: definition, type: type, signature: signature)
    }
    reportCycles(definitions, byName)
    reportUnknownClasses(definitions, in: file)
  }

  // MARK: What classes extend

  private struct Ancestry {
    var names: [String] = []
    var style = ModuleType.ReprStyle.module
  }

  /// What a class inherits from, by way of the config's own classes.
  private func ancestors(
    of definition: ClassDefinition, _ byName: [String: ClassDefinition],
    _ known: inout [String: Ancestry]
  ) -> Ancestry {
    // From the class up to the first whose ancestors are known, without recursion: a chain may be as
    // long as the file allows.
    var chain = [definition]
    var names: Set<String> = []
    while let last = chain.last, known[last.name.text] == nil {
      names.insert(last.name.text)
      guard let base = last.extends, let parent = byName[base.text] else { break }
      if names.contains(parent.name.text) {
        let cycle =
          chain.drop { $0.name.text != base.text }.map(\.name.text) + [base.text]
        _ = report(
          .recursiveClass,
          "\(clipped(base.text)) extends itself: \(clipped(cycle.joined(separator: " → "), to: 400))",
          at: base.span)
        for member in chain { known[member.name.text] = Ancestry() }
        break
      }
      chain.append(parent)
    }
    for member in chain.reversed() where known[member.name.text] == nil {
      known[member.name.text] =
        member.extends.map { ancestry(from: $0, byName, known) } ?? Ancestry()
    }
    return known[definition.name.text] ?? Ancestry()
  }

  private func ancestry(
    from base: PlacedName, _ byName: [String: ClassDefinition], _ known: [String: Ancestry]
  ) -> Ancestry {
    let plain = plainClassName(base.text)
    if let inherited = known[base.text] {
      if inherited.names.count >= Limits.nesting {
        _ = report(
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
      let names = Catalogue.names + byName.keys.prefix(Limits.suggestionCandidates)
      _ = report(
        .unknownClass, "there is no class `\(clipped(base.text))` to extend", at: base.span,
        help: Suggestion.didYouMean(plain, in: names, unlessMany: diagnostics))
    }
    return Ancestry()
  }

  // MARK: What classes contain

  private func reportCycles(
    _ definitions: [ClassDefinition], _ byName: [String: ClassDefinition]
  ) {
    var contents: [String: [PlacedName]] = [:]
    for definition in definitions {
      var names: [PlacedName] = []
      definition.forEachExpression { expression in
        expression.forEachName { name, span, _ in
          // An argument hides a class of its name.
          if byName[name] != nil, !definition.arguments.contains(where: { $0.name.text == name }) {
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
      var onPath: Set<String> = [definition.name.text]
      var pending = [contents[definition.name.text, default: []][...]]
      while var next = pending.popLast() {
        guard let content = next.popFirst() else {
          let done = path.removeLast()
          onPath.remove(done)
          finished.insert(done)
          continue
        }
        pending.append(next)
        if onPath.contains(content.text) {
          let start = path.firstIndex(of: content.text) ?? 0
          let cycle = (path[start...] + [content.text]).joined(separator: " → ")
          _ = report(
            .recursiveClass, "a class cannot contain itself: \(clipped(cycle, to: 400))",
            at: content.span,
            help: ["give the inner one another class, or end the chain with `repeat`"])
        } else if !finished.contains(content.text) {
          path.append(content.text)
          onPath.insert(content.text)
          pending.append(contents[content.text, default: []][...])
        }
      }
    }
  }

  /// A class that is never called would otherwise hide the unknown classes in it.
  private func reportUnknownClasses(_ definitions: [ClassDefinition], in file: FileScope) {
    for definition in definitions {
      definition.forEachExpression { expression in
        expression.forEachName { name, span, isCalled in
          if isCalled, !isClass(name, in: file) {
            _ = reportUnknownClass(PlacedName(text: name, span: span), file)
          }
        }
      }
    }
  }
}
