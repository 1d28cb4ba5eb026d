#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Why Python refuses an operation, as one sentence without a full stop.
struct EvaluationError: Error {
  var message: String
  var help: [String] = []
}

/// Python's operators on values.
///
/// Integers are of 64 bits; a result that does not fit is an error,
/// never another number.
enum Arithmetic {
  static func apply(_ operation: ArithmeticOperator, _ left: Value, _ right: Value)
    throws(EvaluationError) -> Value
  {
    if let x = left.asInt, let y = right.asInt { return try integers(operation, x, y) }
    if let x = left.asDouble, let y = right.asDouble {
      return .float(try floats(operation, x, y))
    }
    switch (operation, left, right) {
    case (.add, .string(let x), .string(let y)): return .string(try limited(x + y))
    case (.add, .tuple(let x), .tuple(let y)): return .tuple(try limited(x + y))
    case (.add, .list(let x), .list(let y)): return .list(try limited(x + y))
    case (.multiply, _, _):
      if let count = right.asInt, let result = try repeated(left, count) { return result }
      if let count = left.asInt, let result = try repeated(right, count) { return result }
    default: break
    }
    throw unsupported(operation.rawValue, left, right)
  }

  /// The steps that an operation takes besides the one that each takes: a remainder of floats is found bit by bit,
  /// from the exponent of the one down to that of the other.
  static func furtherSteps(_ operation: ArithmeticOperator, _ left: Value, _ right: Value) -> Int {
    guard operation == .modulo || operation == .floorDivide else { return 0 }
    switch (left, right) {
    case (.float, _), (_, .float):
      guard let x = left.asDouble, let y = right.asDouble, x.isFinite, y.isFinite, y != 0 else {
        return 0
      }
      return x == 0 ? 0 : max(0, x.exponent - y.exponent) / 64
    default: return 0
    }
  }

  static func negate(_ value: Value) throws(EvaluationError) -> Value {
    if case .float(let number) = value { return .float(-number) }
    guard let number = value.asInt else {
      var help: [String] = []
      if case .module = value {
        help = [
          "if an item of a list is meant, put a space after its `-`: `- \(value.typeName)(…)`"
        ]
      }
      throw EvaluationError(message: "- cannot be applied to \(value.typeName)", help: help)
    }
    return .int(try fitting(0.subtractingReportingOverflow(number)))
  }

  static func plus(_ value: Value) throws(EvaluationError) -> Value {
    if case .float = value { return value }
    guard let number = value.asInt else {
      throw EvaluationError(message: "+ cannot be applied to \(value.typeName)")
    }
    return .int(number)
  }

  static func compare(_ operation: ComparisonOperator, _ left: Value, _ right: Value)
    throws(EvaluationError) -> Bool
  {
    switch operation {
    case .equal: return pythonEqual(left, right)
    case .notEqual: return !pythonEqual(left, right)
    case .identical: return isIdentical(left, right)
    case .notIdentical: return !isIdentical(left, right)
    case .contained: return try contains(right, left)
    case .notContained: return try !contains(right, left)
    case .less, .lessOrEqual, .greater, .greaterOrEqual:
      return try order(operation, left, right)
    }
  }

  /// Python's `value[index]`.
  static func item(_ value: Value, _ index: Value) throws(EvaluationError) -> Value {
    guard let position = index.asInt else {
      throw EvaluationError(message: "an index must be an int, not \(index.typeName)")
    }
    let count: Int
    switch value {
    case .tuple(let items), .list(let items): count = items.count
    case .string(let text): count = text.unicodeScalars.count
    default: throw EvaluationError(message: "\(value.typeName) has no items")
    }
    let place = position < 0 ? count.addingReportingOverflow(position).partialValue : position
    guard place >= 0, place < count else {
      throw EvaluationError(message: "index \(position) is out of range: there are \(count) items")
    }
    if case .string(let text) = value {
      let scalars = text.unicodeScalars
      return .string(String(scalars[scalars.index(scalars.startIndex, offsetBy: place)]))
    }
    return value.items?[place] ?? .none
  }

  // MARK: Numbers

