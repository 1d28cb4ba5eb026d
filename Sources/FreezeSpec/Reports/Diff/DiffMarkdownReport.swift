/// A diff as one comment on a pull request, in GitHub's Markdown.
///
/// What is dangerous comes first, the whole list is folded away, and what does not fit is counted.
public struct DiffMarkdownReport: Sendable {
  /// The first line, which is not shown: by it a bot finds its comment, to update it in place.
  public static let marker = "<!-- freezespec diff -->"

  /// The most characters, in UTF-16 units; GitHub takes 65,536.
  public var limit = 60_000
  /// Whether to name the configs, and leave those out in which nothing changes.
  public var namesConfigs: Bool

  /// Makes the report.
  public init(namesConfigs: Bool = false) { self.namesConfigs = namesConfigs }

  /// The report in UTF-8.
  ///
  /// - Parameters:
  ///   - changes: What became of the configs.
  ///   - uncompared: The configs that could not be compared.
  public func render(_ changes: [ConfigChange], uncompared: [UncomparedConfig] = []) -> [UInt8] {
    let overview = DiffOverview(
      namesConfigs ? changes.filter { !$0.isEmpty } : changes, uncompared)
    let shown = overview.changes
    var out = BudgetedText(limit: limit)
    _ = out.append(DiffMarkdownReport.marker + "\n")
    if shown.isEmpty, uncompared.isEmpty { _ = out.append("No config changes.\n") }
    if overview.isOfMany {
      _ = out.append("**\(DiffMarkdown.inert(overview.headline))**\n")
      out.appendIndex(overview)
    }

    // The first parts of all configs are sure of their room before the lists share the rest.
    let reserve = 200
    let least = 600
    var rest = out.left - reserve
    var sections: [(head: DiffMarkdownHead, parts: DiffParts)] = []
    for change in shown {
      // One whose parameters could not even be counted is better left out whole.
      if !sections.isEmpty, rest < 3 * least { break }
      let parts = DiffParts(change)
      let head = DiffMarkdownHead(parts, titled: namesConfigs, limit: min(rest - least, 12_000))
      guard let head else { break }
      rest -= head.text.utf16.count + least
      sections.append((head, parts))
    }
    rest += sections.count * least
    for (number, section) in sections.enumerated() {
      _ = out.append(section.head.text)
      let share = rest / (sections.count - number)
      if let list = DiffMarkdownList(section.parts, shown: section.head.shownKinds, limit: share) {
        rest -= list.text.utf16.count
        _ = out.append(list.text)
      }
    }
    if sections.count < shown.count {
      let more = DiffWording.count(shown.count - sections.count, "more config")
      _ = out.append("\n… and \(more), for which a comment has no room: see `freezespec diff`.\n")
    }
    return Array(out.text.utf8)
  }
}

extension BudgetedText {
  /// Appends a line for each config, the most dangerous first, and counts those without room.
  fileprivate mutating func appendIndex(_ overview: DiffOverview) {
    let changes = overview.changes.count > 3 ? overview.changes : []
    let lines =
      overview.uncompared.map { "- \(DiffMarkdown.code($0.path)) **\($0.reason)**\n" }
      + changes.lazy.map { change in
        let parts = DiffParts(change)
        let headline = DiffMarkdown.inert(parts.headline)
        let what = parts.old == nil ? " is new" : parts.new == nil ? " is gone" : ""
        return "- \(DiffMarkdown.code(parts.path))\(what): \(headline)\n"
      }
    var room = left / 2
    for (number, line) in lines.enumerated() {
      let text = (number == 0 ? "\n" : "") + line
      room -= text.utf16.count
      if room < 100 || !append(text) {
        _ = append("\n… and \(DiffWording.count(lines.count - number, "more config"))\n")
        return
      }
    }
  }
}

/// A text of limited length.
struct BudgetedText {
  /// The text so far.
  private(set) var text = ""
  /// How many UTF-16 units are left.
  private(set) var left: Int

