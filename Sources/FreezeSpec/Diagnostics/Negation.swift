/// A text that takes away what it names, as ignore files and everyday speech have it: `!lm_head`,
/// `-lm_head`, `not lm_head`.
///
/// It is like no other text: the nearest is what it takes away, which says the opposite.
struct Negation: Hashable {
  /// What says that it takes away.
  let mark: String
  /// What it takes away.
  let rest: String

  /// Reads a text; `nil` where it takes nothing away.
  init?(_ text: String) {
    let lower = lowercased(text)
    guard let mark = Self.marks.first(where: { lower.startsExactly(with: $0) }) else { return nil }
    var rest = text.unicodeScalars.dropFirst(mark.unicodeScalars.count).drop { $0 == " " }
    // A number below zero is one that counts from the end.
    if mark == "-", rest.first.map({ $0.isASCIIDigit || $0 == "-" }) ?? true { return nil }
    // `!(lm_head)` of shells.
    if rest.first == "(", rest.last == ")", !rest.dropFirst().contains("(") {
      rest = rest.dropFirst().dropLast()
    }
    if rest.isEmpty { return nil }
    self.mark = String(text.unicodeScalars.prefix(mark.unicodeScalars.count))
    self.rest = String(rest)
  }

  // The longer ones first.
  private static let marks = [
    "everything but ", "everything except ", "all but ", "all except ", "except ", "without ",
    "exclude ", "not ", "no ", "!", "~", "-", "\u{AC}",
  ]
}