  private static func integers(_ operation: ArithmeticOperator, _ x: Int, _ y: Int)
    throws(EvaluationError) -> Value
  {
    switch operation {
    case .add: return .int(try fitting(x.addingReportingOverflow(y)))
    case .subtract: return .int(try fitting(x.subtractingReportingOverflow(y)))
    case .multiply: return .int(try fitting(x.multipliedReportingOverflow(by: y)))
    case .divide:
      if y == 0 { throw divisionByZero }
      return .float(quotient(x, y))
    case .floorDivide:
      if y == 0 { throw divisionByZero }
      let (quotient, overflow) = x.dividedReportingOverflow(by: y)
      if overflow { throw tooLarge }
      let isRoundedUp = x % y != 0 && (x < 0) != (y < 0)
      return .int(isRoundedUp ? quotient - 1 : quotient)
    case .modulo:
      if y == 0 { throw divisionByZero }
      if y == -1 { return .int(0) }
      let remainder = x % y
      return .int(remainder != 0 && (remainder < 0) != (y < 0) ? remainder + y : remainder)
    case .power:
      if y < 0 {
        if x == 0 { throw EvaluationError(message: "0 cannot be raised to a negative power") }
        return .float(pow(Double(x), Double(y)))
      }
      return .int(try power(x, y))
    }
  }

  /// The float nearest to `x / y`, rounded once as Python does, even where `x` or `y` is no float.
  private static func quotient(_ x: Int, _ y: Int) -> Double {
    let bound: UInt = 1 << 53
    if x.magnitude <= bound, y.magnitude <= bound { return Double(x) / Double(y) }
    // At least 64 bits of the quotient, the last one telling whether anything is left over.
    let shift = UInt128(x.magnitude).leadingZeroBitCount
    let (whole, rest) = (UInt128(x.magnitude) << UInt128(shift))
      .quotientAndRemainder(dividingBy: UInt128(y.magnitude))
    var significand = whole
    var exponent = -shift
    let excess = max(0, 64 - whole.leadingZeroBitCount)
    let lost = whole & ((1 << UInt128(excess)) - 1)
    significand >>= UInt128(excess)
    exponent += excess
    if lost != 0 || rest != 0 { significand |= 1 }
    let magnitude = Double(
      sign: .plus, exponent: exponent, significand: Double(UInt64(truncatingIfNeeded: significand)))
    return (x < 0) != (y < 0) ? -magnitude : magnitude
  }

  private static func floats(_ operation: ArithmeticOperator, _ x: Double, _ y: Double)
    throws(EvaluationError) -> Double
  {
    switch operation {
    case .add: return x + y
    case .subtract: return x - y
    case .multiply: return x * y
    case .divide:
      if y == 0 { throw divisionByZero }
      return x / y
    case .floorDivide:
      if y == 0 { throw divisionByZero }
      let remainder = fmod(x, y)
      var quotient = (x - remainder) / y
      if remainder != 0, (remainder < 0) != (y < 0) { quotient -= 1 }
      if quotient == 0 { return (x / y).sign == .minus ? -0.0 : 0.0 }
      let whole = quotient.rounded(.down)
      return quotient - whole > 0.5 ? whole + 1 : whole
    case .modulo:
      if y == 0 { throw divisionByZero }
      let remainder = fmod(x, y)
      if remainder == 0 { return y.sign == .minus ? -0.0 : 0.0 }
      return (remainder < 0) != (y < 0) ? remainder + y : remainder
    case .power:
      if x == 0, y < 0 {
        throw EvaluationError(message: "0.0 cannot be raised to a negative power")
      }
      if x < 0, x.isFinite, y.isFinite, y != y.rounded() {
        throw EvaluationError(message: "a negative number to a broken power is complex")
      }
      let result = pow(x, y)
      if result.isInfinite, x.isFinite, y.isFinite {
        throw EvaluationError(message: "the result is too large for a float")
      }
      return result
    }
  }

  private static func power(_ base: Int, _ exponent: Int) throws(EvaluationError) -> Int {
    if base == 0 || base == 1 { return exponent == 0 ? 1 : base }
    if base == -1 { return exponent % 2 == 0 ? 1 : -1 }
    if exponent >= 64 { throw tooLarge }
    var result = 1
    for _ in 0..<exponent { result = try fitting(result.multipliedReportingOverflow(by: base)) }
    return result
  }

  private static func fitting(_ result: (partialValue: Int, overflow: Bool))
    throws(EvaluationError) -> Int
  {
    if result.overflow { throw tooLarge }
    return result.partialValue
  }

  private static let divisionByZero = EvaluationError(message: "division by zero")

  private static let tooLarge = EvaluationError(
    message: "the result is too large", help: ["integers go up to 2^63 - 1"])

  // MARK: Sequences and order

