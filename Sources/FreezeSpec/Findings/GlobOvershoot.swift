/// A glob such as `layer.1*`, which was meant for `layer.1` and also hits `layer.10` to `layer.19`; or an
/// expression such as `layer.[0-7]..*`, whose first dot is any character, and so a digit too.
struct GlobOvershoot: Sendable {
  /// The pattern as it is written.
  let value: SelectorValue
  /// Whether it is an expression.
  let isExpression: Bool
  /// What it matches of names that have no further digit at the star.
  let intended: Selector
  /// The glob that is suggested in its place.
  let suggestion: Selector?
  /// The text of that.
  let suggestedText: String

  /// The suggestion as it would be written.
  var shownSuggestion: String {
    isExpression ? "{regex: \(flowScalar(suggestedText))}" : quoted(suggestedText)
  }

  /// The replacement that the suggestion is.
  var edit: Fix {
    .write(isExpression ? flowScalar(suggestedText) : shownSuggestion, at: value.span)
  }

  /// The globs of rules that have a star after a digit.
  static func find(in rules: [Rule]) -> [GlobOvershoot] {
    var result: [GlobOvershoot] = []
    var seen: Set<SourceSpan> = []
    for rule in rules {
      rule.selector.forEachLoneGlob { value in
        guard !seen.contains(value.span), let overshoot = GlobOvershoot(value) else { return }
        seen.insert(value.span)
        result.append(overshoot)
      }
      rule.selector.forEachLoneExpression { value in
        guard !seen.contains(value.span), let overshoot = GlobOvershoot(expression: value) else {
          return
        }
        seen.insert(value.span)
        result.append(overshoot)
      }
    }
    return result
  }

  /// The part of a name that shows the further digit: what stands before the first star, and the
  /// digits there; `nil` where that star follows no digit.
  func hit(in name: String) -> String? {
    let glob = value.text.unicodeScalars
    let head = glob.prefix { !"*?[{".unicodeScalars.contains($0) }
    guard !isExpression, let last = head.last, last.isASCIIDigit,
      glob.dropFirst(head.count).first == "*", name.unicodeScalars.starts(with: head)
    else { return nil }
    let digits = name.unicodeScalars.dropFirst(head.count)
      .prefix(while: \.isASCIIDigit)
    return String(head) + String(digits)
  }

  private init?(_ value: SelectorValue) {
    guard case .pattern(.sequence(let items)) = value.question else { return nil }
    var intended: [Pattern] = []
    var isRisky = false
    for item in items {
      if item == .anyRun, let last = intended.last, last.endsInDigit(isNested: false) {
        let noDigit = CharacterClass([0x30...0x39], isNegated: true)
        let tail = Pattern.sequence([.character(noDigit), .anyRun])
        intended.append(.repeated(tail, atLeast: 0, atMost: 1))
        isRisky = true
      } else {
        intended.append(item)
      }
    }
    guard isRisky else { return nil }
    self.value = value
    isExpression = false
    self.intended = .glob(
      SelectorValue(text: value.text, asking: .pattern(.sequence(intended)), at: value.span))
    suggestedText = Self.withDots(value.text)
    suggestion = (try? SelectorValue(suggestedText, under: .glob, at: value.span))
      .map(Selector.glob)
  }

  private init?(expression value: SelectorValue) {
    guard case .pattern(let pattern) = value.question else { return nil }
    var hasIndex = false
    var isRisky = false
    let intended = pattern.withoutDigits(afterIndex: &hasIndex, &isRisky)
    guard isRisky else { return nil }
    self.value = value
    isExpression = true
    self.intended = .glob(
      SelectorValue(text: value.text, asking: .pattern(intended), at: value.span))
    suggestedText = Self.withEscapedDots(value.text)
    suggestion = (try? SelectorValue(suggestedText, under: .regex, at: value.span))
      .map { value in
        let term = SelectorTerm(key: .regex, keySpan: value.span, values: [value], isList: false)
        return .allOf(SelectorMapping(terms: [term], span: value.span))
      }
  }

