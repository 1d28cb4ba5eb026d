/// A text of the user's for a message, cut in the middle where it has more characters than a limit.
///
/// Names of parameters in real models are shorter than the limit, and so whole.
func clipped(_ text: some StringProtocol, to limit: Int = 160) -> String {
  clipped(text, head: limit / 2, tail: limit / 2 - 1)
}

/// A text of which `…` stands for the middle, where the whole is wider than what is kept of it.
///
/// - Parameters:
///   - text: The text. Of a long one only the ends are read.
///   - head: How much is kept of the start.
///   - tail: How much is kept of the end.
///   - width: How much of either a character takes, no more than its bytes in UTF-8.
func clipped(
  _ text: some StringProtocol, head: Int, tail: Int,
  width: (Unicode.Scalar) -> Int = { _ in 1 }
) -> String {
  guard text.utf8.count > head + tail + 1 else { return String(text) }
  let scalars = text.unicodeScalars
  var (start, end) = (scalars.startIndex, scalars.endIndex)
  var headRoom = head
  while start < end, width(scalars[start]) <= headRoom {
    headRoom -= width(scalars[start])
    start = scalars.index(after: start)
  }
  var tailRoom = tail
  while start < end {
    let previous = scalars.index(before: end)
    if width(scalars[previous]) > tailRoom { break }
    tailRoom -= width(scalars[previous])
    end = previous
  }
  // The middle stays if it fits where the `…` would stand, and into what the ends leave.
  var room = headRoom + 1 + tailRoom
  var middle = start
  while middle < end, width(scalars[middle]) <= room {
    room -= width(scalars[middle])
    middle = scalars.index(after: middle)
  }
  if middle == end { return String(text) }
  // A mark without its letter would land on the `…`.
  while end < scalars.endIndex, width(scalars[end]) == 0 { end = scalars.index(after: end) }
  return "\(text[..<start])…\(text[end...])"
}
