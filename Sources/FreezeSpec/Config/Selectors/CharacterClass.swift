/// A set of code points, as a pattern writes it.
///
/// Code points are plain numbers, since Python's patterns may name surrogates; those match nothing.
struct CharacterClass: Hashable, Sendable {
  /// Unicode's kinds of characters that a pattern can name.
  struct Kinds: OptionSet, Hashable, Sendable {
    let rawValue: UInt8
    static let digit = Kinds(rawValue: 1)
    static let notDigit = Kinds(rawValue: 2)
    static let space = Kinds(rawValue: 4)
    static let notSpace = Kinds(rawValue: 8)
    static let word = Kinds(rawValue: 16)
    static let notWord = Kinds(rawValue: 32)
  }

  /// How a class takes upper and lower case.
  enum CaseRule: Hashable, Sendable {
    /// As written.
    case exact
    /// As one, in ASCII.
    case ignoredInASCII
    /// As one, by Python's tables.
    case ignored
  }

  /// The code points that are listed, ascending and apart.
  private(set) var ranges: [ClosedRange<UInt32>]
  /// The kinds of characters that are in it as well.
  var kinds: Kinds
  /// Whether it holds what is not listed.
  var isNegated: Bool
  /// How it takes case.
  var caseRule: CaseRule

  /// The last code point.
  static let lastCodePoint: UInt32 = 0x10FFFF
  /// Every character.
  static let any = CharacterClass([0...lastCodePoint])
  /// Every character but the line feed.
  static let anyButNewline = CharacterClass([0x0A...0x0A], isNegated: true)

  /// Makes a class of ranges in any order.
  init(
    _ ranges: [ClosedRange<UInt32>], kinds: Kinds = [], isNegated: Bool = false,
    caseRule: CaseRule = .exact
  ) {
    self.ranges = Self.merged(ranges)
    self.kinds = kinds
    self.isNegated = isNegated
    self.caseRule = caseRule
  }

  /// Its characters, where these are listed and all of ASCII.
  var listedASCII: [Unicode.Scalar]? {
    guard !isNegated, kinds.isEmpty, ranges.allSatisfy({ $0.upperBound < 0x80 }) else { return nil }
    return ranges.joined().compactMap { Unicode.Scalar($0) }
  }

  /// Most are one character, of which its number is enough: long patterns are hashed as they are read.
  func hash(into hasher: inout Hasher) {
    if let single { return hasher.combine(single) }
    hasher.combine(ranges)
    hasher.combine(kinds)
    hasher.combine(isNegated)
    hasher.combine(caseRule)
  }

  /// Makes a class of one character.
  init(_ codePoint: UInt32, caseRule: CaseRule = .exact) {
    ranges = [codePoint...codePoint]
    kinds = []
    isNegated = false
    self.caseRule = caseRule
  }

  /// The only character of the class, if it has one and takes case as written.
  var single: UInt32? {
    guard ranges.count == 1, kinds.isEmpty, !isNegated, caseRule == .exact else { return nil }
    return ranges[0].lowerBound == ranges[0].upperBound ? ranges[0].lowerBound : nil
  }

  /// Whether a character is in the class.
  func contains(_ codePoint: UInt32) -> Bool {
    let isListed: Bool
    switch caseRule {
    case .exact: isListed = lists(codePoint) || isOfKind(codePoint)
    case .ignoredInASCII:
      let isUpper = codePoint >= 0x41 && codePoint <= 0x5A
      let lower = isUpper ? codePoint | 0x20 : codePoint
      let isLetter = lower >= 0x61 && lower <= 0x7A
      isListed = lists(lower) || isLetter && lists(lower & ~0x20) || isOfKind(lower)
    case .ignored:
      let lower = LetterCase.lower(codePoint)
      isListed = LetterCase.spellings(ofLower: lower).contains(where: lists) || isOfKind(lower)
    }
    return isListed != isNegated
  }

  private func lists(_ codePoint: UInt32) -> Bool {
    if ranges.count == 1 { return ranges[0].contains(codePoint) }
    let place = ranges.partitioningIndex { $0.upperBound >= codePoint }
    return place < ranges.count && ranges[place].lowerBound <= codePoint
  }

  private func isOfKind(_ codePoint: UInt32) -> Bool {
    if kinds.isEmpty { return false }
    return kinds.contains(.digit) && isDigit(codePoint)
      || kinds.contains(.notDigit) && !isDigit(codePoint)
      || kinds.contains(.space) && isSpace(codePoint)
      || kinds.contains(.notSpace) && !isSpace(codePoint)
      || kinds.contains(.word) && isWord(codePoint)
      || kinds.contains(.notWord) && !isWord(codePoint)
  }

  private static func merged(_ ranges: [ClosedRange<UInt32>]) -> [ClosedRange<UInt32>] {
    if ranges.count < 2 { return ranges }
    var result: [ClosedRange<UInt32>] = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = result.last, range.lowerBound <= last.upperBound.advanced(by: 1) {
        let upper = max(last.upperBound, range.upperBound)
        result[result.count - 1] = last.lowerBound...upper
      } else {
        result.append(range)
      }
    }
    return result
  }
}

/// Python's `str.isdecimal` of a character, which is `\d`.
func isDigit(_ codePoint: UInt32) -> Bool {
  if codePoint < 0x80 { return codePoint >= 0x30 && codePoint <= 0x39 }
  return Unicode.Scalar(codePoint)?.properties.generalCategory == .decimalNumber
}

/// Python's `str.isspace` of a character, which is `\s`.
func isSpace(_ codePoint: UInt32) -> Bool {
  switch codePoint {
  case 0x09...0x0D, 0x1C...0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F,
    0x205F, 0x3000:
    true
  default: false
  }
}

/// Python's `str.isalnum` of a character, or the underscore, which is `\w`.
func isWord(_ codePoint: UInt32) -> Bool {
  if codePoint < 0x80 {
    switch codePoint {
    case 0x30...0x39, 0x41...0x5A, 0x5F, 0x61...0x7A: return true
    default: return false
    }
  }
  guard let properties = Unicode.Scalar(codePoint)?.properties else { return false }
  switch properties.generalCategory {
  case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
    .decimalNumber:
    return true
  default: return properties.numericType != nil
  }
}
