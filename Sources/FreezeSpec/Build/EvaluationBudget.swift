/// The work that evaluating a config may take, and the size that its model may have.
///
/// Repeats, classes and lists multiply what a short text asks for; a config that keeps evaluating
/// without a model to show for it is stopped. There are so many steps, and more for every module.
final class EvaluationBudget {
  private let reporter: Reporter
  private var steps = Limits.evaluationSteps
  /// How many expressions and modules lie around the current one.
  private var level = 0
  private var modulesMade = 0

  init(_ reporter: Reporter) { self.reporter = reporter }

  // MARK: Steps

  /// Takes steps; the first time that there are too few is reported.
  func charge(_ count: Int = 1, at span: SourceSpan) throws(Reported) {
    if steps < 0 || reporter.isFull { throw Reported() }
    steps -= count
    if steps >= 0 { return }
    throw reporter.report(
      .limit,
      "evaluating the config takes more than \(grouped(Limits.evaluationSteps)) steps, and "
        + "\(Limits.evaluationStepsPerPart) for every module and parameter",
      at: span)
  }

  /// Takes the steps that going through a value costs.
  func charge(for value: Value, at span: SourceSpan) throws(Reported) {
    if value.isCompound { try charge(value.weight(), at: span) }
  }

  /// Runs a step one level deeper, and refuses to go deeper than the stack allows.
  func nested<Result>(at span: SourceSpan, _ body: () throws(Reported) -> Result)
    throws(Reported) -> Result
  {
    level += 1
    defer { level -= 1 }
    // Expressions and modules nest inside each other; each alone is held to the limit.
    if level > 4 * Limits.nesting {
      throw reporter.report(
        .limit,
        "modules and expressions lie in each other over more than \(4 * Limits.nesting) levels",
        at: span)
    }
    return try body()
  }

  // MARK: Sizes

  /// Holds a list or a tuple to the limits of depth and work.
  func checked(_ value: Value, at span: SourceSpan) throws(Reported) -> Value {
    if !value.isCompound { return value }
    let weight = value.weight()
    if weight == .max {
      throw reporter.report(
        .limit, "lists are nested deeper than \(Limits.nesting) levels, or hold too much", at: span)
    }
    try charge(weight, at: span)
    return value
  }

  /// Holds a finished module to the limits, and grants the steps that it is worth.
  func checked(_ module: Module, at span: SourceSpan) throws(Reported) -> Module {
    modulesMade += 1
    let parts = 1 + module.parameters.count + module.buffers.count
    if steps >= 0 { steps = saturatingSum(steps, parts * Limits.evaluationStepsPerPart) }
    if module.moduleCount > Limits.modules || modulesMade > Limits.modules + Limits.modules / 4 {
      throw reporter.report(
        .limit, "the model has more than \(grouped(Limits.modules)) modules", at: span)
    }
    if module.parameterCount > Limits.parameters {
      throw reporter.report(
        .limit, "the model has more than \(grouped(Limits.parameters)) parameters", at: span)
    }
    try checkTextBytes(module.textBytes, at: span)
    if module.depth > Limits.nesting {
      throw reporter.report(
        .limit, "modules are nested deeper than \(Limits.nesting) levels", at: span)
    }
    return module
  }

  /// Holds a number of modules and parameters to the limits.
  func checkLimits(_ totals: ModuleTotals, at span: SourceSpan) throws(Reported) {
    if totals.modules > Limits.modules {
      throw reporter.report(
        .limit, "a model has at most \(grouped(Limits.modules)) modules, and this makes more",
        at: span)
    }
    if totals.parameters > Limits.parameters {
      throw reporter.report(
        .limit, "a model has at most \(grouped(Limits.parameters)) parameters, and this makes more",
        at: span)
    }
  }

  /// Holds the length of all names in a module to the limit.
  func checkTextBytes(_ count: Int, at span: SourceSpan) throws(Reported) {
    if count <= Limits.modelTextBytes { return }
    throw reporter.report(
      .limit,
      "the full names in the model take more than \(grouped(Limits.modelTextBytes)) bytes together",
      at: span, help: ["give its modules shorter names"])
  }

  /// Holds a name, or a text that stands where names do, to the limit.
  func checkLength(_ text: String, _ what: String, at span: SourceSpan) throws(Reported) {
    let count = text.utf8.count
    if count <= Limits.nameBytes { return }
    throw reporter.report(
      .limit,
      "\(what) has at most \(grouped(Limits.nameBytes)) bytes, and this has \(grouped(count))",
      at: span)
  }
}

/// How much there is of a model.
struct ModuleTotals {
  var modules = 0
  var parameters = 0

  static func += (total: inout ModuleTotals, more: ModuleTotals) {
    total.modules = saturatingSum(total.modules, more.modules)
    total.parameters = saturatingSum(total.parameters, more.parameters)
  }

  static func * (totals: ModuleTotals, times: Int) -> ModuleTotals {
    ModuleTotals(
      modules: saturatingProduct(totals.modules, times),
      parameters: saturatingProduct(totals.parameters, times))
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