  /// The expression with a backslash before each dot behind an index, or such a dot before one that is
  /// repeated.
  static func withEscapedDots(_ expression: String) -> String {
    var result = String.UnicodeScalarView()
    let scalars = Array(expression.unicodeScalars)
    var isEscaped = false
    // Whether the character before is escaped, as the `]` of `\]` is.
    var wasEscaped = false
    for (index, scalar) in scalars.enumerated() {
      let before = result.last
      let isIndex =
        !wasEscaped ? before == "]" || before == ")" || before?.isASCIIDigit == true : before == "d"
      if scalar == ".", !isEscaped, isIndex {
        let next = index + 1 < scalars.count ? scalars[index + 1] : " "
        result.append(
          contentsOf: ("*+?{".unicodeScalars.contains(next) ? "\\.." : "\\.").unicodeScalars)
      } else {
        result.append(scalar)
      }
      wasEscaped = isEscaped
      isEscaped = scalar == "\\" && !isEscaped
    }
    return String(result)
  }

  /// The glob with a dot between each digit, or closing brace or bracket, and a star after it.
  private static func withDots(_ glob: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in glob.unicodeScalars {
      if scalar == "*", let last = result.last,
        last == "}" || last == "]" || last.isASCIIDigit
      {
        result.append(".")
      }
      result.append(scalar)
    }
    return String(result)
  }
}

extension Pattern {
  /// Whether all it matches ends in a digit that it chooses; `[0-9]` on its own is any number's.
  fileprivate func endsInDigit(isNested: Bool) -> Bool {
    switch self {
    case .character(let set):
      let isDigits =
        set.kinds.isEmpty && !set.isNegated && !set.ranges.isEmpty
        && set.ranges.allSatisfy { $0.lowerBound >= 0x30 && $0.upperBound <= 0x39 }
      return isDigits && (isNested || set.ranges != [0x30...0x39])
    case .sequence(let items): return items.last?.endsInDigit(isNested: true) ?? false
    case .choice(let items): return items.allSatisfy { $0.endsInDigit(isNested: true) }
    case .never, .assertion, .repeated: return false
    }
  }
}

extension Pattern {
  /// The same where no digit stands for a `.` right behind an index.
  ///
  /// - Parameters:
  ///   - isAfterIndex: Whether all that stands before ends in a digit that it chooses; afterwards whether
  ///     this does.
  ///   - isRisky: Becomes true where anything is changed.
  fileprivate func withoutDigits(afterIndex isAfterIndex: inout Bool, _ isRisky: inout Bool)
    -> Pattern
  {
    let isAny = { (pattern: Pattern) in
      pattern == .character(.any) || pattern == .character(.anyButNewline)
    }
    let noDigit = Pattern.character(CharacterClass([0x30...0x39, 0x0A...0x0A], isNegated: true))
    switch self {
    case .sequence(let written):
      let items = Self.withRestInChoice(written)
      var result: [Pattern] = []
      for (place, item) in items.enumerated() {
        if isAfterIndex, isAny(item) {
          result.append(noDigit)
          isRisky = true
          isAfterIndex = false
          continue
        }
        if isAfterIndex, case .repeated(let inner, let atLeast, nil) = item, isAny(inner),
          atLeast < 2
        {
          // Any number's digits may go on in what is repeated.
          let isAnyNumber = place > 0 && items[place - 1].isAnyDigit
          if !isAnyNumber {
            let tail = Pattern.sequence([noDigit, .repeated(inner, atLeast: 0, atMost: nil)])
            result.append(.repeated(tail, atLeast: atLeast, atMost: 1))
            isRisky = true
            isAfterIndex = false
            continue
          }
        }
        result.append(item.withoutDigits(afterIndex: &isAfterIndex, &isRisky))
      }
      return .sequence(result)
    case .choice(let items):
      var results: [Pattern] = []
      var allEnd = true
      for item in items {
        var ends = isAfterIndex
        results.append(item.withoutDigits(afterIndex: &ends, &isRisky))
        allEnd = allEnd && ends
      }
      isAfterIndex = allEnd
      return .choice(results)
    case .character:
      isAfterIndex = endsInDigit(isNested: true) || isAnyDigit
      return self
    case .never, .assertion, .repeated:
      isAfterIndex = false
      return self
    }
  }

