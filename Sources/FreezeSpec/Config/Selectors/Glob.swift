/// Reads globs: Python's `fnmatchcase` (3.12) with braces.
///
/// `*` is any run of characters, `?` one, `[…]` one of a class; `{a,b}` is any of its items, each
/// of which may be a pattern itself, and `{0..11}` any of these numbers.
struct Glob {
  private let text: PatternText
  private var index = 0
  /// The choices that were read, but those within the items of others.
  private var choices: [PatternChoice] = []
  /// Whether a bracket may still be closed.
  private var hasClosing = true

  /// Reads a glob.
  static func parse(_ text: String) throws(PatternError) -> Pattern {
    try PatternText.checkSize(text, "glob")
    var parser = Glob(text: PatternText(text))
    let pattern = try parser.sequence(depth: 0)
    if pattern.stateCount > Limits.patternStates, pattern.literalText == nil {
      throw PatternError(
        message: "the glob is too large: it needs more than \(Limits.patternStates) states",
        bytes: 0..<text.utf8.count, help: ["write several shorter ones"], isLimit: true)
    }
    return pattern
  }

  /// The choices in a glob that are not within others; none where it cannot be read.
  static func choices(in text: String) -> [PatternChoice] {
    guard (try? PatternText.checkSize(text, "glob")) != nil else { return [] }
    var parser = Glob(text: PatternText(text))
    return (try? parser.sequence(depth: 0)) == nil ? [] : parser.choices
  }

  /// Whether a text has a character that means something in a glob.
  static func hasWildcards(_ text: String) -> Bool {
    text.withBytes { $0.contains { isWildcard($0) || $0 == UInt8(ascii: "{") } }
  }

