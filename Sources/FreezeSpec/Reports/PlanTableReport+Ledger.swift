extension PlanTableReport {
  /// Writes what each rule did.
  func appendLedger(_ plan: FreezePlan, _ sources: SourceMap, to out: inout OutputBuffer) {
    guard !plan.rules.isEmpty else {
      appendWrapped("no rules: every parameter keeps the state that its class gives it", to: &out)
      out.endLine()
      return
    }
    let lines = plan.rules.map { sources.location(of: $0.span).line }
    let ruleWidth = max(4, String(plan.rules.count).utf8.count)
    let lineWidth = max(4, String(lines.max() ?? 0).utf8.count)
    let counts = plan.rules.map { rule -> [String] in
      let entry = plan.ledgerEntry(of: rule)
      return [grouped(entry.matched), grouped(entry.decided), grouped(entry.changed)]
    }
    let headers = ["matched", "decided", "changed"]
    let countWidths = headers.indices.map { column in
      counts.reduce(headers[column].utf8.count) { max($0, $1[column].utf8.count) }
    }
    let indent = ruleWidth + 2 + lineWidth + 2 + 6 + 2
    let countsWidth = countWidths.reduce(0) { $0 + 2 + $1 }
    let room = columns - indent - countsWidth
    // Less would break most selectors within their words.
    if room < 24 { return appendNarrowLedger(plan, lines, ruleWidth, lineWidth, counts, to: &out) }
    let selectors = plan.rules.map {
      TerminalText.wrapped("\($0.selector)", to: room, lines: 12, isProse: false)
    }
    let selectorWidth = selectors.joined().reduce(8) { max($0, TerminalText.width(of: $1)) }

    style.write(.heading, to: &out) { out in
      appendTitles(ruleWidth, lineWidth, to: &out)
      out.append(blanks: selectorWidth - 8)
      for (header, width) in zip(headers, countWidths) {
        out.append(blanks: 2 + width - header.utf8.count)
        out.append(header)
      }
    }
    out.endLine()
    for (index, rule) in plan.rules.enumerated() {
      appendStart(of: rule, lines[index], ruleWidth, lineWidth, to: &out)
      out.append(blanks: 6 - rule.action.rawValue.utf8.count + 2)
      for (number, line) in selectors[index].enumerated() {
        if number > 0 { out.append(blanks: indent) }
        out.append(line)
        if number == 0 {
          out.append(blanks: selectorWidth - TerminalText.width(of: line))
          for (count, width) in zip(counts[index], countWidths) {
            out.append(blanks: 2)
            out.appendRight(count, width)
          }
        }
        out.endLine()
      }
      appendNotes(rule, plan, indent, to: &out)
    }
    out.endLine()
  }

  /// Writes what each rule did where lines are too narrow for the counts: these follow as words.
  private func appendNarrowLedger(
    _ plan: FreezePlan, _ lines: [Int], _ ruleWidth: Int, _ lineWidth: Int, _ counts: [[String]],
    to out: inout OutputBuffer
  ) {
    style.write(.heading, to: &out) { out in
      appendTitles(ruleWidth, lineWidth, to: &out)
    }
    out.endLine()
    let indent = ruleWidth + 2
    for (index, rule) in plan.rules.enumerated() {
      appendStart(of: rule, lines[index], ruleWidth, lineWidth, to: &out)
      let selector = "\(rule.selector)"
      let used = indent + lineWidth + 2 + 6 + 2
      if TerminalText.escapedWidth(of: selector) <= columns - used {
        out.append(blanks: 6 - rule.action.rawValue.utf8.count + 2)
        out.append(escaping: selector)
        out.endLine()
      } else {
        out.endLine()
        let room = max(16, columns - indent)
        for line in TerminalText.wrapped(selector, to: room, lines: 12, isProse: false) {
          out.append(blanks: indent)
          out.append(line)
          out.endLine()
        }
      }
      let words = zip(["matched", "decided", "changed"], counts[index]).map { "\($0) \($1)" }
      appendNotes(rule, plan, indent, [words.joined(separator: ", ")], to: &out)
    }
    out.endLine()
  }

  private func appendTitles(_ ruleWidth: Int, _ lineWidth: Int, to out: inout OutputBuffer) {
    out.append(blanks: ruleWidth - 4)
    out.append("rule")
    out.append(blanks: 2 + lineWidth - 4)
    out.append("line  action  selector")
  }

  /// Writes what stands before a rule's selector.
  private func appendStart(
    of rule: Rule, _ line: Int, _ ruleWidth: Int, _ lineWidth: Int, to out: inout OutputBuffer
  ) {
    out.appendRight(String(rule.index), ruleWidth)
    out.append(blanks: 2)
    out.appendRight(String(line), lineWidth)
    out.append(blanks: 2)
    style.write(rule.action == .freeze ? .frozen : .trainable, rule.action.rawValue, to: &out)
  }

  /// Writes the reason for a rule, and the rules that take parameters over from it.
  private func appendNotes(
    _ rule: Rule, _ plan: FreezePlan, _ indent: Int, _ further: [String] = [],
    to out: inout OutputBuffer
  ) {
    var notes: [String] = []
    let room = max(16, min(columns, 120) - indent)
    for text in further { notes += TerminalText.wrapped(text, to: room, lines: 4) }
    if let because = rule.because, !because.isEmpty {
      notes += TerminalText.wrapped(because, to: room, lines: 8)
    }
    let overrides = plan.ledgerEntry(of: rule).overriddenBy
    if !overrides.isEmpty {
      notes += TerminalText.wrapped(overrideText(overrides), to: room, lines: 4)
    }
    for note in notes {
      out.append(blanks: indent)
      style.write(.quiet, note, to: &out)
      out.endLine()
    }
  }
}

/// The rules that take parameters over from another, as in `overridden by rule 2 (60), 3 (4)`.
func overrideText(_ overrides: [RuleLedgerEntry.Override]) -> String {
  let list = overrides.map { "\($0.rule) (\(grouped($0.count)))" }.joined(separator: ", ")
  return "overridden by rule\(overrides.count == 1 ? "" : "s") \(list)"
}
