extension UnusedDefinitions {
  /// The values that are given to files in which nothing uses them.
  var findingsOfGivenValues: [Diagnostic] {
    if config.references.isEmpty { return [] }
    var unusedOfFile: [Int: Set<String>] = [:]
    var findings: [Diagnostic] = []
    forEachModule { module, _ in
      module.forEachFile { file in
        guard !file.lets.isEmpty, let index = configs.entries[0].references[file.reference] else {
          return
        }
        let unused =
          unusedOfFile[index]
          ?? Set(UnusedDefinitions(configs, of: index).unusedLets.map(\.name.text))
        unusedOfFile[index] = unused
        for definition in file.lets where unused.contains(definition.name.text) {
          findings.append(
            Diagnostic(
              .unusedLet,
              "`\(clipped(definition.name.text))` is given to \(clipped(file.reference.path)), and "
                + "nothing there uses it", at: definition.name.span, help: ["take it out"]))
        }
      }
    }
    return findings
  }

  /// The values whose names files have too that are given none: who sets `layers` outside may take the
  /// file's own to be set.
  ///
  /// Who gives a file some value knows how that is done. Values that are written alike differ in nothing.
  func findingsOfKeptValues(_ sources: SourceMap) -> [Diagnostic] {
    if config.references.isEmpty || usedLets.isEmpty { return [] }
    var givesValues = false
    forEachModule { module, _ in
      module.forEachFile { givesValues = givesValues || !$0.lets.isEmpty }
    }
    if givesValues { return [] }
    return ((try? config.lets.get()) ?? []).compactMap { (definition) -> Diagnostic? in
      let name = definition.name.text
      guard usedLets.contains(name), let value = try? definition.value.get(),
        let inner = fileValues[name],
        !sources.text(of: inner.value.span).isExactly(sources.text(of: value.span))
      else { return nil }
      let path = clipped(inner.reference.path)
      let from = "{from: \(flowScalar(path)), let: {\(name): \(name)}}"
      return Diagnostic(
        .keptLet,
        "`\(clipped(name))` does not reach \(path), which has a `\(clipped(name))` of its own",
        at: definition.name.span,
        related: [
          Diagnostic.Related(span: inner.reference.span, message: "it is read here"),
          Diagnostic.Related(span: inner.value.span, message: "its own"),
        ],
        help: [
          "to set it there write \(from)",
          "where the two are meant to differ, give this one another name",
        ])
    }
  }

  /// The indices of repeats that nothing in their repeats uses.
  var findingsOfIndices: [Diagnostic] {
    var findings: [Diagnostic] = []
    var places: Set<SourceSpan> = []
    func look(at index: PlacedName?, isUsed: Bool) {
      guard let index, !isUsed, places.insert(index.span).inserted else { return }
      findings.append(
        Diagnostic(
          .unusedIndex, "nothing in the repeat uses `\(clipped(index.text))`", at: index.span,
          help: ["take `as` out, or use the index in what the repeat makes"]))
    }
    func look(at composite: CompositeSpec) {
      for tensor in composite.parameters + composite.buffers {
        guard let repeats = tensor.repeats, let index = repeats.index else { continue }
        let parts = [tensor.shape, tensor.dtype, tensor.requiresGrad, tensor.persistent]
        look(
          at: index,
          isUsed: repeats.key?.mentions(index.text) == true
            || parts.contains { $0?.mentions(index.text) == true })
      }
    }
    forEachModule { module, key in
      module.forEachPart(under: key) { part, key in
        switch part {
        case .repeated(let spec):
          look(
            at: spec.index, isUsed: spec.dependsOnIndex || key?.mentions(spec.index?.text) == true)
        case .composite(let composite): look(at: composite)
        case .expression, .sequential, .from, .invalid: break
        }
      }
    }
    for type in classes.values { look(at: type.body) }
    return findings
  }

  /// Goes through the modules that the config writes: the model, and the children of classes with their
  /// keys.
  private func forEachModule(_ body: (ModuleSpec, Template?) -> Void) {
    if let model = config.model { body(model, nil) }
    for definition in (try? config.lets.get()) ?? [] {
      (try? definition.value.get())?.forEachModule { body($0, nil) }
    }
    for type in classes.values {
      for child in type.body.children { body(child.module, child.key) }
    }
  }
}

extension ModuleSpec {
  /// Goes through it and the modules below it, each with the key that it stands under.
  fileprivate func forEachPart(under key: Template? = nil, _ body: (ModuleSpec, Template?) -> Void)
  {
    body(self, key)
    switch self {
    case .expression(let expression): expression.forEachModule { $0.forEachPart(body) }
    case .sequential(let items, _), .invalid(_, let items):
      for item in items { item.forEachPart(body) }
    case .composite(let composite):
      for child in composite.children { child.module.forEachPart(under: child.key, body) }
    case .repeated(let spec):
      for module in spec.turn { module.forEachPart(body) }
    case .from(let spec):
      for definition in spec.lets {
        (try? definition.value.get())?.forEachModule { $0.forEachPart(body) }
      }
    }
  }

  /// Goes through the files that are read for modules at and below it.
  fileprivate func forEachFile(_ body: (FromSpec) -> Void) {
    forEachPart { part, _ in if case .from(let spec) = part { body(spec) } }
  }
}
