extension RegexParser {
  /// What a backslash and what follows stand for within a character set.
  enum SetItem {
    /// One character.
    case codePoint(UInt32)
    /// A kind of characters.
    case characters(CharacterClass)
  }

  /// Reads an escape after its backslash, outside a character set.
  ///
  /// - Returns: What it matches, and whether that is a place instead of a character.
  mutating func escape(flags: Flags) throws(PatternError) -> (Pattern, isPlace: Bool) {
    let start = index - 1
    let isASCII = flags.contains(.ascii)
    let place: PatternAssertion? =
      switch next {
      case code("A"): .startOfText
      case code("Z"): .endOfText
      case code("b"): .wordBoundary(isASCII: isASCII)
      case code("B"): .notWordBoundary(isASCII: isASCII)
      default: nil
      }
    if let place {
      index += 1
      return (.assertion(place), true)
    }
    if let digit = next, digit >= 0x31, digit <= 0x39, !isOctalEscape {
      let group = takeWhile(2, Self.isASCIIDigit)
      throw error(
        "back-references are not supported: \\\(text.string(group))", start..<index,
        help: ["a back-reference cannot be matched in linear time: write the names out"])
    }
    switch try setEscape(flags: flags, isInSet: false) {
    case .codePoint(let value):
      return (.character(CharacterClass(value, caseRule: caseRule(flags))), false)
    case .characters(let characters): return (.character(characters), false)
    }
  }

  /// Whether three octal digits follow.
  private var isOctalEscape: Bool {
    index + 3 <= text.count && text.scalars[index..<index + 3].allSatisfy(Self.isOctalDigit)
  }

  /// Reads an escape that stands for characters, after its backslash.
  mutating func setEscape(flags: Flags, isInSet: Bool) throws(PatternError) -> SetItem {
    let start = index - 1
    guard let mark = next else {
      throw error(
        "bad escape (end of pattern)", start..<index, help: ["write \\\\ for a backslash itself"])
    }
    index += 1
    switch mark {
    case code("a"): return .codePoint(0x07)
    case code("b") where isInSet: return .codePoint(0x08)
    case code("f"): return .codePoint(0x0C)
    case code("n"): return .codePoint(0x0A)
    case code("r"): return .codePoint(0x0D)
    case code("t"): return .codePoint(0x09)
    case code("v"): return .codePoint(0x0B)
    case code("d"), code("D"), code("s"), code("S"), code("w"), code("W"):
      return .characters(kind(mark, isASCII: flags.contains(.ascii)))
    case code("x"): return .codePoint(try hexadecimal(2, start))
    case code("u"): return .codePoint(try hexadecimal(4, start))
    case code("U"):
      let value = try hexadecimal(8, start)
      if value > CharacterClass.lastCodePoint { throw badEscape(start..<index) }
      return .codePoint(value)
    case code("N"):
      throw error(
        "characters by name are not supported: \\N", start..<index,
        help: ["write the character itself, or \\u and its four hexadecimal digits"])
    case 0x30...0x39:
      guard Self.isOctalDigit(mark) else { throw badEscape(start..<index) }
      let digits = takeWhile(2, Self.isOctalDigit)
      return .codePoint(try octal(digits.lowerBound - 1..<digits.upperBound, start))
    case 0x41...0x5A, 0x61...0x7A: throw badEscape(start..<index)
    default: return .codePoint(mark)
    }
  }

  private func badEscape(_ range: Range<Int>) -> PatternError {
    error("bad escape \(text.string(range))", range)
  }

  private mutating func hexadecimal(_ width: Int, _ start: Int) throws(PatternError) -> UInt32 {
    let digits = takeWhile(width) { Self.hexadecimalDigit($0) != nil }
    if digits.count < width {
      throw error("incomplete escape \(text.string(start..<index))", start..<index)
    }
    var value: UInt32 = 0
    // Eight digits fill 32 bits, so nothing can overflow.
    for scalar in text.scalars[digits] { value = value << 4 | (Self.hexadecimalDigit(scalar) ?? 0) }
    return value
  }

  private func octal(_ digits: Range<Int>, _ start: Int) throws(PatternError) -> UInt32 {
    var value: UInt32 = 0
    for scalar in text.scalars[digits] { value = value << 3 | (scalar - 0x30) }
    if value > 0o377 {
      throw error(
        "octal escape value \(text.string(start..<index)) outside of range 0-0o377", start..<index)
    }
    return value
  }

