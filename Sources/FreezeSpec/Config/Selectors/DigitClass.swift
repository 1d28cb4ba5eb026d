/// A class of characters in a glob or a regular expression that was meant as numbers, such as `[8-11]`:
/// one character, 1, and no layer from 8 to 11.
struct DigitClass {
  /// What was meant.
  enum Meaning: Equatable {
    /// These numbers; the last of a slice such as `[6:]` is the largest there is.
    case numbers([ClosedRange<Int>])
    /// An index or a slice that counts from the end.
    case fromEnd
    /// A slice with a step.
    case stepped
  }

  /// Its bytes in the pattern, brackets included.
  let bytes: Range<Int>
  /// Its text, brackets included.
  let text: String
  /// What was meant.
  let meaning: Meaning
  /// Whether it stands for all others, or is meant to.
  let isNegated: Bool
  /// Whether it was meant to by the `^` of an expression, which in a glob is a character.
  let isCaret: Bool
  /// The characters that it stands for, or does not.
  let characters: [String]

  /// The classes of a pattern under a key that were meant as numbers.
  static func find(in text: String, under key: SelectorKey) -> [DigitClass] {
    guard key == .glob || key == .regex, text.utf8.contains(UInt8(ascii: "[")) else { return [] }
    let bytes = Array(text.utf8)
    var result: [DigitClass] = []
    var index = 0
    while index < bytes.count {
      if key == .regex, bytes[index] == UInt8(ascii: "\\") {
        index += 2
        continue
      }
      guard bytes[index] == UInt8(ascii: "["), let end = end(of: index, in: bytes) else {
        index += 1
        continue
      }
      if let found = DigitClass(index..<end, in: bytes, under: key) { result.append(found) }
      index = end
    }
    return result
  }

  /// Where a class ends whose characters are those of numbers and their ranges.
  private static func end(of start: Int, in bytes: [UInt8]) -> Int? {
    // Of other dashes and of an ellipsis too.
    let isPart = { (byte: UInt8) in
      byte.isASCIIDigit || byte >= 0x80 || "-:,. !^|;/".utf8.contains(byte)
    }
    guard let end = bytes[(start + 1)...].firstIndex(where: { !isPart($0) }),
      bytes[end] == UInt8(ascii: "]"), end > start + 1
    else { return nil }
    return end + 1
  }

  private init?(_ range: Range<Int>, in bytes: [UInt8], under key: SelectorKey) {
    self.bytes = range
    text = String(decoding: bytes[range], as: UTF8.self)
    let mark = bytes[range.lowerBound + 1]
    // In a glob `^` is one more character.
    isCaret = key == .glob && mark == UInt8(ascii: "^")
    isNegated = isCaret || mark == UInt8(ascii: key == .regex ? "^" : "!")
    let body = bytes[range.lowerBound + (isNegated ? 2 : 1)..<range.upperBound - 1]
    let written = String(decoding: body, as: UTF8.self)
    // A dash of a word processor is meant as the one of the keyboard.
    let typed = written.unicodeScalars.map { Lookalike.ascii($0) ?? String($0) }.joined()
    guard let meaning = Self.meaning(of: typed) else { return nil }
    self.meaning = meaning
    let plain = isCaret ? text : "[" + written + "]"
    let pattern = key == .glob ? try? Glob.parse(plain) : try? RegexParser.parse(plain)
    guard let pattern else { return nil }
    let characters = (0x20..<0x7F).filter { pattern.holds(character: $0) }
    self.characters = characters.compactMap { Unicode.Scalar(UInt8($0)) }.map { String($0) }
    if case .numbers(let ranges) = meaning, !isCaret {
      let digits = Set(characters.filter { $0 >= 0x30 && $0 <= 0x39 }.map { $0 - 0x30 })
      let numbers = Set(ranges.flatMap { $0.prefix(11) }.map { UInt32(clamping: $0) })
      // Where all numbers have one digit, a list of them means what it says.
      if numbers == digits, ranges.allSatisfy({ $0.upperBound <= 9 }) { return nil }
      let isLone = body.allSatisfy(\.isASCIIDigit)
      if isLone, !Self.isOneNumber(body, range, in: bytes) { return nil }
    }
  }

  /// Whether digits without anything between them are one number, as `[10]` is, and no choice of
  /// digits: a whole component, its digits not in order.
  private static func isOneNumber(
    _ digits: ArraySlice<UInt8>, _ range: Range<Int>, in bytes: [UInt8]
  ) -> Bool {
    let dot = UInt8(ascii: ".")
    let before = bytes[..<range.lowerBound].last
    let after = bytes[range.upperBound...].first
    // An expression's dot may have a backslash.
    let isComponent =
      (before == nil || before == dot)
      && (after == nil || after == dot || after == UInt8(ascii: "\\"))
    return isComponent && zip(digits, digits.dropFirst()).contains { $0 >= $1 }
  }

  /// What a text between brackets means to one who takes them for those of an index.
  private static func meaning(of text: String) -> Meaning? {
    var ranges: [ClosedRange<Int>] = []
    let parts = text.split(omittingEmptySubsequences: false) { ",|;/".contains($0) }
      .map { String($0.filter { $0 != " " }) }
    for part in parts {
      if let number = number(part) {
        ranges.append(number...number)
      } else if let range = IndexNotation.numbers(part) {
        ranges.append(range)
      } else if parts.count == 1, part != ":", IndexNotation.isSlice(part) {
        let bounds = part.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        if bounds.count > 2, !bounds[2].isEmpty { return .stepped }
        if part.contains("-") { return .fromEnd }
        let first = bounds[0].isEmpty ? 0 : number(bounds[0])
        let last = bounds[1].isEmpty ? Int.max : number(bounds[1])
        guard let first, let last, last > first else { return nil }
        ranges.append(first...last - 1)
      } else {
        return nil
      }
    }
    return .numbers(ranges.sorted { $0.lowerBound < $1.lowerBound })
  }

  private static func number(_ text: String) -> Int? {
    (1...9).contains(text.utf8.count) && text.utf8.allSatisfy(\.isASCIIDigit) ? Int(text) : nil
  }
}

extension Pattern {
  /// Whether it is a class that a character is in.
  fileprivate func holds(character: UInt32) -> Bool {
    switch self {
    case .character(let set): set.contains(character)
    case .sequence(let items): items.count == 1 && items[0].holds(character: character)
    default: false
    }
  }
}

extension [ClosedRange<Int>] {
  /// The numbers as the alternatives of a regular expression: `(8|9|10|11)`.
  var inParentheses: String {
    let alternatives = flatMap { range -> [String] in
      if range.count <= 12 { return range.map { String($0) } }
      let digits = [range.lowerBound, range.upperBound].map { number in
        String(number).unicodeScalars.map(\.value)
      }
      return DigitRange.pattern(from: digits[0], to: digits[1]).alternatives
    }
    return "(" + alternatives.joined(separator: "|") + ")"
  }
}

extension Pattern {
  /// The texts of a pattern of digits as the alternatives of a regular expression.
  fileprivate var alternatives: [String] {
    switch self {
    case .choice(let items): return items.flatMap(\.alternatives)
    case .sequence(let items):
      return items.reduce([""]) { heads, item in
        heads.flatMap { head in item.alternatives.map { head + $0 } }
      }
    case .character(let set):
      guard let range = set.ranges.first, let first = Unicode.Scalar(range.lowerBound),
        let last = Unicode.Scalar(range.upperBound)
      else { return [] }
      return [first == last ? "\(first)" : "[\(first)-\(last)]"]
    case .never, .assertion, .repeated: return []
    }
  }
}
