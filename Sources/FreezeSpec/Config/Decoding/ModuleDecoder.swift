/// Decodes modules in all their forms.
struct ModuleDecoder {
  /// Where a module stands, which tells what a mapping that is none was meant to be.
  enum Place {
    /// Alone: under a key.
    case whole
    /// In a sequence.
    case item
    /// In a sequence under `children`.
    case child
  }

  /// The keys of a module that is written as a mapping.
  static let keys = [
    "class", "args", "parameters", "buffers", "children", "repr", "print", "repeat", "module",
    "items", "as", "from", "let", "key",
  ]

  let reader: NodeReader

  private var strayKeys: StrayModuleKeys { StrayModuleKeys(reader: reader) }
  private var tensors: TensorDecoder { TensorDecoder(reader: reader) }

  /// A module in any of its forms.
  func module(_ node: YAMLNode, as place: Place = .whole) throws(Reported) -> ModuleSpec {
    switch node.content {
    case .scalar(let scalar):
      if node.isEmptyPlain {
        throw reader.reportKind(node, "a module", isNot: "a call such as Linear(10, 20)")
      }
      return .expression(try reader.expression(scalar, at: node.span))
    case .sequence:
      let items = try reader.items(node, "a module", "a sequence")
      return .sequential(items.map { item($0, as: .item) }, span: node.span)
    case .mapping:
      let entries = try reader.entries(node, "a module", "a mapping")
      return try module(entries, as: place, at: node.span)
    }
  }

  private func module(_ written: [YAMLEntry], as place: Place, at span: SourceSpan)
    throws(Reported) -> ModuleSpec
  {
    let entries = reader.withoutOutdented(written, allowed: Self.keys)
    if entries.count < written.count { throw Reported() }
    let keys = Set(entries.map(\.key))
    if !keys.isDisjoint(with: ["repeat", "module", "items", "as"]) {
      return try repeated(entries, at: span)
    }
    if ["from", "let", "key"].contains(where: keys.contains) {
      return .from(try reference(entries))
    }
    if keys.contains("args") || keys == ["class"] {
      return .expression(try call(entries, at: span))
    }
    if !entries.isEmpty, keys.isDisjoint(with: Self.keys) {
      throw strayKeys.reportNoModule(entries, as: place)
    }
    lazy var present = MappingKeys(entries)
    let fields = reader.fields(entries, allowed: Self.keys) {
      strayKeys.reportUnknownKey($0, among: present, of: span)
    }
    let className = fields.read("class", className)
    let repr = fields.read("repr", reader.template)
    var (composite, parts) = composite(entries, at: span)
    composite.className = (try? className.get()) ?? nil
    composite.repr = (try? repr.get()) ?? nil
    do throws(Reported) {
      try reader.check(fields.others, parts, className.map { _ in }, repr.map { _ in })
      return .composite(composite)
    } catch {
      return .invalid(span: span, readable: [.composite(composite)])
    }
  }

  private func className(_ node: YAMLNode, _ what: String) throws(Reported) -> PlacedName {
    let name = try reader.className(node, what)
    let parts = name.text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    if parts.count > 1, parts.contains(where: \.isEmpty) {
      throw reader.report(
        .invalidName, "`\(clipped(name.text))` has nothing on a side of a dot", at: node.span)
    }
    guard name.text.utf8.contains(UInt8(ascii: "(")) else { return name }
    throw reader.report(
      .invalidValue, "\(what) is a class's name, not a call", at: node.span,
      help: ["write the call alone, or its arguments under `args`"])
  }

  // MARK: Calls and files

  /// A call that is written as `class` and `args`.
  private func call(_ entries: [YAMLEntry], at span: SourceSpan) throws(Reported) -> Expression {
    lazy var keys = MappingKeys(entries)
    let fields = reader.fields(entries, allowed: ["class", "args"]) { entry in
      guard Self.keys.contains(entry.key) else {
        return strayKeys.reportUnknownKey(entry, among: keys, of: span)
      }
      return reader.report(
        .conflictingKeys, "`args` calls a class, which brings its own `\(entry.key)`",
        at: entry.keySpan, help: ["keep one of the two"])
    }
    let className = fields.read("class", className)
    let arguments = fields.read("args", ValueDecoder(reader: reader).arguments)
    guard let className = try className.get() else {
      throw reader.reportMissing(
        "class", in: entries, "`args` needs the `class` that it is for", at: span)
    }
    try fields.others.get()
    let call = Expression.Call(
      className: className.text, classSpan: className.span, arguments: try arguments.get() ?? [])
    return Expression(kind: .call(call), span: span)
  }

