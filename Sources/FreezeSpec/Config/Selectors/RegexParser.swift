/// Reads regular expressions in the syntax of Python's `re` (3.12), without what cannot be matched
/// in linear time: look-around, back-references, conditionals, atomic groups and possessive
/// quantifiers.
///
/// The order of its steps and the words of its errors are those of CPython's `Lib/re/_parser.py`.
struct RegexParser {
  /// The flags that an expression may set for itself.
  struct Flags: OptionSet {
    let rawValue: UInt8
    static let ignoreCase = Flags(rawValue: 1)
    static let multiline = Flags(rawValue: 2)
    static let dotAll = Flags(rawValue: 4)
    static let verbose = Flags(rawValue: 8)
    static let ascii = Flags(rawValue: 16)
    static let unicode = Flags(rawValue: 32)
  }

  /// What the last element was, as far as a quantifier after it cares.
  private enum Last { case none, place, quantified, other }

  let text: PatternText
  var index = 0
  var globalFlags: Flags = []
  private var groupCount = 0
  private var groupNumbers: [ExactString: Int] = [:]
  /// The alternatives that were read, but those within others.
  private var choices: [PatternChoice] = []

  /// Reads a regular expression.
  static func parse(_ text: String) throws(PatternError) -> Pattern {
    try PatternText.checkSize(text, "expression")
    var parser = RegexParser(text: PatternText(text))
    let pattern = try parser.alternatives(flags: nil, depth: 0)
    if parser.index < parser.text.count {
      throw parser.error("unbalanced parenthesis", parser.index..<parser.index + 1)
    }
    if pattern.stateCount > Limits.patternStates {
      throw PatternError(
        message: "the expression is too large: it needs more than \(Limits.patternStates) states",
        bytes: 0..<text.utf8.count,
        help: ["lower its repetition numbers, or write several shorter expressions"],
        isLimit: true)
    }
    return pattern
  }

  /// The alternatives in an expression that are not within others; none where it cannot be read.
  ///
  /// Those of the whole are left out where flags stand in the first of them.
  static func choices(in text: String) -> [PatternChoice] {
    guard (try? PatternText.checkSize(text, "expression")) != nil else { return [] }
    var parser = RegexParser(text: PatternText(text))
    guard (try? parser.alternatives(flags: nil, depth: 0)) != nil else { return [] }
    let isWhole = parser.choices.first?.bytes == 0..<text.utf8.count
    return isWhole && !parser.globalFlags.isEmpty ? [] : parser.choices
  }

  private init(text: PatternText) { self.text = text }

  // MARK: Reading characters

  /// The next character, or `nil` at the end.
  var next: UInt32? { index < text.count ? text.scalars[index] : nil }

