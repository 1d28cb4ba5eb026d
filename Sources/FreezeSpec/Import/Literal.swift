/// A constant that a call is given.
enum Literal: Hashable {
  case none
  case bool(Bool)
  case int(Int)
  case float(Double)
  case string(ExactString)
  case dtype(DType)
  case tuple([Literal])
  case list([Literal])
  /// An object of which nothing more is known.
  case object

  /// Reads a literal of Python; what is none is an object.
  init(python text: String) {
    guard let expression = try? ExpressionParser.parse(text, source: .nowhere) else {
      self = .object
      return
    }
    if case .name(let name) = expression.kind, name.hasPrefix("torch."),
      let type = DType(name: String(name.dropFirst(6)))
    {
      self = .dtype(type)
      return
    }
    self = expression.constant.map(Literal.init) ?? .object
  }

  init(_ value: Value) {
    switch value {
    case .none: self = .none
    case .bool(let value): self = .bool(value)
    case .int(let value): self = .int(value)
    case .float(let value): self = .float(value)
    case .string(let value): self = .string(ExactString(value))
    case .dtype(let value): self = .dtype(value)
    case .tuple(let items): self = .tuple(items.map(Literal.init))
    case .list(let items): self = .list(items.map(Literal.init))
    case .module: self = .object
    }
  }

  /// The same as a value of an expression.
  var value: Value {
    switch self {
    case .none, .object: .none
    case .bool(let value): .bool(value)
    case .int(let value): .int(value)
    case .float(let value): .float(value)
    case .string(let value): .string(value.text)
    case .dtype(let value): .dtype(value)
    case .tuple(let items): .tuple(items.map(\.value))
    case .list(let items): .list(items.map(\.value))
    }
  }

  /// The number, where it is an int.
  var int: Int? { if case .int(let value) = self { value } else { nil } }

  /// The truth, where it is one.
  var bool: Bool? { if case .bool(let value) = self { value } else { nil } }

  /// A tuple of one number throughout as that number, as torch.nn takes it too.
  var collapsed: Literal {
    guard case .tuple(let items) = self, let first = items.first,
      items.allSatisfy({ $0 == first })
    else { return self }
    return first
  }
}
