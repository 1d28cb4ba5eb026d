/// Reads an integer as Python's `int(text)` does: digits with single underscores, and a sign.
func pythonInt(_ text: String) -> Int? {
  guard text.utf8.count <= 100, let last = text.utf8.last, last != UInt8(ascii: "_"),
    !text.contains("__"), !text.hasPrefix("_"), !text.hasPrefix("-_"), !text.hasPrefix("+_")
  else { return nil }
  return Int(text.filter { $0 != "_" })
}
