/// A plan for other programs, as `docs/plan.schema.json` describes it.
public struct PlanJSONReport: Sendable {
  /// The version of the format; its first number changes where a key changes its meaning.
  public static let formatVersion = "1.0"

  /// What to show.
  public var options: PlanReportOptions

  /// Makes the report.
  public init(_ options: PlanReportOptions = PlanReportOptions()) { self.options = options }

  /// The report in UTF-8.
  ///
  /// - Parameters:
  ///   - plan: The plan.
  ///   - diagnostics: What was found about its config.
  ///   - sources: The texts that both point into.
  /// - Returns: One JSON object and a line break.
  public func render(
    _ plan: FreezePlan, diagnostics: [Diagnostic], sources: SourceMap
  ) -> [UInt8] {
    var out = OutputBuffer(capacity: plan.model.parameters.count * 256 + 4096)
    out.append("{\n  \"format_version\": ")
    out.append(json: PlanJSONReport.formatVersion)
    out.append(",\n  \"config\": ")
    out.append(json: plan.path)
    out.append(",\n  \"name\": ")
    out.append(json: plan.name)
    out.append(",\n  \"parameters\": ")
    appendParameters(plan, to: &out)
    out.append(",\n  \"buffers\": ")
    appendBuffers(plan, to: &out)
    out.append(",\n  \"rules\": ")
    appendRules(plan, sources, to: &out)
    out.append(",\n  \"summary\": ")
    append(plan.summary, to: &out)
    out.append(",\n  \"softmax\": ")
    append(plan.softmax, to: &out)
    out.append(",\n  \"diagnostics\": ")
    out.appendLines(of: diagnostics) { out, diagnostic in
      out.append(json: diagnostic, in: sources)
    }
    out.append(",\n  \"description\": ")
    if let description = plan.description {
      out.append(json: description)
    } else {
      out.append("null")
    }
    out.append("\n}\n")
    return out.bytes
  }

  private func appendParameters(_ plan: FreezePlan, to out: inout OutputBuffer) {
    var unfolded = options
    unfolded.folds = false
    var shapes = ShapeTexts()
    var types: [ObjectIdentifier: [UInt8]] = [:]
    let decisions = plan.evaluation.decisions.map(Self.text)
    out.appendLines(of: PlanRows(plan, unfolded).rows) { out, row in
      let index = row.parameter
      out.append("{\"name\": \"")
      let start = out.bytes.count
      out.append(jsonContents: row.name[...])
      let end = out.bytes.count
      out.append("\", \"shape\": ")
      let shape = shapes.index(of: plan.model.parameters[index].parameter.shape)
      out.append(shapes.texts[shape])
      out.append(", \"elements\": ")
      out.append(plan.model.parameters[index].parameter.elements)
      out.append(", \"dtype\": \"")
      out.append(plan.model.parameters[index].parameter.dtype.rawValue)
      out.append("\", \"module\": \"")
      // Escapes hold no dots, and so the last dot of the escaped name is that of the name.
      var dot = end - 1
      while dot >= start, out.bytes[dot] != UInt8(ascii: ".") { dot -= 1 }
      out.appendCopy(of: start..<max(start, dot))
      out.append("\", \"class\": ")
      let type = plan.model.parameters[index].type
      if let text = types[ObjectIdentifier(type)] {
        out.append(text)
      } else {
        var text = OutputBuffer()
        text.append(json: type.name)
        types[ObjectIdentifier(type)] = text.bytes
        out.append(text.bytes)
      }
      out.append(decisions[Int(plan.evaluation.decisionOfTensor[index])])
      if plan.model.tiedNames.isEmpty {
        out.append("[]}")
      } else {
        out.append(json: plan.model.tiedNames[index] ?? [])
        out.append("}")
      }
    }
  }

  /// The keys that depend on a decision alone.
  private static func text(of decision: RuleDecision) -> [UInt8] {
    var out = OutputBuffer()
    out.append(", \"requires_grad\": \(decision.requiresGrad), \"decided_by\": ")
    out.append(decision.decidedBy.map(String.init) ?? "null")
    out.append(", \"matched_by\": \(decision.matchedBy), \"tied_names\": ")
    return out.bytes
  }

