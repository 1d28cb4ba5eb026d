extension ExpressionParser {
  /// A literal, a name, a call, or what stands in brackets.
  mutating func atom() throws(Diagnostic) -> Expression {
    switch lexer.token {
    case .integer, .float:
      let span = lexer.source.span(of: lexer.range)
      let kind = Expression.Kind.literal(lexer.literal ?? .none)
      try lexer.advance()
      return Expression(kind: kind, span: span)
    case .string: return try strings()
    case .name: return try nameOrCall()
    case .symbol(Symbol.open): return try parenthesized()
    case .symbol(Symbol.openBracket): return try list()
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
    if canReadAgain, let call = literalCall(of: name) { return call }
    let (firstArgument, firstKeyword) = (work.arguments.count, work.keywords.count)
    defer {
      work.arguments.removeLast(work.arguments.count - firstArgument)
      work.keywords.removeLast(work.keywords.count - firstKeyword)
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
    return call(
      of: name, .expressions(Array(work.arguments[firstArgument...])),
      work.arguments.count - firstArgument, work.keywords[firstKeyword...], span)
  }

  private mutating func call(
    of name: Range<Int>, _ arguments: Expression.Arguments, _ count: Int,
    _ keywords: ArraySlice<Range<Int>>, _ span: SourceSpan
  ) -> Expression {
    let shape = work.shapes.shape(
      of: name, positionalCount: count - keywords.count, keywords: keywords, in: lexer.bytes)
    return Expression(
      kind: .call(
        Expression.Call(shape: shape, classSpan: lexer.source.span(of: name), arguments: arguments)),
      span: span)
  }

  // MARK: Literals

  /// The rest of a call whose arguments are literals, as those of most calls are.
  ///
  /// - Returns: `nil` for any other call, before which the parser then stands as it did.
  private mutating func literalCall(of name: Range<Int>) -> Expression? {
    let start = lexer
    let (firstLiteral, firstKeyword) = (work.literals.count, work.keywords.count)
    defer {
      // One by one is quicker than `removeLast(_:)` for so few.
      while work.literals.count > firstLiteral { work.literals.removeLast() }
      while work.keywords.count > firstKeyword { work.keywords.removeLast() }
    }
    do throws(Diagnostic) {
      if try readLiterals(to: Symbol.close, areArguments: true),
        work.keywords.count - firstKeyword <= Limits.arguments
      {
        let span = lexer.source.span(of: name.lowerBound..<lexer.range.upperBound)
        try lexer.advance()
        let literals = Array(work.literals[firstLiteral...])
        return call(
          of: name, .literals(literals), literals.count, work.keywords[firstKeyword...], span)
      }
    } catch {
      // What is wrong is told by who reads it again.
    }
    lexer = start
    return nil
  }

  /// Reads literals, and names before them where they are arguments, up to a closing bracket.
  ///
  /// - Returns: Whether there is nothing else.
  private mutating func readLiterals(to close: UInt16, areArguments: Bool) throws(Diagnostic)
    -> Bool
  {
    let firstKeyword = work.keywords.count
    try lexer.advance()
    while !lexer.isSymbol(close) {
      if areArguments, lexer.isNamedArgument {
        work.keywords.append(lexer.range)
        try lexer.advance()
        try lexer.advance()
      } else if work.keywords.count > firstKeyword {
        return false
      }
      guard try readLiteral() else { return false }
      if lexer.isSymbol(Symbol.comma) { try lexer.advance() } else { break }
    }
    return lexer.isSymbol(close)
  }

  /// Reads a number, a word, a string or a tuple of such.
  private mutating func readLiteral() throws(Diagnostic) -> Bool {
    guard lexer.isSymbol(Symbol.open) else { return try readLoneLiteral() }
    // Tuples in tuples are left to the general way.
    let first = work.literals.count
    try lexer.advance()
    var commas = 0
    while !lexer.isSymbol(Symbol.close) {
      guard try readLoneLiteral() else { return false }
      guard lexer.isSymbol(Symbol.comma) else { break }
      commas += 1
      try lexer.advance()
    }
    let count = work.literals.count - first
    guard lexer.isSymbol(Symbol.close), count != 1 || commas == 1 else { return false }
    let tuple = Value.tuple(Array(work.literals[first...]))
    while work.literals.count > first { work.literals.removeLast() }
    work.literals.append(tuple)
    try lexer.advance()
    return lexer.isSymbol(Symbol.comma) || lexer.isSymbol(Symbol.close)
  }

  /// Reads a literal that is an item on its own.
  private mutating func readLoneLiteral() throws(Diagnostic) -> Bool {
    guard lexer.isLast else { return false }
    if lexer.token == .string {
      work.literals.append(.string(lexer.string))
    } else if let literal = lexer.literal {
      work.literals.append(literal)
    } else {
      return false
    }
    try lexer.advance()
    return true
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

  /// A tuple, or an expression in parentheses.
  private mutating func parenthesized() throws(Diagnostic) -> Expression {
    let open = lexer.range
    let firstItem = work.items.count
    defer { work.items.removeLast(work.items.count - firstItem) }
    try lexer.advance()
    var isTuple = lexer.isSymbol(Symbol.close)
    while !lexer.isSymbol(Symbol.close) {
      work.items.append(try expression())
      guard lexer.isSymbol(Symbol.comma) else { break }
      isTuple = true
      try lexer.advance()
    }
    let span = lexer.source.span(of: open.lowerBound..<lexer.range.upperBound)
    try close(Symbol.close, "`)`", open)
    let items = work.items[firstItem...]
    if !isTuple, let item = items.first { return Expression(kind: item.kind, span: span) }
    if let values = literals(items, \.self) {
      return Expression(kind: .literal(.tuple(values)), span: span)
    }
    return Expression(kind: .tuple(Array(items)), span: span)
  }

  private mutating func list() throws(Diagnostic) -> Expression {
    let open = lexer.range
    let firstItem = work.items.count
    defer { work.items.removeLast(work.items.count - firstItem) }
    try lexer.advance()
    while !lexer.isSymbol(Symbol.closeBracket) {
      work.items.append(try expression())
      guard lexer.isSymbol(Symbol.comma) else { break }
      try lexer.advance()
    }
    let span = lexer.source.span(of: open.lowerBound..<lexer.range.upperBound)
    try close(Symbol.closeBracket, "`]`", open)
    let items = work.items[firstItem...]
    if let values = literals(items, \.self) {
      return Expression(kind: .literal(.list(values)), span: span)
    }
    return Expression(kind: .list(Array(items)), span: span)
  }

  /// The values of items that are all literals: they make a literal, which takes less room.
  private func literals<Item>(
    _ items: some Collection<Item>, _ expression: (Item) -> Expression
  ) -> [Value]? {
    var values: [Value] = []
    values.reserveCapacity(items.count)
    for item in items {
      guard case .literal(let value) = expression(item).kind else { return nil }
      values.append(value)
    }
    return values
  }
}
