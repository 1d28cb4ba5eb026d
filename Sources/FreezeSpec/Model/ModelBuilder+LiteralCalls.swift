/// How the calls of one form are carried out in a file.
enum LiteralBinding {
  /// Each parameter of a class of the catalogue gets the literal of an index, or `nil` its default.
  case layer(Layer, literals: [Int?])
  /// The class is the config's own, or something does not fit.
  case other
}

extension ModelBuilder {
  /// Carries out a call whose arguments are literals.
  ///
  /// - Returns: The module, or `nil` where the text is anything else, or wrong: then it is to be
  ///   evaluated as an expression, which tells what is wrong with it.
  func literalCall(_ text: String, at span: SourceSpan, in file: FileScope) throws(Reported)
    -> Module?
  {
    guard let form = callReader.read(text),
      case .layer(let layer, let sources) = binding(of: form, in: file)
    else { return nil }
    let values = [Value](unsafeUninitializedCapacity: sources.count) { values, count in
      for (index, source) in sources.enumerated() {
        let value = source.map { callReader.literals[$0] } ?? layer.defaults[index]
        values.initializeElement(at: index, to: value)
      }
      count = sources.count
    }
    guard let module = try? factory.construct(layer, values: values) else { return nil }
    return try checked(module, at: span)
  }

  private func binding(of form: Int, in file: FileScope) -> LiteralBinding {
    while file.bindings.count <= form { file.bindings.append(nil) }
    if let known = file.bindings[form] { return known }
    let binding = binding(of: callReader.forms[form], in: file)
    file.bindings[form] = binding
    return binding
  }

  private func binding(of form: LiteralCallReader.Form, in file: FileScope) -> LiteralBinding {
    if file.classes[form.className] != nil { return .other }
    if !form.isCall, file.letNames.contains(form.className) { return .other }
    guard let layer = factory.layer(named: plainClassName(form.className)),
      form.positionalCount <= layer.signature.positionalCount,
      form.keywords.allSatisfy({ layer.signature.index(of: $0) != nil })
    else { return .other }
    let (sources, problems) = layer.signature.bind(
      positionalCount: form.positionalCount, keywords: form.keywords)
    guard problems.isEmpty else { return .other }
    return .layer(
      layer,
      literals: sources.map { source in
        switch source {
        case .positional(let position): position
        case .keyword(let position): form.positionalCount + position
        case .defaultValue: nil
        }
      })
  }
}
