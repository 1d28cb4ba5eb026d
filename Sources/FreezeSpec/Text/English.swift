// Words and numbers as sentences have them.

/// A count with a comma every three digits: `1,240`.
func grouped(_ count: Int) -> String {
  var result = Array(String(count).utf8)
  let first = count < 0 ? 1 : 0
  var place = result.count - 3
  while place > first {
    result.insert(UInt8(ascii: ","), at: place)
    place -= 3
  }
  return String(decoding: result, as: UTF8.self)
}

/// A number of parameters in words: `1 parameter`, `1,240 parameters`.
func counted(_ count: Int, _ noun: String = "parameter") -> String {
  "\(grouped(count)) \(noun)\(count == 1 ? "" : "s")"
}

/// Words as an enumeration: `1, 2 and 3`, at most five of them.
func listed(_ words: [String], _ conjunction: String = "and") -> String {
  let shown = words.count > 5 ? words.prefix(4) + ["\(words.count - 4) more"] : words[...]
  guard let last = shown.last, shown.count > 1 else { return words.first ?? "" }
  return shown.dropLast().joined(separator: ", ") + " \(conjunction) " + last
}

/// A text in double quotes, as a glob is written.
func quoted(_ text: String) -> String { "\"\(text)\"" }

/// A text with ASCII's capitals made small.
func lowercased(_ text: String) -> String {
  String(
    String.UnicodeScalarView(
      text.unicodeScalars.map {
        $0.value >= 0x41 && $0.value <= 0x5A ? Unicode.Scalar(UInt8($0.value) | 0x20) : $0
      }))
}

/// A class with its article: `a Linear`, `an Embedding`.
func article(_ name: String) -> String {
  let isVowel = name.first.map { "AEIOaeio".contains($0) } ?? false
  return (isVowel ? "an " : "a ") + name
}