  /// Another file, with the values that stand in for its own.
  private func reference(_ entries: [YAMLEntry]) throws(Reported) -> FromSpec {
    let fields = reader.fields(entries, allowed: ["from", "let", "key"]) { entry in
      let isMeant = ["args", "arguments", "with", "vars", "params", "values", "set", "kwargs"]
        .contains(entry.key)
      return reader.reportUnknownKey(
        entry, of: "a module with `from`", allowed: ["from", "let", "key"],
        help: isMeant ? ["what sets the file's `let` stands under `let`: let: {name: …}"] : [])
    }
    let lets = fields.read("let") { (node, _) throws(Reported) in
      try ValueDecoder(reader: reader).lets(node)
    }
    let key = fields.read("key", reader.name)
    let path = try fields.read("from", reader.name).get()
    guard let path else {
      // Other keys are reported already.
      try fields.others.get()
      throw reader.report(
        .missingKey,
        fields["let"] == nil
          ? "`key` in a module needs the `from` of which it chooses a part"
          : "`let` in a module needs the `from` of which it sets values",
        at: entries[0].keySpan,
        help: fields["let"] == nil ? [] : ["values for this file stand under `let` at its root"])
    }
    let reference = FileReference(path: path.text, key: try key.get(), span: path.span)
    reader.note(reference)
    try fields.others.get()
    let definitions = try lets.get() ?? []
    for definition in definitions { _ = try definition.value.get() }
    return FromSpec(reference: reference, lets: definitions)
  }

  // MARK: Sequences and repeats

  /// An item of a sequence; a repeat there is that many items.
  private func item(_ node: YAMLNode, as place: Place) -> ModuleSpec {
    do throws(Reported) {
      let module = try module(node, as: place)
      try refuseContainer(of: module)
      return module
    } catch {
      return .invalid(span: node.span)
    }
  }

  /// Refuses the `class` of a repeat that has no container, as it stands for several modules.
  private func refuseContainer(of module: ModuleSpec) throws(Reported) {
    guard case .repeated(let spec) = module, let name = spec.className else { return }
    let text = clipped(name.text)
    throw reader.report(
      .conflictingKeys,
      "this repeat stands for several modules, and none of them is a \(text)", at: name.span,
      help: [
        "leave `class` out, or write {class: \(text), children: [{repeat: …}]} for one"
          + " that holds them"
      ])
  }

  private func repeated(_ entries: [YAMLEntry], at span: SourceSpan) throws(Reported) -> ModuleSpec
  {
    let fields = reader.fields(
      entries, of: "a repeat", allowed: ["repeat", "module", "items", "as", "class"])
    let count = reader.attempt(try count(fields["repeat"], among: entries, at: span))
    let index = fields.read("as", reader.identifier)
    let className = fields.read("class", className)
    let turn = try turn(fields, among: entries, at: span)
    let spec = RepeatSpec(
      count: try count.get(), turn: turn, isGroup: fields["items"] != nil, index: try index.get(),
      className: try className.get(), span: span)
    if case .failure = fields.others {
      return .invalid(span: span, readable: [.repeated(spec)])
    }
    return .repeated(spec)
  }

  /// What each turn of a repeat makes: its `module`, or its `items`.
  private func turn(_ fields: Fields, among entries: [YAMLEntry], at span: SourceSpan)
    throws(Reported) -> [ModuleSpec]
  {
    if let items = fields["items"] {
      if fields["module"] != nil {
        throw reader.report(
          .conflictingKeys, "a repeat has one of `module` and `items`", at: items.keySpan,
          help: ["`module` is one module, `items` several in a row"])
      }
      return try reader.items(items.value, "`items`", "a sequence of modules")
        .map { item($0, as: .item) }
    }
    guard let field = fields["module"] else {
      // Mistyped, it is an error of its own.
      if entries.contains(where: { $0.isMeant(for: ["items"]) }) { throw Reported() }
      throw reader.reportMissing(
        "module", in: entries, "a repeat needs the `module` to repeat", at: span)
    }
    return [try module(field.value)]
  }

