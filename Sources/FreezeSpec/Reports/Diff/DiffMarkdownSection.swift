/// The parameters of one kind of change, as tables in Markdown.
struct DiffMarkdownSection {
  private let section: PlanDiff.Section
  private let blocks: [DiffBlock]

  init(_ section: PlanDiff.Section, _ parts: DiffParts) {
    self.section = section
    blocks = DiffBlock.blocks(of: section, old: parts.old, new: parts.new)
  }

  /// Writes as many rows as fit.
  ///
  /// - Returns: The number of parameters in them.
  func write(to out: inout BudgetedText) -> Int {
    let name = DiffWording.name(of: section.kind)
    let sign = section.kind == .newlyTrainable ? "⚠️ " : ""
    var start =
      "\n**\(sign)\(name.prefix(1).uppercased() + name.dropFirst()): "
      + "\(counted(section.count, DiffWording.noun(of: section.kind))), "
      + "\(counted(section.elements, "element"))**\n"
    var parameters = 0
    for block in blocks {
      let both = block.before != nil && block.after != nil
      let causes = [
        block.before.map { cause($0, "Was ") },
        block.after.map { cause($0, both ? "now " : "Is ") },
      ]
      let reason = causes.compactMap(\.self).joined(separator: "; ")
      start += (reason.isEmpty ? "" : "\n\(reason)\n")
      start += "\n| \(DiffWording.noun(of: section.kind))s | | elements |\n|---|---|---:|\n"
      for group in block.groups {
        if !out.append(start + row(group)) { return parameters }
        start = ""
        parameters += group.count
      }
    }
    return parameters
  }

  private func cause(_ cause: DiffCause, _ prefix: String) -> String {
    guard let rule = cause.rule else {
      return prefix + cause.state + ": " + cause.withoutRule
    }
    return
      "\(prefix)\(cause.state) by rule \(rule.index) (\(DiffMarkdown.place(rule, in: cause.path))): "
      + DiffMarkdown.code("\(rule.action.rawValue) \(rule.selector)")
  }

  private func row(_ group: PlanDiff.Group) -> String {
    let look = DiffWording.look(of: group, section.kind)
    var name = DiffMarkdown.code(group.glob)
    for (text, names, count) in DiffWording.tiedNames(of: group) {
      for tied in names.prefix(4) { name += "<br>\(text) \(DiffMarkdown.code(tied))" }
      if count > 4 { name += "<br>\(text) \(grouped(count - 4)) more" }
    }
    let shown = look.contains("[") || group.oldClass != nil ? MarkdownText.code(look) : look
    return "| \(name) | \(shown) | \(grouped(group.elements)) |\n"
  }
}