  private static func repeated(_ value: Value, _ count: Int) throws(EvaluationError) -> Value? {
    switch value {
    case .string(let text):
      // Many times faster than String's own repetition: what is there is doubled.
      var bytes = Array(text.utf8)
      let length = bytes.count * (try turns(bytes.count, count))
      bytes.reserveCapacity(length)
      while bytes.count < length { bytes += bytes.prefix(length - bytes.count) }
      return .string(String(decoding: bytes.prefix(length), as: UTF8.self))
    case .tuple(let items): return .tuple(try repeated(items, count))
    case .list(let items): return .list(try repeated(items, count))
    default: return nil
    }
  }

  private static func repeated(_ items: [Value], _ count: Int) throws(EvaluationError) -> [Value] {
    var result: [Value] = []
    let turns = try turns(items.count, count)
    result.reserveCapacity(items.count * turns)
    for _ in 0..<turns { result += items }
    return result
  }

  /// How often to repeat so many items; nothing repeated, however often, stays nothing.
  private static func turns(_ length: Int, _ count: Int) throws(EvaluationError) -> Int {
    guard length > 0, count > 0 else { return 0 }
    try check(length: saturatingProduct(length, count))
    return count
  }

  private static func limited(_ text: String) throws(EvaluationError) -> String {
    try check(length: text.utf8.count)
    return text
  }

  private static func limited(_ items: [Value]) throws(EvaluationError) -> [Value] {
    try check(length: items.count)
    return items
  }

  private static func check(length: Int) throws(EvaluationError) {
    if length > Limits.expressionItems {
      throw EvaluationError(message: "the result has more than \(Limits.expressionItems) items")
    }
  }

  /// Python's `<`, `<=`, `>` and `>=`.
  private static func order(_ operation: ComparisonOperator, _ left: Value, _ right: Value)
    throws(EvaluationError) -> Bool
  {
    let difference: Int
    switch (left, right) {
    case (.string(let x), .string(let y)):
      // UTF-8 sorts as code points do.
      difference =
        x.utf8.elementsEqual(y.utf8) ? 0 : x.utf8.lexicographicallyPrecedes(y.utf8) ? -1 : 1
    case (.tuple(let x), .tuple(let y)), (.list(let x), .list(let y)):
      for (a, b) in zip(x, y) where !pythonEqual(a, b) { return try order(operation, a, b) }
      difference = x.count - y.count
    default:
      guard left.asDouble != nil, right.asDouble != nil else {
        throw unsupported(operation.rawValue, left, right)
      }
      // Nothing is less than nan, or greater.
      guard let order = numericOrder(left, right) else { return false }
      difference = order
    }
    switch operation {
    case .less: return difference < 0
    case .lessOrEqual: return difference <= 0
    case .greater: return difference > 0
    default: return difference >= 0
    }
  }

  private static func isIdentical(_ left: Value, _ right: Value) -> Bool {
    switch (left, right) {
    case (.none, .none): true
    case (.bool(let x), .bool(let y)): x == y
    case (.int, .int), (.string, .string), (.dtype, .dtype), (.module, .module):
      pythonEqual(left, right)
    default: false
    }
  }

  private static func contains(_ container: Value, _ value: Value) throws(EvaluationError) -> Bool {
    if let items = container.items { return items.contains { pythonEqual($0, value) } }
    guard case .string(let text) = container else {
      throw EvaluationError(
        message: "`in` needs a list, a tuple or a string, not \(container.typeName)")
    }
    guard case .string(let part) = value else {
      throw EvaluationError(message: "only a string can be `in` a string, not \(value.typeName)")
    }
    return isSubstring(Array(part.utf8), of: text.utf8)
  }

  /// Knuth, Morris and Pratt's search: both strings may be long and repetitive.
  private static func isSubstring(_ part: [UInt8], of text: String.UTF8View) -> Bool {
    if part.isEmpty { return true }
    // For each prefix of the part, its longest border: where to go on when the next byte differs.
    var borders = [0]
    for byte in part.dropFirst() { borders.append(extended(borders[borders.count - 1], by: byte)) }
    func extended(_ matched: Int, by byte: UInt8) -> Int {
      var matched = matched
      while matched > 0, part[matched] != byte { matched = borders[matched - 1] }
      return part[matched] == byte ? matched + 1 : matched
    }
    var matched = 0
    for byte in text {
      matched = extended(matched, by: byte)
      if matched == part.count { return true }
    }
    return false
  }

  private static func unsupported(_ operation: String, _ left: Value, _ right: Value)
    -> EvaluationError
  {
    var help: [String] = []
    if operation == "-", case .module = left, case .module = right {
      // An item that is indented deeper than the one above continues its text.
      help = ["if two items of a list are meant, start both `-` in one column"]
    }
    return EvaluationError(
      message: "`\(operation)` is not defined for \(left.typeName) and \(right.typeName)",
      help: help)
  }
}
