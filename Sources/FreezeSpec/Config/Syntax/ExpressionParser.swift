/// Reads an expression by recursive descent; its depth is bounded by ``Limits/nesting``.
struct ExpressionParser {
  /// What is kept from one text to the next: shapes of calls, and room for arguments.
  struct Work {
    var shapes = CallShapes()
    /// The arguments of the calls that are being read, those of the innermost last.
    var arguments: [Expression.Argument] = []
    /// The places of their names.
    var keywords: [Range<Int>] = []
    /// The items of the tuples and lists that are being read.
    var items: [Expression] = []
  }

  var lexer: ExpressionLexer
  var work = Work()
  var depth = 0

  /// Reads the whole of a YAML scalar, which stands in a file of these bytes, as one expression.
  static func parse(
    _ scalar: YAMLScalar, at span: SourceSpan, in bytes: [UInt8], _ work: inout Work
  ) throws(Diagnostic) -> Expression {
    let source = ExpressionSource(scalar, at: span, in: bytes)
    return try scalar.withUTF8 { bytes throws(Diagnostic) in
      try whole(bytes, source: source, &work)
    }
  }

  /// Reads the whole of a text as one expression.
  static func parse(_ text: String, source: ExpressionSource) throws(Diagnostic) -> Expression {
    try withBytes(of: text) { bytes throws(Diagnostic) in
      var work = Work()
      return try whole(bytes, source: source, &work)
    }
  }

