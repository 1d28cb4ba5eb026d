/// Reads expressions by recursive descent; their depth is bounded by ``Limits/nesting``.
///
/// One parser reads all texts of a file: what their calls have in common is kept once.
struct ExpressionParser {
  var lexer = ExpressionLexer(bytes: UnsafeBufferPointer(start: nil, count: 0), source: .nowhere)
  var shapes: CallShapes
  /// The arguments of the calls that are being read, those of the innermost last.
  var arguments: [Expression.Argument] = []
  /// The places of their names.
  var keywords: [Range<Int>] = []
  /// The items of the tuples and lists that are being read.
  var items: [Expression] = []
  var depth = 0

  /// - Parameter file: The text of the file in which the expressions stand; empty where they do not.
  init(in file: [UInt8] = []) { shapes = CallShapes(in: file) }

  /// Reads the whole of a YAML scalar of the file as one expression.
  mutating func parse(_ scalar: YAMLScalar, at span: SourceSpan) throws(Diagnostic) -> Expression {
    let source = ExpressionSource(scalar, at: span, in: shapes.file)
    return try scalar.withUTF8 { bytes throws(Diagnostic) in
      try whole(ExpressionLexer(bytes: bytes, source: source))
    }
  }

  /// Reads the whole of a text as one expression.
  static func parse(_ text: String, source: ExpressionSource) throws(Diagnostic) -> Expression {
    try withBytes(of: text) { bytes throws(Diagnostic) in
      var parser = ExpressionParser()
      return try parser.whole(ExpressionLexer(bytes: bytes, source: source))
    }
  }

  private mutating func whole(_ text: ExpressionLexer) throws(Diagnostic) -> Expression {
    lexer = text
    depth = 0
    try lexer.advance()
    if lexer.token == .end { throw lexer.error("an expression is missing", at: 0..<0) }
    let expression = try expression()
    try expectEnd(of: expression)
    return expression
  }

  /// A parameter of a signature: `name`, `name=default`, `*`, `*args` or `**kwargs`.
  struct SignatureItem {
    var stars: Int
    var name: String
    var nameSpan: SourceSpan
    var defaultValue: Expression?
  }

  /// Reads the parameters of a signature, separated by commas.
  static func parseSignature(_ text: String, source: ExpressionSource) throws(Diagnostic)
    -> [SignatureItem]
  {
    try withBytes(of: text) { bytes throws(Diagnostic) in
      var parser = ExpressionParser()
      parser.lexer = ExpressionLexer(bytes: bytes, source: source)
      try parser.lexer.advance()
      var items: [SignatureItem] = []
      while parser.lexer.token != .end {
        items.append(try parser.signatureItem())
        if parser.lexer.token == .end { break }
        try parser.expect(.comma, "`,`")
      }
      return items
    }
  }

  private static func withBytes<Result>(
    of text: String, _ body: (UnsafeBufferPointer<UInt8>) throws(Diagnostic) -> Result
  ) throws(Diagnostic) -> Result {
    // A string's own bytes are not lent to a closure that throws a type.
    try ContiguousArray(text.utf8).withUnsafeBufferPointer(body)
  }

  // MARK: Grammar

  mutating func expression() throws(Diagnostic) -> Expression {
    try nest()
    defer { depth -= 1 }
    // Most expressions are a literal alone, which needs no look for operators.
    if let literal = lexer.literal, lexer.isLast {
      let span = lexer.source.span(of: lexer.range)
      try lexer.advance()
      return Expression(kind: .literal(literal), span: span)
    }
    let then = try operation(.or)
    guard lexer.token == .if else { return then }
    try lexer.advance()
    let condition = try operation(.or)
    guard lexer.token == .else else {
      throw lexer.error("`else` is missing", help: ["write: x if condition else y"])
    }
    try lexer.advance()
    let otherwise = try expression()
    return Expression(
      kind: .conditional(condition: condition, then: then, otherwise: otherwise),
      span: then.span.joined(to: otherwise.span))
  }

  /// An operand, and the operators after it that bind no weaker than one of a strength.
  private mutating func operation(_ weakest: ExpressionToken.Strength) throws(Diagnostic)
    -> Expression
  {
    var value = try operand(weakest)
    while case let strength = lexer.token.strength, strength.rawValue >= weakest.rawValue {
      value = try chain(strength, after: value)
    }
    return value
  }

  /// An operand with the operators before it; `not` binds too weakly to stand behind a stronger one.
  private mutating func operand(_ weakest: ExpressionToken.Strength) throws(Diagnostic)
    -> Expression
  {
    let sign = lexer.token
    let strength: ExpressionToken.Strength
    switch sign {
    case .plus, .minus: strength = .sign
    case .not where weakest.rawValue <= ExpressionToken.Strength.not.rawValue: strength = .not
    default: return try primary()
    }
    try nest()
    defer { depth -= 1 }
    let start = lexer.range
    try lexer.advance()
    let operand = try operation(strength)
    let kind: Expression.Kind =
      switch sign {
      case .plus: .plus(operand)
      case .minus: .negate(operand)
      default: .not(operand)
      }
    return Expression(kind: kind, span: lexer.source.span(of: start).joined(to: operand.span))
  }

