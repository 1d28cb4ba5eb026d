/// The words of a class's name, as Python writes those of an argument.
func snakeCase(_ name: String) -> String {
  var result = ""
  for character in name.split(separator: ".").last ?? "" {
    if character.isUppercase, let last = result.last, last != "_", !last.isUppercase,
      last.isLowercase || last.isNumber
    {
      result += "_"
    }
    result += character.lowercased()
  }
  return result
}

extension Term {
  /// How many items the list has that it is.
  var listCount: Int? {
    if case .sequence(let items, isList: true) = self { items.count } else { nil }
  }

  /// The literal that it is, sequences of literals included.
  var wholeLiteral: Literal? {
    switch self {
    case .literal(let literal): return literal
    case .sequence(let items, let isList):
      let literals = items.compactMap(\.wholeLiteral)
      guard literals.count == items.count else { return nil }
      return isList ? .list(literals) : .tuple(literals)
    default: return nil
    }
  }
}
