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
  /// What it would match of numbers with fewer digits; `nil` where it has but one.
  let shorter: Selector?
  /// How many digits there are, in words.
  let length: String
  /// The value with any number in their place; `nil` where it is not known how to write that.
  let anyNumber: SelectorValue?
  /// Of one digit, those that it can be, and the value with each in its place.
  let numbers: [(number: Int, value: SelectorValue)]
  /// Where it can not be every digit, as in `[!0-7]`, the same for longer numbers.
  let longerNumbers: [(number: Int, value: SelectorValue)]
  /// The text around the digits.
  private let around: (head: String, tail: String)?

  /// Values past which no more are looked at.
  private static let most = 64

  /// The patterns of rules that are such.
  static func find(in rules: [Rule], of model: @autoclosure () -> NumbersOfModel) -> [OneDigit] {
    var result: [OneDigit] = []
    var seen: Set<SourceSpan> = []
    var numbers: NumbersOfModel?
    for (index, rule) in rules.enumerated() {
      rule.selector.forEachUnnarrowedPattern(isException: false) { key, value, isException in
        guard result.count < most, value.question.hasOpenCharacter,
          seen.insert(value.span).inserted,
          let found = OneDigit(
            value, key, rule: index, isException: isException,
            longer: {
              let known = numbers ?? model()
              numbers = known
              return known.within(10...9_999).prefix(200)
            })
        else { return }
        result.append(found)
      }
    }
    return result
  }

  private init?(
    _ value: SelectorValue, _ key: SelectorKey, rule: Int, isException: Bool,
    longer known: () -> ArraySlice<Int>
  ) {
    guard value.text.utf8.count <= 1_000, case .pattern(.sequence(let written)) = value.question
    else { return nil }
    // Braces name their numbers: `{0..9}` is no `[0-9]`.
    let items = key == .regex ? written.flatMap(\.unwrapped) : written
    isExpression = key == .regex
    guard let run = Self.run(in: items, isExpression: key == .regex) else { return nil }
    func selector(_ number: Pattern) -> Selector {
      let pattern = Array(items[..<run.lowerBound]) + [number] + items[run.upperBound...]
      return .glob(
        SelectorValue(text: value.text, asking: .pattern(.sequence(pattern)), at: value.span))
    }
    func selector(_ atLeast: Int, _ atMost: Int?) -> Selector {
      selector(
        .repeated(.character(CharacterClass([0x30...0x39])), atLeast: atLeast, atMost: atMost))
    }
    self.value = value
    self.rule = rule
    self.isException = isException
    let choices = items[run].map { item in (0x30...0x39).filter { item.canBe($0) } }
    digits = selector(
      .sequence(choices.map { .character(CharacterClass($0.map { $0...$0 })) }))
    longer = selector(run.count + 1, nil)
    shorter = run.count > 1 ? selector(1, run.count - 1) : nil
    let around = Self.around(value.text, count: run.count, isExpression: key == .regex)
    self.around = around.map { ($0.head, $0.tail) }
    length = run.count == 1 ? "one digit" : "\(run.count) digits"
    func other(_ text: String) -> SelectorValue? {
      around.flatMap { try? SelectorValue($0.head + text + $0.tail, under: key, at: value.span) }
    }
    func others(_ numbers: some Sequence<Int>) -> [(Int, SelectorValue)] {
      numbers.compactMap { number in other("\(number)").map { (number, $0) } }
    }
    let isEveryDigit = choices.allSatisfy { $0.count == 10 }
    anyNumber =
      isEveryDigit ? other(key == .glob ? "*" : around?.written == "\\d" ? "\\d+" : "[0-9]+") : nil
    numbers = run.count == 1 ? others(choices[0].map { Int($0) - 0x30 }) : []
    longerNumbers = run.count == 1 && !isEveryDigit && around != nil ? others(known()) : []
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
      guard items[index].isOpen else { return false }
      if !isExpression || !items[index].isAnyCharacter { return true }
      // An expression's dot stands for a dot, unless dots are around it.
      return isDot(index - 1, or: index - 2) && isDot(index + 1, or: index + 2)
    }
    /// Whether a dot stands there, or any character that does for one as it has none beside it.
    func isDot(_ index: Int, or next: Int) -> Bool {
      guard items.indices.contains(index) else { return false }
      if items[index] == .character(CharacterClass(code("."))) { return true }
      return items[index].isAnyCharacter
        && !(items.indices.contains(next) && items[next] == .character(CharacterClass(code("."))))
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
    var forms = isExpression ? ["[0-9]", "\\d", "\\w", "\\.."] : ["[0-9]", "?"]
    if count == 1, let start = text.firstIndex(of: "["),
      let end = text[start...].firstIndex(of: "]")
    {
      forms.insert(String(text[start...end]), at: 0)
    }
    for form in forms {
      let sought = form == "\\.." ? "\\..\\." : String(repeating: form, count: count)
      guard let range = firstRange(of: sought, in: text) else { continue }
      if firstRange(of: sought, in: String(text[range.upperBound...])) != nil { return nil }
      let head = String(text[..<range.lowerBound])
      let tail = String(text[range.upperBound...])
      if isExpression, tail.hasPrefix("{") { return nil }
      return form == "\\.." ? (head + "\\.", ".", "\\." + tail) : (head, sought, tail)
    }
    return nil
  }
}

extension Pattern {
  /// The elements of a group as those of what it stands in, and each of `[0-9]{2}`.
  fileprivate var unwrapped: [Pattern] {
    switch self {
    case .sequence(let items): items.flatMap(\.unwrapped)
    case .choice(let items) where items.count == 1: items[0].unwrapped
    case .repeated(let item, let atLeast, let atMost?) where atLeast == atMost && atMost <= 4:
      Array(repeating: item.unwrapped, count: atMost).flatMap(\.self)
    default: [self]
    }
  }

  /// Whether it is one character that can be a digit as well as a letter: any, or all but some.
  fileprivate var isOpen: Bool {
    guard case .character(let set) = self else { return false }
    return set.contains(code("a")) && set.contains(code("z"))
      && (0x30...0x39).contains(where: set.contains)
  }

  /// Whether it is one character that can be this one.
  fileprivate func canBe(_ character: UInt32) -> Bool {
    if case .character(let set) = self { set.contains(character) } else { false }
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

extension SelectorQuestion {
  /// Whether a pattern has more in it than characters and runs of any length: without that no number of
  /// so many digits is in it.
  fileprivate var hasOpenCharacter: Bool {
    guard case .pattern(.sequence(let items)) = self else { return false }
    return items.contains { item in
      switch item {
      case .character(let set): set.single == nil
      case .repeated(_, let atLeast, let atMost): atLeast == atMost
      default: true
      }
    }
  }
}
