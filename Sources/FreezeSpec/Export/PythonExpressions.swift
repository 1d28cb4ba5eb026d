/// Writes a config's expressions as Python, which they nearly are.
extension ModelExport {
  /// How tightly an expression binds; what is looser than its place stands in parentheses.
  private enum Binding: Int {
    case conditional, or, and, not, comparison, sum, product, sign, power, atom
  }

  /// An expression at a place that takes any.
  mutating func code(_ expression: Expression, _ names: PythonNames) -> PythonCode {
    switch expression.kind {
    case .tuple(let items): return .tuple(items.map { code($0, names) })
    case .list(let items):
      return .bracketed("[", items.map { code($0, names) }, "]", isCall: false)
    case .call(let call): return code(call, names)
    case .module(let spec): return code(spec, names)
    case .conditional(let condition, let then, let otherwise) where isSimple(then):
      return .conditional(
        then: code(then, names), condition: text(condition, .or, names),
        otherwise: code(otherwise, names))
    default: return .text(text(expression, .conditional, names))
    }
  }

  /// Whether an expression needs no parentheses as the first part of a conditional one.
  private func isSimple(_ expression: Expression) -> Bool {
    if case .conditional = expression.kind { false } else { true }
  }

  /// An expression as one line of text.
  mutating func text(_ expression: Expression, _ names: PythonNames) -> String {
    text(expression, .conditional, names)
  }

  private mutating func text(_ expression: Expression, _ place: Binding, _ names: PythonNames)
    -> String
  {
    let (text, binding) = bound(expression, names)
    return binding.rawValue < place.rawValue ? "(\(text))" : text
  }

  private mutating func bound(_ expression: Expression, _ names: PythonNames) -> (String, Binding) {
    switch expression.kind {
    case .literal(let value): return (Self.literal(value), Self.isNegative(value) ? .sign : .atom)
    case .name(let name): return (value(named: name, names), .atom)
    case .tuple, .list, .call, .module: return (code(expression, names).flat, .atom)
    case .negate(let operand):
      // Ruff makes it plain what the sign belongs to.
      let (text, binding) = bound(operand, names)
      let isWhole = binding == .atom || binding == .sign
      return (isWhole ? "-" + text : "-(\(text))", .sign)
    case .plus(let operand): return ("+" + text(operand, .sign, names), .sign)
    case .not(let operand): return ("not " + text(operand, .not, names), .not)
    case .arithmetic(let first, let rest): return arithmetic(first, rest, names)
    case .comparison(let first, let rest):
      var result = text(first, .sum, names)
      for (sign, operand) in rest { result += " \(sign.rawValue) \(text(operand, .sum, names))" }
      return (result, .comparison)
    case .and(let items): return (joined(items, " and ", .not, names), .and)
    case .or(let items): return (joined(items, " or ", .and, names), .or)
    case .conditional(let condition, let then, let otherwise):
      let words = [
        text(then, .or, names), "if", text(condition, .or, names), "else",
        text(otherwise, .conditional, names),
      ]
      return (words.joined(separator: " "), .conditional)
    case .item(let value, let index):
      return ("\(text(value, .atom, names))[\(text(index, .conditional, names))]", .atom)
    }
  }

  private mutating func joined(
    _ items: [Expression], _ word: String, _ place: Binding, _ names: PythonNames
  ) -> String {
    var texts: [String] = []
    for item in items { texts.append(text(item, place, names)) }
    return texts.joined(separator: word)
  }

  private mutating func arithmetic(
    _ first: Expression, _ rest: [(ArithmeticOperator, Expression)], _ names: PythonNames
  ) -> (String, Binding) {
    guard let sign = rest.first?.0 else { return bound(first, names) }
    if sign == .power, rest.count == 1 {
      let (base, exponent) = (text(first, .atom, names), text(rest[0].1, .sign, names))
      // Ruff puts blanks around it where an operand is more than a word.
      let isSimple = [base, exponent].allSatisfy { text in
        text.utf8.allSatisfy {
          $0.isASCIIDigit || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
            || ($0 | 0x20) >= UInt8(ascii: "a") && ($0 | 0x20) <= UInt8(ascii: "z")
        }
      }
      return (base + (isSimple ? "**" : " ** ") + exponent, .power)
    }
    let binding: Binding = [.add, .subtract].contains(sign) ? .sum : .product
    let tighter: Binding = binding == .sum ? .product : .sign
    var result = text(first, binding, names)
    for (sign, operand) in rest { result += " \(sign.rawValue) \(text(operand, tighter, names))" }
    return (result, binding)
  }

