extension PlanSnapshot {
  /// Whether bytes look like a saved plan rather than like a config, which may be JSON as well.
  ///
  /// - Parameter bytes: A file of any kind.
  /// - Returns: Whether it is an object with the key `format_version`, which no config has.
  package static func isSavedPlan(_ bytes: [UInt8]) -> Bool { SavedPlan.looksLikeOne(bytes) }

  /// Reads what `freezespec apply --format json` wrote.
  ///
  /// - Parameters:
  ///   - saved: The bytes.
  ///   - checksHash: Whether to refuse a plan whose `plan_hash` is not that of what it says.
  /// - Throws: ``SavedPlanError`` where they are no saved plan, one of a later format, or one that
  ///   contradicts itself.
  public init(saved: [UInt8], checksHash: Bool = false) throws(SavedPlanError) {
    let file = try SavedPlan(reading: saved)
    let parameters = try file.checkedParameters()
    let rules = try file.checkedRules()
    let decided = parameters.compactMap(\.decidedBy)
    guard decided.allSatisfy({ $0 >= 1 && $0 <= rules.count }) else {
      throw SavedPlanError("it has a parameter decided by a rule that it does not have")
    }
    for path in file.eval?.modules ?? [] where !path.isEmpty { try SavedPlan.checkName(path) }
    let softmax = try file.softmax?.checked()
    let outcomes = try file.checkedOutcomes()
    guard let summary = PlanSummary(parameters) else {
      throw SavedPlanError("it has more than 2^63 - 1 elements")
    }
    if let total = file.summary?.parameters, total != parameters.count {
      throw SavedPlanError(
        "it lists \(parameters.count) of \(total) parameters, as `apply --only` does; "
          + "save the whole plan with `apply --save`")
    }
    self.init(
      path: file.config, name: file.name, parameters: Parameters(parameters), rules: rules,
      softmax: softmax,
      expectationOutcomes: outcomes, evalSelectors: file.eval?.selectors ?? [],
      evalModules: file.eval?.modules ?? [], summary: summary, root: nil,
      buffers: try file.checkedBuffers().map { Parameters($0) },
      unmatched: try file.checkedUnmatched(),
      wrappedClasses: file.wrap ?? [],
      decidedByOneName: file.decidedByOneName)
    // Older files have none.
    if checksHash, let hash = file.hash, hash != self.hash {
      throw SavedPlanError(
        "its plan_hash is not that of what it says, as where it was edited by hand")
    }
  }
}

extension SavedPlan {
  /// What became of the expectations; those of a plan that does not tell did hold.
  fileprivate func checkedOutcomes() throws(SavedPlanError) -> [ExpectationOutcome] {
    let texts = expectations ?? []
    var told: [ExpectationOutcome] = []
    for outcome in expectationOutcomes ?? [] { told.append(try outcome.checked()) }
    if told.count == texts.count, zip(told, texts).allSatisfy({ $0.text.isExactly($1) }) {
      return told
    }
    return texts.map {
      ExpectationOutcome(
        text: $0, subject: String($0.prefix { $0 != ":" }), holds: true)
    }
  }

  /// The parameters, each name of which is there once.
  fileprivate func checkedParameters() throws(SavedPlanError) -> [PlanSnapshot.Parameter] {
    var totals = NameTotals()
    // By their numbers, so that no parameter is copied for its name.
    for index in parameters.indices { totals.add(parameters[index].name) }
    if let refusal = ComparedNames.refusal(count: parameters.count, totals) {
      throw SavedPlanError("it \(refusal)")
    }
    var names = Set<ExactString>(minimumCapacity: parameters.count)
    func take(_ name: String) throws(SavedPlanError) {
      guard names.insert(ExactString(name)).inserted else {
        throw SavedPlanError("it has the name `\(clipped(name))` twice")
      }
      try Self.checkName(name)
    }
    let unmatched = try checkedUnmatched()
    var checked: [PlanSnapshot.Parameter] = []
    checked.reserveCapacity(parameters.count)
    for parameter in parameters {
      try take(parameter.name)
      for name in parameter.tiedNames { try take(name) }
      checked.append(try parameter.checked(unmatched))
    }
    return checked
  }

  /// The tied parameters that are decided by one of their names; `nil` where the file does not tell.
  fileprivate var decidedByOneName: Set<ExactString>? {
    let tied = parameters.filter { !$0.tiedNames.isEmpty }
    guard tied.allSatisfy({ $0.decidedByOneName != nil }) else { return nil }
    return Set(tied.filter { $0.decidedByOneName == true }.map { ExactString($0.name) })
  }

