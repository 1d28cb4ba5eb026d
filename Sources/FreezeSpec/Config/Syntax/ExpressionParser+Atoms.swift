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
    case .symbol(.open): return try parenthesized()
    case .symbol(.openBracket): return try list()
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
    while lexer.isSymbol(.dot) {
      try lexer.advance()
      guard lexer.token == .name else { throw lexer.error("a name is missing after the dot") }
      range = range.lowerBound..<lexer.range.upperBound
      try lexer.advance()
    }
    guard lexer.isSymbol(.open) else {
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
      work.arguments.removeLast(work.arguments.count - firstArgument)
      work.keywords.removeLast(work.keywords.count - firstKeyword)
    }
    try lexer.advance()
    while !lexer.isSymbol(.close) {
      try argument(isKeyword: work.keywords.count > firstKeyword)
      if work.keywords.count - firstKeyword > Limits.arguments, let last = work.arguments.last {
        throw Diagnostic(
          .limit, "a call has at most \(grouped(Limits.arguments)) keywords", at: last.nameSpan)
      }
      guard lexer.isSymbol(.comma) else { break }
      try lexer.advance()
    }
    let span = lexer.source.span(of: name.lowerBound..<lexer.range.upperBound)
    try close(.close, "`)`", open)
    let keywords = work.keywords[firstKeyword...]
    let shape = work.shapes.shape(
      of: name, positionalCount: work.arguments.count - firstArgument - keywords.count,
      keywords: keywords, in: lexer.bytes)
    let call = Expression.Call(
      shape: shape, classSpan: lexer.source.span(of: name),
      arguments: (shape.isAsLongAsWritten ? literalArguments(from: firstArgument) : nil)
        ?? .expressions(Array(work.arguments[firstArgument...])))
    return Expression(kind: .call(call), span: span)
  }

  /// Arguments that are all literals; `nil` for others, and where their places are not those of the
  /// text.
  private func literalArguments(from first: Int) -> Expression.Arguments? {
    guard lexer.source.isVerbatim else { return nil }
    let indices = first..<work.arguments.count
    var values: [Value] = []
    values.reserveCapacity(indices.count)
    for index in indices {
      guard case .literal(let value) = work.arguments[index].value.kind else { return nil }
      values.append(value)
    }
    let places = indices.map { index in
      Expression.LiteralPlace(
        argumentStart: work.arguments[index].nameSpan.start,
        start: work.arguments[index].value.span.start, end: work.arguments[index].value.span.end)
    }
    return .literals(values, places)
  }

  /// An argument of a call.
  ///
  /// - Parameter isKeyword: Whether the one before has a name, so that this one must have one too.
  private mutating func argument(isKeyword: Bool) throws(Diagnostic) {
    if lexer.isSymbol(.times) || lexer.isSymbol(.power) {
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
    if lexer.isSymbol(.assign) { throw lexer.error("only a name can stand before `=`") }
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
    var isTuple = lexer.isSymbol(.close)
    while !lexer.isSymbol(.close) {
      work.items.append(try expression())
      guard lexer.isSymbol(.comma) else { break }
      isTuple = true
      try lexer.advance()
    }
    let span = lexer.source.span(of: open.lowerBound..<lexer.range.upperBound)
    try close(.close, "`)`", open)
    let items = work.items[firstItem...]
    if !isTuple, let item = items.first { return Expression(kind: item.kind, span: span) }
    if let values = literals(items) {
      return Expression(kind: .literal(.tuple(values)), span: span)
    }
    return Expression(kind: .tuple(Array(items)), span: span)
  }

  private mutating func list() throws(Diagnostic) -> Expression {
    let open = lexer.range
    let firstItem = work.items.count
    defer { work.items.removeLast(work.items.count - firstItem) }
    try lexer.advance()
    while !lexer.isSymbol(.closeBracket) {
      work.items.append(try expression())
      guard lexer.isSymbol(.comma) else { break }
      try lexer.advance()
    }
    let span = lexer.source.span(of: open.lowerBound..<lexer.range.upperBound)
    try close(.closeBracket, "`]`", open)
    let items = work.items[firstItem...]
    if let values = literals(items) {
      return Expression(kind: .literal(.list(values)), span: span)
    }
    return Expression(kind: .list(Array(items)), span: span)
  }

  /// The values of items that are all literals: they make a literal, which takes less room.
  private func literals(_ items: ArraySlice<Expression>) -> [Value]? {
    var values: [Value] = []
    values.reserveCapacity(items.count)
    for item in items {
      guard case .literal(let value) = item.kind else { return nil }
      values.append(value)
    }
    return values
  }
}
