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
    let items = self[name].iterated ?? Array(repeating: self[name], count: count)
    self[name] = .tuple(items)
    return items
  }

  /// The sizes that `torch.empty` makes of one argument: an int, or a tuple or list of them.
  func shape(_ name: String) throws -> [Int] {
    guard let items = self[name].items else { return [try size(name)] }
    return try shape(items.map { ($0, name) })
  }

  /// The sizes that `torch.empty` makes of a tuple, each with the argument it comes from.
  ///
  /// PyTorch looks closely at the first alone: a bool is refused there and a size further on.
  func shape(_ sizes: [(value: Value, argument: String)]) throws -> [Int] {
    try sizes.enumerated().map { index, size in
      index == 0
        ? try self.size(size.value, of: size.argument)
        : try laterSize(size.value, of: size.argument)
    }
  }

  /// A value that becomes a size, though not the first, of a tensor.
  func laterSize(_ value: Value, of name: String) throws -> Int {
    if case .bool(let value) = value { return value ? 1 : 0 }
    return try size(value, of: name)
  }
}
