/// Names as Python reads them where they stand in a program.
///
/// Python takes every name in its form NFKC: a full-width `Ｋ` and the Kelvin sign are the letter K,
/// `ﬁ` is two letters, and an accent is one character with its letter. A text becomes a name here,
/// as early as it is known to be one; behind that names are equal where their code points are, which
/// Swift's `==` gives too: it compares in NFC, and what is in NFKC is in NFC.
///
/// What is no name in a program is a text, and taken as it is: the names of children, parameters and
/// buffers, for which Python has `add_module` and `register_parameter`.
enum PythonIdentifier {
  /// The name that a text is in a program; `nil` where it cannot be one.
  static func name(_ text: String) -> String? {
    text.isEmpty || firstStrayCharacter(of: text) != nil ? nil : normalized(text)
  }

  /// The name that a text is in which dots may stand, as in `nn.Linear`; a text that cannot be one is
  /// left as it is.
  static func dottedName(_ text: String) -> String {
    if isASCII(text) { return text }
    let parts = text.unicodeScalars.split(separator: ".", omittingEmptySubsequences: false)
    let names = parts.compactMap { name(String($0)) }
    return names.count == parts.count ? names.joined(separator: ".") : text
  }

  /// The bytes of the first character that cannot stand where it does in a name.
  static func firstStrayCharacter(of text: String) -> Range<Int>? {
    var start = 0
    for scalar in text.unicodeScalars {
      let end = start + UTF8.width(scalar)
      if !(start == 0 ? isStart(scalar) : isPart(scalar)) { return start..<end }
      start = end
    }
    return nil
  }

  /// A name in the form in which Python compares it.
  static func normalized(_ name: String) -> String {
    if isASCII(name) { return name }
    var scalars = decomposed(name)
    reorderMarks(in: &scalars)
    var result = String.UnicodeScalarView()
    result.append(contentsOf: composed(scalars).compactMap(Unicode.Scalar.init))
    return String(result)
  }

  private static func isASCII(_ text: String) -> Bool { text.utf8.allSatisfy { $0 < 0x80 } }

  private static func isStart(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII
      ? scalar.isASCIILetter || scalar == "_" : IdentifierTable.unicode.isStart(scalar)
  }

  private static func isPart(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII
      ? scalar.isASCIILetter || scalar.isASCIIDigit || scalar == "_"
      : IdentifierTable.unicode.isPart(scalar)
  }

  // MARK: NFKC, by section 3.11 of the Unicode Standard

  /// Hangul's syllables and their parts are numbered by rule.
  private enum Hangul {
    static let (syllable, leading, vowel, trailing): (UInt32, UInt32, UInt32, UInt32) = (
      0xAC00, 0x1100, 0x1161, 0x11A7
    )
    static let (leadings, vowels, trailings): (UInt32, UInt32, UInt32) = (19, 21, 28)
    static let syllables = leadings * vowels * trailings
  }

  private static func decomposed(_ text: String) -> [UInt32] {
    var result: [UInt32] = []
    for scalar in text.unicodeScalars {
      let value = scalar.value
      let index = value &- Hangul.syllable
      if index < Hangul.syllables {
        result.append(Hangul.leading + index / (Hangul.vowels * Hangul.trailings))
        result.append(Hangul.vowel + index / Hangul.trailings % Hangul.vowels)
        let trailing = index % Hangul.trailings
        if trailing > 0 { result.append(Hangul.trailing + trailing) }
      } else if let parts = IdentifierTable.unicode.decomposition(of: value) {
        result += parts
      } else {
        result.append(value)
      }
    }
    return result
  }

  /// The class by which marks behind one letter are ordered; 0 for what is no such mark.
  private static func order(_ character: UInt32) -> UInt8 {
    Unicode.Scalar(character)?.properties.canonicalCombiningClass.rawValue ?? 0
  }

  /// Sorts each run of marks; those of one class keep their order.
  private static func reorderMarks(in scalars: inout [UInt32]) {
    var start = 0
    while start < scalars.count {
      var marks: [(order: UInt8, place: Int, value: UInt32)] = []
      while start + marks.count < scalars.count {
        let place = start + marks.count
        let order = order(scalars[place])
        if order == 0 { break }
        marks.append((order, place, scalars[place]))
      }
      if marks.count > 1 {
        marks.sort { ($0.order, $0.place) < ($1.order, $1.place) }
        for (offset, mark) in marks.enumerated() { scalars[start + offset] = mark.value }
      }
      start += marks.count + 1
    }
  }

  /// Puts characters together where one stands for both.
  private static func composed(_ scalars: [UInt32]) -> [UInt32] {
    var result: [UInt32] = []
    /// Where the last character is that others may join, and the class of the last mark behind it
    /// that stayed.
    var starter: Int?
    var lastOrder: UInt8 = 0
    for scalar in scalars {
      let order = order(scalar)
      // A mark is kept away by another of its class or a higher one, and a letter by any mark.
      if let starter, starter == result.count - 1 || (lastOrder != 0 && lastOrder < order),
        let both = composition(of: result[starter], scalar)
      {
        result[starter] = both
        continue
      }
      if order == 0 { starter = result.count }
      lastOrder = order
      result.append(scalar)
    }
    return result
  }

  private static func composition(of first: UInt32, _ second: UInt32) -> UInt32? {
    let (leading, vowel) = (first &- Hangul.leading, second &- Hangul.vowel)
    if leading < Hangul.leadings, vowel < Hangul.vowels {
      return Hangul.syllable + (leading * Hangul.vowels + vowel) * Hangul.trailings
    }
    let (syllable, trailing) = (first &- Hangul.syllable, second &- Hangul.trailing)
    if syllable < Hangul.syllables, syllable % Hangul.trailings == 0, trailing > 0,
      trailing < Hangul.trailings
    {
      return first + trailing
    }
    return IdentifierTable.unicode.composition(of: first, second)
  }
}
