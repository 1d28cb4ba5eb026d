extension ConfigDecoder {
  static let moduleKeys = [
    "class", "args", "parameters", "buffers", "children", "repeat", "module", "as", "from",
  ]

  /// A module in any of its forms.
  ///
  /// - Parameter place: Where it stands.
  mutating func module(_ node: YAMLNode, as place: ModulePlace = .whole) -> ModuleSpec? {
    switch node.content {
    case .scalar(let scalar):
      if scalar.isEmpty, scalar.isPlain {
        reportKind(node, "a module", isNot: "a call such as Linear(10, 20)")
        return nil
      }
      return expression(scalar, at: node.span).map(ModuleSpec.expression)
    case .sequence:
      guard let items = items(node, "a module", "a sequence") else { return nil }
      return .sequential(items.map { item($0) }, span: node.span)
    case .mapping:
      guard let entries = entries(node, "a module", "a mapping") else { return nil }
      return module(entries, as: place, at: node.span)
    }
  }

  private mutating func module(
    _ written: [YAMLEntry], as place: ModulePlace, at span: SourceSpan
  ) -> ModuleSpec? {
    let entries = reportingOutdented(written, ConfigDecoder.moduleKeys)
    if entries.count < written.count { return nil }
    let keys = Set(entries.map(\.key))
    if !keys.isDisjoint(with: ["repeat", "module", "as"]) { return repeated(entries, at: span) }
    if keys.contains("from") { return from(entries) }
    if keys.contains("args") || keys == ["class"] { return fullCall(entries, at: span) }
    guard entries.isEmpty || !keys.isDisjoint(with: ConfigDecoder.moduleKeys) else {
      reportNoModule(entries, as: place)
      return nil
    }
    var isKnown = true
    for entry in entries where !ConfigDecoder.moduleKeys.contains(entry.key) {
      reportUnknownModuleKey(entry, among: entries)
      isKnown = false
    }
    let className = entries.first { $0.key == "class" }.flatMap { self.className($0.value) }
    let spec = composite(entries, className: className, at: span)
    return isKnown ? .composite(spec) : nil
  }

  /// A child's name where it is pasted as `print(model)` shows it, in parentheses.
  func printedName(_ key: String) -> String? {
    guard key.hasPrefix("("), key.hasSuffix(")") else { return nil }
    return String(key.dropFirst().dropLast())
  }

  /// The parameters, buffers and children among the keys of a module or a class.
  mutating func composite(_ entries: [YAMLEntry], className: PlacedName?, at span: SourceSpan)
    -> CompositeSpec
  {
    var spec = CompositeSpec(
      className: className, parameters: [], buffers: [], children: [], span: span)
    for entry in entries {
      switch entry.key {
      case "parameters": spec.parameters = tensors(entry.value, "`parameters`", canTrain: true)
      case "buffers": spec.buffers = tensors(entry.value, "`buffers`", canTrain: false)
      case "children": spec.children = children(entry.value)
      default: break
      }
    }
    return spec
  }

  private mutating func className(_ node: YAMLNode) -> PlacedName? {
    guard let name = placedName(node, "`class`") else { return nil }
    guard name.text.contains("(") else { return name }
    report(
      .invalidValue, "`class` is a class's name, not a call", at: node.span,
      help: ["write the call alone, or its arguments under `args`"])
    return nil
  }

  // MARK: Calls

  private mutating func fullCall(_ entries: [YAMLEntry], at span: SourceSpan) -> ModuleSpec? {
    var className: PlacedName?
    var arguments: [(name: String?, argument: Expression.Argument)]? = []
    var isKnown = true
    for entry in entries {
      switch entry.key {
      case "class": className = self.className(entry.value)
      case "args": arguments = self.arguments(entry.value)
      case "parameters", "buffers", "children":
        report(
          .conflictingKeys, "`args` calls a class, which brings its own `\(entry.key)`",
          at: entry.keySpan, help: ["keep one of the two"])
      default:
        reportUnknownModuleKey(entry, among: entries)
        isKnown = false
      }
    }
    if !entries.contains(where: { $0.key == "class" }) {
      reportMissing("class", in: entries, "`args` needs the `class` that it is for", at: span)
    }
    guard let className, let arguments, isKnown else { return nil }
    let call = Expression.Call(
      className: className.text, classSpan: className.span, arguments: arguments)
    return .expression(Expression(kind: .call(call), span: span))
  }

  private mutating func arguments(_ node: YAMLNode)
    -> [(name: String?, argument: Expression.Argument)]?
  {
    var arguments: [(name: String?, argument: Expression.Argument)] = []
    var isComplete = true
    switch node.content {
    case .mapping:
      guard let entries = entries(node, "`args`", "a mapping") else { return nil }
      if entries.count > Limits.arguments {
        report(.limit, "a call has at most \(grouped(Limits.arguments)) keywords", at: node.span)
        return nil
      }
      for entry in entries {
        if let value = argument(entry.value, "`\(clipped(entry.key))`") {
          arguments.append(
            (entry.key, Expression.Argument(nameSpan: entry.keySpan, value: value)))
        } else {
          isComplete = false
        }
      }
    case .sequence:
      guard let items = items(node, "`args`", "a list") else { return nil }
      for item in items {
        if let value = argument(item, "an argument") {
          arguments.append((nil, Expression.Argument(nameSpan: value.span, value: value)))
        } else {
          isComplete = false
        }
      }
    case .scalar:
      reportKind(node, "`args`", isNot: "a mapping of names to values, or a list")
      isComplete = false
    }
    return isComplete ? arguments : nil
  }

  /// A value for an expression: a scalar, a list, or a module as a mapping.
  mutating func argument(_ node: YAMLNode, _ what: String) -> Expression? {
    switch node.content {
    case .scalar(let scalar):
      if scalar.isEmpty, scalar.isPlain {
        reportKind(node, what, isNot: "an expression")
        return nil
      }
      return expression(scalar, at: node.span)
    case .sequence:
      guard let items = items(node, what, "a list") else { return nil }
      let values = items.map { argument($0, "an item") }
      if values.contains(where: { $0 == nil }) { return nil }
      return Expression(kind: .list(values.compactMap(\.self)), span: node.span)
    case .mapping:
      return module(node).map { Expression(kind: .module($0), span: node.span) }
    }
  }

  private mutating func expression(_ scalar: YAMLScalar, at span: SourceSpan) -> Expression? {
    do throws(Diagnostic) {
      return try expressions.parse(scalar, at: span, in: source.bytes)
    } catch {
      diagnostics.add(error)
      return nil
    }
  }

  // MARK: Repeats and files

  private mutating func repeated(_ entries: [YAMLEntry], at span: SourceSpan) -> ModuleSpec? {
    let fields = fields(entries, of: "a repeat", allowed: ["repeat", "module", "as", "class"])
    var count: Expression?
    if let entry = fields["repeat"] {
      if let scalar = scalar(entry.value, "`repeat`", "a count") {
        count = expression(scalar, at: entry.value.span)
      }
    } else {
      reportMissing("repeat", in: entries, "`module` needs the `repeat` that counts it", at: span)
    }
    var index: PlacedName?
    if let entry = fields["as"], let name = placedName(entry.value, "`as`") {
      if isIdentifier(name) { index = name }
    }
    let className = fields["class"].flatMap { self.className($0.value) }
    guard let entry = fields["module"] else {
      reportMissing("module", in: entries, "a repeat needs the `module` to repeat", at: span)
      return nil
    }
    guard let module = module(entry.value), let count else { return nil }
    return .repeated(
      RepeatSpec(count: count, module: module, index: index, className: className, span: span))
  }

  /// An item of a sequence; a repeat there is that many items.
  private mutating func item(_ node: YAMLNode, as place: ModulePlace = .item) -> ModuleSpec {
    guard let module = module(node, as: place) else { return .invalid(span: node.span) }
    refuseContainer(of: module)
    return module
  }

  /// Reports the `class` of a repeat that has no container, as it stands for several modules.
  private mutating func refuseContainer(of module: ModuleSpec) {
    guard case .repeated(let spec) = module, let name = spec.className else { return }
    report(
      .conflictingKeys,
      "this repeat stands for several modules, and none of them is a \(clipped(name.text))",
      at: name.span,
      help: [
        "leave `class` out, or write {class: \(clipped(name.text)), children: [{repeat: …}]} for one"
          + " that holds them"
      ])
  }

  private mutating func from(_ entries: [YAMLEntry]) -> ModuleSpec? {
    let fields = fields(entries, of: "a module with `from`", allowed: ["from"])
    guard let entry = fields["from"], let path = placedName(entry.value, "`from`") else {
      return nil
    }
    let reference = FileReference(path: path.text, span: path.span)
    references.append(reference)
    return .from(reference)
  }

  // MARK: Tensors and children

  private mutating func tensors(_ node: YAMLNode, _ what: String, canTrain: Bool) -> [TensorSpec] {
    var tensors: [TensorSpec] = []
    for entry in entries(node, what, "a mapping of names to shapes") ?? [] {
      let name = PlacedName(text: entry.key, span: entry.keySpan)
      guard case .mapping = entry.value.content else {
        if let shape = argument(entry.value, "`\(clipped(entry.key))`") {
          tensors.append(TensorSpec(name: name, shape: shape))
        }
        continue
      }
      guard let entries = entries(entry.value, "a tensor", "a mapping") else { continue }
      let allowed = canTrain ? ["shape", "dtype", "requires_grad"] : ["shape", "dtype"]
      let fields = fields(entries, of: canTrain ? "a parameter" : "a buffer", allowed: allowed)
      guard let field = fields["shape"] else {
        reportMissing(
          "shape", in: entries, "`\(clipped(entry.key))` has no `shape`", at: entry.keySpan)
        continue
      }
      guard let shape = argument(field.value, "`shape`") else { continue }
      tensors.append(
        TensorSpec(
          name: name, shape: shape,
          dtype: fields["dtype"].flatMap { argument($0.value, "`dtype`") },
          requiresGrad: fields["requires_grad"].flatMap { truth($0.value, "`requires_grad`") }))
    }
    return tensors
  }

  /// An expression that gives `true` or `false`, with what YAML 1.1 took for them refused.
  private mutating func truth(_ node: YAMLNode, _ what: String) -> Expression? {
    if case .scalar(let scalar) = node.content, scalar.isPlain,
      ["yes", "no", "on", "off", "y", "n"].contains(scalar.text.lowercased())
    {
      _ = bool(node, what)
      return nil
    }
    return argument(node, what)
  }

  private mutating func children(_ node: YAMLNode) -> [ChildSpec] {
    var children: [ChildSpec] = []
    switch node.content {
    case .sequence:
      for item in items(node, "`children`", "a sequence of modules") ?? [] {
        children.append(ChildSpec(key: nil, module: self.item(item, as: .child)))
      }
    case .mapping:
      for entry in entries(node, "`children`", "a mapping of modules") ?? [] {
        let key = template(
          entry.key,
          ExpressionSource(
            span: entry.keySpan, verbatimStart: entry.isKeyPlain ? entry.keySpan.start : nil))
        let module = module(entry.value) ?? .invalid(span: entry.value.span)
        if let name = printedName(entry.key) {
          report(
            .invalidName, "`\(clipped(entry.key))` is how print(model) shows a child's name",
            at: entry.keySpan, help: ["write `\(clipped(name))`"])
        }
        if case .repeated(let spec) = module, key?.mentions(spec.index?.text) == true {
          refuseContainer(of: module)
        }
        if let key { children.append(ChildSpec(key: key, module: module)) }
      }
    case .scalar:
      reportKind(node, "`children`", isNot: "a mapping or a sequence of modules")
    }
    return children
  }
}
