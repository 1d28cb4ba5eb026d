/// What an expression evaluates to, with Python's meaning.
enum Value: Sendable {
  case none
  case bool(Bool)
  case int(Int)
  case float(Double)
  // Boxed, which halves the size of all the others: numbers are many and strings few.
  indirect case string(String)
  case tuple([Value])
  case list([Value])
  case dtype(DType)
  case module(Module)

  /// Python's `bool(value)`.
  var isTruthy: Bool {
    switch self {
    case .none: false
    case .bool(let value): value
    case .int(let value): value != 0
    case .float(let value): value != 0
    case .string(let value): !value.isEmpty
    case .tuple(let items), .list(let items): !items.isEmpty
    case .dtype: true
    // A container's truth is its length.
    case .module(let module):
      module.type.isContainer ? !module.children.isEmpty || !module.parameters.isEmpty : true
    }
  }

  var isNone: Bool {
    if case .none = self { true } else { false }
  }

  /// Whether it is a module.
  var isModule: Bool {
    if case .module = self { true } else { false }
  }

  /// The name of the value's type, as Python prints it in error messages.
  var typeName: String {
    switch self {
    case .none: "NoneType"
    case .bool: "bool"
    case .int: "int"
    case .float: "float"
    case .string: "str"
    case .tuple: "tuple"
    case .list: "list"
    case .dtype: "torch.dtype"
    case .module(let module): module.type.name
    }
  }

  /// An int where Python takes the value for one: ints, and booleans as 0 and 1.
  var asInt: Int? {
    switch self {
    case .int(let value): value
    case .bool(let value): value ? 1 : 0
    default: nil
    }
  }

  /// A number where Python takes the value for one: floats, ints and booleans.
  var asDouble: Double? {
    if case .float(let value) = self { return value }
    return asInt.map(Double.init)
  }

  /// The items of a tuple or a list.
  var items: [Value]? {
    switch self {
    case .tuple(let items), .list(let items): items
    default: nil
    }
  }

  /// Python's `repr(value)`.
  var repr: String { repr(cutAt: .max) }

  /// Python's `repr(value)`; of a longer one at least so many bytes of its beginning.
  func repr(cutAt bytes: Int) -> String {
    var text = ""
    writeRepr(to: &text, cutAt: bytes)
    return text
  }

  private func writeRepr(to text: inout String, cutAt bytes: Int) {
    switch self {
    case .none: text += "None"
    case .bool(let value): text += value ? "True" : "False"
    case .int(let value): text += String(value)
    case .float(let value): text += pythonRepr(value)
    case .string(let value):
      text += pythonRepr(
        value.utf8.count > bytes ? String(value.unicodeScalars.prefix(bytes)) : value)
    case .tuple(let items):
      text += "("
      Self.writeItems(items, to: &text, cutAt: bytes)
      text += items.count == 1 ? ",)" : ")"
    case .list(let items):
      text += "["
      Self.writeItems(items, to: &text, cutAt: bytes)
      text += "]"
    case .dtype(let dtype): text += "torch.\(dtype.rawValue)"
    case .module(let module): text += ModulePrinter(module).text(cutAt: bytes)
    }
  }

  private static func writeItems(_ items: [Value], to text: inout String, cutAt bytes: Int) {
    for (index, item) in items.enumerated() {
      if text.utf8.count > bytes { return }
      if index > 0 { text += ", " }
      item.writeRepr(to: &text, cutAt: bytes)
    }
  }

  /// Python's `str(value)`.
  var str: String {
    if case .string(let value) = self { value } else { repr }
  }
}

/// Python's `==`.
func pythonEqual(_ a: Value, _ b: Value) -> Bool {
  switch (a, b) {
  case (.none, .none): return true
  // By code points: Swift's own == takes an accent and its letter for one character.
  case (.string(let x), .string(let y)): return x.isExactly(y)
  case (.tuple(let x), .tuple(let y)), (.list(let x), .list(let y)):
    return x.count == y.count && zip(x, y).allSatisfy(pythonEqual)
  case (.dtype(let x), .dtype(let y)): return x == y
  case (.module(let x), .module(let y)):
    return x === y || (x.identity != nil && x.identity == y.identity)
  default:
    if let x = a.asInt, let y = b.asInt { return x == y }
    if let order = numericOrder(a, b) { return order == 0 }
    return false
  }
}

/// Compares two numbers exactly, as Python does for an int with a float.
///
/// - Returns: A negative number, 0 or a positive one; `nil` where one is no number, or is nan.
func numericOrder(_ a: Value, _ b: Value) -> Int? {
  if let x = a.asInt, let y = b.asInt { return x < y ? -1 : (x == y ? 0 : 1) }
  if case .float(let x) = a, let y = b.asInt { return order(x, y) }
  if let x = a.asInt, case .float(let y) = b { return order(y, x).map { -$0 } }
  guard let x = a.asDouble, let y = b.asDouble, !x.isNaN, !y.isNaN else { return nil }
  return x < y ? -1 : (x == y ? 0 : 1)
}

private func order(_ x: Double, _ y: Int) -> Int? {
  if x.isNaN { return nil }
  if x >= 0x1p63 { return 1 }
  if x < -0x1p63 { return -1 }
  let whole = Int(x)
  if whole != y { return whole < y ? -1 : 1 }
  let rest = x - x.rounded(.towardZero)
  return rest < 0 ? -1 : (rest == 0 ? 0 : 1)
}