  /// Steps over a character if it comes next.
  mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard next == scalar.value else { return false }
    index += 1
    return true
  }

  /// Steps over characters while they are wanted.
  mutating func takeWhile(_ limit: Int, _ isWanted: (UInt32) -> Bool) -> Range<Int> {
    let start = index
    while index - start < limit, let next, isWanted(next) { index += 1 }
    return start..<index
  }

  /// An error about some code points.
  func error(_ message: String, _ range: Range<Int>, help: [String] = []) -> PatternError {
    PatternError(message: message, bytes: text.bytes(range), help: help)
  }

  // MARK: Sequences

  private mutating func alternatives(flags: Flags?, depth: Int) throws(PatternError) -> Pattern {
    if depth > Limits.nesting {
      throw PatternError(
        message: "the expression nests deeper than \(Limits.nesting) levels",
        bytes: text.bytes(index - 1..<index), isLimit: true)
    }
    var alternatives: [Pattern] = []
    let start = index
    var written: [PatternChoice.Item] = []
    repeat {
      let isFirst = depth == 0 && alternatives.isEmpty
      let itemStart = index
      let known = choices.count
      alternatives.append(try sequence(flags: flags, depth: depth, isFirst: isFirst))
      if next != code("|"), written.isEmpty { return alternatives[0] }
      written.append(
        PatternChoice.Item(
          bytes: text.bytes(itemStart..<index), choices: Array(choices[known...])))
      choices.removeSubrange(known...)
    } while take("|")
    choices.append(
      PatternChoice(bytes: text.bytes(start..<index), items: written, isInBraces: false))
    return .choice(alternatives)
  }

  /// Reads up to `|`, `)` or the end; without flags of its own, by the expression's.
  private mutating func sequence(flags scoped: Flags?, depth: Int, isFirst: Bool)
    throws(PatternError) -> Pattern
  {
    var items: [Pattern] = []
    var last = Last.none
    while let this = next, this != code("|"), this != code(")") {
      let flags = scoped ?? globalFlags
      let here = index
      index += 1
      if flags.contains(.verbose) {
        if this == 0x20 || this >= 0x09 && this <= 0x0D { continue }
        if this == code("#") {
          while let next, next != 0x0A { index += 1 }
          if next != nil { index += 1 }
          continue
        }
      }
      switch this {
      case code("\\"):
        let (pattern, isPlace) = try escape(flags: flags)
        items.append(pattern)
        last = isPlace ? .place : .other
      case code("["):
        items.append(.character(try characterSet(flags: flags)))
        last = .other
      case code("*"), code("+"), code("?"), code("{"):
        guard let (atLeast, atMost) = try quantifier(this, at: here) else {
          items.append(.character(character(this, flags: flags)))
          last = .other
          continue
        }
        try checkQuantifier(last, here..<index)
        try refusePossessive(here)
        _ = take("?")
        let item = items.removeLast()
        items.append(.repeated(item, atLeast: atLeast, atMost: atMost))
        last = .quantified
      case code("."):
        items.append(.character(flags.contains(.dotAll) ? .any : .anyButNewline))
        last = .other
      case code("("):
        let isAtStart = isFirst && items.isEmpty
        if let group = try group(flags: flags, depth: depth, isAtStart: isAtStart) {
          items.append(group)
          last = .other
        }
      case code("^"):
        items.append(.assertion(flags.contains(.multiline) ? .startOfLine : .startOfText))
        last = .place
      case code("$"):
        items.append(.assertion(flags.contains(.multiline) ? .endOfLine : .endOfLastLine))
        last = .place
      default:
        items.append(.character(character(this, flags: flags)))
        last = .other
      }
    }
    return .sequence(items)
  }

  /// A class of one character under the flags in force.
  private func character(_ codePoint: UInt32, flags: Flags) -> CharacterClass {
    CharacterClass(codePoint, caseRule: caseRule(flags))
  }

  /// How classes take case under the flags in force.
  func caseRule(_ flags: Flags) -> CharacterClass.CaseRule {
    guard flags.contains(.ignoreCase) else { return .exact }
    return flags.contains(.ascii) ? .ignoredInASCII : .ignored
  }

  // MARK: Quantifiers

  /// Reads the rest of a quantifier, or returns `nil` for a brace that stands for itself.
  private mutating func quantifier(_ mark: UInt32, at start: Int) throws(PatternError)
    -> (Int, Int?)?
  {
    switch mark {
    case code("*"): return (0, nil)
    case code("+"): return (1, nil)
    case code("?"): return (0, 1)
    default: break
    }
    if next == code("}") { return nil }
    let low = takeWhile(.max, Self.isASCIIDigit)
    let high = take(",") ? takeWhile(.max, Self.isASCIIDigit) : low
    guard take("}") else {
      index = start + 1
      return nil
    }
    let atLeast = low.isEmpty ? 0 : try number(low)
    if high.isEmpty { return (atLeast, nil) }
    let atMost = try number(high)
    if atMost < atLeast { throw error("min repeat greater than max repeat", start..<index) }
    return (atLeast, atMost)
  }

  private func number(_ digits: Range<Int>) throws(PatternError) -> Int {
    var value = 0
    for scalar in text.scalars[digits] {
      value = saturatingSum(saturatingProduct(value, 10), Int(scalar) - 0x30)
    }
    // Python's MAXREPEAT.
    if value >= 4_294_967_295 { throw error("the repetition number is too large", digits) }
    return value
  }

  private func checkQuantifier(_ last: Last, _ range: Range<Int>) throws(PatternError) {
    switch last {
    case .none, .place:
      throw error(
        "nothing to repeat", range,
        help: [
          "put what is repeated before it, or write \\\(clipped(text.string(range))) for the text"
        ])
    case .quantified: throw error("multiple repeat", range)
    case .other: break
    }
  }

  private func refusePossessive(_ start: Int) throws(PatternError) {
    guard next == code("+") else { return }
    let quantifier = clipped(text.string(start..<index))
    throw error(
      "the possessive quantifier \(quantifier)+ is not supported", start..<index + 1,
      help: ["write \(quantifier) without the +"])
  }

  // MARK: Groups

  /// Reads a group after its parenthesis; `nil` for one that says nothing itself.
  private mutating func group(flags: Flags, depth: Int, isAtStart: Bool) throws(PatternError)
    -> Pattern?
  {
    let start = index - 1
    var scoped: Flags?
    if !take("?") {
      groupCount += 1
    } else {
      switch next {
      case nil: throw error("unexpected end of pattern", start..<index)
      case code("P"): try groupName()
      case code(":"): index += 1
      case code("#"):
        while let next, next != code(")") { index += 1 }
        if !take(")") { throw error("missing ), unterminated comment", start..<index) }
        return nil
      case code("="), code("!"), code("<"), code("("), code(">"):
        throw refusedGroup(start)
      case let mark? where mark == code("-") || Self.flag(mark) != nil:
        guard let (added, removed) = try inlineFlags() else {
          if !isAtStart {
            throw error(
              "global flags not at the start of the expression", start..<index,
              help: ["move \(clipped(text.string(start..<index))) to the start"])
          }
          return nil
        }
        var inner = flags
        if !added.isDisjoint(with: [.ascii, .unicode]) { inner.subtract([.ascii, .unicode]) }
        scoped = inner.union(added).subtracting(removed)
      case let mark?:
        // An escape is one character to Python.
        index = min(index + (mark == code("\\") ? 2 : 1), text.count)
        throw error("unknown extension \(text.string(start + 1..<index))", start..<index)
      }
    }
    let inner = try alternatives(flags: scoped ?? flags, depth: depth + 1)
    if !take(")") {
      throw error(
        "missing ), unterminated subpattern", start..<start + 1,
        help: ["close the group, or write \\( for a parenthesis itself"])
    }
    return inner
  }

  /// Reads `P<name>`.
  private mutating func groupName() throws(PatternError) {
    let start = index - 2
    index += 1
    if take("=") {
      throw error(
        "back-references are not supported: (?P=", start..<index,
        help: ["a back-reference cannot be matched in linear time: write the names out"])
    }
    guard take("<") else {
      guard let next else { throw error("unexpected end of pattern", start..<index) }
      throw error("unknown extension ?P\(character(next))", start..<index + 1)
    }
    let range = takeWhile(.max) { $0 != code(">") }
    let name = text.string(range)
    if range.isEmpty { throw error("missing group name", start..<index) }
    if !take(">") { throw error("missing >, unterminated name", range) }
    if PythonIdentifier.firstStrayCharacter(of: name) != nil {
      throw error("bad character in group name '\(clipped(name))'", range)
    }
    groupCount += 1
    if let known = groupNumbers.updateValue(groupCount, forKey: ExactString(name)) {
      throw error(
        "redefinition of group name '\(clipped(name))' as group \(groupCount); was group \(known)",
        range)
    }
  }

  /// The error of a group that freezespec, or in the case of `(?<` perhaps Python, does not have.
  private func refusedGroup(_ start: Int) -> PatternError {
    let isLookBehind = next == code("<")
    if isLookBehind {
      guard index + 1 < text.count else {
        return error("unexpected end of pattern", start..<index + 1)
      }
      let mark = text.scalars[index + 1]
      if mark != code("="), mark != code("!") {
        return error("unknown extension ?<\(character(mark))", start..<index + 2)
      }
    }
    let range = start..<min(text.count, index + (isLookBehind ? 2 : 1))
    switch next {
    case code(">"):
      return error(
        "atomic groups are not supported: (?>", range, help: ["write (?: for a plain group"])
    case code("("):
      return error(
        "conditional groups are not supported: (?(", range,
        help: ["write both cases out as alternatives: (?:a|b)"])
    default:
      let name = isLookBehind ? "look-behind" : "look-ahead"
      return error(
        "\(name) is not supported: \(text.string(range))", range,
        help: [
          "look-around cannot be matched in linear time: take names away with `except`, "
            + "or with a later rule"
        ])
    }
  }

  private func character(_ codePoint: UInt32) -> String {
    Unicode.Scalar(codePoint).map { String($0) } ?? ""
  }

  static func isASCIIDigit(_ codePoint: UInt32) -> Bool { codePoint >= 0x30 && codePoint <= 0x39 }
}
