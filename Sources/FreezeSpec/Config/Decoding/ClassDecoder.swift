/// Decodes `classes`.
struct ClassDecoder {
  private static let keys = [
    "extends", "args", "parameters", "buffers", "children", "repr", "print",
  ]

  let reader: NodeReader

  /// The classes that a config declares.
  func classes(_ node: YAMLNode) throws(Reported) -> [Definition<ClassDefinition>] {
    let entries = try reader.entries(node, "`classes`", "a mapping of names to classes")
    return reader.definitions(entries, naming: className, definition)
  }

  /// The name of a class, which may have dots, as `lora.Linear`.
  private func className(_ name: PlacedName) throws(Reported) -> PlacedName {
    if name.text.hasPrefix("torch.") || name.text.hasPrefix("nn.") {
      throw reader.report(
        .invalidName, "`\(clipped(name.text))` is how classes of torch.nn are written",
        at: name.span, help: ["give a class of your own another name before the dot"])
    }
    let parts = name.text.unicodeScalars.split(separator: ".", omittingEmptySubsequences: false)
    if parts.count == 1 || parts.contains(where: \.isEmpty)
      || name.text.utf8.count > Limits.nameBytes
    {
      return try reader.identifier(name)
    }
    let names = try parts.map { part throws(Reported) in
      try reader.identifier(PlacedName(text: String(part), span: name.span)).text
    }
    return PlacedName(text: names.joined(separator: "."), span: name.span)
  }

  private func definition(_ name: PlacedName, _ node: YAMLNode) throws(Reported) -> ClassDefinition
  {
    let entries = try reader.entries(node, "a class", "a mapping, {} for an empty one")
    let fields = reader.fields(entries, of: "a class", allowed: Self.keys)
    let (body, bodyParts) = ModuleDecoder(reader: reader).composite(entries, at: name.span)
    let extends = fields.read("extends", bases)
    // A mistyped key may have been `args`.
    let written = fields.read("args", arguments)
    let arguments = reader.attempt(try fields.others.get()).flatMap { written.map { $0 ?? [] } }
    let repr = fields.read("repr", reader.template)
    let parts = reader.attempt(
      try reader.check(
        fields.others, bodyParts, extends.map { _ in }, arguments.map { _ in }, repr.map { _ in }))
    return ClassDefinition(
      name: name, extends: (try? extends.get()) ?? [], arguments: arguments, body: body,
      repr: (try? repr.get()) ?? nil, parts: parts)
  }

  /// The classes that a class extends: one, or a list.
  private func bases(_ node: YAMLNode, _ what: String) throws(Reported) -> [PlacedName] {
    guard case .sequence = node.content else { return [try reader.className(node, what)] }
    return try reader.all(try reader.items(node, what, "a class, or a list of classes")) {
      (item) throws(Reported) in
      try reader.className(item, "a class in \(what)")
    }
  }

  // MARK: Arguments

  private func arguments(_ node: YAMLNode, _ what: String) throws(Reported) -> [ClassArgument] {
    if case .mapping(let entries) = node.content, let list = written(entries) {
      let isFix = !reader.mayHoldComment(node.span)
      throw reader.report(
        .wrongType, "\(what) is a list of names, not a mapping", at: node.span,
        cures: [.writing(list, isFix: isFix)])
    }
    if case .scalar(let scalar) = node.content, let list = written(scalar.text, at: node.span) {
      throw reader.report(
        .wrongType, "\(what) is a list of names, not a text", at: node.span,
        cures: [.writing(list)])
    }
    if case .sequence(let items) = node.content, let list = written(items) {
      throw reader.report(
        .wrongType, "\(what) is a list of names, not of mappings", at: node.span,
        cures: [.writing(list, isFix: !reader.mayHoldComment(node.span))])
    }
    let items = try reader.items(node, what, "a list of names")
    if items.count > Limits.arguments {
      throw reader.report(
        .limit, "a class has at most \(grouped(Limits.arguments)) arguments", at: node.span)
    }
    var known: [ClassArgument] = []
    try reader.all(items) { (item) throws(Reported) in
      let argument = try argument(item)
      let problem = reader.attempt(try check(argument, behind: known))
      known.append(argument)
      try problem.get()
    }
    return known
  }

