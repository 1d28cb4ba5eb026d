/// Writes an architecture as a config.
struct ArchitectureText {
  private let architecture: Architecture
  private let description: ModelDescription
  private let factory = LayerFactory()
  private let declaredArguments: [Int: [ArgumentSolver.Argument]]
  private var lines = YAMLLines()
  private var indices = IndexNames(besides: [])

  /// The text.
  static func write(
    _ architecture: Architecture, of description: ModelDescription, head: [String]
  ) -> String {
    var writer = ArchitectureText(architecture, description)
    writer.write(head)
    return writer.lines.text
  }

  private init(_ architecture: Architecture, _ description: ModelDescription) {
    self.architecture = architecture
    self.description = description
    declaredArguments = Dictionary(
      uniqueKeysWithValues: architecture.classes.map { ($0.number, $0.arguments) })
  }

  private var names: [String] { architecture.names.names }

  private mutating func write(_ head: [String]) {
    // What a line break ends is no comment any more.
    for line in head { lines.line(0, commentLine(line)) }
    let shared = architecture.bound.map(\.name)
    if architecture.dtype != .float32 { lines.line(0, "dtype: \(architecture.dtype.rawValue)") }
    let unknown = UnknownParts.names.filter { description.unknown.contains($0.part) }.map(\.name)
    if !unknown.isEmpty { lines.line(0, "unknown: [\(unknown.joined(separator: ", "))]") }
    let taken = Set(shared + names)
    indices = IndexNames(besides: taken)
    if !architecture.bound.isEmpty {
      if architecture.dtype != .float32 { lines.line(0, "") }
      lines.line(0, "let:")
      for (name, node) in architecture.bound {
        write(node, 2, lines.lead(2, name), isValue: true)
      }
    }
    if !architecture.classes.isEmpty {
      if architecture.dtype != .float32 || !shared.isEmpty { lines.line(0, "") }
      lines.line(0, "classes:")
      for type in architecture.classes {
        indices = IndexNames(besides: taken, Set(type.arguments.map(\.name)))
        write(type)
      }
    }
    indices = IndexNames(besides: taken)
    if !architecture.classes.isEmpty || !shared.isEmpty { lines.line(0, "") }
    write(architecture.model, 0, "model:")
    if !architecture.ties.isEmpty {
      lines.line(0, "")
      lines.line(0, "tie:")
      for tie in architecture.ties {
        let line = "- [" + tie.map(flowScalar).joined(separator: ", ") + "]"
        if line.utf8.count < YAMLLines.width {
          lines.line(2, line)
        } else {
          for (index, name) in tie.enumerated() {
            lines.line(2, (index == 0 ? "- - " : "  - ") + blockScalar(name))
          }
        }
      }
    }
  }

  // MARK: Classes

  private mutating func write(_ type: Architecture.ClassText) {
    let name = names[type.number]
    let bases = DirectBases.of(type.number, in: description.classes).map { names[$0] }
    let extends: String? =
      bases.count > 1 ? "[" + bases.joined(separator: ", ") + "]" : bases.first
    let body = type.body ?? CompositeNode(type: type.number, kind: .other)
    if type.arguments.isEmpty, body.isEmpty {
      return lines.line(2, lines.lead(2, name) + (extends.map { " {extends: \($0)}" } ?? " {}"))
    }
    lines.line(2, lines.lead(2, name))
    if let extends { lines.line(4, "extends: \(extends)") }
    if !type.arguments.isEmpty || !body.locals.isEmpty {
      var items = type.arguments.map { argument in
        flowScalar(
          argument.name + (argument.standard.map { "=" + $0.value.repr } ?? ""))
      }
      for local in body.locals {
        items.append(flowScalar("\(local.name)=\(expression(local.node) ?? "None")"))
      }
      lines.list(4, "args:", items)
    }
    writeParts(body, 4)
  }

