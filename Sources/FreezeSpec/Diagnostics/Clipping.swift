/// A text of the user's for a message, cut in the middle where it is long.
func clipped(_ text: some StringProtocol, to limit: Int = 60) -> String {
  // Counting the characters of a text of megabytes only to cut it would take long.
  guard text.utf8.count > limit else { return String(text) }
  let head = text.prefix(limit / 2)
  let tail = text.suffix(limit / 2 - 1)
  return head.endIndex >= tail.startIndex ? String(text) : "\(head)…\(tail)"
}