  private static func whole(
    _ bytes: UnsafeBufferPointer<UInt8>, source: ExpressionSource, _ work: inout Work
  ) throws(Diagnostic) -> Expression {
    var parser = ExpressionParser(lexer: ExpressionLexer(bytes: bytes, source: source))
    swap(&parser.work, &work)
    defer { swap(&parser.work, &work) }
    try parser.lexer.advance()
    if parser.lexer.token == .end {
      throw parser.lexer.error("an expression is missing", at: 0..<0)
    }
    let expression = try parser.expression()
    try parser.expectEnd(of: expression)
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
      var parser = ExpressionParser(lexer: ExpressionLexer(bytes: bytes, source: source))
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

  private init(lexer: ExpressionLexer) { self.lexer = lexer }

  // MARK: Grammar

  mutating func expression() throws(Diagnostic) -> Expression {
    try nest()
    defer { depth -= 1 }
    // Most expressions are a literal alone, which needs no look for operators.
    if lexer.isLast, let literal = lexer.literal {
      let span = lexer.source.span(of: lexer.range)
      try lexer.advance()
      return Expression(kind: .literal(literal), span: span)
    }
    let then = try disjunction()
    guard lexer.word == .if else { return then }
    try lexer.advance()
    let condition = try disjunction()
    guard lexer.word == .else else {
      throw lexer.error("`else` is missing", help: ["write: x if condition else y"])
    }
    try lexer.advance()
    let otherwise = try expression()
    return Expression(
      kind: .conditional(condition: condition, then: then, otherwise: otherwise),
      span: then.span.joined(to: otherwise.span))
  }

  private mutating func disjunction() throws(Diagnostic) -> Expression {
    let first = try conjunction()
    guard lexer.word == .or else { return first }
    var operands = [first]
    while lexer.word == .or {
      try lexer.advance()
      operands.append(try conjunction())
    }
    return Expression(kind: .or(operands), span: span(operands))
  }

  private mutating func conjunction() throws(Diagnostic) -> Expression {
    let first = try negation()
    guard lexer.word == .and else { return first }
    var operands = [first]
    while lexer.word == .and {
      try lexer.advance()
      operands.append(try negation())
    }
    return Expression(kind: .and(operands), span: span(operands))
  }

  private mutating func negation() throws(Diagnostic) -> Expression {
    guard lexer.word == .not else { return try comparison() }
    try nest()
    defer { depth -= 1 }
    let start = lexer.range
    try lexer.advance()
    let operand = try negation()
    return Expression(
      kind: .not(operand), span: lexer.source.span(of: start).joined(to: operand.span))
  }

  private mutating func comparison() throws(Diagnostic) -> Expression {
    let first = try sum()
    var rest: [(ComparisonOperator, Expression)] = []
    while let operation = try comparisonOperator() {
      rest.append((operation, try sum()))
    }
    guard let last = rest.last else { return first }
    return Expression(kind: .comparison(first, rest), span: first.span.joined(to: last.1.span))
  }

  private mutating func comparisonOperator() throws(Diagnostic) -> ComparisonOperator? {
    let found: ComparisonOperator
    switch lexer.token {
    case .symbol(.equal): found = .equal
    case .symbol(.notEqual): found = .notEqual
    case .symbol(.less): found = .less
    case .symbol(.lessOrEqual): found = .lessOrEqual
    case .symbol(.greater): found = .greater
    case .symbol(.greaterOrEqual): found = .greaterOrEqual
    case .name where lexer.word == .in: found = .contained
    case .name where lexer.word == .is:
      try lexer.advance()
      guard lexer.word == .not else { return .identical }
      found = .notIdentical
    case .name where lexer.word == .not:
      try lexer.advance()
      guard lexer.word == .in else { throw unexpected() }
      found = .notContained
    default: return nil
    }
    try lexer.advance()
    return found
  }

  private mutating func sum() throws(Diagnostic) -> Expression {
    let first = try product()
    var rest: [(ArithmeticOperator, Expression)] = []
    while true {
      let operation: ArithmeticOperator
      switch lexer.token {
      case .symbol(.plus): operation = .add
      case .symbol(.minus): operation = .subtract
      default: return chain(first, rest)
      }
      try lexer.advance()
      rest.append((operation, try product()))
    }
  }

  private mutating func product() throws(Diagnostic) -> Expression {
    let first = try factor()
    var rest: [(ArithmeticOperator, Expression)] = []
    while true {
      let operation: ArithmeticOperator
      switch lexer.token {
      case .symbol(.times): operation = .multiply
      case .symbol(.divide): operation = .divide
      case .symbol(.floorDivide): operation = .floorDivide
      case .symbol(.modulo): operation = .modulo
      default: return chain(first, rest)
      }
      try lexer.advance()
      rest.append((operation, try factor()))
    }
  }

  private mutating func factor() throws(Diagnostic) -> Expression {
    let isMinus = lexer.isSymbol(.minus)
    guard isMinus || lexer.isSymbol(.plus) else { return try power() }
    try nest()
    defer { depth -= 1 }
    let start = lexer.range
    try lexer.advance()
    let operand = try factor()
    return Expression(
      kind: isMinus ? .negate(operand) : .plus(operand),
      span: lexer.source.span(of: start).joined(to: operand.span))
  }

  private mutating func power() throws(Diagnostic) -> Expression {
    let base = try primary()
    guard lexer.isSymbol(.power) else { return base }
    try nest()
    defer { depth -= 1 }
    try lexer.advance()
    let exponent = try factor()
    return chain(base, [(.power, exponent)])
  }

  private mutating func primary() throws(Diagnostic) -> Expression {
    var value = try atom()
    let outerDepth = depth
    defer { depth = outerDepth }
    while lexer.isSymbol(.openBracket) {
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
    if lexer.isSymbol(.times) { stars = 1 }
    if lexer.isSymbol(.power) { stars = 2 }
    if stars > 0 { try lexer.advance() }
    var item = SignatureItem(stars: stars, name: "", nameSpan: lexer.source.span(of: lexer.range))
    if lexer.token == .name, lexer.literal == nil {
      item.name = lexer.name
      try lexer.advance()
    } else if stars != 1 {
      throw lexer.error("the name of an argument is missing", help: ["write name, or name=default"])
    }
    if lexer.isSymbol(.assign) {
      try lexer.advance()
      item.defaultValue = try expression()
    }
    return item
  }

  // MARK: Help for the grammar

  private func chain(_ first: Expression, _ rest: [(ArithmeticOperator, Expression)]) -> Expression
  {
    guard let last = rest.last else { return first }
    return Expression(kind: .arithmetic(first, rest), span: first.span.joined(to: last.1.span))
  }

  private func span(_ operands: [Expression]) -> SourceSpan {
    guard let first = operands.first, let last = operands.last else { return lexer.source.span }
    return first.span.joined(to: last.span)
  }

  mutating func nest() throws(Diagnostic) {
    depth += 1
    if depth > Limits.nesting {
      throw lexer.error(
        "the expression is nested deeper than \(Limits.nesting) levels", code: .limit)
    }
  }

  private mutating func expect(_ symbol: ExpressionSymbol, _ text: String) throws(Diagnostic) {
    guard lexer.isSymbol(symbol) else {
      if lexer.token == .end { throw lexer.error("\(text) is missing at the end") }
      throw unexpected(expected: text)
    }
    try lexer.advance()
  }

  mutating func close(_ symbol: ExpressionSymbol, _ text: String, _ open: Range<Int>)
    throws(Diagnostic)
  {
    if lexer.isSymbol(symbol) { return try lexer.advance() }
    if lexer.token == .end {
      throw lexer.error("\(text) is missing: this bracket is not closed", at: open)
    }
    try expect(symbol, "\(text) or `,`")
  }

  private mutating func expectEnd(of expression: Expression) throws(Diagnostic) {
    guard lexer.token != .end else { return }
    if lexer.token == .name, lexer.source.startsLine(lexer.range.lowerBound),
      expression.canBeModule
    {
      throw lexer.error(
        "unexpected `\(lexer.shown)` on a line of its own",
        help: ["each module of a sequence starts with `- `: write `- \(lexer.shown)…`"])
    }
    if lexer.isSymbol(.comma) {
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
    if lexer.word == .for {
      return lexer.error(
        "comprehensions are not supported",
        help: ["write {repeat: n, module: …, as: i} in place of a comprehension"])
    }
    let help = expected.map { ["\($0) was expected here"] } ?? []
    return lexer.error("unexpected `\(lexer.shown)` in an expression", help: help)
  }
}
