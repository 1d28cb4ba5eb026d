/// Evaluates expressions.
final class Evaluator {
  private let reporter: Reporter
  private let budget: EvaluationBudget
  private let identities: ObjectIdentities

  init(_ identities: ObjectIdentities, _ budget: EvaluationBudget, _ reporter: Reporter) {
    self.identities = identities
    self.budget = budget
    self.reporter = reporter
  }

  /// Evaluates an expression.
  func evaluate(_ expression: Expression, in scope: Scope) throws(Reported) -> Value {
    try budget.charge(at: expression.span)
    switch expression.kind {
    case .literal(let value): return value
    case .name(let name):
      try budget.charge(scope.steps(lookingUp: name) - 1, at: expression.span)
      return try lookUp(name, at: expression.span, in: scope)
    case .call(let call):
      try budget.enter(at: expression.span)
      defer { budget.leave() }
      return .module(try scope.file.builder.calls.module(call, at: expression.span, in: scope))
    default:
      try budget.enter(at: expression.span)
      defer { budget.leave() }
      return try evaluateCompound(expression, in: scope)
    }
  }

  private func evaluateCompound(_ expression: Expression, in scope: Scope) throws(Reported)
    -> Value
  {
    let span = expression.span
    switch expression.kind {
    case .literal(let value): return value
    case .name, .call: return try evaluate(expression, in: scope)
    case .tuple(let items):
      return try budget.checked(.tuple(evaluateAll(items, in: scope)), at: span)
    case .list(let items): return try budget.checked(.list(evaluateAll(items, in: scope)), at: span)
    case .negate(let operand):
      let value = try evaluate(operand, in: scope)
      return try attempt(at: span) { () throws(EvaluationError) in try Arithmetic.negate(value) }
    case .plus(let operand):
      let value = try evaluate(operand, in: scope)
      return try attempt(at: span) { () throws(EvaluationError) in try Arithmetic.plus(value) }
    case .not(let operand): return .bool(try !evaluate(operand, in: scope).isTruthy)
    case .arithmetic(let first, let rest):
      var result = try evaluate(first, in: scope)
      for (operation, operand) in rest {
        var right = try evaluate(operand, in: scope)
        var left = result
        if operation == .multiply {
          left = try budget.identified(left, identities, at: span)
          right = try budget.identified(right, identities, at: span)
        }
        try budget.charge(Arithmetic.furtherSteps(operation, left, right), at: span)
        result = try budget.checked(
          attempt(at: span) { () throws(EvaluationError) in
            try Arithmetic.apply(operation, left, right)
          }, at: span)
      }
      return result
    case .comparison(let first, let rest):
      var left = try evaluate(first, in: scope)
      for (operation, operand) in rest {
        let right = try evaluate(operand, in: scope)
        try budget.charge(for: left, at: span)
        try budget.charge(for: right, at: span)
        let holds = try attempt(at: span) { () throws(EvaluationError) in
          try Arithmetic.compare(operation, left, right)
        }
        if !holds { return .bool(false) }
        left = right
      }
      return .bool(true)
    case .and(let operands):
      var result = Value.bool(true)
      for operand in operands {
        result = try evaluate(operand, in: scope)
        if !result.isTruthy { break }
      }
      return result
    case .or(let operands):
      var result = Value.bool(false)
      for operand in operands {
        result = try evaluate(operand, in: scope)
        if result.isTruthy { break }
      }
      return result
    case .conditional(let condition, let then, let otherwise):
      return try evaluate(
        evaluate(condition, in: scope).isTruthy ? then : otherwise, in: scope)
    case .item(let value, let index):
      let value = try evaluate(value, in: scope)
      let index = try evaluate(index, in: scope)
      if case .string = value { try budget.charge(for: value, at: span) }
      return try attempt(at: span) { () throws(EvaluationError) in
        try Arithmetic.item(value, index)
      }
    case .module(let spec):
      return try scope.file.builder.modules.module(spec, in: scope).map(Value.module) ?? .none
    }
  }

