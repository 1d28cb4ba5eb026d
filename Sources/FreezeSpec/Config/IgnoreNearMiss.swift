/// A comment that was meant to silence a warning, and is not written as one that does.
struct IgnoreNearMiss {
  /// The comment as it has to be written.
  let rightForm: String

  /// Reads the text of a comment behind its `#`; `nil` for one that was not meant so, or is written
  /// well.
  ///
  /// - Parameter searches: How many words may still be searched among the codes, which takes its time.
  init?(_ comment: String, searches: inout Int) {
    let words = comment.drop { $0 == "#" || $0 == " " || $0 == "\t" }
    let lowered = words.lowercased()
    var rest = lowered[...]
    let namesTool = Self.tools.contains { tool in
      guard rest.hasPrefix(tool) else { return false }
      rest = rest.dropFirst(tool.count)
      return true
    }
    rest = rest.drop { ":：;= \t-".contains($0) }
    let verb = String(rest.prefix { $0.isLetter })
    rest = rest.dropFirst(verb.count)
    for line in ["-next-line", "-line"] where rest.hasPrefix(line) {
      rest = rest.dropFirst(line.count)
    }
    // `ignored for now` is prose: another word must stand before a code.
    let isVerb = Self.verbs.contains(verb) || namesTool && Self.verbsOfTool.contains(verb)
    if !isVerb, !Self.isSlip(verb, &searches) { return nil }
    let list = rest.drop { "[({<:=［（： \t".contains($0) }.prefix { !"])}>］）#".contains($0) }
    let codes = list.split { ", \t".contains($0) }.prefix { $0.contains("-") }.prefix(8)
    var known: [String] = []
    for code in codes {
      guard let warning = Self.warning(nearest: String(code), &searches) else { return nil }
      known.append(warning)
    }
    guard isVerb && namesTool || !known.isEmpty else { return nil }
    // Prose goes on where a list of codes would stand.
    if known.isEmpty, !list.allSatisfy({ $0 == " " }) { return nil }
    rightForm =
      "# freezespec: ignore[" + (known.isEmpty ? "code" : known.joined(separator: ", ")) + "]"
  }

  private static let tools = [
    "freezespec", "freeze-spec", "freeze_spec", "freeze spec", "freezspec", "freezespc",
    "frezespec",
  ]
  private static let verbs = [
    "ignore", "ignores", "noqa", "disable", "allow", "silence", "suppress", "nolint",
  ]
  /// Words that are meant so behind the tool's name alone.
  private static let verbsOfTool = [
    "skip", "off", "mute", "hide", "quiet", "exclude", "except", "expect", "disabled", "ignored",
  ]
  private static let warnings = DiagnosticCode.allCases.filter { $0.severity == .warning }
    .map(\.rawValue)

  /// Whether a word is a slip of `ignore`.
  private static func isSlip(_ word: String, _ searches: inout Int) -> Bool {
    guard (4...10).contains(word.count), searches > 0 else { return false }
    searches -= 1
    return !Suggestion.nearest(to: word, in: ["ignore", "ignores"], limit: 1).isEmpty
  }

  /// The code of a warning that a word is, or is a slip of.
  private static func warning(nearest word: String, _ searches: inout Int) -> String? {
    if warnings.contains(word) { return word }
    if searches <= 0 { return nil }
    searches -= 1
    return Suggestion.nearest(to: word, in: warnings, limit: 1).first
  }
}
