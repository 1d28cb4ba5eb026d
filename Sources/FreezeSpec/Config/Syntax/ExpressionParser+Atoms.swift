extension ExpressionParser {
  /// A literal, a name, a call, or what stands in brackets.
  mutating func atom() throws(Diagnostic) -> Expression {
    switch lexer.token {
    case .integer, .float, .true, .false, .null:
      let span = lexer.source.span(of: lexer.range)
      let kind = Expression.Kind.literal(lexer.literal ?? .none)
      try lexer.advance()
      return Expression(kind: kind, span: span)
    case .string: return try strings()
    case .name: return try nameOrCall()
    case .open: return try parenthesized()
    case .openBracket: return try list()
    case .lambda:
      throw lexer.error("functions cannot be written here", help: ["only calls of classes can"])
    case .end: throw lexer.error("the expression ends too early", at: lexer.lastCharacter)
    default: throw unexpected()
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
    try lexer.advance()
    while lexer.token == .dot {
      try lexer.advance()
      guard lexer.token.isWord else { throw lexer.error("a name is missing after the dot") }
      range = range.lowerBound..<lexer.range.upperBound
      try lexer.advance()
    }
    guard lexer.token == .open else {
      let name = dottedName(lexer.bytes[range])
      return Expression(kind: .name(name), span: lexer.source.span(of: range))
    }
    return try call(of: range)
  }

  /// The rest of a call, whose class's name stands at a place.
  private mutating func call(of name: Range<Int>) throws(Diagnostic) -> Expression {
    let open = lexer.range
    let (firstArgument, firstKeyword) = (arguments.count, keywords.count)
    defer {
      arguments.truncate(to: firstArgument)
      keywords.truncate(to: firstKeyword)
    }
    let count: Int
    let read: Expression.Arguments
    if let values = literalArguments() {
      (count, read) = (values.count, .literals(values))
    } else {
      keywords.truncate(to: firstKeyword)
      lexer.take(.open, at: open)
      try readArguments()
      count = arguments.count - firstArgument
      read = .expressions(Array(arguments[firstArgument...]))
    }
    let span = lexer.source.span(of: name.lowerBound..<lexer.range.upperBound)
    try close(.close, "`)`", open)
    let keywords = self.keywords[firstKeyword...]
    let shape = shapes.shape(
      of: name, positionalCount: count - keywords.count, keywords: keywords, in: lexer.bytes)
    let call = Expression.Call(
      shape: shape, classSpan: lexer.source.span(of: name), arguments: read)
    return Expression(kind: .call(call), span: span)
  }

  /// The arguments of a call whose class's name stands in a file as it is.
  static func arguments(after name: SourceSpan, in file: [UInt8]) -> [Expression.Argument] {
    let rest = Int(name.end)..<file.count
    return file.withUnsafeBufferPointer { file in
      var parser = ExpressionParser()
      let end = SourceSpan(file: name.file, start: rest.lowerBound, end: rest.upperBound)
      parser.lexer = ExpressionLexer(
        bytes: UnsafeBufferPointer(rebasing: file[rest]),
        source: ExpressionSource(span: end, verbatimStart: name.end))
      try? parser.lexer.advance()
      try? parser.readArguments()
      return parser.arguments
    }
  }

  /// Reads the arguments of a call from its bracket to before the one that closes it.
  private mutating func readArguments() throws(Diagnostic) {
    let firstKeyword = keywords.count
    try lexer.advance()
    while lexer.token != .close {
      try argument(isKeyword: keywords.count > firstKeyword)
      if keywords.count - firstKeyword > Limits.arguments, let last = arguments.last {
        throw Diagnostic(
          .limit, "a call has at most \(grouped(Limits.arguments)) keywords", at: last.nameSpan)
      }
      guard lexer.token == .comma else { break }
      try lexer.advance()
    }
  }

  /// Reads the arguments of a call that are literals alone.
  ///
  /// - Returns: Their values; `nil` where there are others, or where they do not stand in the file as they
  ///   are: such a call is read again from its bracket.
  private mutating func literalArguments() -> [Value]? {
    // An argument is one level deeper than its call, and an item one more.
    guard lexer.source.isVerbatim, !shapes.file.isEmpty, depth + 2 <= Limits.nesting else {
      return nil
    }
    return lexer.readLiteralArguments(&keywords)
  }

  /// An argument of a call.
  ///
  /// - Parameter isKeyword: Whether the one before has a name, so that this one must have one too.
  private mutating func argument(isKeyword: Bool) throws(Diagnostic) {
    if lexer.token == .times || lexer.token == .power {
      throw lexer.error("`\(lexer.shown)` cannot unpack arguments here", help: ["write them out"])
    }
    if let name = try lexer.takeArgumentName() {
      keywords.append(name)
      let value = try expression()
      arguments.append(
        Expression.Argument(nameSpan: lexer.source.span(of: name), value: value))
      return
    }
    let value = try expression()
    if lexer.token == .assign { throw lexer.error("only a name can stand before `=`") }
    if isKeyword {
      throw Diagnostic(
        .expressionSyntax, "a positional argument follows a keyword argument", at: value.span,
        help: ["give it by name too, or put it first"])
    }
    arguments.append(Expression.Argument(nameSpan: value.span, value: value))
  }

  /// A tuple, or an expression in parentheses.
  private mutating func parenthesized() throws(Diagnostic) -> Expression {
    let open = lexer.range
    let firstItem = items.count
    defer { items.truncate(to: firstItem) }
    try lexer.advance()
    var isTuple = lexer.token == .close
    while lexer.token != .close {
      items.append(try expression())
      guard lexer.token == .comma else { break }
      isTuple = true
      try lexer.advance()
    }
    let span = lexer.source.span(of: open.lowerBound..<lexer.range.upperBound)
    try close(.close, "`)`", open)
    let items = self.items[firstItem...]
    if !isTuple, let item = items.first { return Expression(kind: item.kind, span: span) }
    if let values = literals(items) {
      return Expression(kind: .literal(.tuple(values)), span: span)
    }
    return Expression(kind: .tuple(Array(items)), span: span)
  }

  private mutating func list() throws(Diagnostic) -> Expression {
    let open = lexer.range
    let firstItem = items.count
    defer { items.truncate(to: firstItem) }
    try lexer.advance()
    while lexer.token != .closeBracket {
      items.append(try expression())
      guard lexer.token == .comma else { break }
      try lexer.advance()
    }
    let span = lexer.source.span(of: open.lowerBound..<lexer.range.upperBound)
    try close(.closeBracket, "`]`", open)
    let items = self.items[firstItem...]
    if let values = literals(items) {
      return Expression(kind: .literal(.list(values)), span: span)
    }
    return Expression(kind: .list(Array(items)), span: span)
  }

  /// The values of expressions that are all literals: as such they take less room.
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