  private mutating func writeParts(_ node: CompositeNode, _ indent: Int) {
    writeTensors("parameters", node.parameters, of: node, indent)
    writeTensors("buffers", node.buffers, of: node, indent)
    if !node.repr.isEmpty {
      lines.line(indent, (node.printsWhole ? "print: " : "repr: ") + quotedTemplate(node.repr))
    }
    if !node.slots.isEmpty {
      lines.line(indent, "children:")
      for slot in node.slots { write(slot, indent + 2) }
    }
  }

  private func quotedTemplate(_ parts: [ReprPart]) -> String {
    let text = parts.map { part in
      switch part {
      case .text(let text): escapedBraces(text.text)
      case .field(let term): "{\(term.text(indices))}"
      }
    }.joined()
    let scalar = blockScalar(text)
    return scalar == text && !text.utf8.allSatisfy { $0.isASCIILetter || $0.isASCIIDigit }
      ? "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\"" : scalar
  }

  private func escapedBraces(_ text: String) -> String {
    // `replacing` takes long to find none, and few names have one.
    if !text.utf8.contains(where: { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "}") }) {
      return text
    }
    return text.replacing("{", with: "{{").replacing("}", with: "}}")
  }

  // MARK: Tensors

  private mutating func writeTensors(
    _ key: String, _ tensors: [TensorNode], of node: CompositeNode, _ indent: Int
  ) {
    if tensors.isEmpty { return }
    let isList =
      key == "parameters" && names[node.type] == "ParameterList"
      && tensors.enumerated().allSatisfy { $1.name.text == String($0) && $1.condition == nil }
    if isList {
      lines.line(indent, "\(key):")
      var start = 0
      while start < tensors.count {
        var same = tensors[start]
        let run = tensors[start...].prefix { tensor in
          same.name = tensor.name
          return same == tensor
        }.count
        let text = tensorText(tensors[start], count: run)
        lines.line(indent + 2, "- \(text)")
        start += run
      }
      return
    }
    let items = tensors.map { (flowScalar($0.name.text), tensorText($0)) }
    let line = "\(key): {" + items.map { "\($0): \($1)" }.joined(separator: ", ") + "}"
    if items.count < 4, indent + line.utf8.count <= YAMLLines.width {
      return lines.line(indent, line)
    }
    lines.line(indent, "\(key):")
    for (name, text) in items {
      lines.line(indent + 2, "\(lines.lead(indent + 2, name)) \(text)")
    }
  }

  /// A tensor in flow YAML.
  private func tensorText(_ tensor: TensorNode, count: Int = 1) -> String {
    var shape: String
    if let condition = tensor.condition {
      shape = flowScalar(
        "\(tensor.shape.text(indices)) if \(condition.text(indices)) else None")
    } else if case .sequence(let items, isList: true) = tensor.shape {
      shape = "[" + items.map { flowScalar($0.text(indices)) }.joined(separator: ", ") + "]"
    } else {
      shape = flowScalar(tensor.shape.text(indices))
    }
    var fields: [String] = []
    if count > 1 { fields.append("repeat: \(count)") }
    fields.append("shape: \(shape)")
    if let dtype = tensor.dtype {
      let text =
        if case .dtype(let type)? = dtype.literal { type.rawValue } else { dtype.text(indices) }
      fields.append("dtype: \(flowScalar(text))")
    }
    switch tensor.requiresGrad.literal {
    case .bool(true): break
    case .bool(false): fields.append("requires_grad: false")
    default: fields.append("requires_grad: \(flowScalar(tensor.requiresGrad.text(indices)))")
    }
    if !tensor.isPersistent { fields.append("persistent: false") }
    return fields.count == 1 ? shape : "{" + fields.joined(separator: ", ") + "}"
  }

  // MARK: Modules

  /// Writes a module behind a key or a dash.
  ///
  /// - Parameter isValue: Whether a list there would be one of values.
  private mutating func write(_ node: Node, _ indent: Int, _ lead: String, isValue: Bool = false) {
    if node == .registeredNone { return lines.line(indent, lead + " NoneType()") }
    if let text = expression(node, isShort: true) { return lines.scalar(indent, lead, text) }
    guard case .composite(let composite) = node else {
      return lines.scalar(indent, lead, expression(node) ?? "None")
    }
    let isItem = lead == "-"
    let inner = indent + 2
    if composite.kind == .sequential, !isValue, isPlain(composite), isIndexed(composite) {
      var body = YAMLLines()
      swap(&body, &lines)
      for slot in composite.slots { write(slot, inner) }
      swap(&body, &lines)
      return append(body, indent, lead, isItem)
    }
    // In a sequence a repeat is its modules and not a list of them.
    if !isItem, composite.kind != .other, isPlain(composite), composite.slots.count == 1,
      !composite.slots[0].isSingle, !composite.slots[0].isNumbered,
      composite.slots[0].nodes.count == 1
    {
      let name = composite.kind == .sequential ? "Sequential" : nil
      return write(repeated: composite.slots[0], indent, lead, className: name)
    }
    if composite.kind == .unknown, let line = flow(composite, indent, lead) {
      return lines.line(indent, line)
    }
    // What stands in it lines up with its first key.
    var body = YAMLLines()
    swap(&body, &lines)
    if composite.kind != .unknown || names[composite.type] != "Module" {
      lines.line(inner, "class: \(blockScalar(names[composite.type]))")
    }
    writeParts(composite, inner)
    // A class alone would be called.
    if composite.isEmpty { lines.line(inner, "children: {}") }
    swap(&body, &lines)
    append(body, indent, lead, isItem)
  }

  /// A module of tensors alone as one line; `nil` where it would be too long.
  private func flow(_ composite: CompositeNode, _ indent: Int, _ lead: String) -> String? {
    guard composite.slots.isEmpty, composite.repr.isEmpty else { return nil }
    var fields: [String] = []
    let name = names[composite.type]
    if name != "Module" { fields.append("class: \(flowScalar(name))") }
    for (key, tensors) in [("parameters", composite.parameters), ("buffers", composite.buffers)]
    where !tensors.isEmpty {
      let items = tensors.map { "\(flowScalar($0.name.text)): \(tensorText($0))" }
      fields.append("\(key): {\(items.joined(separator: ", "))}")
    }
    let line = "\(lead) {\(fields.joined(separator: ", "))}"
    return indent + line.utf8.count <= YAMLLines.width ? line : nil
  }

  private mutating func append(_ body: YAMLLines, _ indent: Int, _ lead: String, _ isItem: Bool) {
    if isItem {
      let rest = body.text.dropFirst(indent + 2)
      lines.append(String(repeating: " ", count: indent) + "- " + rest)
    } else {
      lines.line(indent, lead)
      lines.append(body.text)
    }
  }

  private func isPlain(_ composite: CompositeNode) -> Bool {
    composite.parameters.isEmpty && composite.buffers.isEmpty && composite.repr.isEmpty
  }

  private func isIndexed(_ composite: CompositeNode) -> Bool {
    composite.slots.allSatisfy { $0.key == .position }
  }

  private mutating func write(_ slot: Slot, _ indent: Int) {
    switch slot.key {
    case .position:
      if slot.isSingle { return write(slot.nodes[0], indent, "-") }
      write(repeated: slot, indent, "-")
    case .name(let name):
      write(slot.nodes[0], indent, lines.lead(indent, key(name.text)))
    case .numbered(let prefix, let first, let suffix):
      let index = Term.index(slot.inner)
      let number = first == .int(0) ? index : .operation(.add, index, first)
      let name =
        escapedBraces(prefix.text) + "{\(number.text(indices))}" + escapedBraces(suffix.text)
      write(repeated: slot, indent, lines.lead(indent, blockScalar(name)))
    }
  }

  /// A child's name as a key.
  private func key(_ name: String) -> String {
    let escaped = escapedBraces(name)
    let isPrinted = name.hasPrefix("(") && name.hasSuffix(")")
    let isSlip = NameSlip(escaped) != nil
    if PythonTemplate(escaped) == nil, !isPrinted, !isSlip { return blockScalar(escaped) }
    // The language takes it for something else as it stands.
    var text = ""
    for scalar in name.unicodeScalars {
      if scalar == "}" {
        text += "}}"
      } else if isSlip, !scalar.isASCII {
        text += "{\(pythonRepr(String(scalar)))}"
      } else if scalar.isASCII, !scalar.properties.isAlphabetic, !("0"..."9").contains(scalar) {
        text += "{\(pythonRepr(String(scalar)))}"
      } else {
        text.unicodeScalars.append(scalar)
      }
    }
    return blockScalar(text)
  }

  private mutating func write(
    repeated slot: Slot, _ indent: Int, _ lead: String, className: String? = nil
  ) {
    var fields = [("repeat", slot.count.text(indices))]
    if slot.usesIndex { fields.append(("as", indices[slot.inner])) }
    if let className { fields.append(("class", className)) }
    if slot.nodes.count == 1, let text = expression(slot.nodes[0]) {
      let all = fields + [("module", text)]
      let line = "\(lead) {" + all.map { "\($0): \(flowScalar($1))" }.joined(separator: ", ") + "}"
      if indent + line.utf8.count <= YAMLLines.width { return lines.line(indent, line) }
    }
    var body = YAMLLines()
    swap(&body, &lines)
    let inner = indent + 2
    for (name, value) in fields { lines.line(inner, "\(name): \(blockScalar(value))") }
    if slot.nodes.count == 1 {
      write(slot.nodes[0], inner, "module:")
    } else {
      lines.line(inner, "items:")
      for node in slot.nodes { write(node, inner + 2, "-") }
    }
    swap(&body, &lines)
    append(body, indent, lead, lead == "-")
  }

  // MARK: Expressions

  /// A module as an expression; `nil` where it is none.
  ///
  /// - Parameter isShort: Whether containers are expressions only where they are short and alone.
  private func expression(_ node: Node, isShort: Bool = false) -> String? {
    guard node.isExpression else { return nil }
    switch node {
    case .none, .registeredNone: return "None"
    case .name(let name): return name
    case .call(let call): return text(call)
    case .choice(let condition, let then, let otherwise):
      guard let then = expression(then), let otherwise = expression(otherwise) else { return nil }
      return "\(then) if \(condition.text(indices)) else \(otherwise)"
    case .composite(let composite):
      let items = composite.slots.compactMap { expression($0.nodes[0]) }
      guard items.count == composite.slots.count else { return nil }
      let list = items.joined(separator: ", ")
      if isShort, items.count > 2 || list.utf8.count > 70 { return nil }
      if composite.kind == .sequential { return "Sequential(\(list))" }
      return items.isEmpty ? "ModuleList()" : "ModuleList([\(list)])"
    }
  }

  private func text(_ call: CallNode) -> String {
    var positional: [String] = []
    var keywords: [String] = []
    let name: String
    switch call.target {
    case .layer(let layerName):
      name = layerName
      let parameters = factory.layer(named: layerName)?.signature.parameters ?? []
      for (index, argument) in call.arguments.enumerated() {
        guard let argument else { continue }
        let text = argument.text(indices)
        let isFirst = index == 0 && parameters[index].name == "p"
        if parameters[index].isRequired || isFirst, positional.count == index {
          positional.append(text)
        } else {
          keywords.append("\(parameters[index].name)=\(text)")
        }
      }
    case .declared(let type):
      name = names[type]
      for (argument, value) in zip(declaredArguments[type] ?? [], call.arguments) {
        let text = (value ?? .literal(.none)).text(indices)
        if argument.standard == nil {
          positional.append(text)
        } else if value != argument.standard.map(Term.literal) {
          keywords.append("\(argument.name)=\(text)")
        }
      }
    }
    return "\(name)(\((positional + keywords).joined(separator: ", ")))"
  }
}
