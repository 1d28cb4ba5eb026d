/// What cures put into a config beside what stands there: a rule, an expectation, a key at the root.
struct PlanEdits {
  let plan: FreezePlan

  /// Puts a rule behind the last one; `nil` where there is none.
  func rule(_ text: String) -> Fix? {
    plan.rules.last.flatMap { item(text, behind: $0.span) }
  }

  /// Puts an expectation behind the last one, or makes it the only one.
  func expectation(_ text: String) -> Fix? {
    plan.expectations.last.map { item(text, behind: $0.span) } ?? key("expect: [{\(text)}]")
  }

  /// Puts a key behind all others; `nil` in a config that is one mapping in braces.
  func key(_ text: String) -> Fix? {
    let file = plan.sources.files[0]
    guard let first = file.bytes.first(where: { !$0.isASCIISpace }), first != UInt8(ascii: "{")
    else { return nil }
    let gap = file.bytes.last?.isLineBreak == true ? "" : "\n"
    let end = SourceSpan(file: 0, start: file.bytes.count, end: file.bytes.count)
    return Fix("write `\(text)`", [Fix.Replacement(span: end, text: "\(gap)\(text)\n")])
  }

  /// Puts an item behind another of its list, in the style of that; `nil` where it is not plain.
  private func item(_ text: String, behind other: SourceSpan) -> Fix? {
    guard other.file == 0 else { return nil }
    let file = plan.sources.files[0]
    var end = Int(other.end)
    while end > Int(other.start), file.bytes[end - 1].isASCIISpace { end -= 1 }
    let start = Int(other.start)
    let lead = file.bytes[start - (file.blockColumn(of: start) ?? 0)..<start]
    let isBlock = lead.contains(UInt8(ascii: "-"))
    let isInBraces = file.bytes[start...].first == UInt8(ascii: "{")
    guard isBlock || isInBraces else { return nil }
    // Behind a comment on the item's line.
    if isBlock {
      end = file.bytes[end...].firstIndex(where: \.isLineBreak) ?? file.bytes.count
    }
    let indent = String(repeating: " ", count: lead.prefix { $0 == 0x20 }.count)
    return Fix(
      "write `- \(text)`",
      [
        Fix.Replacement(
          span: SourceSpan(file: 0, start: end, end: end),
          text: isBlock ? "\n\(indent)- \(text)" : ", {\(text)}")
      ])
  }
}
