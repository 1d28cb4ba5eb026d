extension Value {
  /// What Python's `tuple(value)` holds: a string's characters, the items of a tuple or a list.
  var iterated: [Value]? {
    if case .string(let text) = self {
      return text.unicodeScalars.map { .string(String(Character($0))) }
    }
    return items
  }
}

extension LayerBuilder {
  /// PyTorch's `_ntuple`: what can be iterated as a tuple, anything else `count` times; the module
  /// stores it.
  @discardableResult
  mutating func tuple(_ name: String, _ count: Int) -> [Value] {
    let value = self[name]
    if case .tuple(let items) = value { return items }
    let items = value.iterated ?? Array(repeating: value, count: count)
    self[name] = .tuple(items)
    return items
  }

  /// The same for arguments that are printed, and that nothing else depends on.
  mutating func printTuples(_ names: String..., count: Int) {
    if isPrinting { for name in names { tuple(name, count) } }
  }

  /// The sizes that `torch.empty` makes of one argument: an int, or a tuple or list of them.
  func shape(_ name: String) throws -> Shape {
    let value = self[name]
    if let items = value.items { return try shape(items, of: name) }
    return try shape((value, name))
  }

  /// The sizes that `torch.empty` makes of a tuple whose items come from one argument.
  func shape(_ items: [Value], of name: String) throws -> Shape {
    var shape = Shape()
    for item in items { try append(item, of: name, to: &shape) }
    return shape
  }

  /// The sizes that `torch.empty` makes of a tuple of arguments.
  func shape(named names: String...) throws -> Shape {
    var shape = Shape()
    for name in names { try append(self[name], of: name, to: &shape) }
    return shape
  }

  /// The sizes that `torch.empty` makes of a tuple of one or two, each with the argument it comes from.
  func shape(
    _ rows: (value: Value, argument: String), _ columns: (value: Value, argument: String)? = nil
  ) throws -> Shape {
    var shape = Shape()
    try append(rows.value, of: rows.argument, to: &shape)
    if let columns { try append(columns.value, of: columns.argument, to: &shape) }
    return shape
  }

  /// Adds a size to those of a tensor.
  ///
  /// PyTorch looks closely at the first alone: a bool is refused there and a size further on.
  func append(_ value: Value, of name: String, to shape: inout Shape) throws {
    shape.append(try shape.isEmpty ? size(value, of: name) : laterSize(value, of: name))
  }

  /// A value that becomes a size, though not the first, of a tensor.
  func laterSize(_ value: Value, of name: String) throws -> Int {
    if case .bool(let value) = value { return value ? 1 : 0 }
    return try size(value, of: name)
  }
}
