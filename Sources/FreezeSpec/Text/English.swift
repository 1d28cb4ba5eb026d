// Words and numbers as sentences have them.

/// A count with a comma every three digits: `1,240`.
package func grouped(_ count: Int) -> String {
  var result = Array(String(count).utf8)
  let first = count < 0 ? 1 : 0
  var place = result.count - 3
  while place > first {
    result.insert(UInt8(ascii: ","), at: place)
    place -= 3
  }
  return String(decoding: result, as: UTF8.self)
}

/// A number of things in words: `1 rule`, `1,240 rules`.
func counted(_ count: Int, _ noun: String) -> String {
  "\(grouped(count)) \(noun)\(count == 1 ? "" : "s")"
}

/// Words as an enumeration: `1, 2 and 3`; of more than some, the first ones and how many more there
/// are: `1, 2, 3, 4 and 9 more`.
func listed(
  _ words: some RandomAccessCollection<String>, _ conjunction: String = "and", most: Int = 5
) -> String {
  let shown =
    words.count > most
    ? Array(words.prefix(most - 1)) + ["\(words.count - most + 1) more"] : Array(words)
  guard let last = shown.last, shown.count > 1 else { return words.first ?? "" }
  return shown.dropLast().joined(separator: ", ") + " \(conjunction) " + last
}

/// A text in double quotes.
func quoted(_ text: String) -> String { "\"\(text)\"" }

/// A class or a type of Python with its article: `a Linear`, `an Embedding`, `an int`; `None` for
/// its type, of which it is the only value.
func article(_ name: String) -> String {
  if name == "NoneType" { return "None" }
  let letters = name.utf8.prefix(3).map(\.asciiLowercased)
  let vowels = "aeiou".utf8
  let isVowel =
    switch letters.first {
    // A `u` before two consonants is said as in `Unflatten` and `Upsample`, not as in `UNet`.
    case UInt8(ascii: "u"): letters.dropFirst().allSatisfy { !vowels.contains($0) }
    case let letter?: vowels.contains(letter)
    case nil: false
    }
  return (isVowel ? "an " : "a ") + name
}
