/// What each rule of a plan did, as a table.
struct LedgerTable {
  private let plan: FreezePlan
  private let rules: [Rule]
  /// What each rule did.
  private let entries: [RuleLedgerEntry]
  private let layout: TextLayout
  /// The line of each rule in the config.
  private let lines: [Int]
  /// The numbers of each rule, under ``headers``.
  private let counts: [[String]]
  /// The numbers of the parameters that no rule matches, where the config says what becomes of them.
  private let unmatched: [String]?
  private let ruleWidth: Int
  private let lineWidth: Int
  /// What holds without rules.
  private static let ownStates = "every parameter keeps the state that its class gives it"
  private static let headers = ["matched", "decided", "changed"]

  /// Measures the columns.
  init(_ plan: FreezePlan, _ layout: TextLayout) {
    self.init(
      plan, rules: plan.rules, plan.rules.map(plan.ledgerEntry),
      unmatched: UnmatchedText.counts(plan), layout)
  }

  /// Measures the columns of some rules, given what each did.
  init(
    _ plan: FreezePlan, rules: [Rule], _ entries: [RuleLedgerEntry], unmatched: [String]? = nil,
    _ layout: TextLayout
  ) {
    self.plan = plan
    self.unmatched = unmatched
    self.rules = rules
    self.entries = entries
    self.layout = layout
    lines = rules.map { plan.sources.location(of: $0.span).line }
    ruleWidth = max(4, String(rules.last?.index ?? 0).utf8.count)
    lineWidth = max(4, String(lines.max() ?? 0).utf8.count)
    counts = entries.map { [grouped($0.matched), grouped($0.decided), grouped($0.changed)] }
  }

  /// Writes the table.
  func write(to out: inout OutputBuffer) {
    if rules.isEmpty {
      layout.append("no rules: " + (UnmatchedText.ofLedger(plan) ?? Self.ownStates), to: &out)
    } else {
      writeRules(to: &out)
    }
    out.endLine()
  }

  /// Writes the rows, of which there are some, and no empty line below them.
  func writeRules(to out: inout OutputBuffer) {
    let countWidths = Self.headers.indices.map { column in
      (counts + [unmatched].compactMap(\.self)).reduce(Self.headers[column].utf8.count) {
        max($0, $1[column].utf8.count)
      }
    }
    let indent = ruleWidth + 2 + lineWidth + 2 + 6 + 2
    let room = layout.columns - indent - countWidths.reduce(0) { $0 + 2 + $1 }
    // Less would break most selectors within their words.
    if room < 24 { return writeNarrow(to: &out) }
    let selectors = rules.map {
      layout.wrapped("\($0.selector)", to: room, lines: 12)
    }
    // A word that is longer than the column pushes the counts of its own rule alone.
    let least = unmatched == nil ? 8 : UnmatchedText.key.utf8.count
    let selectorWidth = min(
      room, selectors.joined().reduce(least) { max($0, TerminalText.width(of: $1)) })

    layout.style.write(.heading, to: &out) { out in
      appendTitles(to: &out)
      out.append(blanks: selectorWidth - 8)
      for (header, width) in zip(Self.headers, countWidths) {
        out.append(blanks: 2 + width - header.utf8.count)
        out.append(header)
      }
    }
    out.endLine()
    for (index, rule) in rules.enumerated() {
      appendStart(of: rule, lines[index], to: &out)
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
      appendNotes(index, indent, to: &out)
    }
    guard let unmatched, appendUnmatched(to: &out) else { return }
    out.append(blanks: selectorWidth - UnmatchedText.key.utf8.count)
    for (count, width) in zip(unmatched, countWidths) {
      out.append(blanks: 2)
      out.appendRight(count, width)
    }
    out.endLine()
  }