  /// A sequence with what follows a choice in each item of it, where some of those end in a digit and
  /// others do not: `(layers.1|head).*`.
  private static func withRestInChoice(_ items: [Pattern]) -> [Pattern] {
    for (place, item) in items.enumerated() {
      guard case .choice(let alternatives) = item else { continue }
      let rest = items[(place + 1)...]
      let ending = alternatives.count { $0.endsInDigit(isNested: true) }
      // Copies are kept few.
      guard ending > 0, ending < alternatives.count, !rest.isEmpty,
        alternatives.count * rest.count <= 1_000
      else { continue }
      return items[..<place] + [.choice(alternatives.map { .sequence([$0] + rest) })]
    }
    return items
  }

  /// Whether it is `\d` or `[0-9]`.
  private var isAnyDigit: Bool {
    guard case .character(let set) = self, !set.isNegated else { return false }
    return set.kinds == .digit && set.ranges.isEmpty
      || set.kinds.isEmpty && set.ranges == [0x30...0x39]
  }
}

extension Selector {
  /// Visits the expressions in a selector, those of `except` included, that nothing else narrows down
  /// and that are not one of several.
  fileprivate func forEachLoneExpression(_ body: (SelectorValue) -> Void) {
    switch self {
    case .glob, .frozen: break
    case .anyOf(let items, _): for item in items { item.forEachLoneExpression(body) }
    case .allOf(let mapping):
      if mapping.except == nil, mapping.terms.count == 1, mapping.terms[0].key == .regex,
        mapping.terms[0].values.count == 1
      {
        body(mapping.terms[0].values[0])
      }
      mapping.except?.forEachLoneExpression(body)
    }
  }

  /// Visits the globs in a selector, those of `except` included, that nothing else narrows down and
  /// whose further digits no other value of their list spells out.
  fileprivate func forEachLoneGlob(_ body: (SelectorValue) -> Void) {
    switch self {
    case .glob(let value): body(value)
    case .frozen: break
    case .anyOf(let items, _):
      var globs: [SelectorValue] = []
      for item in items {
        if case .glob(let value) = item { globs.append(value) } else { item.forEachLoneGlob(body) }
      }
      globs.forEachNotContinued(body)
    case .allOf(let mapping):
      if mapping.except == nil, mapping.terms.count == 1, mapping.terms[0].key == .glob {
        mapping.terms[0].values.forEachNotContinued(body)
      }
      mapping.except?.forEachLoneGlob(body)
    }
  }
}

extension [SelectorValue] {
  /// Visits the globs with a star unless another value goes on with a digit in its place.
  fileprivate func forEachNotContinued(_ body: (SelectorValue) -> Void) {
    let star = UInt8(ascii: "*")
    // A longer one would be no name.
    let longest = 128
    var heads: Set<ArraySlice<UInt8>> = []
    for value in self where value.text.utf8.contains(star) {
      heads.insert([UInt8](value.text.utf8).prefix { $0 != star })
    }
    if heads.isEmpty { return }
    let lengths = Set(heads.map(\.count))
    // One look at each value, however many there are.
    var continued: Set<ArraySlice<UInt8>> = []
    for value in self {
      let text = [UInt8](value.text.utf8)
      for index in text.indices.prefix(longest)
      where text[index].isASCIIDigit && lengths.contains(index) {
        if heads.contains(text[..<index]) { continued.insert(text[..<index]) }
      }
    }
    for value in self where value.text.utf8.contains(star) {
      if !continued.contains([UInt8](value.text.utf8).prefix { $0 != star }) { body(value) }
    }
  }
}
