/// What Python's `text.strip()` leaves.
func pythonStrip(_ text: some Collection<Unicode.Scalar>) -> String {
  // Python counts four separators among the blanks that Unicode does not.
  let isBlank = { (scalar: Unicode.Scalar) in
    scalar.isWhitespace || (0x1C...0x1F).contains(scalar.value)
  }
  let head = Array(text.drop(while: isBlank))
  let end = head.lastIndex { !isBlank($0) }.map { $0 + 1 } ?? 0
  return String(String.UnicodeScalarView(head[..<end]))
}
