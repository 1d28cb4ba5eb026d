/// A plan for other programs, as `docs/plan.schema.json` describes it.
struct PlanJSONReport: Sendable {
  /// The version of the format; its first number changes where a key changes its meaning.
  static let formatVersion = "1.0"

  /// What to show.
  var options: PlanReportOptions

  /// Makes the report.
  init(_ options: PlanReportOptions = PlanReportOptions()) { self.options = options }

  /// Writes the report, in UTF-8: one JSON object and a line break.
  func write(_ plan: FreezePlan, to out: inout OutputBuffer) {
    out.appendJSON(escapesMarkup: false) { write(plan, to: &$0) }
    out.append(byte: 0x0A)
  }

  private func write(_ plan: FreezePlan, to json: inout JSONWriter) {
    json.object { json in
      json.field("format_version", PlanJSONReport.formatVersion)
      json.field("config", plan.path)
      json.field("name", plan.name)
      json.key("parameters")
      json.array { writeParameters(plan, to: &$0) }
      json.key("buffers")
      json.array { writeBuffers(plan, to: &$0) }
      json.key("rules")
      json.array { writeRules(plan, to: &$0) }
      json.key("summary")
      json.value(plan.summary)
      json.key("softmax")
      json.value(plan.softmax)
      json.key("diagnostics")
      json.array { json in
        for finding in plan.findings { json.value(finding, plan.sources) }
      }
      json.field("description", plan.description)
      json.key("expectations")
      json.array { json in
        for outcome in plan.expectationOutcomes { json.value(outcome.text) }
      }
      json.key("eval")
      json.object(inline: true) { json in
        json.field("selectors", plan.evalMode.selectors.map(\.description))
        json.field("modules", plan.evalMode.modules)
      }
      json.field("unmatched", plan.unmatched?.outcome.rawValue)
      if !plan.wrappedClasses.isEmpty { json.field("wrap", plan.wrappedClasses) }
      json.key("expectation_outcomes")
      json.array { json in
        for outcome in plan.expectationOutcomes { json.value(outcome) }
      }
      json.field("plan_hash", plan.hash)
    }
  }

  private func writeParameters(_ plan: FreezePlan, to json: inout JSONWriter) {
    let (model, evaluation) = (plan.model, plan.evaluation)
    var parts = ParameterParts(plan)
    let decidedByOneName = plan.tensorsDecidedByOneName
    model.parameters.forEachEntry { entry in
      let index = entry.index
      if let only = options.only, evaluation[index].requiresGrad != (only == .trainable) { return }
      let part = parts.index(of: entry.module.type, evaluation.decisionOfTensor[index])
      let tiedNames = model.tiedNames.isEmpty ? [] : model.tiedNames[index] ?? []
      json.object(inline: true) { json in
        let (name, parameter) = (entry.name.utf8, entry.parameter)
        let most =
          2 * ByteWriter.mostJSONBytes(of: name) + parameter.shape.mostBytesOfFields
          + parts.texts[part].count + 64
        json.append(jsonUpTo: most) { row in
          row.append("\"name\": " as StaticString)
          row.append(json: name)
          row.append(parameter.shape, elements: parameter.elements, parameter.dtype)
          row.append(", \"module\": " as StaticString)
          row.append(json: entry.name.modulePath)
          row.append(parts.texts[part])
          if tiedNames.isEmpty { row.append(", \"tied_names\": []" as StaticString) }
        }
        if !tiedNames.isEmpty {
          json.field("tied_names", tiedNames)
          json.field("decided_by_one_name", decidedByOneName.contains(index))
        }
      }
    }
  }

  private func writeBuffers(_ plan: FreezePlan, to json: inout JSONWriter) {
    for entry in plan.model.buffers {
      json.object(inline: true) { json in
        json.field("name", entry.name)
        let (shape, dtype) = (entry.buffer.shape, entry.buffer.dtype)
        json.append(jsonUpTo: shape.mostBytesOfFields) { $0.append(shape, elements: nil, dtype) }
      }
    }
  }

  private func writeRules(
    _ plan: FreezePlan, to json: inout JSONWriter
  ) {
    for rule in plan.rules {
      let entry = plan.ledgerEntry(of: rule)
      json.object(inline: true) { json in
        json.fields(of: rule, entry, plan)
      }
    }
  }
}

/// What many parameters have in common, written once: the fields behind the module.
private struct ParameterParts {
  /// The fields, by index.
  private(set) var texts: [[UInt8]] = []
  private let evaluation: RuleEvaluation
  private let matched: [[UInt8]]
  private var types = TypeTexts { $0 }
  private var keys: [Key] = []
  private var index = HashIndex()
  /// The index that was found last: parameters that follow each other are often alike.
  private var last = 0

  private struct Key: Hashable {
    let type: Int
    let decision: Int32
  }

  init(_ plan: FreezePlan) {
    evaluation = plan.evaluation
    matched = plan.evaluation.decisions.map { Array("\($0.matchedBy)".utf8) }
  }

  /// The index of the fields of a parameter in a module of a type, by the index of its decision.
  mutating func index(of type: ModuleType, _ decision: Int32) -> Int {
    let key = Key(type: types.index(of: type), decision: decision)
    if last < keys.count, keys[last] == key { return last }
    last = index.number(of: key, in: keys) ?? add(key)
    return last
  }

