/// The pieces of a diff in GitHub's Markdown.
enum DiffMarkdown {
  /// How long a text may be that is shown whole; one comment has to hold all of them.
  private static let longest = 1_000

  /// A text of the config's as code, its middle cut out where it is very long.
  static func code(_ text: String) -> String { MarkdownText.code(clipped(text, to: longest)) }

  /// A text of the config's as words, its middle cut out where it is very long.
  static func prose(_ text: String) -> String { MarkdownText.prose(clipped(text, to: longest)) }

  /// Words of this program's, whose comparison signs might start a tag.
  static func inert(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// A line of a config.
  static func place(_ rule: PlanSnapshot.Rule, in path: String) -> String {
    code("\(path):\(rule.line)")
  }

  /// The softmax of both sides.
  static func softmax(from old: SoftmaxPreview?, to new: SoftmaxPreview?) -> String {
    var text = "\n**Softmax\(DiffWording.softmax(from: old, to: new))**\n"
    for part in DiffSoftmax.parts(old, new, most: 8) where !part.slices.isEmpty {
      text += "\n" + SoftmaxMarkdown.tables(part)
    }
    return text
  }

  /// Writes the changes of rules that fit.
  ///
  /// - Returns: How many.
  static func write(
    _ changes: [PlanDiff.RuleChange], old: PlanSnapshot?, new: PlanSnapshot?,
    to out: inout BudgetedText
  ) -> Int {
    for (number, change) in changes.enumerated() {
      var text = number == 0 ? "\n| | rule | | | because |\n|---|---|---|---|---|\n" : ""
      switch change {
      case .added(let rule): text += row("+", "\(rule.index)", rule, new)
      case .removed(let rule): text += row("-", "\(rule.index)", rule, old)
      case .moved(let before, let after):
        text += row("moved", "\(before.index) → \(after.index)", after, new)
      case .reversed(let before, let after):
        text += row("was \(before.action.rawValue)", "\(after.index)", after, new, before: before)
      case .reworded(let before, let after):
        text += row("reworded", "\(after.index)", after, new, before: before)
      }
      if !out.append(text) { return number }
    }
    return changes.count
  }

  private static func row(
    _ sign: String, _ number: String, _ rule: PlanSnapshot.Rule, _ plan: PlanSnapshot?,
    before: PlanSnapshot.Rule? = nil
  ) -> String {
    var reasons: [String] = []
    if let before, let because = before.because, !because.isExactly(rule.because ?? "") {
      reasons.append("<del>\(prose(because))</del>")
    }
    if let because = rule.because { reasons.append(prose(because)) }
    if let before, before.isOptional != rule.isOptional {
      reasons.append(rule.isOptional ? "now optional" : "no longer optional")
    }
    let place = plan.map { self.place(rule, in: $0.path) } ?? ""
    let written = code("\(rule.action.rawValue) \(rule.selector)")
    return
      "| \(sign) | \(number) | \(place) | \(written) | \(reasons.joined(separator: "<br>")) |\n"
  }

  /// The lines that tell of eval mode.
  static func evalLines(_ change: EvalChange) -> [String] {
    change.removedSelectors.map { "| - | \(code($0)) |\n" }
      + change.addedSelectors.map { "| + | \(code($0)) |\n" }
      + (change.addedModules.isEmpty
        ? []
        : ["| | now in eval mode: \(ModulePathList.text(change.addedModules, form: code)) |\n"])
  }

  /// Writes the changes of eval mode that fit.
  ///
  /// - Returns: How many.
  static func write(_ change: EvalChange, to out: inout BudgetedText) -> Int {
    let lines = evalLines(change)
    for (number, line) in lines.enumerated() {
      let start = number == 0 ? "\n| | eval mode |\n|---|---|\n" : ""
      if !out.append(start + line) { return number }
    }
    return lines.count
  }

  /// The lines that tell of expectations which are no danger.
  static func expectationLines(_ parts: DiffParts) -> [String] {
    parts.otherExpectations.flatMap { old, new in
      [old.map { "| - | \(code($0.text)) |\n" }, "| + | \(code(new.text)) |\n"].compactMap(\.self)
    }
  }

  /// Writes what must not be missed, as far as it fits.
  static func write(_ dangers: [DiffDanger], to out: inout BudgetedText) {
    for (number, danger) in dangers.enumerated() {
      let wording = DiffDangerWording(danger, form: code)
      let sign = wording.isFailure ? "❌" : "⚠️"
      var text = (number == 0 ? "\n" : "") + "- \(sign) \(wording.text)\n"
      for note in wording.notes { text += "  - \(prose(note))\n" }
      // What comes after it has to fit as well.
      if out.left < 2 * text.utf16.count || !out.append(text) {
        _ = out.append("- ⚠️ and \(grouped(dangers.count - number)) more: see `freezespec diff`\n")
        return
      }
    }
  }

  /// Writes the changes of expectations that fit.
  ///
  /// - Returns: How many.
  static func writeExpectations(_ parts: DiffParts, to out: inout BudgetedText) -> Int {
    let lines = expectationLines(parts)
    for (number, line) in lines.enumerated() {
      let start = number == 0 ? "\n| | expectation |\n|---|---|\n" : ""
      if !out.append(start + line) { return number }
    }
    return lines.count
  }
}
