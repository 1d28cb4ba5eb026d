/// How the calls of one form are carried out in a file.
final class LiteralBinding: Sendable {
  /// The class of the catalogue.
  let layer: Layer
  /// For each parameter the index of its literal, or `nil` for its default.
  let sources: [Int?]
  /// The indices of the literals that are sizes of tensors and nothing else.
  let sizes: [Int]
  /// The type of tensors that are given no other.
  private let dtype: DType

  /// Binds a form.
  ///
  /// - Returns: `nil` where the class is the config's own, or something does not fit.
  init?(_ form: LiteralCallReader.Form, in file: FileScope, _ layer: Layer?) {
    guard let layer, file.classes[form.className] == nil,
      form.isCall || !file.letNames.contains(form.className),
      // What is left for `*args` and `**kwargs` is seldom literals.
      form.positionalCount <= layer.signature.positionalCount,
      form.keywords.allSatisfy({ layer.signature.index(of: $0) != nil })
    else { return nil }
    let (sources, problems) = layer.signature.bind(
      positionalCount: form.positionalCount, keywords: form.keywords)
    guard problems.isEmpty else { return nil }
    let literals: [Int?] = sources.map { source in
      switch source {
      case .positional(let position): position
      case .keyword(let position): form.positionalCount + position
      case .defaultValue: nil
      }
    }
    self.layer = layer
    self.sources = literals
    sizes = layer.definition.sizes.compactMap { layer.signature.index(of: $0) }.compactMap {
      literals[$0]
    }
    dtype = file.dtype
  }

  /// The call that was read last.
  func call(_ reader: LiteralCallReader) -> LayerCall {
    var values = layer.defaults
    for (index, source) in sources.enumerated() {
      if let source { values[index] = reader.value(of: reader.literals[source]) }
    }
    return LayerCall(layer: layer, values: values)
  }

  /// What `repr` prints between the parentheses of the module that a text of the form makes.
  func extraRepr(of text: YAMLScalar) -> String {
    var reader = LiteralCallReader()
    guard text.withUTF8({ reader.read($0) }) != nil else { return "" }
    return LayerFactory(defaultDType: dtype).extraRepr(of: call(reader))
  }
}

/// Makes the modules of calls whose arguments are literals.
struct LiteralCallMaker {
  /// What is known of the calls of one form.
  private final class Form {
    let binding: LiteralBinding
    /// The templates of calls that differ in sizes alone, by their other literals.
    var templates: [(literals: [LiteralCallReader.Literal], template: LayerTemplate?)] = []

    init(_ binding: LiteralBinding) { self.binding = binding }
  }

  private let file: FileScope
  private let factory: LayerFactory
  private var reader = LiteralCallReader()
  /// The forms by index; `nil` for those that are left to others.
  private var forms: [Form?] = []
  /// The modules by text: who writes one twice means two equal modules, for which one object stands.
  private var modules = ByteTable<Module>()
  /// A form with more variants than this has no sizes in common worth looking for.
  private static let templateLimit = 8

  init(_ file: FileScope, _ factory: LayerFactory) {
    self.file = file
    self.factory = factory
  }

  /// Makes the module of a text.
  ///
  /// - Returns: `nil` where the text is something else than a call of literals, or is wrong.
  mutating func module(_ text: YAMLScalar) -> Module? {
    text.withUTF8 { module(text, $0) }
  }

  private mutating func module(_ text: YAMLScalar, _ bytes: UnsafeBufferPointer<UInt8>) -> Module? {
    if let known = modules.value(of: bytes) { return known }
    guard let index = reader.read(bytes) else { return nil }
    while forms.count < reader.forms.count { forms.append(form(reader.forms[forms.count])) }
    guard let form = forms[index] else { return nil }
    let binding = form.binding
    let module =
      fromTemplate(form)
      ?? (try? factory.construct(
        binding.call(reader), extraRepr: { binding.extraRepr(of: text) }))
    if let module, modules.count < LiteralCallReader.tableLimit { modules.insert(bytes, module) }
    return module
  }

  private func form(_ form: LiteralCallReader.Form) -> Form? {
    let name = plainClassName(form.className)
    return LiteralBinding(form, in: file, factory.layer(named: name)).map(Form.init)
  }

  private func fromTemplate(_ form: Form) -> Module? {
    let binding = form.binding
    if binding.sizes.isEmpty { return nil }
    if binding.sizes.count > LayerTemplate.Sizes.most { return nil }
    var sizes = LayerTemplate.Sizes()
    for (index, literal) in binding.sizes.enumerated() {
      guard case .int(let size) = reader.literals[literal], size > 0,
        let short = UInt32(exactly: size)
      else { return nil }
      sizes[index] = short
    }
    return template(form)?.module(sizes)
  }

  private func template(_ form: Form) -> LayerTemplate? {
    let binding = form.binding
    for known in form.templates where isVariant(known.literals, but: binding.sizes) {
      return known.template
    }
    guard form.templates.count < Self.templateLimit else { return nil }
    let template = LayerTemplate(
      binding.layer, values: binding.call(reader).values,
      sizes: binding.sizes.compactMap { binding.sources.firstIndex(of: $0) }, factory: factory)
    form.templates.append((reader.literals, template))
    return template
  }

  /// Whether the literals are these, but for the sizes.
  private func isVariant(_ literals: [LiteralCallReader.Literal], but sizes: [Int]) -> Bool {
    literals.indices.allSatisfy { literals[$0] == reader.literals[$0] || sizes.contains($0) }
  }
}
