/// How the calls of one form are carried out in a file.
final class LiteralBinding: Sendable {
  /// The class of the catalogue; `nil` where it is the config's own, or something does not fit.
  private let layer: Layer?
  /// For each parameter the index of its literal, or `nil` for its default.
  private let sources: [Int?]
  /// The type of tensors that are given no other.
  private let dtype: DType

  init(_ form: LiteralCallReader.Form, in file: FileScope, _ layer: Layer?) {
    dtype = file.dtype
    var sources: [Int?]?
    if let layer, file.classes[form.className] == nil,
      form.isCall || !file.letNames.contains(form.className)
    {
      sources = LiteralBinding.sources(of: form, layer.signature)
    }
    self.layer = sources == nil ? nil : layer
    self.sources = sources ?? []
  }

  private static func sources(of form: LiteralCallReader.Form, _ signature: Signature) -> [Int?]? {
    // What is left for `*args` and `**kwargs` is seldom literals.
    guard form.positionalCount <= signature.positionalCount,
      form.keywords.allSatisfy({ signature.index(of: $0) != nil })
    else { return nil }
    let (sources, problems) = signature.bind(
      positionalCount: form.positionalCount, keywords: form.keywords)
    guard problems.isEmpty else { return nil }
    return sources.map { source in
      switch source {
      case .positional(let position): position
      case .keyword(let position): form.positionalCount + position
      case .defaultValue: nil
      }
    }
  }

  /// The call with these literals.
  func call(_ literals: [Value]) -> LayerCall? {
    guard let layer else { return nil }
    let values = [Value](unsafeUninitializedCapacity: sources.count) { values, count in
      for index in sources.indices {
        values.initializeElement(
          at: index, to: sources[index].map { literals[$0] } ?? layer.defaults[index])
      }
      count = sources.count
    }
    return LayerCall(layer: layer, values: values)
  }

  /// What `repr` prints between the parentheses of the module that a text of the form makes.
  func extraRepr(of text: String) -> String {
    var reader = LiteralCallReader()
    guard reader.read(text) != nil, let call = call(reader.literals) else { return "" }
    return LayerFactory(defaultDType: dtype).extraRepr(of: call)
  }
}

extension ModelBuilder {
  /// Carries out a call whose arguments are literals.
  ///
  /// - Returns: The module, or `nil` where the text is anything else, or wrong: then it is to be
  ///   evaluated as an expression, which tells what is wrong with it.
  func literalCall(_ text: String, at span: SourceSpan, in file: FileScope) throws(Reported)
    -> Module?
  {
    var bytes = text
    if let known = bytes.withUTF8({ file.modules.value(of: $0) }) {
      return try checked(known, at: span)
    }
    guard let form = callReader.read(text) else { return nil }
    let binding = binding(of: form, in: file)
    guard let call = binding.call(callReader.literals),
      let module = try? factory.construct(call, extraRepr: { binding.extraRepr(of: text) })
    else { return nil }
    if file.modules.count < LiteralCallReader.tableLimit {
      bytes.withUTF8 { file.modules.insert($0, module) }
    }
    return try checked(module, at: span)
  }

  private func binding(of index: Int, in file: FileScope) -> LiteralBinding {
    while file.bindings.count <= index { file.bindings.append(nil) }
    if let known = file.bindings[index] { return known }
    let form = callReader.forms[index]
    let layer = factory.layer(named: plainClassName(form.className))
    let binding = LiteralBinding(form, in: file, layer)
    file.bindings[index] = binding
    return binding
  }
}
