extension ConfigDecoder {
  static let moduleKeys = [
    "class", "args", "parameters", "buffers", "children", "repeat", "module", "as", "from",
  ]

  /// A module in any of its forms.
  mutating func module(_ node: YAMLNode) -> ModuleSpec? {
    switch node.content {
    case .scalar(let scalar):
      if scalar.isEmpty, scalar.isPlain {
        reportKind(node, "a module", isNot: "a call such as Linear(10, 20)")
        return nil
      }
      if isEvaluatedOnce { return .text(scalar, span: node.span) }
      return expression(scalar, at: node.span).map(ModuleSpec.expression)
    case .sequence:
      guard let items = items(node, "a module", "a sequence") else { return nil }
      return .sequential(
        items.map { module($0) ?? .invalid(span: $0.span) }, span: node.span)
    case .mapping:
      guard let entries = entries(node, "a module", "a mapping") else { return nil }
      return module(entries, at: node.span)
    }
  }

  private mutating func module(_ entries: [YAMLEntry], at span: SourceSpan) -> ModuleSpec? {
    let keys = entries.map(\.key)
    if keys.contains("repeat") { return repeated(entries, at: span) }
    if keys.contains("from") { return from(entries) }
    if keys.contains("args") || keys == ["class"] { return fullCall(entries, at: span) }
    var known: [YAMLEntry] = []
    for entry in entries {
      if ["class", "parameters", "buffers", "children"].contains(entry.key) {
        known.append(entry)
      } else if entry.key.hasPrefix("("), entry.key.hasSuffix(")") {
        report(
          .unknownKey, "`\(clipped(entry.key))` is how print(model) numbers a module",
          at: entry.keySpan, help: ["drop the number: in a sequence modules are numbered by place"])
      } else {
        reportUnknownKey(entry, of: "a module", allowed: ConfigDecoder.moduleKeys)
      }
    }
    if known.count < entries.count { return nil }
    var className: PlacedName?
    if let entry = known.first(where: { $0.key == "class" }) {
      className = self.className(entry.value)
    }
    return .composite(composite(known, className: className, at: span))
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
    var arguments: [Expression.Argument]? = []
    for entry in entries {
      switch entry.key {
      case "class": className = self.className(entry.value)
      case "args": arguments = self.arguments(entry.value)
      case "parameters", "buffers", "children":
        report(
          .conflictingKeys, "`args` calls a class, which brings its own `\(entry.key)`",
          at: entry.keySpan, help: ["keep one of the two"])
      default: reportUnknownKey(entry, of: "a module", allowed: ConfigDecoder.moduleKeys)
      }
    }
    if !entries.contains(where: { $0.key == "class" }) {
      report(.missingKey, "`args` needs the `class` that it is for", at: span)
    }
    guard let className, let arguments else { return nil }
    let call = Expression.Call(
      className: className.text, classSpan: className.span, arguments: arguments)
    return .expression(Expression(kind: .call(call), span: span))
  }

  private mutating func arguments(_ node: YAMLNode) -> [Expression.Argument]? {
    var arguments: [Expression.Argument] = []
    var isComplete = true
    switch node.content {
    case .mapping:
      guard let entries = entries(node, "`args`", "a mapping") else { return nil }
      if entries.count > Limits.arguments {
        report(.limit, "a call has at most \(grouped(Limits.arguments)) keywords", at: node.span)
        return nil
      }
      for entry in entries {
        if let value = argument(entry.value) {
          arguments.append(
            Expression.Argument(name: entry.key, nameSpan: entry.keySpan, value: value))
        } else {
          isComplete = false
        }
      }
    case .sequence:
      guard let items = items(node, "`args`", "a list") else { return nil }
      for item in items {
        if let value = argument(item) {
          arguments.append(Expression.Argument(name: nil, nameSpan: value.span, value: value))
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
  mutating func argument(_ node: YAMLNode) -> Expression? {
    switch node.content {
    case .scalar(let scalar):
      if scalar.isEmpty, scalar.isPlain {
        reportKind(node, "this", isNot: "an expression")
        return nil
      }
      return expression(scalar, at: node.span)
    case .sequence:
      guard let items = items(node, "this", "a list") else { return nil }
      let values = items.map { argument($0) }
      if values.contains(where: { $0 == nil }) { return nil }
      return Expression(kind: .list(values.compactMap(\.self)), span: node.span)
    case .mapping:
      return module(node).map { Expression(kind: .module($0), span: node.span) }
    }
  }

  private mutating func expression(_ scalar: YAMLScalar, at span: SourceSpan) -> Expression? {
    do throws(Diagnostic) {
      return try ExpressionParser.parse(scalar, at: span)
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
    }
    var index: PlacedName?
    if let entry = fields["as"], let name = placedName(entry.value, "`as`") {
      if isIdentifier(name) { index = name }
    }
    let className = fields["class"].flatMap { self.className($0.value) }
    guard let entry = fields["module"] else {
      report(.missingKey, "a repeat needs the `module` to repeat", at: span)
      return nil
    }
    let outer = isEvaluatedOnce
    isEvaluatedOnce = false
    defer { isEvaluatedOnce = outer }
    guard let module = module(entry.value), let count else { return nil }
    return .repeated(
      RepeatSpec(count: count, module: module, index: index, className: className, span: span))
  }

  /// Reports a container's class on a repeat that gives items of a sequence, and so makes none.
  private mutating func refusingContainer(_ spec: ModuleSpec?) -> ModuleSpec? {
    if case .repeated(let repeated)? = spec, let name = repeated.className {
      report(
        .conflictingKeys,
        "in a sequence a repeat gives that many items, and no container that could have a `class`",
        at: name.span, help: ["drop `class`, or write the repeat as the module of a named child"])
    }
    return spec
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
        if let shape = argument(entry.value) {
          tensors.append(TensorSpec(name: name, shape: shape))
        }
        continue
      }
      guard let entries = entries(entry.value, "a tensor", "a mapping") else { continue }
      let allowed = canTrain ? ["shape", "dtype", "requires_grad"] : ["shape", "dtype"]
      let fields = fields(entries, of: canTrain ? "a parameter" : "a buffer", allowed: allowed)
      guard let field = fields["shape"] else {
        report(.missingKey, "`\(clipped(entry.key))` has no `shape`", at: entry.keySpan)
        continue
      }
      guard let shape = argument(field.value) else { continue }
      tensors.append(
        TensorSpec(
          name: name, shape: shape, dtype: fields["dtype"].flatMap { argument($0.value) },
          requiresGrad: fields["requires_grad"].flatMap { argument($0.value) }))
    }
    return tensors
  }

  private mutating func children(_ node: YAMLNode) -> [ChildSpec] {
    var children: [ChildSpec] = []
    switch node.content {
    case .sequence:
      for item in items(node, "`children`", "a sequence of modules") ?? [] {
        children.append(
          ChildSpec(key: nil, module: module(item) ?? .invalid(span: item.span)))
      }
    case .mapping:
      for entry in entries(node, "`children`", "a mapping of modules") ?? [] {
        let key = template(
          entry.key, at: entry.keySpan, start: entry.isKeyPlain ? entry.keySpan.start : nil)
        let module = module(entry.value) ?? .invalid(span: entry.value.span)
        if let key { children.append(ChildSpec(key: key, module: module)) }
      }
    case .scalar:
      reportKind(node, "`children`", isNot: "a mapping or a sequence of modules")
    }
    return children
  }
}