  /// The rules, which are numbered from 1.
  fileprivate func checkedRules() throws(SavedPlanError) -> [PlanSnapshot.Rule] {
    var checked: [PlanSnapshot.Rule] = []
    for rule in rules {
      guard let action = RuleAction(rawValue: rule.action) else {
        throw SavedPlanError("it has the unknown action `\(clipped(rule.action))`")
      }
      guard rule.index == checked.count + 1 else {
        throw SavedPlanError("it has rules that are not numbered from 1")
      }
      checked.append(
        PlanSnapshot.Rule(
          index: rule.index, action: action, selector: rule.selector, because: rule.because,
          isOptional: rule.optional ?? false, line: rule.line, changed: rule.changed,
          isBesideUnmatched: rule.besideUnmatched ?? false, notes: rule.notes))
    }
    return checked
  }

  /// What becomes of the parameters that no rule matches, where the file says so.
  fileprivate func checkedUnmatched() throws(SavedPlanError) -> UnmatchedOutcome? {
    guard let unmatched else { return nil }
    guard let outcome = UnmatchedOutcome(rawValue: unmatched) else {
      throw SavedPlanError("it has the unknown `unmatched` `\(clipped(unmatched))`")
    }
    return outcome
  }

  /// The buffers, where the file lists them.
  fileprivate func checkedBuffers() throws(SavedPlanError) -> [PlanSnapshot.Parameter]? {
    guard let buffers else { return nil }
    var names: Set<ExactString> = []
    var checked: [PlanSnapshot.Parameter] = []
    for buffer in buffers {
      guard names.insert(ExactString(buffer.name)).inserted else {
        throw SavedPlanError("it has the buffer `\(clipped(buffer.name))` twice")
      }
      let dtype = try Self.dtype(buffer.dtype)
      try Self.checkName(buffer.name)
      guard buffer.shape.allSatisfy({ $0 >= 0 }) else {
        throw SavedPlanError(
          "its buffer `\(clipped(buffer.name))` has a shape that no tensor can have")
      }
      checked.append(
        PlanSnapshot.Parameter(buffer: buffer.name, shape: Shape(buffer.shape), dtype: dtype))
    }
    return checked
  }

  fileprivate static func dtype(_ name: String) throws(SavedPlanError) -> DType {
    guard let dtype = DType(name: name) else {
      throw SavedPlanError("it has the unknown dtype `\(clipped(name))`")
    }
    return dtype
  }

  /// Refuses a path that no model has, whose components would fill the memory with a tree of them.
  fileprivate static func checkName(_ name: String) throws(SavedPlanError) {
    let most = 2 * Limits.nesting
    let fault: String? = name.withBytes { bytes in
      var components = 1
      var length = 0
      var isWhole = true
      for byte in bytes {
        if byte == UInt8(ascii: ".") {
          if length == 0 { isWhole = false }
          components += 1
          length = 0
          if components > most {
            return "the name `\(clipped(name))` has more than \(most) components"
          }
        } else {
          length += 1
          if length > Limits.nameBytes {
            return
              "a component of `\(clipped(name))` has more than \(grouped(Limits.nameBytes)) bytes"
          }
        }
      }
      if isWhole, length > 0 { return nil }
      return "the name `\(clipped(name))` has an empty component"
    }
    if let fault { throw SavedPlanError(fault) }
  }
}

extension SavedPlan.Outcome {
  /// The outcome, whose numbers are such as a plan can have.
  fileprivate func checked() throws(SavedPlanError) -> ExpectationOutcome {
    let numbers = [
      min, max, measured, largestProbability, leastEntropy, mostEntropy, bounds?.max,
      bounds?.minEntropy, bounds?.maxEntropy,
    ]
    guard numbers.allSatisfy({ $0.map { $0 >= 0 && $0.isFinite } ?? true }) else {
      throw SavedPlanError(
        "its expectation `\(clipped(expectation))` has a number that is not finite and at least 0")
    }
    guard (wrong ?? 0) >= 0, (wrong ?? 0) <= matched ?? .max, (matched ?? 0) >= 0 else {
      throw SavedPlanError(
        "its expectation `\(clipped(expectation))` has counts that contradict each other")
    }
    func bound(_ number: Double?) -> Expectation.Bound? {
      guard let number else { return nil }
      let isFraction = subject.isExactly(Expectation.Quantity.trainableFraction.rawValue)
      return Int(exactly: number).flatMap { isFraction ? nil : .count($0) } ?? .fraction(number)
    }
    var outcome = ExpectationOutcome(
      text: expectation, subject: subject, minimum: bound(min), maximum: bound(max), holds: holds)
    if let measured = bound(measured) {
      outcome.measured = .number(measured)
    } else if let matched, let wrong, let state = ParameterState(rawValue: subject) {
      outcome.measured = .states(expected: state, wrong: wrong, of: matched)
    } else if let bounds {
      outcome.softmaxBounds = SoftmaxBounds(
        max: bounds.max, minEntropy: bounds.minEntropy, maxEntropy: bounds.maxEntropy)
      outcome.measured = .softmax(try measure())
    }
    return outcome
  }

