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
    case .string(let value):
      try lexer.advance()
      return try concatenated(value, span)
    case .name: return try nameOrCall()
    case .symbol(Symbol.open): return try parenthesized()
    case .symbol(Symbol.openBracket):
      try lexer.advance()
      let items = try list(until: Symbol.closeBracket, "`]`", from: range)
      return Expression(kind: .list(items.values), span: span.joined(to: items.end))
    case .end: throw lexer.error("the expression ends too early", at: lexer.lastCharacter)
    case .symbol: throw unexpected()
    }
  }

  /// Neighbouring strings are one, as in Python.
  private mutating func concatenated(_ first: String, _ firstSpan: SourceSpan) throws(Diagnostic)
    -> Expression
  {
    var (text, span) = (first, firstSpan)
    while case .string(let more) = lexer.token {
      text += more
      span = span.joined(to: lexer.source.span(of: lexer.range))
      try lexer.advance()
    }
    return Expression(kind: .literal(.string(text)), span: span)
  }

  private mutating func nameOrCall() throws(Diagnostic) -> Expression {
    let span = lexer.source.span(of: lexer.range)
    if let keyword = keywordLiteral() {
      try lexer.advance()
      return Expression(kind: .literal(keyword), span: span)
    }
    for word in ["if", "else", "for", "in", "is", "and", "or", "not"] as [StaticString]
    where lexer.isWord(word) {
      throw unexpected()
    }
    if lexer.isWord("lambda") {
      throw lexer.error("functions cannot be written here", help: ["only calls of classes can"])
    }
    var name = lexer.text
    var nameSpan = span
    try lexer.advance()
    while lexer.isSymbol(Symbol.dot) {
      try lexer.advance()
      guard lexer.token == .name else { throw lexer.error("a name is missing after the dot") }
      name += "." + lexer.text
      nameSpan = nameSpan.joined(to: lexer.source.span(of: lexer.range))
      try lexer.advance()
    }
    guard lexer.isSymbol(Symbol.open) else {
      return Expression(kind: .name(name), span: nameSpan)
    }
    let open = lexer.range
    try lexer.advance()
    let (arguments, end) = try arguments(from: open)
    let call = Expression.Call(className: name, classSpan: nameSpan, arguments: arguments)
    return Expression(kind: .call(call), span: nameSpan.joined(to: end))
  }

  func keywordLiteral() -> Value? {
    if lexer.isWord("True") || lexer.isWord("true") { return .bool(true) }
    if lexer.isWord("False") || lexer.isWord("false") { return .bool(false) }
    return lexer.isWord("None") ? Value.none : nil
  }

  private mutating func arguments(from open: Range<Int>) throws(Diagnostic)
    -> ([Expression.Argument], SourceSpan)
  {
    var arguments: [Expression.Argument] = []
    var keywords = 0
    while !lexer.isSymbol(Symbol.close) {
      if lexer.isSymbol(Symbol.times) || lexer.isSymbol(Symbol.power) {
        throw lexer.error("`\(lexer.shown)` cannot unpack arguments here", help: ["write them out"])
      }
      let value = try expression()
      if lexer.isSymbol(Symbol.assign) {
        guard case .name(let name) = value.kind, !name.contains(".") else {
          throw lexer.error("only a name can stand before `=`")
        }
        try lexer.advance()
        keywords += 1
        if keywords > Limits.arguments {
          throw Diagnostic(
            .limit, "a call has at most \(grouped(Limits.arguments)) keywords", at: value.span)
        }
        arguments.append(
          Expression.Argument(name: name, nameSpan: value.span, value: try expression()))
      } else {
        if arguments.last?.name != nil {
          throw Diagnostic(
            .expressionSyntax, "a positional argument follows a keyword argument", at: value.span,
            help: ["give it by name too, or put it first"])
        }
        arguments.append(Expression.Argument(name: nil, nameSpan: value.span, value: value))
      }
      guard lexer.isSymbol(Symbol.comma) else { break }
      try lexer.advance()
    }
    let end = lexer.source.span(of: lexer.range)
    try close(Symbol.close, "`)`", open)
    return (arguments, end)
  }

  private mutating func parenthesized() throws(Diagnostic) -> Expression {
    let open = lexer.range
    let start = lexer.source.span(of: open)
    try lexer.advance()
    if lexer.isSymbol(Symbol.close) {
      let end = lexer.source.span(of: lexer.range)
      try lexer.advance()
      return Expression(kind: .tuple([]), span: start.joined(to: end))
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
    return Expression(kind: isTuple ? .tuple(items) : first.kind, span: span)
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
}