  /// The operators of one strength after a value, and their operands.
  private mutating func chain(_ strength: ExpressionToken.Strength, after first: Expression)
    throws(Diagnostic) -> Expression
  {
    let operation = lexer.token
    let kind: Expression.Kind
    let last: SourceSpan
    switch strength {
    case .or, .and:
      var operands = [first]
      while lexer.token == operation {
        try lexer.advance()
        operands.append(try self.operation(strength == .or ? .and : .not))
      }
      kind = strength == .or ? .or(operands) : .and(operands)
      last = operands.last?.span ?? first.span
    case .comparison:
      var rest: [(ComparisonOperator, Expression)] = []
      while let operation = try comparison() { rest.append((operation, try self.operation(.sum))) }
      (kind, last) = (.comparison(first, rest), rest.last?.1.span ?? first.span)
    case .power:
      try nest()
      defer { depth -= 1 }
      try lexer.advance()
      let exponent = try self.operation(.sign)
      (kind, last) = (.arithmetic(first, [(.power, exponent)]), exponent.span)
    default:
      var rest: [(ArithmeticOperator, Expression)] = []
      while lexer.token.strength == strength, let operation = lexer.token.arithmetic {
        try lexer.advance()
        rest.append((operation, try self.operation(strength == .sum ? .product : .sign)))
      }
      (kind, last) = (.arithmetic(first, rest), rest.last?.1.span ?? first.span)
    }
    return Expression(kind: kind, span: first.span.joined(to: last))
  }

  private mutating func comparison() throws(Diagnostic) -> ComparisonOperator? {
    let found: ComparisonOperator
    switch lexer.token {
    case .equal: found = .equal
    case .notEqual: found = .notEqual
    case .less: found = .less
    case .lessOrEqual: found = .lessOrEqual
    case .greater: found = .greater
    case .greaterOrEqual: found = .greaterOrEqual
    case .in: found = .contained
    case .is:
      try lexer.advance()
      guard lexer.token == .not else { return .identical }
      found = .notIdentical
    case .not:
      try lexer.advance()
      guard lexer.token == .in else { throw unexpected() }
      found = .notContained
    default: return nil
    }
    try lexer.advance()
    return found
  }

  private mutating func primary() throws(Diagnostic) -> Expression {
    var value = try atom()
    let outerDepth = depth
    defer { depth = outerDepth }
    while lexer.token == .openBracket {
      // `x[0][0]` nests to the left: each index is one level more around the value.
      try nest()
      try lexer.advance()
      let index = try expression()
      let end = lexer.range
      try expect(.closeBracket, "`]`")
      value = Expression(
        kind: .item(value, index: index), span: value.span.joined(to: lexer.source.span(of: end)))
    }
    return value
  }

  private mutating func signatureItem() throws(Diagnostic) -> SignatureItem {
    var stars = 0
    if lexer.token == .times { stars = 1 }
    if lexer.token == .power { stars = 2 }
    if stars > 0 { try lexer.advance() }
    var item = SignatureItem(stars: stars, name: "", nameSpan: lexer.source.span(of: lexer.range))
    if lexer.token.isWord, lexer.literal == nil {
      item.name = lexer.name
      try lexer.advance()
    } else if stars != 1 {
      throw lexer.error("the name of an argument is missing", help: ["write name, or name=default"])
    }
    if lexer.token == .assign {
      try lexer.advance()
      item.defaultValue = try expression()
    }
    return item
  }

  // MARK: Help for the grammar

  mutating func nest() throws(Diagnostic) {
    depth += 1
    if depth > Limits.nesting {
      throw lexer.error(
        "the expression is nested deeper than \(Limits.nesting) levels", code: .limit)
    }
  }

  private mutating func expect(_ symbol: ExpressionToken, _ text: String) throws(Diagnostic) {
    guard lexer.token == symbol else {
      if lexer.token == .end { throw lexer.error("\(text) is missing at the end") }
      throw unexpected(expected: text)
    }
    try lexer.advance()
  }

  mutating func close(_ symbol: ExpressionToken, _ text: String, _ open: Range<Int>)
    throws(Diagnostic)
  {
    if lexer.token == symbol { return try lexer.advance() }
    if lexer.token == .end {
      throw lexer.error("\(text) is missing: this bracket is not closed", at: open)
    }
    try expect(symbol, "\(text) or `,`")
  }

  private mutating func expectEnd(of expression: Expression) throws(Diagnostic) {
    guard lexer.token != .end else { return }
    if lexer.token.isWord, lexer.source.startsLine(lexer.range.lowerBound),
      expression.canBeModule
    {
      throw lexer.error(
        "unexpected `\(lexer.shown)` on a line of its own",
        help: ["each module of a sequence starts with `- `: write `- \(lexer.shown)…`"])
    }
    if lexer.token == .comma {
      let comma = lexer.range
      try lexer.advance()
      let cure =
        lexer.token == .end
        ? "take the comma at the end away" : "a tuple is written in parentheses: (1, 2)"
      throw lexer.error("unexpected `,`", at: comma, help: [cure])
    }
    throw unexpected()
  }

  func unexpected(expected: String? = nil) -> Diagnostic {
    if lexer.token == .for {
      return lexer.error(
        "comprehensions are not supported",
        help: ["write {repeat: n, module: …, as: i} in place of a comprehension"])
    }
    let help = expected.map { ["\($0) was expected here"] } ?? []
    return lexer.error("unexpected `\(lexer.shown)` in an expression", help: help)
  }
}
