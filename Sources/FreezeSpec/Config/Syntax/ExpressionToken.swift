/// A word of the expression language: a name, a literal, a reserved word, an operator, a bracket or a mark.
enum ExpressionToken: UInt8 {
  case name, integer, float, string, end
  case `if`, `else`, `for`, `in`, `is`, and, or, not, lambda, `true`, `false`, null
  case plus, minus, times, divide, floorDivide, modulo, power
  case less, lessOrEqual, greater, greaterOrEqual, equal, notEqual
  case open, close, openBracket, closeBracket
  case comma, dot, assign

  /// How strongly an operator binds what stands beside it, the weakest first.
  enum Strength: UInt8 {
    case none, or, and, not, comparison, sum, product, sign, power
  }

  /// How strongly it binds between two operands.
  var strength: Strength {
    switch self {
    case .or: .or
    case .and: .and
    case .less, .lessOrEqual, .greater, .greaterOrEqual, .equal, .notEqual: .comparison
    case .in, .is, .not: .comparison
    case .plus, .minus: .sum
    case .times, .divide, .floorDivide, .modulo: .product
    case .power: .power
    default: .none
    }
  }

  /// The operation on numbers that it is between two operands.
  var arithmetic: ArithmeticOperator? {
    switch self {
    case .plus: .add
    case .minus: .subtract
    case .times: .multiply
    case .divide: .divide
    case .floorDivide: .floorDivide
    case .modulo: .modulo
    case .power: .power
    default: nil
    }
  }

  /// Whether it is a name, or a word that is none.
  var isWord: Bool { self == .name || isReserved }

  /// Whether it is a word that is no name.
  var isReserved: Bool { rawValue >= Self.if.rawValue && rawValue <= Self.null.rawValue }
}

extension ExpressionToken {
  /// The bytes of the longest reserved word.
  static let longestReserved = 6

  /// The reserved word that some bytes are.
  init?(reserved bytes: UnsafeBufferPointer<UInt8>) {
    switch bytes {
    case "if": self = .if
    case "else": self = .else
    case "for": self = .for
    case "in": self = .in
    case "is": self = .is
    case "and": self = .and
    case "or": self = .or
    case "not": self = .not
    case "lambda": self = .lambda
    case "True", "true": self = .true
    case "False", "false": self = .false
    case "None": self = .null
    default: return nil
    }
  }

  /// The longest symbol that starts at a byte of a text, if one does.
  init?(symbolAt start: Int, of bytes: UnsafeBufferPointer<UInt8>) {
    let next = start + 1 < bytes.count ? bytes[start + 1] : 0
    let isDoubled = bytes[start] == next
    let isBeforeEqual = next == UInt8(ascii: "=")
    switch bytes[start] {
    case UInt8(ascii: "+"): self = .plus
    case UInt8(ascii: "-"): self = .minus
    case UInt8(ascii: "*"): self = isDoubled ? .power : .times
    case UInt8(ascii: "/"): self = isDoubled ? .floorDivide : .divide
    case UInt8(ascii: "%"): self = .modulo
    case UInt8(ascii: "<"): self = isBeforeEqual ? .lessOrEqual : .less
    case UInt8(ascii: ">"): self = isBeforeEqual ? .greaterOrEqual : .greater
    case UInt8(ascii: "="): self = isBeforeEqual ? .equal : .assign
    case UInt8(ascii: "("): self = .open
    case UInt8(ascii: ")"): self = .close
    case UInt8(ascii: "["): self = .openBracket
    case UInt8(ascii: "]"): self = .closeBracket
    case UInt8(ascii: ","): self = .comma
    case UInt8(ascii: "."): self = .dot
    case UInt8(ascii: "!") where isBeforeEqual: self = .notEqual
    default: return nil
    }
  }

  /// How many bytes a symbol takes.
  var length: Int {
    switch self {
    case .power, .floorDivide, .lessOrEqual, .greaterOrEqual, .equal, .notEqual: 2
    default: 1
    }
  }
}

private func ~= (word: StaticString, bytes: UnsafeBufferPointer<UInt8>) -> Bool {
  guard bytes.count == word.utf8CodeUnitCount else { return false }
  for offset in 0..<bytes.count where bytes[offset] != word.utf8Start[offset] { return false }
  return true
}