  /// A mapping of names to defaults as the list that it is meant to be; `nil` where it cannot be one.
  private func written(_ entries: [YAMLEntry]) -> String? {
    var items: [String] = []
    for entry in entries {
      guard case .scalar(let scalar) = entry.value.content,
        PythonIdentifier.name(entry.key) != nil
      else { return nil }
      // What stands in quotes is meant to be a string.
      var value = scalar.isPlain ? scalar.text : pythonRepr(scalar.text)
      if scalar.isPlain, ["null", "Null", "NULL", "~"].contains(value) { value = "None" }
      let isType = scalar.isPlain && ["int", "float", "str", "bool"].contains(value)
      let isRequired = entry.value.isEmptyPlain || isType
      if isRequired, items.last?.contains("=") == true { return nil }
      // Python's `n: int = 3`.
      if let sign = firstRange(of: " = ", in: value),
        PythonIdentifier.name(String(value[..<sign.lowerBound])) != nil
      {
        value = String(value[sign.upperBound...])
      }
      items.append(flowScalar(isRequired ? entry.key : "\(entry.key)=\(value)"))
    }
    return items.isEmpty ? nil : "[" + items.joined(separator: ", ") + "]"
  }

  /// A list such as `[n, {m: 3}]`, some of whose items are mappings; `nil` for others.
  private func written(_ items: [YAMLNode]) -> String? {
    var entries: [String] = []
    var hasMapping = false
    for item in items.prefix(50) {
      switch item.content {
      case .sequence: return nil
      case .scalar(let scalar): entries.append(flowScalar(scalar.text))
      case .mapping(let mapping):
        guard mapping.count == 1, let list = written(mapping) else { return nil }
        hasMapping = true
        entries.append(String(list.dropFirst().dropLast()))
      }
    }
    return hasMapping && items.count <= 50 ? "[" + entries.joined(separator: ", ") + "]" : nil
  }

  /// A text such as `n, m=3`, with parentheses around it or without, as the list that it is meant to be.
  private func written(_ text: String, at span: SourceSpan) -> String? {
    var text = withoutBlanks(text)
    if text.hasPrefix("("), text.hasSuffix(")") { text = String(text.dropFirst().dropLast()) }
    let source = ExpressionSource(span: span, verbatimStart: nil)
    let items = text.split(separator: ",").map { withoutBlanks(String($0)) }.filter { $0 != "" }
    guard !items.isEmpty, items.count <= 20,
      let signature = try? ExpressionParser.parseSignature(text, source: source),
      // A comma in a default parts no arguments.
      signature.count == items.count, signature.allSatisfy({ $0.stars == 0 })
    else { return nil }
    return "[" + items.map(flowScalar).joined(separator: ", ") + "]"
  }

  private func argument(_ node: YAMLNode) throws(Reported) -> ClassArgument {
    let scalar = try reader.scalar(node, "an argument", "a name, or name=default")
    let source = reader.expressionSource(scalar, at: node.span)
    let items = try reader.reporting(
      try ExpressionParser.parseSignature(scalar.text, source: source))
    guard items.count == 1, let item = items.first, item.stars == 0 else {
      throw reader.report(.invalidValue, "an argument is a name, or name=default", at: node.span)
    }
    let name = try reader.identifier(PlacedName(text: item.name, span: item.nameSpan))
    return ClassArgument(name: name, defaultValue: item.defaultValue)
  }

  private func check(_ argument: ClassArgument, behind others: [ClassArgument]) throws(Reported) {
    let name = argument.name
    var failure: Reported?
    if others.contains(where: { $0.name.text == name.text }) {
      failure = reader.report(
        .duplicateKey, "the argument `\(clipped(name.text))` stands twice", at: name.span)
    }
    if argument.defaultValue == nil, others.last?.defaultValue != nil {
      failure = reader.report(
        .invalidValue, "`\(clipped(name.text))` has no default and follows one that has",
        at: name.span, help: ["put the arguments without default first"])
    }
    if let failure { throw failure }
  }
}