  private func count(_ field: YAMLEntry?, among entries: [YAMLEntry], at span: SourceSpan)
    throws(Reported) -> Expression
  {
    guard let node = field?.value else {
      throw reader.reportMissing(
        "repeat", in: entries,
        "`\(entries.contains { $0.key == "items" } ? "items" : "module")` needs the `repeat` that counts it",
        at: span)
    }
    return try reader.expression(try reader.scalar(node, "`repeat`", "a count"), at: node.span)
  }

  // MARK: Composites

  /// The parameters, buffers and children among the keys of a module or a class, those with an error
  /// left out; and a failure where there are such.
  func composite(_ entries: [YAMLEntry], at span: SourceSpan)
    -> (spec: CompositeSpec, parts: Result<Void, Reported>)
  {
    var spec = CompositeSpec(
      className: nil, parameters: [], buffers: [], children: [], repr: nil, span: span)
    let parts = reader.each(entries) { (entry) throws(Reported) in
      let what = "`\(entry.key)`"
      switch entry.key {
      case "parameters":
        let tensors = try tensors.parameters(entry.value, what)
        spec.parameters = tensors.compactMap { try? $0.get() }
        for tensor in tensors { _ = try tensor.get() }
      case "buffers":
        let tensors = try tensors.buffers(entry.value, what)
        spec.buffers = tensors.compactMap { try? $0.get() }
        for tensor in tensors { _ = try tensor.get() }
      case "children": spec.children = try children(entry.value, what)
      case "print":
        spec.print = try reader.template(entry.value, what)
        if let repr = entries.first(where: { $0.key == "repr" }) {
          throw reader.report(
            .conflictingKeys, "`print` is all that the module prints, and `repr` a part of it",
            at: repr.keySpan, help: ["keep one of the two"])
        }
      default: break
      }
    }
    return (spec, reader.attempt(try reader.check(parts)))
  }

  /// The children; one with an error has its place among them, so that the others are looked at.
  private func children(_ node: YAMLNode, _ what: String) throws(Reported) -> [ChildSpec] {
    switch node.content {
    case .sequence:
      let items = try reader.items(node, what, "a sequence of modules")
      return items.map { ChildSpec(key: nil, module: item($0, as: .child)) }
    case .mapping:
      let entries = try reader.entries(node, what, "a mapping of modules")
      lazy var names = MappingKeys(entries)
      return entries.map { entry in
        (try? child(entry) { names[$0] != nil })
          ?? ChildSpec(key: nil, module: .invalid(span: entry.value.span))
      }
    case .scalar:
      throw reader.reportKind(node, what, isNot: "a mapping or a sequence of modules")
    }
  }

  private func child(_ entry: YAMLEntry, isTaken: (String) -> Bool) throws(Reported) -> ChildSpec {
    let place = reader.source.expressionSource(ofKey: entry.key, at: entry.keySpan)
    if let template = PythonTemplate(entry.key) {
      _ = try? module(entry.value)
      throw reader.report(
        .invalidName, "`\(clipped(entry.key))` is \(template.kind), and would be the child's name",
        at: entry.keySpan,
        cures: template.cures(of: entry, isTaken: isTaken, in: reader.source))
    }
    if let slip = NameSlip(entry.key) {
      _ = try? module(entry.value)
      throw reader.report(slip.diagnostic(of: entry.key, at: entry.keySpan))
    }
    if let printed = PrintedModule(entry), printed.isRange {
      throw reader.report(
        .invalidName, "`\(clipped(entry.key))` is how print(model) shows equal children",
        at: entry.keySpan, cures: [printed.child])
    }
    let key = reader.attempt(try reader.reporting(try TemplateReader.read(entry.key, at: place)))
    let module = reader.attempt(try module(entry.value))
    if let name = strayKeys.printedName(entry.key) {
      throw reader.report(
        .invalidName, "`\(clipped(entry.key))` is how print(model) shows a child's name",
        at: entry.keySpan, cures: [.writing(flowScalar(name)) { "write `\($0)`" }])
    }
    let child = ChildSpec(key: try key.get(), module: try module.get())
    if let turns = child.turns {
      try refuseContainer(of: child.module)
      if turns.isGroup {
        throw reader.report(
          .conflictingKeys, "a key names one module of each turn, and `items` are several",
          at: turns.span, help: ["write `module:` for the one that the key names"])
      }
    }
    return child
  }
}
