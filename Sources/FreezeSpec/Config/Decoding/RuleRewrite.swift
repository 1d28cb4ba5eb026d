/// A rule whose keys are written as one: `freeze` with a selector in the place of the first of them, and
/// the others taken out.
struct RuleRewrite {
  let source: SourceFile
  /// Where the rule stands.
  let rule: SourceSpan
  /// All its keys.
  let entries: [YAMLEntry]

  /// The fix; `nil` where it is not plain what else it would change, such as a comment or an anchor.
  ///
  /// - Parameters:
  ///   - key: The key to write.
  ///   - value: Its value.
  ///   - replaced: The keys in whose place it stands, at least one.
  func fix(_ key: String, _ value: String, inPlaceOf replaced: [YAMLEntry]) -> Fix? {
    let replaced = replaced.sorted { $0.keySpan.start < $1.keySpan.start }
    guard let first = replaced.first, replaced.allSatisfy(isPlain) else { return nil }
    let written = "\(key): \(value)"
    let title = "write `\(clipped(written))`"
    let (start, end) = (Int(rule.start), Int(rule.end))
    if source.bytes[start..<end].first == UInt8(ascii: "{") {
      let inner = SourceSpan(file: rule.file, start: start + 1, end: end - 1)
      let text = source.bytes[start..<end]
      guard replaced.count == entries.count, !text.contains(UInt8(ascii: "#")),
        !text.contains(where: \.isLineBreak)
      else { return nil }
      return Fix(title, [Fix.Replacement(span: inner, text: written)])
    }
    var replacements = [
      Fix.Replacement(span: first.keySpan, text: key),
      Fix.Replacement(span: first.value.span, text: value),
    ]
    for entry in replaced.dropFirst() {
      guard let line = line(of: entry) else { return nil }
      replacements.append(Fix.Replacement(span: line, text: ""))
    }
    return Fix(title, replacements)
  }

  /// The fix that takes a key out that has a line of its own.
  func removal(of entry: YAMLEntry) -> Fix? {
    guard isPlain(entry), let line = line(of: entry) else { return nil }
    return .remove("`\(entry.key)`", at: line)
  }

  /// Whether a key and its value stand in the rule, on one line, with only a colon between them.
  private func isPlain(_ entry: YAMLEntry) -> Bool {
    let (key, value) = (entry.keySpan, entry.value.span)
    guard key.file == rule.file, value.file == rule.file, rule.start <= key.start,
      key.end < value.start, value.end <= rule.end
    else { return false }
    let between = source.bytes[Int(key.end)..<Int(value.start)]
    return between.first == UInt8(ascii: ":") && between.dropFirst().allSatisfy { $0 == 0x20 }
      && !source.bytes[Int(key.start)..<Int(value.end)].contains(where: \.isLineBreak)
  }

  /// The line of a key, with its break; `nil` where anything else is on it.
  private func line(of entry: YAMLEntry) -> SourceSpan? {
    let bytes = source.bytes
    var (start, end) = (Int(entry.keySpan.start), Int(entry.value.span.end))
    while start > 0, bytes[start - 1] == 0x20 { start -= 1 }
    while end < bytes.count, bytes[end] == 0x20 { end += 1 }
    guard start > 0, bytes[start - 1].isLineBreak else { return nil }
    if end < bytes.count {
      guard bytes[end].isLineBreak else { return nil }
      end += bytes[end...].starts(with: [0x0D, 0x0A]) ? 2 : 1
    }
    return SourceSpan(file: rule.file, start: start, end: end)
  }
}
