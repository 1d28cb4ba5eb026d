extension ModelBuilder {
  /// Notes the classes of a file: what they extend, which arguments they take, and that none
  /// contains itself.
  func declareClasses(_ definitions: [ClassDefinition], in file: FileScope) {
    var byName: [String: ClassDefinition] = [:]
    for definition in definitions { byName[definition.name.text] = definition }
    var ancestry: [String: Ancestry] = [:]
    for definition in definitions {
      let ancestry = ancestors(of: definition, byName, &ancestry, path: [])
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

  private func ancestors(
    of definition: ClassDefinition, _ byName: [String: ClassDefinition],
    _ known: inout [String: Ancestry], path: [String]
  ) -> Ancestry {
    if let ancestry = known[definition.name.text] { return ancestry }
    guard let base = definition.extends else { return Ancestry() }
    var ancestry = Ancestry()
    let plain = plainClassName(base.text)
    if path.contains(base.text) || base.text == definition.name.text {
      let cycle = (path + [definition.name.text, base.text]).joined(separator: " → ")
      _ = report(.recursiveClass, "\(base.text) extends itself: \(cycle)", at: base.span)
    } else if let parent = byName[base.text] {
      if path.count >= Limits.nesting {
        _ = report(
          .limit, "classes extend each other over more than \(Limits.nesting) levels",
          at: base.span)
        return ancestry
      }
      let inherited = ancestors(
        of: parent, byName, &known, path: path + [definition.name.text])
      ancestry = Ancestry(names: [base.text] + inherited.names, style: inherited.style)
    } else if let layer = factory.layer(named: plain) {
      ancestry = Ancestry(names: [plain] + layer.type.ancestors, style: layer.type.reprStyle)
    } else if let bases = Catalogue.bases(of: plain) {
      ancestry = Ancestry(names: [plain] + bases)
    } else if plain != "Module" {
      let names = Catalogue.names + byName.keys.prefix(Suggestion.candidates)
      _ = report(
        .unknownClass, "there is no class `\(clipped(base.text))` to extend", at: base.span,
        help: Suggestion.didYouMean(plain, in: names, unlessMany: diagnostics))
    }
    known[definition.name.text] = ancestry
    return ancestry
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
