extension ConfigDecoder {
  private static let classKeys = [
    "extends", "args", "parameters", "buffers", "children", "repr",
  ]

  /// The classes that a config declares.
  mutating func classes(_ node: YAMLNode) -> [ClassDefinition] {
    var classes: [ClassDefinition] = []
    for entry in entries(node, "`classes`", "a mapping of names to classes") ?? [] {
      let name = PlacedName(text: entry.key, span: entry.keySpan)
      guard isIdentifier(name) else { continue }
      guard let entries = entries(entry.value, "a class", "a mapping, {} for an empty one") else {
        continue
      }
      let fields = fields(entries, of: "a class", allowed: ConfigDecoder.classKeys)
      var definition = ClassDefinition(
        name: name, arguments: [],
        body: composite(entries, className: nil, at: entry.keySpan))
      definition.extends = fields["extends"].flatMap { placedName($0.value, "`extends`") }
      if let field = fields["args"] {
        let errorsBefore = diagnostics.errorCount
        let arguments = classArguments(field.value)
        definition.arguments = diagnostics.errorCount == errorsBefore ? arguments : nil
      }
      if let field = fields["repr"] { definition.repr = template(field.value, "`repr`") }
      classes.append(definition)
    }
    return classes
  }

  private mutating func classArguments(_ node: YAMLNode) -> [ClassArgument] {
    var arguments: [ClassArgument] = []
    let items = items(node, "`args`", "a list of names") ?? []
    if items.count > Limits.arguments {
      report(.limit, "a class has at most \(grouped(Limits.arguments)) arguments", at: node.span)
      return []
    }
    for item in items {
      guard let scalar = scalar(item, "an argument", "a name, or name=default") else { continue }
      let source = ExpressionSource(scalar, at: item.span, in: self.source.bytes)
      do throws(Diagnostic) {
        let parsed = try ExpressionParser.parseSignature(scalar.text, source: source)
        guard parsed.count == 1, let argument = parsed.first, argument.stars == 0 else {
          report(.invalidValue, "an argument is a name, or name=default", at: item.span)
          continue
        }
        let name = PlacedName(text: argument.name, span: argument.nameSpan)
        if arguments.contains(where: { $0.name.text == name.text }) {
          report(.duplicateKey, "the argument `\(clipped(name.text))` stands twice", at: name.span)
        }
        if argument.defaultValue == nil, arguments.last?.defaultValue != nil {
          report(
            .invalidValue, "`\(clipped(name.text))` has no default and follows one that has",
            at: name.span, help: ["put the arguments without default first"])
        }
        arguments.append(ClassArgument(name: name, defaultValue: argument.defaultValue))
      } catch {
        diagnostics.add(error)
      }
    }
    return arguments
  }

  // MARK: Templates

  private mutating func template(_ node: YAMLNode, _ what: String) -> Template? {
    guard case .scalar(let scalar) = node.content else {
      reportKind(node, what, isNot: "a text")
      return nil
    }
    return template(scalar.text, ExpressionSource(scalar, at: node.span, in: source.bytes))
  }

  /// Reads a text with `{expressions}`; `{{` and `}}` stand for braces.
  ///
  /// - Parameter place: Where the text stands.
  mutating func template(_ text: String, _ place: ExpressionSource) -> Template? {
    let span = place.span
    var template = Template(parts: [], span: span)
    let bytes = Array(text.utf8)
    if !bytes.contains(UInt8(ascii: "{")), !bytes.contains(UInt8(ascii: "}")) {
      template.parts = [.text(text)]
      return template
    }
    var fixed: [UInt8] = []
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      let isBrace = byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}")
      if isBrace, index + 1 < bytes.count, bytes[index + 1] == byte {
        fixed.append(byte)
        index += 2
      } else if byte == UInt8(ascii: "{") {
        guard let end = bytes[index...].firstIndex(of: UInt8(ascii: "}")) else {
          report(.expressionSyntax, "`{` is not closed", at: span, help: ["write {{ for a brace"])
          return nil
        }
        if !fixed.isEmpty { template.parts.append(.text(String(decoding: fixed, as: UTF8.self))) }
        fixed = []
        var field = bytes[(index + 1)..<end]
        let isRepr = field.suffix(2).elementsEqual("!r".utf8)
        if isRepr { field = field.dropLast(2) }
        let source = place.part(from: index + 1)
        do throws(Diagnostic) {
          let expression = try ExpressionParser.parse(
            String(decoding: field, as: UTF8.self), source: source)
          template.parts.append(.field(expression, repr: isRepr))
        } catch {
          diagnostics.add(error)
          return nil
        }
        index = end + 1
      } else if byte == UInt8(ascii: "}") {
        report(.expressionSyntax, "`}` closes nothing", at: span, help: ["write }} for a brace"])
        return nil
      } else {
        fixed.append(byte)
        index += 1
      }
    }
    if !fixed.isEmpty { template.parts.append(.text(String(decoding: fixed, as: UTF8.self))) }
    return template
  }
}
