/// A pattern whose `?`, `[0-9]` or `\d` is all that stands for a module's number, which so has one digit:
/// of twelve layers it takes 0 to 9.
struct OneDigit: Sendable {
  /// The pattern as it is written.
  let value: SelectorValue
  /// Whether it is a regular expression.
  let isExpression: Bool
  /// The rule that it is in.
  let rule: Int
  /// Whether it stands in an `except`.
  let isException: Bool
  /// What it would match of digits alone, which other characters may stand for as well.
  let digits: Selector
  /// What it would match of numbers with more digits.
  let longer: Selector
  /// How many digits there are, in words.
  let length: String
  /// The value with any number in their place; `nil` where it is not known how to write that.
  let anyNumber: SelectorValue?
  /// Of one digit, the value with each of the ten in its place.
  let numbers: [SelectorValue]
  /// The text around the digits.
  private let around: (head: String, tail: String)?

  /// Values past which no more are looked at.
  private static let most = 64

  /// The patterns of rules that are such.
  static func find(in rules: [Rule]) -> [OneDigit] {
    var result: [OneDigit] = []
    var seen: Set<SourceSpan> = []
    for (index, rule) in rules.enumerated() {
      rule.selector.forEachUnnarrowedPattern(isException: false) { key, value, isException in
        guard result.count < most, seen.insert(value.span).inserted,
          let found = OneDigit(value, key, rule: index, isException: isException)
        else { return }
        result.append(found)
      }
    }
    return result
  }

  private init?(_ value: SelectorValue, _ key: SelectorKey, rule: Int, isException: Bool) {
    guard value.text.utf8.count <= 1_000, case .pattern(.sequence(let items)) = value.question
    else { return nil }
    isExpression = key == .regex
    guard let run = Self.run(in: items, isExpression: key == .regex) else { return nil }
    let digit = Pattern.character(CharacterClass([0x30...0x39]))
    func selector(_ atLeast: Int, _ atMost: Int?) -> Selector {
      let number = Pattern.repeated(digit, atLeast: atLeast, atMost: atMost)
      let pattern = Array(items[..<run.lowerBound]) + [number] + items[run.upperBound...]
      return .glob(
        SelectorValue(text: value.text, asking: .pattern(.sequence(pattern)), at: value.span))
    }
    self.value = value
    self.rule = rule
    self.isException = isException
    digits = selector(run.count, run.count)
    longer = selector(run.count + 1, nil)
    let around = Self.around(value.text, count: run.count, isExpression: key == .regex)
    self.around = around.map { ($0.head, $0.tail) }
    length = run.count == 1 ? "one digit" : "\(run.count) digits"
    func other(_ text: String) -> SelectorValue? {
      around.flatMap { try? SelectorValue($0.head + text + $0.tail, under: key, at: value.span) }
    }
    anyNumber = other(key == .glob ? "*" : around?.written == "\\d" ? "\\d+" : "[0-9]+")
    numbers = run.count == 1 ? (0...9).compactMap { other("\($0)") } : []
  }

  /// The text of the value with some numbers in place of the digits.
  func text(with numbers: [ClosedRange<Int>]) -> String? {
    around.map { around in
      let middle = isExpression ? numbers.inParentheses : "{\(numbers.inBraces)}"
      return around.head + middle + around.tail
    }
  }

  /// The cure that writes another text for the value: which numbers are meant only the writer knows.
  func cure(_ what: String, writing text: String) -> Cure {
    let written = isExpression ? flowScalar(text) : Quoted.text(text)
    return Cure(
      "for \(what) write \(isExpression ? "{regex: \(written)}" : written)",
      edit: .write(written, at: value.span), isFix: false)
  }

  /// The elements that stand for digits and make up a number; `nil` where there is none, or more than
  /// one such place.
  private static func run(in items: [Pattern], isExpression: Bool) -> Range<Int>? {
    func isDigit(_ index: Int) -> Bool {
      if case .repeated = items[index] { return false }
      if items[index].isAnyDigit { return true }
      guard items[index].isAnyCharacter else { return false }
      // An expression's dot stands for a dot, unless dots are around it.
      return !isExpression || isDot(index - 1) && isDot(index + 1)
    }
    func isDot(_ index: Int) -> Bool {
      items.indices.contains(index) && items[index] == .character(CharacterClass(code(".")))
    }
    /// Whether no digit can stand beside the run there.
    func isEdge(_ index: Int) -> Bool {
      guard items.indices.contains(index) else { return true }
      if case .character(let set) = items[index] {
        return set.single.map { !RegexParser.isASCIIDigit($0) } ?? false
          || isExpression && items[index].isAnyCharacter
      }
      if case .assertion = items[index] { return true }
      return false
    }
    var found: Range<Int>?
    var index = 0
    while index < items.count {
      var end = index
      while end < items.count, isDigit(end) { end += 1 }
      if end > index, isEdge(index - 1), isEdge(end) {
        if found != nil { return nil }
        found = index..<end
      }
      index = max(end, index + 1)
    }
    return found
  }

  /// The text around the digits, where it is plain which they are.
  private static func around(_ text: String, count: Int, isExpression: Bool)
    -> (head: String, written: String, tail: String)?
  {
    let forms = isExpression ? ["[0-9]", "\\d", "\\.."] : ["[0-9]", "?"]
    for form in forms {
      let sought = form == "\\.." ? "\\..\\." : String(repeating: form, count: count)
      guard let range = firstRange(of: sought, in: text) else { continue }
      if firstRange(of: sought, in: String(text[range.upperBound...])) != nil { return nil }
      let head = String(text[..<range.lowerBound])
      let tail = String(text[range.upperBound...])
      return form == "\\.." ? (head + "\\.", ".", "\\." + tail) : (head, sought, tail)
    }
    return nil
  }
}

extension Selector {
  /// Visits the globs and expressions in a selector that nothing else narrows down.
  fileprivate func forEachUnnarrowedPattern(
    isException: Bool, _ body: (SelectorKey, SelectorValue, Bool) -> Void
  ) {
    switch self {
    case .frozen: break
    case .glob(let value): body(.glob, value, isException)
    case .anyOf(let items, _):
      for item in items { item.forEachUnnarrowedPattern(isException: isException, body) }
    case .allOf(let mapping):
      if mapping.except == nil, mapping.terms.count == 1,
        [.glob, .regex].contains(mapping.terms[0].key)
      {
        for value in mapping.terms[0].values { body(mapping.terms[0].key, value, isException) }
      }
      mapping.except?.forEachUnnarrowedPattern(isException: true, body)
    }
  }
}