  /// Evaluates several expressions, so that the errors of all of them are found.
  private func evaluateAll(_ expressions: [Expression], in scope: Scope) throws(Reported)
    -> [Value]
  {
    var values: [Value] = []
    values.reserveCapacity(expressions.count)
    var failure: Reported?
    for expression in expressions {
      do throws(Reported) {
        values.append(try evaluate(expression, in: scope))
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return values
  }

  private func attempt<Result>(
    at span: SourceSpan, _ body: () throws(EvaluationError) -> Result
  ) throws(Reported) -> Result {
    do throws(EvaluationError) {
      return try body()
    } catch {
      throw reporter.report(.evaluation, error.message, at: span, help: error.help)
    }
  }

  private func lookUp(_ name: String, at span: SourceSpan, in scope: Scope) throws(Reported)
    -> Value
  {
    if let value = scope.value(of: name) { return value }
    if name.hasPrefix("torch."), let dtype = DType(name: String(name.dropFirst(6))) {
      return .dtype(dtype)
    }
    if scope.file.hasFailed(name) { throw Reported() }
    // In a template the place is that of the whole text, for which no name can be written.
    let isPlaced = Int(span.end - span.start) == name.utf8.count
    throw reporter.report(
      .unknownName, "`\(clipped(name))` is not defined", at: span,
      cures: cures(name, in: scope).map { isPlaced ? $0 : Cure($0.sentence) })
  }

  private func cures(_ name: String, in scope: Scope) -> [Cure] {
    switch scope.file.lets?[name] {
    case .current: return ["a `let` value cannot name itself"]
    case .pending: return ["`let` values see only those above them: move `\(name)` up"]
    case .value, .failed, nil: break
    }
    if scope.file.classes.isClass(name) {
      return ["`\(name)` is a class: write \(plainClassName(name))() to make a module of it"]
    }
    if DType(name: name) != nil { return [.writing("torch.\(name)")] }
    if ["null", "none"].contains(lowercased(name)) { return [.writing("None")] }
    if let truth = TruthWord.value(of: name) { return [.writing(truth ? "True" : "False")] }
    let near = Suggestion.didYouMean(name, in: scope.names, unlessMany: reporter.diagnostics)
    if !near.isEmpty || name.utf8.contains(UInt8(ascii: ".")) { return near }
    let index: [Cure] =
      scope.isInNamelessRepeat
      ? ["if it is the index of the `repeat`, add `as: \(clipped(name))` to it"] : []
    return index + [.defining(name)]
  }

  /// A type written as `bfloat16` or `torch.bfloat16`, where nothing else can stand.
  func dtype(_ expression: Expression, in scope: Scope) throws(Reported) -> DType? {
    if case .name(let name) = expression.kind, scope.value(of: name) == nil,
      !scope.file.hasFailed(name)
    {
      let plain = name.hasPrefix("torch.") ? String(name.dropFirst(6)) : name
      if let dtype = DType(name: plain) { return dtype }
      throw reporter.report(
        .invalidValue, "`\(clipped(name))` is no dtype", at: expression.span,
        cures: Suggestion.didYouMean(plain, in: DType.allCases.map(\.rawValue)))
    }
    switch try evaluate(expression, in: scope) {
    case .dtype(let dtype): return dtype
    case .none: return nil
    case let value:
      throw reporter.report(.wrongType, "\(brief(value)) is no dtype", at: expression.span)
    }
  }

  /// The text of a template, its fields filled in as f-strings do.
  func fill(_ template: Template, in scope: Scope) throws(Reported) -> String {
    var text = ""
    for part in template.parts {
      switch part {
      case .text(let fixed): text += fixed
      case .field(let expression, let isRepr):
        let value = try evaluate(expression, in: scope)
        try budget.charge(for: value, at: expression.span)
        if case .module(let module) = value {
          try budget.charge(module.moduleCount, at: expression.span)
        }
        if case .string(let value) = value, !isRepr {
          text += value
        } else {
          // A longer text is refused, for which its beginning is enough.
          let shown = value.repr(cutAt: Limits.nameBytes)
          // To find a float's digits takes as long as several steps.
          try budget.charge(shown.utf8.count / 4, at: expression.span)
          text += shown
        }
      }
    }
    // A long text around a short field is copied as often as the template is filled in.
    try budget.charge(text.utf8.count / 16, at: template.span)
    return text
  }
}

extension Cure {
  /// What may be missing where nothing is known of a name.
  static func defining(_ name: String) -> Cure {
    "give it a value under `let`, or, if it is a string, quotes: '\(clipped(name))'"
  }
}
