extension Expression {
  /// The value of an expression that is written out and holds no names, as the defaults of
  /// signatures are.
  var constant: Value? {
    switch kind {
    case .literal(let value): return value
    case .negate(let operand): return operand.constant.flatMap { try? Arithmetic.negate($0) }
    case .tuple(let items):
      let values = items.compactMap(\.constant)
      return values.count == items.count ? .tuple(values) : nil
    case .list(let items):
      let values = items.compactMap(\.constant)
      return values.count == items.count ? .list(values) : nil
    case .arithmetic(let first, let rest):
      return rest.reduce(first.constant) { left, step in
        guard let left, let right = step.1.constant else { return nil }
        return try? Arithmetic.apply(step.0, left, right)
      }
    default: return nil
    }
  }
}
