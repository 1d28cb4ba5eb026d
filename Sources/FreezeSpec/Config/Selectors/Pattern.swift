/// A regular language over names: what globs and regular expressions are read into.
indirect enum Pattern: Hashable, Sendable {
  /// No text at all, not even the empty one.
  case never
  /// One character.
  case character(CharacterClass)
  /// A place between characters.
  case assertion(PatternAssertion)
  /// One after another; without any, the empty text.
  case sequence([Pattern])
  /// Any of them.
  case choice([Pattern])
  /// A number of times; without `atMost`, any number from `atLeast`.
  case repeated(Pattern, atLeast: Int, atMost: Int?)

  /// Any run of characters.
  static let anyRun = Pattern.repeated(.character(.any), atLeast: 0, atMost: nil)

  /// A text, character for character.
  static func literal(_ text: String) -> Pattern {
    .sequence(text.unicodeScalars.map { .single($0.value) })
  }

  /// One character.
  static func single(_ codePoint: UInt32) -> Pattern {
    // Those of names are made once: a thousand globs hold them ten thousand times.
    if commonCharacters.contains(codePoint) {
      return commonSingles[Int(codePoint - commonCharacters.lowerBound)]
    }
    return .character(CharacterClass(codePoint))
  }

  private static let commonCharacters = code("-")...code("z")
  private static let commonSingles = commonCharacters.map { Pattern.character(CharacterClass($0)) }

  /// The states that an automaton needs for it at most.
  var stateCount: Int {
    switch self {
    case .never, .character: return 1
    case .assertion: return 2
    case .sequence(let items):
      var count = 0
      for item in items {
        // Most are characters.
        if case .character = item {
          count += 1
        } else {
          count = saturatingSum(count, item.stateCount)
        }
      }
      return count
    case .choice(let items): return items.reduce(1) { saturatingSum($0, $1.stateCount) }
    case .repeated(let item, let atLeast, let atMost):
      let one = item.stateCount
      let copies = saturatingProduct(max(atLeast, atMost ?? saturatingSum(atLeast, 1)), one)
      return saturatingSum(copies, 1)
    }
  }

  /// The text, if the pattern matches exactly one and says it character for character.
  var literalText: String? {
    guard case .sequence(let items) = self else { return nil }
    return Self.literalText(items[...])
  }

  private static func literalText(_ items: ArraySlice<Pattern>) -> String? {
    // Most that are none end with a star.
    guard items.last.map({ $0.single != nil }) ?? true else { return nil }
    var text: [UInt8] = []
    text.reserveCapacity(items.count)
    for item in items {
      guard let single = item.single, let scalar = Unicode.Scalar(single) else { return nil }
      if single < 0x80 {
        text.append(UInt8(truncatingIfNeeded: single))
      } else {
        text.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Long patterns are hashed as they are read, and most are characters: three at a time.
  ///
  /// Unequal patterns give the hasher unequal numbers, so that nobody can write many of one hash.
  func hash(into hasher: inout Hasher) {
    switch self {
    case .never: hasher.combine(0)
    case .character(let set):
      hasher.combine(1)
      hasher.combine(set)
    case .assertion(let assertion):
      hasher.combine(2)
      hasher.combine(assertion)
    case .sequence(let items):
      hasher.combine(3)
      hasher.combine(items.count)
      // Up to three, behind a bit that says how many.
      var characters: UInt64 = 1
      for item in items {
        if let single = item.single {
          characters = characters << 21 | UInt64(single)
          if characters >> 63 == 0 { continue }
          hasher.combine(characters)
        } else {
          hasher.combine(characters)
          item.hash(into: &hasher)
        }
        characters = 1
      }
      hasher.combine(characters)
    case .choice(let items):
      hasher.combine(4)
      hasher.combine(items)
    case .repeated(let item, let atLeast, let atMost):
      hasher.combine(5)
      hasher.combine(item)
      hasher.combine(atLeast)
      hasher.combine(atMost)
    }
  }

  /// The only character that it matches, if it is a class of one.
  private var single: UInt32? {
    if case .character(let set) = self { set.single } else { nil }
  }

  /// The path of a module, if the pattern says it character for character, with a dot and anything
  /// behind: it matches what is at and below that module.
  var subtreePath: String? {
    guard case .sequence(let items) = self, items.count > 2,
      items[items.count - 2].single == code("."), items[items.count - 1] == .anyRun
    else { return nil }
    return Self.literalText(items.dropLast(2))
  }
}

/// A condition on the place between two characters.
enum PatternAssertion: Hashable, Sendable {
  /// `\A`, and `^`.
  case startOfText
  /// `^` under `(?m)`.
  case startOfLine
  /// `\Z`.
  case endOfText
  /// `$`: the end, or before a line feed that ends the text.
  case endOfLastLine
  /// `$` under `(?m)`.
  case endOfLine
  /// `\b`, by Unicode or by ASCII.
  case wordBoundary(isASCII: Bool)
  /// `\B`, by Unicode or by ASCII.
  case notWordBoundary(isASCII: Bool)
  /// Not within a number: no ASCII digit before, or none behind. No pattern can write it; the pattern
  /// that one was meant as may have it.
  case numberBoundary
}

/// Why a pattern cannot be read.
struct PatternError: Error, Hashable {
  /// What is wrong, as one sentence without a full stop, starting in lower case.
  var message: String
  /// The bytes of the pattern that are to blame.
  var bytes: Range<Int>
  /// Cures.
  var help: [String] = []
  /// The whole pattern as the first cure has it; `nil` where that names no text to write.
  var cured: String?
  /// Whether a bound of ``Limits`` is passed.
  var isLimit = false
}

/// The text of a pattern as Python indexes it, by code points.
struct PatternText {
  /// The code points.
  let scalars: [UInt32]
  /// Where each starts in UTF-8, and where the text ends; empty where each is a byte.
  private let offsets: [Int]

  init(_ text: String) {
    let ascii = text.withBytes { bytes in
      bytes.allSatisfy { $0 < 0x80 } ? bytes.map { UInt32($0) } : nil
    }
    if let ascii {
      scalars = ascii
      offsets = []
      return
    }
    var scalars: [UInt32] = []
    var offsets: [Int] = []
    scalars.reserveCapacity(text.utf8.count)
    offsets.reserveCapacity(text.utf8.count + 1)
    var offset = 0
    for scalar in text.unicodeScalars {
      scalars.append(scalar.value)
      offsets.append(offset)
      offset += UTF8.width(scalar)
    }
    offsets.append(offset)
    self.scalars = scalars
    self.offsets = offsets
  }

  /// Refuses a text so long that reading it would cost much, and that needs too many states anyway.
  static func checkSize(_ text: String, _ kind: String) throws(PatternError) {
    let limit = 16 * Limits.patternStates
    if text.utf8.count > limit {
      throw PatternError(
        message: "the \(kind) is longer than \(limit) bytes", bytes: 0..<text.utf8.count,
        isLimit: true)
    }
  }

  /// The number of code points.
  var count: Int { scalars.count }

  /// The bytes of some code points.
  func bytes(_ range: Range<Int>) -> Range<Int> {
    let end = min(range.upperBound, count)
    let start = min(range.lowerBound, end)
    return offsets.isEmpty ? start..<end : offsets[start]..<offsets[end]
  }

  /// Some code points as a string.
  func string(_ range: Range<Int>) -> String {
    var result = String.UnicodeScalarView()
    for value in scalars[range] {
      if let scalar = Unicode.Scalar(value) { result.append(scalar) }
    }
    return String(result)
  }
}

/// The number of a character, for patterns.
func code(_ scalar: Unicode.Scalar) -> UInt32 { scalar.value }
