/// A text of the user's for a message, cut in the middle where it is long.
func clipped(_ text: some StringProtocol, to limit: Int = 60) -> String {
  // Counting the characters of a text of megabytes only to cut it would take long, and a single
  // one, with its accents, may be that long.
  guard text.utf8.count > limit else { return String(text) }
  let scalars = text.unicodeScalars
  let head = scalars.prefix(limit / 2).endIndex
  let tail = scalars.suffix(limit / 2 - 1).startIndex
  return head >= tail ? String(text) : "\(text[..<head])…\(text[tail...])"
}
