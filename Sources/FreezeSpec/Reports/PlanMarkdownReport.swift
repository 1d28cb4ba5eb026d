/// A plan for a pull request, in GitHub's Markdown.
struct PlanMarkdownReport: Sendable {
  /// What to show.
  var options: PlanReportOptions

  /// Makes the report.
  init(_ options: PlanReportOptions = PlanReportOptions()) { self.options = options }

  /// Writes the report, in UTF-8.
  func write(_ plan: FreezePlan, to out: inout OutputBuffer) {
    out.append("## " + MarkdownText.code(plan.name) + "\n\n")
    if let description = plan.description.map(MarkdownText.prose), !description.isEmpty {
      out.append(description + "\n\n")
    }
    if let failure = plan.expectationOutcomes.failureText {
      out.append("**❌ \(failure)**\n\n")
      append(plan.expectationOutcomes, to: &out)
    }
    appendSummary(plan.summary, to: &out)
    if !plan.evalMode.selectors.isEmpty {
      let modules = ModulePathList.text(plan.evalMode.modules, form: MarkdownText.code)
      let duty = EvalModeText.duty.prefix(1).uppercased() + EvalModeText.duty.dropFirst()
      out.append("\(duty): \(modules).\n\n")
    }
    appendLedger(plan, to: &out)
    // What fails stands above.
    if plan.expectationOutcomes.allSatisfy(\.holds) { append(plan.expectationOutcomes, to: &out) }
    if let softmax = plan.softmax { append(softmax, to: &out) }
    appendParameters(plan, to: &out)
  }

  private func appendSummary(_ summary: PlanSummary, to out: inout OutputBuffer) {
    out.append("| | parameters | elements | share | memory |\n|---|---:|---:|---:|---:|\n")
    let total = PlanSummary.Share(
      parameters: summary.parameters, elements: summary.elements,
      bytes: saturatingSum(summary.trainable.bytes, summary.frozen.bytes))
    let rows = [
      ("trainable", summary.trainable), ("frozen", summary.frozen), ("total", total),
    ]
    for (title, share) in rows {
      out.append("| \(title) | \(grouped(share.parameters)) | \(grouped(share.elements)) | ")
      // A bare < might start a tag.
      let percent = NumberText.percent(share.elements, of: summary.elements)
      out.append(percent.hasPrefix("<") ? "&lt;" + percent.dropFirst() : percent)
      out.append(" | " + MarkdownText.size(share.bytes) + " |\n")
    }
    out.append("\n")
    if summary.trainable.parameters > 0 {
      out.append("Training adds \(MarkdownText.size(summary.gradientBytes)) of gradients and ")
      out.append("\(MarkdownText.size(summary.optimizerBytes)) of AdamW states.\n\n")
    }
  }

  private func appendLedger(
    _ plan: FreezePlan, to out: inout OutputBuffer
  ) {
    guard !plan.rules.isEmpty || plan.unmatched != nil else { return }
    out.append("| rule | line | action | selector | matched | decided | changed | because |\n")
    out.append("|---:|---:|---|---|---:|---:|---:|---|\n")
    for rule in plan.rules {
      let entry = plan.ledgerEntry(of: rule)
      out.append("| \(rule.index) | \(plan.sources.location(of: rule.span).line) | ")
      out.append(rule.action.rawValue + " | " + MarkdownText.code("\(rule.selector)"))
      out.append(" | \(grouped(entry.matched)) | \(grouped(entry.decided)) | ")
      out.append(grouped(entry.changed) + " | ")
      var notes: [String] = []
      if let because = rule.because { notes.append(MarkdownText.prose(because)) }
      if !entry.overriddenBy.isEmpty {
        notes.append("<i>" + LedgerTable.text(of: entry.overriddenBy) + "</i>")
      }
      notes += plan.notes(to: rule).map { "<i>note: " + MarkdownText.prose($0) + "</i>" }
      out.append(notes.joined(separator: "<br>") + " |\n")
      out.endPiece()
    }
    if let unmatched = plan.unmatched, let counts = UnmatchedText.counts(plan) {
      out.append("| – | \(plan.sources.location(of: unmatched.span).line) | ")
      out.append("\(unmatched.outcome.rawValue) | unmatched | ")
      out.append(counts.joined(separator: " | ") + " | |\n")
    }
    out.append("\n")
  }

