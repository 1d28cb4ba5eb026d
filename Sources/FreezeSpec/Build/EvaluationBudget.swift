/// The work that evaluating a config may take, and the size that its model may have.
///
/// Repeats, classes and lists multiply what a short text asks for. There are so many steps for every
/// config, and more for every byte of it: a model that is written out can be made however large.
final class EvaluationBudget {
  private let reporter: Reporter
  private let allowed: Int
  private var steps: Int
  /// How many expressions and modules lie around the current one.
  private var level = 0

  /// Makes the budget of a config.
  ///
  /// - Parameter bytes: The length of its YAML, that of the files that it names included.
  init(bytes: Int, _ reporter: Reporter) {
    self.reporter = reporter
    allowed = saturatingSum(
      Limits.evaluationSteps, saturatingProduct(bytes, Limits.evaluationStepsPerByte))
    steps = allowed
  }

  // MARK: Steps

  /// Takes steps; the first time that there are too few is reported.
  func charge(_ count: Int = 1, at span: SourceSpan) throws(Reported) {
    if steps < 0 || reporter.isFull { throw Reported() }
    steps -= count
    if steps >= 0 { return }
    throw reporter.report(
      .limit,
      "making the model takes more than the \(grouped(allowed)) steps that a config of this length has",
      at: span,
      help: ["where modules are equal, repeat them without `as`: they are made once"])
  }

  /// Takes the steps that making modules and their tensors costs.
  func charge(for work: LayerWork, at span: SourceSpan) throws(Reported) {
    try charge(
      work.modules * Limits.stepsPerModule + work.tensors * Limits.stepsPerTensor + work.children,
      at: span)
  }

  /// Tells the modules in a value apart as Python does, for the steps that their copies cost.
  func identified(
    _ value: Value, _ identities: ObjectIdentities, at span: SourceSpan
  ) throws(Reported) -> Value {
    // To look for modules is to go through all items.
    try charge(for: value, at: span)
    if !value.holdsModule { return value }
    try charge(for: LayerWork(modules: identities.copies(for: value)), at: span)
    return identities.withIdentity(value)
  }

  /// Takes the steps that going through a value costs.
  func charge(for value: Value, at span: SourceSpan) throws(Reported) {
    if value.isCompound { try charge(value.weight(), at: span) }
  }

  /// Goes one level deeper, till ``leave()``; refuses to go deeper than the stack allows.
  func enter(at span: SourceSpan) throws(Reported) {
    // Expressions and modules nest inside each other; each alone is held to the limit.
    if level == 4 * Limits.nesting {
      throw reporter.report(
        .limit,
        "modules and expressions lie in each other over more than \(4 * Limits.nesting) levels",
        at: span)
    }
    level += 1
  }

  /// Goes back one level.
  func leave() { level -= 1 }

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

  /// Holds a finished module to the limits.
  func checked(_ module: Module, at span: SourceSpan) throws(Reported) -> Module {
    if module.moduleCount > Limits.modules {
      throw reporter.report(
        .limit, "the model has more than \(grouped(Limits.modules)) modules", at: span)
    }
    if module.parameterCount > Limits.parameters {
      throw reporter.report(
        .limit, "the model has more than \(grouped(Limits.parameters)) parameters", at: span)
    }
    // Ties are kept with their names.
    let atParameters =
      module.holdsTies ? 0 : module.parameterCount * Limits.modelTextBytesPerParameter
    try checkTextBytes(module.textBytes, atMost: max(Limits.modelTextBytes, atParameters), at: span)
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

  /// Holds the number of a module's own tensors to the limit.
  func checkOwnTensors(_ count: Int, at span: SourceSpan) throws(Reported) {
    if count <= Limits.ownTensors { return }
    throw reporter.report(
      .limit,
      "a module has at most \(grouped(Limits.ownTensors)) tensors of its own, and this makes more",
      at: span)
  }

  /// Holds the length of all names in a module to the limit.
  func checkTextBytes(
    _ count: Int, atMost most: Int = Limits.modelTextBytes, at span: SourceSpan
  ) throws(Reported) {
    if count <= most { return }
    throw reporter.report(
      .limit,
      "the full names in the model take more than \(grouped(most)) bytes together, a byte beyond ASCII counted "
        + "\(Limits.unusualByteFactor) times",
      at: span, help: ["give its modules shorter names"])
  }

  /// Holds a name, or a text that stands where names do, to the limit.
  func checkLength(_ text: String, _ what: String, at span: SourceSpan) throws(Reported) {
    if text.utf8.count <= Limits.nameBytes { return }
    throw reporter.report(
      .limit,
      "\(what) has at most \(grouped(Limits.nameBytes)) bytes, and this has more",
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
    // A layer may look at each of its characters.
    case .string(let text): budget -= text.utf8.count / 2 + 1
    case .tuple(let items), .list(let items):
      if level == Limits.nesting { return false }
      budget -= items.count
      for item in items {
        if case .module(let module) = item { budget -= module.moduleCount / 16 }
        if item.isCompound, budget < 0 || !item.weigh(&budget, level: level + 1) { return false }
      }
    default: break
    }
    return budget >= 0
  }
}