  private func appendBuffers(_ plan: FreezePlan, to out: inout OutputBuffer) {
    var shapes = ShapeTexts()
    out.appendLines(of: plan.model.buffers) { out, entry in
      out.append("{\"name\": ")
      out.append(json: entry.name)
      out.append(", \"shape\": ")
      let shape = shapes.index(of: entry.buffer.shape)
      out.append(shapes.texts[shape])
      out.append(", \"dtype\": \"")
      out.append(entry.buffer.dtype.rawValue)
      out.append("\"}")
    }
  }

  private func appendRules(
    _ plan: FreezePlan, _ sources: SourceMap, to out: inout OutputBuffer
  ) {
    out.appendLines(of: plan.rules) { out, rule in
      let entry =
        plan.evaluation.ledger.indices.contains(rule.index - 1)
        ? plan.evaluation.ledger[rule.index - 1] : RuleLedgerEntry(rule: rule.index)
      out.append("{\"index\": \(rule.index), \"action\": \"\(rule.action.rawValue)\"")
      out.append(", \"selector\": ")
      out.append(json: "\(rule.selector)")
      out.append(", \"because\": ")
      if let because = rule.because { out.append(json: because) } else { out.append("null") }
      out.append(", \"line\": \(sources.location(of: rule.span).line)")
      out.append(", \"matched\": \(entry.matched), \"decided\": \(entry.decided)")
      out.append(", \"changed\": \(entry.changed), \"optional\": \(rule.isOptional)")
      out.append(", \"overridden_by\": [")
      for (index, override) in entry.overriddenBy.enumerated() {
        if index > 0 { out.append(", ") }
        out.append("{\"rule\": \(override.rule), \"count\": \(override.count)}")
      }
      out.append("]}")
    }
  }

  private func append(_ summary: PlanSummary, to out: inout OutputBuffer) {
    out.append("{\"parameters\": \(summary.parameters)")
    out.append(", \"trainable_parameters\": \(summary.trainable.parameters)")
    out.append(", \"frozen_parameters\": \(summary.frozen.parameters)")
    out.append(", \"elements\": \(summary.elements)")
    out.append(", \"trainable_elements\": \(summary.trainable.elements)")
    out.append(", \"frozen_elements\": \(summary.frozen.elements)")
    out.append(", \"trainable_fraction\": ")
    out.append(json: summary.trainableFraction)
    out.append(", \"trainable_bytes\": \(summary.trainable.bytes)")
    out.append(", \"frozen_bytes\": \(summary.frozen.bytes)")
    out.append(", \"gradient_bytes\": \(summary.gradientBytes)")
    out.append(", \"optimizer_bytes\": \(summary.optimizerBytes)}")
  }

  private func append(_ softmax: SoftmaxPreview?, to out: inout OutputBuffer) {
    guard let softmax else {
      out.append("null")
      return
    }
    out.append("{\"temperature\": ")
    out.append(json: softmax.temperature)
    out.append(", \"dim\": \(softmax.dim)")
    let arrays = [
      (", \"logits\": ", softmax.logits), (", \"probabilities\": ", softmax.probabilities),
      (", \"at_temperature_1\": ", softmax.atTemperature1),
    ]
    for (key, array) in arrays {
      out.append(key)
      if let array { out.append(json: array) } else { out.append("null") }
    }
    out.append("}")
  }
}

extension OutputBuffer {
  /// Appends a JSON array with each element on a line of its own.
  fileprivate mutating func appendLines<Element>(
    of elements: [Element], _ body: (inout OutputBuffer, Element) -> Void
  ) {
    guard !elements.isEmpty else {
      append("[]")
      return
    }
    var separator: StaticString = "[\n    "
    for element in elements {
      append(separator)
      separator = ",\n    "
      body(&self, element)
    }
    append("\n  ]")
  }
}