  private func kind(_ mark: UInt32, isASCII: Bool) -> CharacterClass {
    let digits: ClosedRange<UInt32> = 0x30...0x39
    let spaces: [ClosedRange<UInt32>] = [0x09...0x0D, 0x20...0x20]
    let words: [ClosedRange<UInt32>] = [digits, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A]
    return switch mark {
    case code("d"): isASCII ? CharacterClass([digits]) : CharacterClass([], kinds: .digit)
    case code("D"):
      isASCII ? CharacterClass([digits], isNegated: true) : CharacterClass([], kinds: .notDigit)
    case code("s"): isASCII ? CharacterClass(spaces) : CharacterClass([], kinds: .space)
    case code("S"):
      isASCII ? CharacterClass(spaces, isNegated: true) : CharacterClass([], kinds: .notSpace)
    case code("w"): isASCII ? CharacterClass(words) : CharacterClass([], kinds: .word)
    default:
      isASCII ? CharacterClass(words, isNegated: true) : CharacterClass([], kinds: .notWord)
    }
  }

  // MARK: Character sets

  /// Reads a character set after its opening bracket.
  mutating func characterSet(flags: Flags) throws(PatternError) -> CharacterClass {
    let start = index - 1
    let isNegated = take("^")
    var ranges: [ClosedRange<UInt32>] = []
    var kinds: CharacterClass.Kinds = []
    func add(_ item: SetItem) {
      switch item {
      case .codePoint(let value): ranges.append(value...value)
      case .characters(let characters):
        kinds.formUnion(characters.kinds)
        ranges += characters.listed
      }
    }
    var isEmpty = true
    while true {
      let itemStart = index
      guard let this = next else { throw unterminatedSet(start) }
      if this == code("]"), !isEmpty {
        index += 1
        break
      }
      let low = try setItem(flags: flags, start)
      isEmpty = false
      guard take("-") else {
        add(low)
        continue
      }
      guard let that = next else { throw unterminatedSet(start) }
      if that == code("]") {
        index += 1
        add(low)
        ranges.append(code("-")...code("-"))
        break
      }
      let high = try setItem(flags: flags, start)
      guard case .codePoint(let lower) = low, case .codePoint(let upper) = high, lower <= upper
      else {
        let written = text.string(itemStart..<index)
        throw error(
          "bad character range \(written)", itemStart..<index, help: numbersMeant(after: start))
      }
      ranges.append(lower...upper)
    }
    return CharacterClass(
      ranges, kinds: kinds, isNegated: isNegated, caseRule: caseRule(flags))
  }

  private mutating func setItem(flags: Flags, _ start: Int) throws(PatternError) -> SetItem {
    guard let this = next else { throw unterminatedSet(start) }
    index += 1
    return this == code("\\")
      ? try setEscape(flags: flags, isInSet: true) : .codePoint(this)
  }

  /// What to write where a set such as `[8-11]` was meant as numbers.
  private func numbersMeant(after start: Int) -> [String] {
    guard let end = text.scalars[start...].firstIndex(of: code("]")),
      let numbers = IndexNotation.numbers(
        text.string(start + (text.scalars[start + 1] == code("^") ? 2 : 1)..<end))
    else { return [] }
    return ["a set is one character: for numbers write \([numbers].inParentheses)"]
  }

  private func unterminatedSet(_ start: Int) -> PatternError {
    error(
      "unterminated character set", start..<start + 1,
      help: ["close it with ], or write \\[ for a bracket itself"])
  }

  private static func isOctalDigit(_ codePoint: UInt32) -> Bool {
    codePoint >= 0x30 && codePoint <= 0x37
  }

  private static func hexadecimalDigit(_ codePoint: UInt32) -> UInt32? {
    switch codePoint {
    case 0x30...0x39: codePoint - 0x30
    case 0x41...0x46: codePoint - 0x37
    case 0x61...0x66: codePoint - 0x57
    default: nil
    }
  }
}

extension CharacterClass {
  /// The ranges of a class that takes case as written, a negated one's turned around.
  var listed: [ClosedRange<UInt32>] {
    if !isNegated { return ranges }
    var result: [ClosedRange<UInt32>] = []
    var start: UInt32 = 0
    for range in ranges {
      if range.lowerBound > start { result.append(start...range.lowerBound - 1) }
      start = range.upperBound + 1
    }
    if start <= Self.lastCodePoint { result.append(start...Self.lastCodePoint) }
    return result
  }
}