  /// Writes what stands before the counts of the parameters that no rule matches, which the table of
  /// parameters shows by the same `-`.
  ///
  /// - Returns: `false` where the config does not say what becomes of them.
  private func appendUnmatched(to out: inout OutputBuffer) -> Bool {
    guard let unmatched = plan.unmatched else { return false }
    out.appendRight("-", ruleWidth)
    out.append(blanks: 2)
    out.appendRight(String(plan.sources.location(of: unmatched.span).line), lineWidth)
    out.append(blanks: 2)
    let action = unmatched.outcome.rawValue
    layout.style.write(
      unmatched.outcome == .train ? .trainable : .frozen, action, to: &out)
    out.append(blanks: 6 - action.utf8.count + 2)
    out.append(UnmatchedText.key)
    return true
  }

  /// Writes what each rule did where lines are too narrow for the counts: these follow as words.
  private func writeNarrow(to out: inout OutputBuffer) {
    layout.style.write(.heading, to: &out) { out in
      appendTitles(to: &out)
    }
    out.endLine()
    let indent = ruleWidth + 2
    for (index, rule) in rules.enumerated() {
      appendStart(of: rule, lines[index], to: &out)
      let selector = "\(rule.selector)"
      let used = indent + lineWidth + 2 + 6 + 2
      if TerminalText.escapedWidth(of: selector) <= layout.columns - used {
        out.append(blanks: 6 - rule.action.rawValue.utf8.count + 2)
        out.append(escaping: selector)
        out.endLine()
      } else {
        out.endLine()
        let room = max(16, layout.columns - indent)
        for line in layout.wrapped(selector, to: room, lines: 12) {
          out.append(blanks: indent)
          out.append(line)
          out.endLine()
        }
      }
      let words = zip(Self.headers, counts[index]).map { "\($0) \($1)" }
      appendNotes(index, indent, [words.joined(separator: ", ")], to: &out)
    }
    guard let unmatched, appendUnmatched(to: &out) else { return }
    out.endLine()
    let words = zip(Self.headers, unmatched).map { "\($0) \($1)" }.joined(separator: ", ")
    for line in TerminalText.wrapped(words, to: max(16, layout.columns - indent), lines: 4) {
      out.append(blanks: indent)
      layout.style.write(.quiet, line, to: &out)
      out.endLine()
    }
  }

  private func appendTitles(to out: inout OutputBuffer) {
    out.append(blanks: ruleWidth - 4)
    out.append("rule")
    out.append(blanks: 2 + lineWidth - 4)
    out.append("line  action  selector")
  }

  /// Writes what stands before a rule's selector.
  private func appendStart(
    of rule: Rule, _ line: Int, to out: inout OutputBuffer
  ) {
    out.appendRight(String(rule.index), ruleWidth)
    out.append(blanks: 2)
    out.appendRight(String(line), lineWidth)
    out.append(blanks: 2)
    layout.style.write(
      rule.action == .freeze ? .frozen : .trainable, rule.action.rawValue, to: &out)
  }

  /// Writes the reason for a rule, the rules that take parameters over from it, and the notes to it.
  private func appendNotes(
    _ index: Int, _ indent: Int, _ further: [String] = [], to out: inout OutputBuffer
  ) {
    var notes: [String] = []
    let room = max(16, min(layout.columns, 120) - indent)
    for text in further { notes += layout.wrapped(text, to: room, lines: 4, isProse: true) }
    if let because = rules[index].because, !because.isEmpty {
      notes += layout.wrapped(because, to: room, lines: 8, isProse: true)
    }
    let overrides = entries[index].overriddenBy
    if !overrides.isEmpty {
      notes += layout.wrapped(Self.text(of: overrides), to: room, lines: 4, isProse: true)
    }
    for text in plan.notes(to: rules[index]) {
      notes += layout.wrapped("note: " + text, to: room, lines: 8, isProse: true)
    }
    for note in notes {
      out.append(blanks: indent)
      layout.style.write(.quiet, note, to: &out)
      out.endLine()
    }
  }

  /// The rules that take parameters over from another, as in `overridden by rule 2 (60), 3 (4)`.
  static func text(of overrides: [RuleLedgerEntry.Override]) -> String {
    let list = overrides.map { "\($0.rule) (\(grouped($0.count)))" }.joined(separator: ", ")
    return "overridden by rule\(overrides.count == 1 ? "" : "s") \(list)"
  }
}
