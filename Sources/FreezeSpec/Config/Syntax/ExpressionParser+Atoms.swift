extension ExpressionParser {
  /// A literal, a name, a call, or what stands in brackets.
  mutating func atom() throws(Diagnostic) -> Expression {
    let range = lexer.range
    let span = lexer.source.span(of: range)
    switch lexer.token {
    case .integer(let value):
      try lexer.advance()
      return Expression(kind: .literal(.int(value)), span: span)
    case .float(let value):
      try lexer.advance()
      return Expression(kind: .literal(.float(value)), span: span)
    case .string: return try strings()
    case .name: return try nameOrCall()
    case .symbol(Symbol.open): return try parenthesized()
    case .symbol(Symbol.openBracket):
      try lexer.advance()
      let items = try list(until: Symbol.closeBracket, "`]`", from: range)
      return collection(items.values, Expression.Kind.list, Value.list, span.joined(to: items.end))
    case .end: throw lexer.error("the expression ends too early", at: lexer.lastCharacter)
    case .symbol: throw unexpected()
    }
  }

  /// Neighbouring strings are one, as in Python.
  private mutating func strings() throws(Diagnostic) -> Expression {
    var text = ""
    var span = lexer.source.span(of: lexer.range)
    while lexer.token == .string {
      text += lexer.string
      span = span.joined(to: lexer.source.span(of: lexer.range))
      try lexer.advance()
    }
    return Expression(kind: .literal(.string(text)), span: span)
  }

  private mutating func nameOrCall() throws(Diagnostic) -> Expression {
    var range = lexer.range
    if let literal = lexer.literal {
      try lexer.advance()
      return Expression(kind: .literal(literal), span: lexer.source.span(of: range))
    }
    if lexer.word == .lambda {
      throw lexer.error("functions cannot be written here", help: ["only calls of classes can"])
    }
    if lexer.word != nil { throw unexpected() }
    try lexer.advance()
    while lexer.isSymbol(Symbol.dot) {
      try lexer.advance()
      guard lexer.token == .name else { throw lexer.error("a name is missing after the dot") }
      range = range.lowerBound..<lexer.range.upperBound
      try lexer.advance()
    }
    guard lexer.isSymbol(Symbol.open) else {
      let name = dottedName(lexer.bytes[range])
      return Expression(kind: .name(name), span: lexer.source.span(of: range))
    }
    return try call(of: range)
  }

  /// The rest of a call, whose class's name stands at a place.
  private mutating func call(of name: Range<Int>) throws(Diagnostic) -> Expression {
    let open = lexer.range
    let (firstArgument, firstKeyword) = (work.arguments.count, work.keywords.count)
    defer {
      work.arguments.removeSubrange(firstArgument...)
      work.keywords.removeSubrange(firstKeyword...)
    }
    try lexer.advance()
    while !lexer.isSymbol(Symbol.close) {
      try argument(isKeyword: work.keywords.count > firstKeyword)
      if work.keywords.count - firstKeyword > Limits.arguments, let last = work.arguments.last {
        throw Diagnostic(
          .limit, "a call has at most \(grouped(Limits.arguments)) keywords", at: last.nameSpan)
      }
      guard lexer.isSymbol(Symbol.comma) else { break }
      try lexer.advance()
    }
    let span = lexer.source.span(of: name.lowerBound..<lexer.range.upperBound)
    try close(Symbol.close, "`)`", open)
    let arguments = Array(work.arguments[firstArgument...])
    let keywords = work.keywords[firstKeyword...]
    let shape = work.shapes.shape(
      of: name, positionalCount: arguments.count - keywords.count, keywords: keywords,
      in: lexer.bytes)
    let call = Expression.Call(
      shape: shape, classSpan: lexer.source.span(of: name), arguments: arguments)
    return Expression(kind: .call(call), span: span)
  }

  /// An argument of a call.
  ///
  /// - Parameter isKeyword: Whether the one before has a name, so that this one must have one too.
  private mutating func argument(isKeyword: Bool) throws(Diagnostic) {
    if lexer.isSymbol(Symbol.times) || lexer.isSymbol(Symbol.power) {
      throw lexer.error("`\(lexer.shown)` cannot unpack arguments here", help: ["write them out"])
    }
    if lexer.isNamedArgument {
      let name = lexer.range
      try lexer.advance()
      try lexer.advance()
      work.keywords.append(name)
      let value = try expression()
      work.arguments.append(
        Expression.Argument(nameSpan: lexer.source.span(of: name), value: value))
      return
    }
    let value = try expression()
    if lexer.isSymbol(Symbol.assign) { throw lexer.error("only a name can stand before `=`") }
    if isKeyword {
      throw Diagnostic(
        .expressionSyntax, "a positional argument follows a keyword argument", at: value.span,
        help: ["give it by name too, or put it first"])
    }
    work.arguments.append(Expression.Argument(nameSpan: value.span, value: value))
  }

  private mutating func parenthesized() throws(Diagnostic) -> Expression {
    let open = lexer.range
    let start = lexer.source.span(of: open)
    try lexer.advance()
    if lexer.isSymbol(Symbol.close) {
      let end = lexer.source.span(of: lexer.range)
      try lexer.advance()
      return collection([], Expression.Kind.tuple, Value.tuple, start.joined(to: end))
    }
    let first = try expression()
    let isTuple = lexer.isSymbol(Symbol.comma)
    var items = [first]
    while lexer.isSymbol(Symbol.comma) {
      try lexer.advance()
      if lexer.isSymbol(Symbol.close) { break }
      items.append(try expression())
    }
    let end = lexer.source.span(of: lexer.range)
    try close(Symbol.close, "`)`", open)
    let span = start.joined(to: end)
    if !isTuple { return Expression(kind: first.kind, span: span) }
    return collection(items, Expression.Kind.tuple, Value.tuple, span)
  }

  private mutating func list(until symbol: UInt16, _ text: String, from open: Range<Int>)
    throws(Diagnostic) -> (values: [Expression], end: SourceSpan)
  {
    var items: [Expression] = []
    while !lexer.isSymbol(symbol) {
      items.append(try expression())
      guard lexer.isSymbol(Symbol.comma) else { break }
      try lexer.advance()
    }
    let end = lexer.source.span(of: lexer.range)
    try close(symbol, text, open)
    return (items, end)
  }

  /// A tuple or a list; one of literals is a literal itself, which takes less room.
  private func collection(
    _ items: [Expression], _ kind: ([Expression]) -> Expression.Kind,
    _ value: ([Value]) -> Value, _ span: SourceSpan
  ) -> Expression {
    var values: [Value] = []
    values.reserveCapacity(items.count)
    for item in items {
      guard case .literal(let value) = item.kind else {
        return Expression(kind: kind(items), span: span)
      }
      values.append(value)
    }
    return Expression(kind: .literal(value(values)), span: span)
  }
}

extension ExpressionLexer {
  /// The value of a word that is a literal.
  var literal: Value? {
    switch word {
    case .true: .bool(true)
    case .false: .bool(false)
    case .null: Value.none
    default: nil
    }
  }
}
