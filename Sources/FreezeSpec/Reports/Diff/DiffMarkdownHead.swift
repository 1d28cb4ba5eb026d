/// What a comment shows of a config at once: what must not be missed, what changes state, the totals,
/// the softmax.
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
    DiffMarkdown.write(parts.dangers, to: &out)
    // The totals have to fit as well.
    var rest: [(kind: PlanDiff.Kind, count: Int)] = []
    var tables = BudgetedText(limit: out.left * 3 / 4)
    for section in parts.sections where section.kind <= .newlyFrozen {
      let writer = DiffMarkdownSection(section, parts)
      let left = section.count - writer.write(to: &tables)
      if left == 0 { shownKinds.insert(section.kind) } else { rest.append((section.kind, left)) }
    }
    _ = out.append(tables.text)
    if !rest.isEmpty {
      let more = rest.map { DiffWording.title(of: $0, $1) }
      _ = out.append("\n… and \(listed(more)) more, listed below\n")
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
