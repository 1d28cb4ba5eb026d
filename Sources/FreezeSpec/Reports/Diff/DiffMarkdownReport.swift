/// A diff as one comment on a pull request, in GitHub's Markdown.
///
/// What is dangerous comes first, the whole list is folded away, and what does not fit is counted.
struct DiffMarkdownReport: Sendable {
  /// The first line, which is not shown: by it a bot finds its comment, to update it in place.
  static let marker = "<!-- freezespec diff -->"

  /// The most characters, in UTF-16 units; GitHub takes 65,536.
  var limit = 60_000
  /// Whether to name the configs, and leave those out in which nothing changes.
  var namesConfigs: Bool

  /// Makes the report.
  init(namesConfigs: Bool = false) { self.namesConfigs = namesConfigs }

  /// The report in UTF-8.
  ///
  /// - Parameters:
  ///   - changes: What became of the configs.
  ///   - uncompared: The configs that could not be compared.
  func render(_ changes: [ConfigChange], uncompared: [UncomparedConfig] = []) -> [UInt8] {
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
      let room = max(3 * least, rest / (shown.count - sections.count) - least)
      let head = DiffMarkdownHead(
        parts, titled: namesConfigs, limit: min(rest - least, 12_000, room))
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
      let more = counted(shown.count - sections.count, "more config")
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
      overview.uncompared.map { config in
        "- \(DiffMarkdown.code(config.path)) **\(config.reason(form: DiffMarkdown.code))**\n"
          + config.notes.map { "  - \(DiffMarkdown.prose($0))\n" }.joined()
      }
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
        _ = append("\n… and \(counted(lines.count - number, "more config"))\n")
        return
      }
    }
  }
}