  private func append(_ outcomes: [ExpectationOutcome], to out: inout OutputBuffer) {
    if outcomes.isEmpty { return }
    out.append("| | expectation | measured |\n|---|---|---|\n")
    for outcome in outcomes {
      out.append("| \(outcome.holds ? "✅" : "❌") | \(MarkdownText.code(outcome.text)) | ")
      let lines =
        [outcome.resultText.map(DiffMarkdown.inert) ?? ""]
        + outcome.notes.map { "<i>" + MarkdownText.prose($0) + "</i>" }
      out.append(lines.joined(separator: "<br>") + " |\n")
      out.endPiece()
    }
    out.append("\n")
  }

  private func append(_ softmax: SoftmaxPreview, to out: inout OutputBuffer) {
    var text = "Softmax at \(SoftmaxTable.temperatures(of: softmax)) along dim \(softmax.dim)"
    guard let logits = softmax.logits else {
      out.append(text + ".\n\n")
      return
    }
    text += logits.shape.count > 1 ? ", logits of shape `\(Shape(logits.shape))`:\n\n" : ":\n\n"
    text += SoftmaxMarkdown.tables(SoftmaxRows(softmax, most: 8))
    if let losses = SoftmaxRows.meanLosses(of: softmax) { text += losses + "\n\n" }
    out.append(text + "<sub>" + SoftmaxRows.legend(of: softmax) + "</sub>\n\n")
  }

  private func appendParameters(_ plan: FreezePlan, to out: inout OutputBuffer) {
    let rows = PlanRows(plan, options)
    let count = rows.parameterCount
    let state = options.only.map { "\($0.rawValue) " } ?? ""
    guard count > 0 else {
      out.append(
        plan.summary.parameters == 0
          ? "The model has no parameters.\n" : "No parameter is \(state.dropLast()).\n")
      return
    }
    out.append("<details>\n<summary>")
    out.append("\(grouped(count)) \(state)parameter\(count == 1 ? "" : "s")</summary>\n\n")
    out.append("| name | shape | class | requires_grad | rule |\n|---|---|---|---|---:|\n")
    let commonType = plan.model.dtypes.first
    var shapes = ShapeTexts()
    var types = TypeTexts(MarkdownText.code)
    for row in rows {
      let parameter = plan.model.parameters.parameter(row.parameter)
      out.append("| ")
      out.append(markdownCode: row.name)
      for name in plan.model.tiedNames[row.parameter] ?? [] {
        out.append("<br>= " + MarkdownText.code(name))
      }
      out.append(" | ")
      if row.count > 1 { out.append(grouped(row.count) + " × ") }
      let shape = shapes.index(of: parameter.shape)
      out.append("`")
      out.append(shapes.texts[shape])
      out.append("` ")
      if parameter.dtype != commonType { out.append(parameter.dtype.rawValue + " ") }
      out.append("| ")
      out.append(types.text(of: plan.model.parameters.module(of: row.parameter).type))
      let decision = plan.evaluation.decisions[Int(plan.evaluation.decisionOfTensor[row.parameter])]
      out.append(decision.requiresGrad ? " | True | " : " | False | ")
      if let rule = decision.decidedBy {
        out.append(rule)
      } else if case .unmatched = plan.evaluation.reason(of: decision) {
        out.append("unmatched")
      }
      out.append(" |\n")
      out.endPiece()
    }
    out.append("\n</details>\n")
  }
}

extension MarkdownText {
  /// A number of bytes.
  fileprivate static func size(_ count: Int) -> String {
    let text = NumberText.bytes(count)
    return text.hasPrefix(">") ? "&gt;" + text.dropFirst() : text
  }
}
