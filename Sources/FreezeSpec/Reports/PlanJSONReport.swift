/// A plan for other programs, as `docs/plan.schema.json` describes it.
struct PlanJSONReport: Sendable {
  /// The version of the format; its first number changes where a key changes its meaning.
  static let formatVersion = "1.0"

  /// What to show.
  var options: PlanReportOptions

  /// Makes the report.
  init(_ options: PlanReportOptions = PlanReportOptions()) { self.options = options }

  /// The report in UTF-8.
  ///
  /// - Returns: One JSON object and a line break.
  func render(_ plan: FreezePlan) -> [UInt8] {
    var json = JSONWriter(
      capacity: plan.model.parameters.count * 256 + 4096, escapesMarkup: false)
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
        for warning in plan.warnings { json.value(warning, plan.sources) }
      }
      json.field("description", plan.description)
      json.key("expectations")
      json.array { json in
        for expectation in plan.expectations { json.value("\(expectation)") }
      }
      json.key("eval")
      json.object(inline: true) { json in
        json.field("selectors", plan.evalMode.selectors.map(\.description))
        json.field("modules", plan.evalMode.modules)
      }
    }
    return json.bytes
  }

  private func writeParameters(_ plan: FreezePlan, to json: inout JSONWriter) {
    var unfolded = options
    unfolded.folds = false
    var shapes = ShapeTexts()
    let matched = plan.evaluation.decisions.map { Array("\($0.matchedBy)".utf8) }
    for row in PlanRows(plan, unfolded) {
      let index = row.parameter
      let decision = Int(plan.evaluation.decisionOfTensor[index])
      let shape = shapes.index(of: plan.model.parameters[index].parameter.shape)
      json.object(inline: true) { json in
        json.field("name", row.name)
        json.key("shape")
        json.value(json: shapes.texts[shape])
        json.field("elements", plan.model.parameters[index].parameter.elements)
        json.field("dtype", plan.model.parameters[index].parameter.dtype.rawValue)
        json.key("module")
        json.value(modulePath(of: row.name))
        json.field("class", plan.model.parameters[index].type.name)
        json.field("requires_grad", plan.evaluation.decisions[decision].requiresGrad)
        json.field("decided_by", plan.evaluation.decisions[decision].decidedBy)
        json.key("matched_by")
        json.value(json: matched[decision])
        json.field("tied_names", plan.model.tiedNames[index] ?? [])
      }
    }
  }

  private func writeBuffers(_ plan: FreezePlan, to json: inout JSONWriter) {
    for entry in plan.model.buffers {
      json.object(inline: true) { json in
        json.field("name", entry.name)
        json.field("shape", entry.buffer.shape)
        json.field("dtype", entry.buffer.dtype.rawValue)
      }
    }
  }

  private func writeRules(
    _ plan: FreezePlan, to json: inout JSONWriter
  ) {
    for rule in plan.rules {
      let entry = plan.ledgerEntry(of: rule)
      json.object(inline: true) { json in
        json.field("index", rule.index)
        json.field("action", rule.action.rawValue)
        json.field("selector", "\(rule.selector)")
        json.field("because", rule.because)
        json.field("line", plan.sources.location(of: rule.span).line)
        json.field("matched", entry.matched)
        json.field("decided", entry.decided)
        json.field("changed", entry.changed)
        json.field("optional", rule.isOptional)
        json.key("overridden_by")
        json.array { json in
          for override in entry.overriddenBy {
            json.object { json in
              json.field("rule", override.rule)
              json.field("count", override.count)
            }
          }
        }
      }
    }
  }
}

extension JSONWriter {
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
      json.value(softmax.atTemperature1)
    }
  }

  private mutating func value(_ numbers: NumberArray?) {
    if let numbers { value(numbers) } else { null() }
  }
}
