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