  private mutating func add(_ key: Key) -> Int {
    let decision = evaluation.decisions[Int(key.decision)]
    texts.append(
      JSONWriter.fields { json in
        json.field("class", types.texts[key.type])
        json.field("requires_grad", decision.requiresGrad)
        json.field("decided_by", decision.decidedBy)
        json.key("matched_by")
        json.value(json: matched[Int(key.decision)])
        json.field("reason", evaluation.reasonWord(of: decision))
      })
    index.insert(keys.count, key)
    keys.append(key)
    return keys.count - 1
  }
}

extension Shape {
  /// How many bytes the fields of a tensor take at most.
  fileprivate var mostBytesOfFields: Int { mostBytes + 96 }
}

extension ByteWriter {
  /// Writes the fields of a tensor behind others, the number of its elements among them where it is asked
  /// for.
  fileprivate mutating func append(_ shape: Shape, elements: Int?, _ dtype: DType) {
    append(", \"shape\": " as StaticString)
    append(shape)
    if let elements {
      append(", \"elements\": " as StaticString)
      append(elements)
    }
    append(", \"dtype\": \"" as StaticString)
    append(dtype.rawValue)
    append(byte: UInt8(ascii: "\""))
  }
}

extension JSONWriter {
  /// Fields of an inline object, what stands between them and those before included.
  fileprivate static func fields(_ write: (inout JSONWriter) -> Void) -> [UInt8] {
    var json = JSONWriter(insideInlineObjectEscapingMarkup: false)
    write(&json)
    return json.out.bytes
  }

  /// Writes the totals of a plan.
  mutating func value(_ summary: PlanSummary) {
    object(inline: true) { json in
      json.field("parameters", summary.parameters)
      json.field("trainable_parameters", summary.trainable.parameters)
      json.field("frozen_parameters", summary.frozen.parameters)
      json.field("elements", summary.elements)
      json.field("trainable_elements", summary.trainable.elements)
      json.field("frozen_elements", summary.frozen.elements)
      json.key("trainable_fraction")
      json.value(summary.trainableFraction)
      json.field("trainable_bytes", summary.trainable.bytes)
      json.field("frozen_bytes", summary.frozen.bytes)
      json.field("gradient_bytes", summary.gradientBytes)
      json.field("optimizer_bytes", summary.optimizerBytes)
    }
  }

  /// Writes what became of an expectation, its numbers exactly.
  mutating func value(_ outcome: ExpectationOutcome) {
    object(inline: true) { json in
      json.field("expectation", outcome.text)
      json.field("subject", outcome.subject)
      json.field("holds", outcome.holds)
      switch outcome.measured {
      case .number(let number):
        json.field("min", outcome.minimum)
        json.field("max", outcome.maximum)
        json.field("measured", number)
      case .states(_, let wrong, let all):
        json.field("matched", all)
        json.field("wrong", wrong)
      case .softmax(let measure):
        json.field("largest_probability", measure.largestProbability.map { .fraction($0) })
        json.field("least_entropy", measure.entropies.map { .fraction($0.lowerBound) })
        json.field("most_entropy", measure.entropies.map { .fraction($0.upperBound) })
        if let bounds = outcome.softmaxBounds { json.field("bounds", bounds) }
      case nil: break
      }
      json.key("broken_by")
      json.array { json in
        for offenders in outcome.offenders {
          json.object { json in
            json.field("glob", offenders.glob)
            json.field("parameters", offenders.count)
            json.field("elements", offenders.elements)
            json.field("requires_grad", offenders.state == .trainable)
            json.field("decided_by", offenders.decidedBy)
          }
        }
      }
      json.field("broken_by_more", outcome.offendersLeftOut)
    }
  }

  private mutating func field(_ key: StaticString, _ bound: Expectation.Bound?) {
    self.key(key)
    switch bound {
    case nil: null()
    case .count(let count): value(count)
    case .fraction(let fraction): value(fraction)
    }
  }

  private mutating func field(_ key: StaticString, _ bounds: SoftmaxBounds) {
    self.key(key)
    object { json in
      json.field("max", bounds.max.map { .fraction($0) })
      json.field("min_entropy", bounds.minEntropy.map { .fraction($0) })
      json.field("max_entropy", bounds.maxEntropy.map { .fraction($0) })
    }
  }

  /// Writes a softmax, or null.
  mutating func value(_ softmax: SoftmaxPreview?) {
    guard let softmax else {
      null()
      return
    }
    object(inline: true) { json in
      json.key("temperature")
      json.value(softmax.temperature)
      json.field("dim", softmax.dim)
      json.key("logits")
      json.value(softmax.logits)
      json.key("probabilities")
      json.value(softmax.probabilities)
      json.key("at_temperature_1")
      json.value(softmax.atTemperature1?.probabilities)
      json.key("teacher")
      json.value(softmax.teacher)
      json.key("temperatures")
      json.array { json in for temperature in softmax.temperatures { json.value(temperature) } }
      json.key("sweep")
      json.array { json in for tempered in softmax.sweep { json.value(tempered) } }
    }
  }

  private mutating func value(_ tempered: SoftmaxPreview.Tempered) {
    object { json in
      json.key("temperature")
      json.value(tempered.temperature)
      json.key("probabilities")
      json.value(tempered.probabilities)
      json.key("entropy")
      json.value(tempered.entropy)
      json.key("effective_classes")
      json.value(tempered.effectiveClasses)
      guard let losses = tempered.distillationLosses else { return }
      json.key("teacher_probabilities")
      json.value(tempered.teacherProbabilities)
      json.key("distillation_losses")
      json.value(losses)
      json.key("distillation_loss")
      json.value(tempered.distillationLoss ?? 0)
    }
  }

  private mutating func value(_ numbers: NumberArray?) {
    if let numbers { value(numbers) } else { null() }
  }
}
