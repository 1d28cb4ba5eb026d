/// The list of what else changes in a config, folded away unless it is dangerous.
struct DiffMarkdownList {
  /// The Markdown.
  let text: String

  /// Writes what fits; `nil` where there is nothing to list, or no room at all.
  ///
  /// - Parameters:
  ///   - parts: What there is to say of the config.
  ///   - shown: The kinds that are shown already.
  ///   - limit: The most UTF-16 units.
  init?(_ parts: DiffParts, shown: Set<PlanDiff.Kind>, limit: Int) {
    let sections = parts.sections.filter { !shown.contains($0.kind) }
    let expectations = DiffMarkdown.expectationLines(parts).count
    var titles = sections.map { section in
      "\(grouped(section.count)) \(DiffWording.name(of: section.kind))"
    }
    if !parts.ruleChanges.isEmpty {
      titles.append(counted(parts.ruleChanges.count, "change") + " of rules")
    }
    if expectations > 0 {
      titles.append(counted(expectations, "change") + " of expectations")
    }
    if !parts.unmatchedLines.isEmpty { titles.append("what becomes of unmatched parameters") }
    let modes = DiffMarkdown.evalLines(parts.evalChange).count
    if modes > 0 { titles.append("eval mode") }
    if !parts.wrapLines.isEmpty { titles.append("FSDP units") }
    if titles.isEmpty { return nil }

    // What changes its state, or comes and trains, is not hidden, be it long.
    let isOpen =
      sections.contains { $0.kind <= .newlyFrozen }
      || parts.old != nil && DiffWording.trained(in: sections) > 0
    let start =
      "\n<details\(isOpen ? " open" : "")>\n<summary>\(titles.joined(separator: ", "))</summary>\n"
    let end = "\n</details>\n"
    let reserve = 200 + end.utf16.count
    var out = BudgetedText(limit: limit - reserve)
    guard out.append(start) else { return nil }

    // Rules are few; without them the list would lack what caused it.
    var leftOut: [String] = []
    let rules = DiffMarkdown.write(parts.ruleChanges, old: parts.old, new: parts.new, to: &out)
    func append(_ lines: [(sign: String, text: String)], under title: String, _ what: String) {
      for (number, line) in lines.enumerated() {
        let start = number == 0 ? "\n| | \(title) |\n|---|---|\n" : ""
        if !out.append(start + "| \(line.sign) | \(DiffMarkdown.code(line.text)) |\n") {
          return leftOut.append(what)
        }
      }
    }
    append(parts.unmatchedLines, under: "no rule matches", "what becomes of unmatched parameters")
    let claims = DiffMarkdown.writeExpectations(parts, to: &out)
    let shownModes = DiffMarkdown.write(parts.evalChange, to: &out)
    append(parts.wrapLines, under: "FSDP unit", "changes of FSDP units")
    var parameters = 0
    for section in sections {
      parameters += section.count - DiffMarkdownSection(section, parts).write(to: &out)
    }
    if parameters > 0 { leftOut.append(counted(parameters, "parameter")) }
    if rules < parts.ruleChanges.count {
      leftOut.append(counted(parts.ruleChanges.count - rules, "change") + " of rules")
    }
    if claims < expectations {
      leftOut.append(counted(expectations - claims, "change") + " of expectations")
    }
    if shownModes < modes { leftOut.append("changes of eval mode") }
    var text = out.text
    if !leftOut.isEmpty {
      text += "\n… and \(leftOut.joined(separator: ", ")) more, for which a comment has no room: "
      text += "see `freezespec diff`.\n"
    }
    self.text = text + end
  }
}