  /// Whether a character stands for others, as braces do not, which list what they stand for.
  static func isWildcard(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "*") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "[")
  }

  private init(text: PatternText) { self.text = text }

  /// Reads up to the end, or in braces up to a comma or the closing brace.
  private mutating func sequence(depth: Int) throws(PatternError) -> Pattern {
    var items: [Pattern] = []
    // Room for most globs: the few longer ones may be read into few items.
    if depth == 0 { items.reserveCapacity(min(text.count, 64)) }
    while index < text.count {
      let this = text.scalars[index]
      if depth > 0, this == code(",") || this == code("}") { break }
      index += 1
      switch this {
      case code("*"): if items.last != .anyRun { items.append(.anyRun) }
      case code("?"): items.append(.character(.any))
      case code("["): items.append(characterClass())
      case code("{"): items.append(try braces(depth: depth + 1))
      default: items.append(.single(this))
      }
    }
    return .sequence(items)
  }

  /// Reads braces after the opening one.
  private mutating func braces(depth: Int) throws(PatternError) -> Pattern {
    let start = index - 1
    if depth > Limits.nesting {
      throw PatternError(
        message: "the glob nests braces deeper than \(Limits.nesting) levels",
        bytes: text.bytes(start..<index), isLimit: true)
    }
    var items: [Pattern] = []
    var written: [PatternChoice.Item] = []
    while true {
      let itemStart = index
      let known = choices.count
      let item = try sequence(depth: depth)
      let numbers = try numericRange(itemStart..<index)
      items.append(numbers?.pattern ?? item)
      written.append(
        PatternChoice.Item(
          bytes: text.bytes(itemStart..<index), numbers: numbers?.bounds,
          choices: Array(choices[known...])))
      choices.removeSubrange(known...)
      guard index < text.count else {
        let opened = text.string(start..<text.count)
        throw PatternError(
          message: "the brace of \"\(clipped(opened))\" is never closed",
          bytes: text.bytes(start..<start + 1),
          help: ["close it with }, or write [{] for a brace itself"])
      }
      index += 1
      if text.scalars[index - 1] == code("}") { break }
    }
    if items == [.sequence([])] {
      throw PatternError(
        message: "the braces are empty", bytes: text.bytes(start..<index),
        help: ["list what may stand there, as in {q,k,v} or {0..11}"])
    }
    choices.append(
      PatternChoice(
        bytes: text.bytes(start + 1..<index - 1), items: written, isInBraces: true))
    return items.count == 1 ? items[0] : .choice(items)
  }

  /// The numbers that an item such as `0..11` means, or `nil` where it is no range.
  private func numericRange(_ range: Range<Int>) throws(PatternError)
    -> (pattern: Pattern, bounds: (first: String, last: String))?
  {
    let item = text.string(range)
    guard let dots = firstRange(of: "..", in: item) else { return nil }
    let low = item[..<dots.lowerBound]
    let high = item[dots.upperBound...]
    let isWord = { (part: Substring) in
      !part.isEmpty && part.unicodeScalars.allSatisfy { FreezeSpec.isWord($0.value) || $0 == "-" }
    }
    guard isWord(low), isWord(high) else { return nil }
    let bytes = text.bytes(range)
    let isNumber = { (part: Substring) in
      part.utf8.allSatisfy { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
    }
    guard isNumber(low), isNumber(high) else {
      throw PatternError(
        message: "the range \"\(clipped(item))\" is not one of whole numbers", bytes: bytes,
        help: [
          low.hasPrefix("-")
            ? "numbers from the end stand in a module path: {module: \"layers[-4:]\"}"
            : "write {0..11} for numbers, [a-c] for letters"
        ])
    }
    let hasLeadingZero = { (part: Substring) in part.utf8.count > 1 && part.hasPrefix("0") }
    if hasLeadingZero(low) || hasLeadingZero(high) {
      throw PatternError(
        message: "the range \"\(clipped(item))\" has a bound with a leading zero", bytes: bytes,
        help: ["a range matches numbers without leading zeros: write its bounds so as well"])
    }
    let lowDigits = low.utf8.map { UInt32($0) }
    let highDigits = high.utf8.map { UInt32($0) }
    guard DigitRange.isAscending(lowDigits, highDigits) else {
      throw PatternError(
        message: "the range \"\(clipped(item))\" ends before it starts", bytes: bytes,
        help: ["write {\(clipped(high))..\(clipped(low))}"],
        cured: text.string(0..<range.lowerBound) + "\(high)..\(low)"
          + text.string(range.upperBound..<text.count))
    }
    if highDigits.count > 256 {
      throw PatternError(message: "the range has a bound of more than 256 digits", bytes: bytes)
    }
    return (DigitRange.pattern(from: lowDigits, to: highDigits), (String(low), String(high)))
  }

  /// Reads `[…]` after the opening bracket as `fnmatch.translate` does; where nothing closes it,
  /// the bracket stands for itself.
  private mutating func characterClass() -> Pattern {
    // Where nothing closed one bracket, nothing closes one behind it.
    guard hasClosing else { return .character(CharacterClass(code("["))) }
    let scalars = text.scalars
    let closing = code("]")
    var end = index
    if end < scalars.count, scalars[end] == code("!") { end += 1 }
    if end < scalars.count, scalars[end] == closing { end += 1 }
    while end < scalars.count, scalars[end] != closing { end += 1 }
    guard end < scalars.count else {
      hasClosing = false
      return .character(CharacterClass(code("[")))
    }
    var body = scalars[index..<end]
    index = end + 1
    let isNegated = body.first == code("!")
    var chunks = Self.chunks(body)
    if isNegated {
      body = body.dropFirst()
      chunks[0].removeFirst()
    }
    var ranges: [ClosedRange<UInt32>] = []
    for (number, chunk) in chunks.enumerated() {
      // The characters beside the hyphen between two chunks are the bounds of a range.
      let isBoundBefore = number > 0
      let isBoundAfter = number + 1 < chunks.count
      for (place, scalar) in chunk.enumerated() {
        if isBoundBefore, place == 0 { continue }
        if isBoundAfter, place == chunk.count - 1 {
          // `chunks` leaves no range whose bounds are the wrong way round.
          ranges.append(scalar...max(scalar, chunks[number + 1][0]))
        } else {
          ranges.append(scalar...scalar)
        }
      }
    }
    if ranges.isEmpty { return isNegated ? .character(.any) : .never }
    return .character(CharacterClass(ranges, isNegated: isNegated))
  }

  /// The parts between hyphens that make ranges, empty ranges taken out, step by step as
  /// `fnmatch.translate` finds them.
  private static func chunks(_ body: ArraySlice<UInt32>) -> [[UInt32]] {
    let hyphen = code("-")
    var chunks: [[UInt32]] = []
    var start = body.startIndex
    var search = start + (body.first == code("!") ? 2 : 1)
    while search < body.endIndex, let found = body[search...].firstIndex(of: hyphen) {
      chunks.append(Array(body[start..<found]))
      start = found + 1
      search = found + 3
    }
    if start < body.endIndex {
      chunks.append(Array(body[start...]))
    } else if !chunks.isEmpty {
      chunks[chunks.count - 1].append(hyphen)
    }
    var number = chunks.count - 1
    while number > 0 {
      if let last = chunks[number - 1].last, let first = chunks[number].first, last > first {
        chunks[number - 1] = chunks[number - 1].dropLast() + chunks[number].dropFirst()
        chunks.remove(at: number)
      }
      number -= 1
    }
    return chunks
  }
}

/// Where a text first holds another, by code points.
///
/// The bytes of UTF-8 are compared: those of a text can only stand where its code points do.
func firstRange(of part: String, in text: String) -> Range<String.Index>? {
  let sought = Array(part.utf8)
  guard let first = sought.first else { return nil }
  var copy = text
  let offset = copy.withUTF8 { bytes in
    bytes.indices.dropLast(sought.count - 1).first { start in
      bytes[start] == first && bytes[start...].starts(with: sought)
    }
  }
  guard let offset else { return nil }
  let start = text.utf8.index(text.startIndex, offsetBy: offset)
  return start..<text.utf8.index(start, offsetBy: sought.count)
}