  init(limit: Int) { left = limit }

  /// Appends a text whole or not at all, and says whether it fitted.
  mutating func append(_ more: String) -> Bool {
    let length = more.utf16.count
    guard length <= left else { return false }
    left -= length
    text += more
    return true
  }
}

/// What a comment shows of a config at once: what changes state, the totals, the softmax.
struct DiffMarkdownHead {
  /// The Markdown.
  private(set) var text: String
  /// The kinds of change that are shown whole.
  private(set) var shownKinds: Set<PlanDiff.Kind> = []

  /// Writes what fits; `nil` where not even the title does.
  init?(_ parts: DiffParts, titled: Bool, limit: Int) {
    var out = BudgetedText(limit: limit)
    let title = DiffMarkdownHead.title(parts, titled: titled)
    guard out.append("\n" + title + "**\(DiffMarkdown.inert(parts.headline))**\n") else {
      return nil
    }
    for section in parts.sections where section.kind <= .newlyFrozen {
      let writer = DiffMarkdownSection(section, parts)
      if writer.write(rows: 12, to: &out) == section.count { shownKinds.insert(section.kind) }
    }
    if !parts.totals.isEmpty {
      var table = "\n| | before | after | change |\n|---|---:|---:|---:|\n"
      for row in parts.totals {
        table += "| \(row.title) | \(DiffMarkdown.inert(row.before)) | "
        table += "\(DiffMarkdown.inert(row.after)) | \(DiffMarkdown.inert(row.change)) |\n"
      }
      _ = out.append(table)
    }
    if parts.softmaxChanges {
      _ = out.append(DiffMarkdown.softmax(from: parts.old?.softmax, to: parts.new?.softmax))
    }
    text = out.text
  }

  private static func title(_ parts: DiffParts, titled: Bool) -> String {
    let path = DiffMarkdown.code(parts.path)
    if parts.old == nil { return "### \(path) is new\n\n" }
    if parts.new == nil { return "### \(path) is gone\n\n" }
    if let origin = parts.renamedFrom { return "### \(DiffMarkdown.code(origin)) → \(path)\n\n" }
    return titled ? "### \(path)\n\n" : ""
  }
}

/// The list of all that changes in a config, folded away.
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
    let expectations = parts.addedExpectations.count + parts.removedExpectations.count
    var titles = sections.map { section in
      "\(grouped(section.count)) \(DiffWording.name(of: section.kind))"
    }
    if !parts.ruleChanges.isEmpty {
      titles.append(DiffWording.count(parts.ruleChanges.count, "change") + " of rules")
    }
    if expectations > 0 {
      titles.append(DiffWording.count(expectations, "change") + " of expectations")
    }
    let modes = DiffMarkdown.evalLines(parts.evalChange).count
    if modes > 0 { titles.append("eval mode") }
    if titles.isEmpty { return nil }

    let start = "\n<details>\n<summary>\(titles.joined(separator: ", "))</summary>\n"
    let end = "\n</details>\n"
    let reserve = 200 + end.utf16.count
    var out = BudgetedText(limit: limit - reserve)
    guard out.append(start) else { return nil }

    // Rules are few; without them the list would lack what caused it.
    var leftOut: [String] = []
    let rules = DiffMarkdown.write(parts.ruleChanges, old: parts.old, new: parts.new, to: &out)
    let claims = DiffMarkdown.writeExpectations(parts, to: &out)
    let shownModes = DiffMarkdown.write(parts.evalChange, to: &out)
    var parameters = 0
    for section in sections {
      parameters += section.count - DiffMarkdownSection(section, parts).write(rows: .max, to: &out)
    }
    if parameters > 0 { leftOut.append(DiffWording.count(parameters, "parameter")) }
    if rules < parts.ruleChanges.count {
      leftOut.append(DiffWording.count(parts.ruleChanges.count - rules, "change") + " of rules")
    }
    if claims < expectations {
      leftOut.append(DiffWording.count(expectations - claims, "change") + " of expectations")
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
