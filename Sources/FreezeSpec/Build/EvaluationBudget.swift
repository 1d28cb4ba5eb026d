/// The work that evaluating a config may take: so many steps, and more for every module it makes.
///
/// Repeats, classes and lists multiply what a short text asks for; a config that keeps evaluating
/// without a model to show for it is stopped.
struct EvaluationBudget {
  private var steps = Limits.evaluationSteps
  /// Whether there was not enough.
  private(set) var isExhausted = false

  /// Takes some steps.
  ///
  /// - Returns: `false` where there are not so many left.
  mutating func take(_ count: Int) -> Bool {
    let (rest, overflow) = steps.subtractingReportingOverflow(count)
    steps = overflow ? -1 : rest
    if steps < 0 { isExhausted = true }
    return !isExhausted
  }

  /// Grants the steps that finished modules, parameters and buffers are worth.
  mutating func add(parts: Int) {
    steps = saturatingSum(steps, saturatingProduct(parts, Limits.evaluationStepsPerPart))
  }
}

extension ModelBuilder {
  /// Takes steps from the budget; the first time that it has too few is reported.
  func charge(_ steps: Int = 1, at span: SourceSpan) throws(Reported) {
    if budget.isExhausted || diagnostics.isFull { throw Reported() }
    if budget.take(steps) { return }
    throw report(
      .limit,
      "evaluating the config takes more than \(grouped(Limits.evaluationSteps)) steps, and "
        + "\(Limits.evaluationStepsPerPart) for every module and parameter",
      at: span)
  }

  /// Takes the steps that going through a value costs.
  func charge(for value: Value, at span: SourceSpan) throws(Reported) {
    if value.isCompound { try charge(value.weight(), at: span) }
  }

  /// Holds a list or a tuple to the limits of depth and work.
  func checked(_ value: Value, at span: SourceSpan) throws(Reported) -> Value {
    if !value.isCompound { return value }
    let weight = value.weight()
    if weight == .max {
      throw report(
        .limit, "lists are nested deeper than \(Limits.nesting) levels, or hold too much", at: span)
    }
    try charge(weight, at: span)
    return value
  }
}

extension Value {
  /// Whether its size is not that of one number.
  fileprivate var isCompound: Bool {
    switch self {
    case .string, .tuple, .list: true
    default: false
    }
  }

  /// The number of items in it, those of lists in lists included, and a share of its text's length;
  /// `Int.max` where it is nested too deeply or holds more than the limit.
  fileprivate func weight() -> Int {
    var budget = Limits.evaluationSteps
    return weigh(&budget, level: 0) ? Limits.evaluationSteps - budget : .max
  }

  private func weigh(_ budget: inout Int, level: Int) -> Bool {
    switch self {
    case .string(let text): budget -= text.utf8.count / 16 + 1
    case .tuple(let items), .list(let items):
      if level == Limits.nesting { return false }
      budget -= items.count
      for item in items where item.isCompound {
        if budget < 0 || !item.weigh(&budget, level: level + 1) { return false }
      }
    default: break
    }
    return budget >= 0
  }
}
