/// An operator, bracket, comma or dot of the expression language.
enum ExpressionSymbol {
  case plus, minus, times, divide, floorDivide, modulo, power
  case less, lessOrEqual, greater, greaterOrEqual, equal, notEqual
  case open, close, openBracket, closeBracket
  case comma, dot, assign

  /// The longest symbol that starts at a byte of a text, if one does.
  init?(at start: Int, of bytes: UnsafeBufferPointer<UInt8>) {
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

  /// How many bytes it takes.
  var length: Int {
    switch self {
    case .power, .floorDivide, .lessOrEqual, .greaterOrEqual, .equal, .notEqual: 2
    default: 1
    }
  }
}
