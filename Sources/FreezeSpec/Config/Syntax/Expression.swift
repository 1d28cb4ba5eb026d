/// An expression of the part of Python that constructor calls use, with its place.
struct Expression: Sendable {
  /// What kind of expression it is.
  enum Kind: Sendable {
    case literal(Value)
    /// A name, dotted ones (`torch.float16`, `nn.ReLU`) whole.
    indirect case name(String)
    case tuple([Expression])
    case list([Expression])
    indirect case negate(Expression)
    indirect case plus(Expression)
    indirect case not(Expression)
    /// `a + b - c`, operators of one precedence from left to right.
    indirect case arithmetic(Expression, [(ArithmeticOperator, Expression)])
    /// `a < b <= c`.
    indirect case comparison(Expression, [(ComparisonOperator, Expression)])
    case and([Expression])
    case or([Expression])
    indirect case conditional(condition: Expression, then: Expression, otherwise: Expression)
    case call(Call)
    indirect case item(Expression, index: Expression)
    /// A module written in one of YAML's forms, as the value of an argument.
    indirect case module(ModuleSpec)
  }

  /// A constructor call.
  final class Call: Sendable {
    /// Its class and the names of its arguments.
    let shape: CallShape
    let classSpan: SourceSpan
    /// Its arguments, in the order of the shape.
    let arguments: Arguments

    init(shape: CallShape, classSpan: SourceSpan, arguments: Arguments) {
      self.shape = shape
      self.classSpan = classSpan
      self.arguments = arguments
    }

    /// The class as written, `nn.` and `torch.nn.` included.
    var className: String { shape.className }

    /// Its arguments with their places, which only errors ask for: literals are read again for them.
    func placedArguments() -> [Argument] {
      switch arguments {
      case .expressions(let arguments): arguments
      case .literals: ExpressionParser.arguments(after: classSpan, in: shape.file)
      }
    }
  }

  /// The arguments of a call.
  enum Arguments: Sendable {
    /// Literals alone, as most are: there is nothing to evaluate, and their places are read again in
    /// the file in which the call stands as it is.
    case literals([Value])
    case expressions([Argument])
  }

  /// An argument of a call.
  struct Argument: Sendable {
    /// Where its name stands, or its value for a positional one.
    let nameSpan: SourceSpan
    let value: Expression
  }

  var kind: Kind
  var span: SourceSpan

  /// Whether a name stands in it.
  func mentions(_ name: String) -> Bool {
    var found = false
    forEachName { other, _, _ in if other == name { found = true } }
    return found
  }

  /// Goes through the names in it: those of values, and the classes that are called.
  func forEachName(_ body: (_ name: String, _ span: SourceSpan, _ isCalled: Bool) -> Void) {
    forEachName(inside: []) { name, span, isCalled, _ in body(name, span, isCalled) }
  }

  /// The same, each with the names that hide others at its place: modules may stand in an expression, and
  /// have repeats.
  func forEachName(
    inside hidden: [String],
    _ body: (_ name: String, _ span: SourceSpan, _ isCalled: Bool, _ hidden: [String]) -> Void
  ) {
    switch kind {
    case .literal: break
    case .module(let spec):
      spec.forEachExpression(inside: hidden) { $0.forEachName(inside: $1, body) }
    case .name(let name): body(name, span, false, hidden)
    case .tuple(let items), .list(let items), .and(let items), .or(let items):
      for item in items { item.forEachName(inside: hidden, body) }
    case .negate(let operand), .plus(let operand), .not(let operand):
      operand.forEachName(inside: hidden, body)
    case .arithmetic(let first, let rest):
      first.forEachName(inside: hidden, body)
      for (_, operand) in rest { operand.forEachName(inside: hidden, body) }
    case .comparison(let first, let rest):
      first.forEachName(inside: hidden, body)
      for (_, operand) in rest { operand.forEachName(inside: hidden, body) }
    case .conditional(let condition, let then, let otherwise):
      condition.forEachName(inside: hidden, body)
      then.forEachName(inside: hidden, body)
      otherwise.forEachName(inside: hidden, body)
    case .call(let call):
      body(call.className, call.classSpan, true, hidden)
      if case .expressions(let arguments) = call.arguments {
        for argument in arguments { argument.value.forEachName(inside: hidden, body) }
      }
    case .item(let value, let index):
      value.forEachName(inside: hidden, body)
      index.forEachName(inside: hidden, body)
    }
  }
}

extension Expression.Call {
  /// Makes a call of arguments with their names, positional ones first.
  convenience init(
    className: String, classSpan: SourceSpan,
    arguments: [(name: String?, argument: Expression.Argument)]
  ) {
    let keywords = arguments.compactMap(\.name)
    self.init(
      shape: CallShape(
        className: className, positionalCount: arguments.count - keywords.count, keywords: keywords),
      classSpan: classSpan, arguments: .expressions(arguments.map(\.argument)))
  }
}

extension Expression {
  /// Whether it is written as most modules are: as a call, or as a bare class.
  var canBeModule: Bool {
    switch kind {
    case .call, .name: true
    default: false
    }
  }
}

/// An operator on numbers.
enum ArithmeticOperator: String, Sendable {
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case floorDivide = "//"
  case modulo = "%"
  case power = "**"
}

/// An operator that compares.
enum ComparisonOperator: String, Sendable {
  case equal = "=="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case identical = "is"
  case notIdentical = "is not"
  case contained = "in"
  case notContained = "not in"
}

/// The text of an expression and its place in the source.
struct ExpressionSource {
  /// The source of a text that stands in no file.
  static let nowhere = ExpressionSource(
    span: SourceSpan(file: 0, start: 0, end: 0), verbatimStart: nil)

  /// The span of the YAML scalar.
  let span: SourceSpan
  /// The offset in the file of the text's first byte, where the text stands there as it is.
  private let verbatimStart: UInt32?
  /// Where the text's bytes stand, where YAML rewrote it.
  private var places: ScalarPlaces?
  /// Where the expression starts in the scalar's text.
  private var start = 0

  init(span: SourceSpan, verbatimStart: UInt32?) {
    self.span = span
    self.verbatimStart = verbatimStart
  }

  /// The source of a scalar that stands in a file of these bytes.
  init(_ scalar: YAMLScalar, at span: SourceSpan, in bytes: [UInt8]) {
    self.init(span: span, verbatimStart: scalar.verbatimStart)
    guard verbatimStart == nil, span.end > span.start else { return }
    places = bytes.withUnsafeBufferPointer { bytes in
      scalar.withUTF8 { ScalarPlaces(of: $0, at: Int(span.start)..<Int(span.end), in: bytes) }
    }
  }

  /// Whether the text stands in its file as it is.
  var isVerbatim: Bool { verbatimStart != nil }

  /// The source of the part of the text that starts at an offset.
  func part(from offset: Int) -> ExpressionSource {
    var part = self
    part.start += offset
    return part
  }

  /// The place of a run of the text's bytes: the whole scalar where that cannot be told.
  func span(of range: Range<Int>) -> SourceSpan {
    if let verbatimStart {
      return SourceSpan(file: span.file, bytes: range, after: Int(verbatimStart) + start)
    }
    let range = (start + range.lowerBound)..<(start + range.upperBound)
    guard let source = places?.source(of: range) else { return span }
    return SourceSpan(file: span.file, start: source.lowerBound, end: source.upperBound)
  }

  /// Whether a byte of the text is the first on its line in the source, and not on the text's first.
  func startsLine(_ offset: Int) -> Bool {
    places?.isLineBreak(start + offset - 1) ?? false
  }
}