  /// What was measured of a softmax.
  private func measure() throws(SavedPlanError) -> SoftmaxMeasure {
    guard let leastEntropy, let mostEntropy else {
      return SoftmaxMeasure(largestProbability: nil, entropies: nil, failures: [])
    }
    guard leastEntropy <= mostEntropy else {
      throw SavedPlanError(
        "its expectation `\(clipped(expectation))` has a least entropy above the most")
    }
    return SoftmaxMeasure(
      largestProbability: largestProbability, entropies: leastEntropy...mostEntropy, failures: [])
  }
}

extension SavedPlan.Parameter {
  /// The parameter, whose count is that of its shape.
  ///
  /// - Parameter unmatched: What the plan makes of those that no rule matches.
  fileprivate func checked(_ unmatched: UnmatchedOutcome?) throws(SavedPlanError)
    -> PlanSnapshot.Parameter
  {
    let dtype = try SavedPlan.dtype(dtype)
    guard className.utf8.count <= Limits.nameBytes else {
      throw SavedPlanError(
        "the class `\(clipped(className))` has more than \(grouped(Limits.nameBytes)) bytes")
    }
    guard shape.allSatisfy({ $0 >= 0 }), let count = elementCount(shape) else {
      throw SavedPlanError(
        "its parameter `\(clipped(name))` has a shape that no tensor can have")
    }
    guard elements == nil || elements == count else {
      throw SavedPlanError(
        "its parameter `\(clipped(name))` has \(grouped(count)) elements by its shape, and others "
          + "by its count")
    }
    return PlanSnapshot.Parameter(
      name: name, shape: Shape(shape), elements: count, dtype: dtype, className: className,
      requiresGrad: requiresGrad, decidedBy: decidedBy, tiedNames: tiedNames,
      undecided: decidedBy == nil ? undecided(unmatched) : nil)
  }

  /// Why it is in its state that no rule decided; the likely reason where the file does not tell.
  private func undecided(_ unmatched: UnmatchedOutcome?) -> UndecidedReason {
    let isSaid = unmatched == (requiresGrad ? .train : .freeze)
    if let unmatched, isSaid, reason != UndecidedReason.declared.word {
      return .unmatched(unmatched)
    }
    return requiresGrad ? .byDefault : .declared
  }
}

extension SavedPlan.Softmax {
  /// The softmax, computed anew.
  fileprivate func checked() throws(SavedPlanError) -> SoftmaxPreview {
    let temperatures = temperatures ?? [temperature]
    guard !temperatures.isEmpty,
      ([temperature] + temperatures).allSatisfy({ $0 > 0 && $0.isFinite })
    else {
      throw SavedPlanError("it has a temperature that is not above 0")
    }
    guard temperatures.count <= Limits.temperatures else {
      throw SavedPlanError("it has more than \(Limits.temperatures) temperatures")
    }
    let logits = try array(logits)
    guard Set(temperatures).count * (logits?.elements.count ?? 0) <= Limits.probabilities else {
      throw SavedPlanError(
        "its softmax has more than \(grouped(Limits.probabilities)) probabilities")
    }
    let teacher = try array(teacher)
    if let teacher {
      guard let logits, teacher.shape == logits.shape else {
        throw SavedPlanError("its teacher's logits are not shaped as its logits")
      }
      guard LogitsFault(teacher: teacher, student: logits, dim: dim) == nil else {
        throw SavedPlanError("its logits mask what its teacher's do not")
      }
    }
    return SoftmaxPreview(temperatures: temperatures, dim: dim, logits: logits, teacher: teacher)
  }

  private func array(_ numbers: NestedNumbers?) throws(SavedPlanError) -> NumberArray? {
    guard let numbers else { return nil }
    guard let array = numbers.array else { throw SavedPlanError("it has ragged logits") }
    guard dim >= -array.shape.count, dim < array.shape.count else {
      throw SavedPlanError("its logits have no dimension \(dim)")
    }
    guard LogitsFault(array, dim: dim) == nil else {
      throw SavedPlanError("it has logits that are all masked")
    }
    return array
  }
}