  private func value(named name: String, _ names: PythonNames) -> String {
    if let own = names.value(name) { return own }
    let plain = name.hasPrefix("torch.") ? String(name.dropFirst(6)) : name
    if DType(name: plain) != nil { return "torch.\(plain)" }
    return className(name, names)
  }

  /// What a class that is called is called in Python.
  func className(_ name: String, _ names: PythonNames) -> String {
    if names.classes.contains(name) { return names.own(class: name) }
    // What is no class is used by nothing that is made, and is to be Python all the same.
    let parts = components(plainClassName(name))
    // The one layer that torch.nn uses and does not show.
    if parts == ["NonDynamicallyQuantizableLinear"] { return "nn.modules.linear.\(parts[0])" }
    return "nn."
      + parts.map { PythonWords.keywords.contains($0) ? $0 + "_" : $0 }
      .joined(separator: ".")
  }

  private mutating func code(_ call: Expression.Call, _ names: PythonNames) -> PythonCode {
    let isOwn = names.classes.contains(call.className)
    if !isOwn, let items = optionalItems(of: call) {
      use(.holding)
      let list = PythonCode.bracketed("[", items.map { code($0, names) }, "]", isCall: false)
      return .call("_holding", [.text("\(className(call.className, names))()"), list])
    }
    var items: [PythonCode] = []
    for index in 0..<call.shape.positionalCount + call.shape.keywords.count {
      let value: PythonCode
      switch call.arguments {
      case .literals(let values): value = .text(Self.literal(values[index]))
      case .expressions(let arguments): value = code(arguments[index].value, names)
      }
      guard let keyword = call.shape.name(ofArgument: index) else {
        items.append(value)
        continue
      }
      items.append(.prefixed((isOwn ? names.own(argument: keyword) : keyword) + "=", value))
    }
    return self.call(call.className, items, names)
  }

  /// The items of a call of a container, where some may be `None`: to its own arguments they are none.
  private func optionalItems(of call: Expression.Call) -> [Expression]? {
    guard case .expressions(let arguments) = call.arguments, call.shape.keywords.isEmpty else {
      return nil
    }
    var items = arguments.map(\.value)
    switch plainClassName(call.className) {
    case "Sequential": break
    case "ModuleList":
      guard items.count == 1 else { return nil }
      switch items[0].kind {
      case .list(let inner), .tuple(let inner): items = inner
      default: return nil
      }
    default: return nil
    }
    return items.contains(where: mayBeNone) ? items : nil
  }

  private static func isNegative(_ value: Value) -> Bool {
    (value.asDouble ?? 0) < 0
  }

  /// A value's literal.
  private static func literal(_ value: Value) -> String {
    switch value {
    case .string(let text): PythonText.literal(text)
    case .float(let number) where !number.isFinite: "float(\"\(pythonRepr(number))\")"
    case .float(let number): PythonText.literal(number)
    case .tuple(let items): PythonText.tuple(items.map(literal))
    case .list(let items): "[" + items.map(literal).joined(separator: ", ") + "]"
    default: value.repr
    }
  }

  /// A template as an f-string.
  mutating func text(_ template: Template, _ names: PythonNames) -> String {
    if let literal = template.literal { return PythonText.literal(literal) }
    var parts: [PythonText.Part] = []
    var values: [String] = []
    for part in template.parts {
      switch part {
      case .text(let text): parts.append(.text(text[...]))
      case .field(let expression, let isRepr):
        let value = text(expression, .conditional, names)
        values.append(value)
        parts.append(.value(value + (isRepr ? "!r" : "")))
      }
    }
    // Before Python 3.12 no quote and no backslash stands in a field.
    if values.contains(where: { $0.contains("\"") || $0.contains("'") || $0.contains("\\") }) {
      let fields = template.parts.map { part -> PythonText.Part in
        switch part {
        case .text(let text): .text(text.replacing("{", with: "{{").replacing("}", with: "}}")[...])
        case .field(_, let isRepr): .text(isRepr ? "{!r}" : "{}")
        }
      }
      return "\(PythonText.literal(fields)).format(\(values.joined(separator: ", ")))"
    }
    return PythonText.literal(parts)
  }
}
