/// A value as an expression of a config: what a call is given, a size of a shape, the count of a repeat.
indirect enum Term: Hashable {
  /// What stands between two terms.
  enum Operator: String {
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case divide = "/"
    case floorDivide = "//"
    case equal = "=="
    case notEqual = "!="
    case greater = ">"
    case same = "is"
    case notSame = "is not"
  }

  case literal(Literal)
  case sequence([Term], isList: Bool)
  /// A value that differs between the modules of a class, by its number.
  case hole(Int)
  /// An argument of a class.
  case name(String)
  /// The index of the repeat in whose turns repeats lie in each other over so many levels.
  case index(Int)
  case operation(Operator, Term, Term)
  case not(Term)
  case choice(Term, Term, Term)

  static func int(_ value: Int) -> Term { .literal(.int(value)) }

  /// The literal that it is.
  var literal: Literal? { if case .literal(let literal) = self { literal } else { nil } }

  /// The number that it is.
  var int: Int? { literal?.int }

  /// Whether it uses the index of the repeat that so many others lie in.
  func mentions(index: Int) -> Bool {
    switch self {
    case .literal, .hole, .name: false
    case .index(let height): height == index
    case .sequence(let items, _): items.contains { $0.mentions(index: index) }
    case .operation(_, let left, let right):
      left.mentions(index: index) || right.mentions(index: index)
    case .not(let term): term.mentions(index: index)
    case .choice(let condition, let then, let otherwise):
      [condition, then, otherwise].contains { $0.mentions(index: index) }
    }
  }

  /// The same with other terms for its holes.
  func filling(_ terms: [Term]) -> Term {
    switch self {
    case .literal, .name, .index: self
    case .hole(let number): terms[number]
    case .sequence(let items, let isList):
      .sequence(items.map { $0.filling(terms) }, isList: isList)
    case .operation(let sign, let left, let right):
      .operation(sign, left.filling(terms), right.filling(terms))
    case .not(let term): .not(term.filling(terms))
    case .choice(let condition, let then, let otherwise):
      .choice(condition.filling(terms), then.filling(terms), otherwise.filling(terms))
    }
  }
}

extension Term {
  private var precedence: Int {
    switch self {
    case .choice: 0
    case .not: 1
    case .operation(.equal, _, _), .operation(.notEqual, _, _), .operation(.greater, _, _),
      .operation(.same, _, _), .operation(.notSame, _, _):
      2
    case .operation(.add, _, _), .operation(.subtract, _, _): 3
    case .operation: 4
    case .literal(.int(let value)) where value < 0: 4
    case .literal(.float(let value)) where value < 0: 4
    default: 5
    }
  }

  /// The expression.
  ///
  /// - Parameter indices: The names of the indices of repeats by their height.
  func text(_ indices: IndexNames) -> String {
    func operand(_ term: Term, above least: Int) -> String {
      let text = term.text(indices)
      return term.precedence > least ? text : "(\(text))"
    }
    switch self {
    case .literal(let literal): return literal.value.repr
    case .sequence(let items, let isList):
      let list = items.map { $0.text(indices) }.joined(separator: ", ")
      if isList { return "[\(list)]" }
      return items.count == 1 ? "(\(list),)" : "(\(list))"
    case .hole(let number): return "_\(number)"
    case .name(let name): return name
    case .index(let height): return indices[height]
    case .operation(let sign, let left, let right):
      let level = precedence
      return operand(left, above: level - 1) + " \(sign.rawValue) " + operand(right, above: level)
    case .not(let term): return "not " + operand(term, above: 0)
    case .choice(let condition, let then, let otherwise):
      return operand(then, above: 0) + " if " + operand(condition, above: 0) + " else "
        + operand(otherwise, above: -1)
    }
  }
}

/// What the indices of repeats are called: no class around them has an argument of that name.
struct IndexNames {
  private let names: [String]

  /// Chooses names.
  ///
  /// - Parameters:
  ///   - taken: Names that all classes have in common.
  ///   - own: Those of one class.
  init(besides taken: Set<String>, _ own: Set<String> = []) {
    func isFree(_ name: String) -> Bool { !taken.contains(name) && !own.contains(name) }
    let letters = ["i", "j", "k", "l", "m", "n"].filter(isFree)
    let further = (0...).lazy.map { "i\($0)" }.filter(isFree)
    names = letters + further.prefix(128)
  }

  subscript(height: Int) -> String { names[height] }
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
