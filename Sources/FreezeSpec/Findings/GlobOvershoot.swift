/// A glob such as `layer.1*`, which was meant for `layer.1` and also hits `layer.10` to `layer.19`, or as
/// `*1.*`, which also hits `layer.11`; or an expression such as `layer.[0-7]..*`, whose first dot is any
/// character, and so a digit too.
struct GlobOvershoot: Sendable {
  /// The pattern as it is written.
  let value: SelectorValue
  /// Whether it is an expression.
  let isExpression: Bool
  /// What it matches where its numbers are no parts of longer ones.
  let intended: Selector
  /// What may be suggested in its place, best first.
  let suggestions: [Suggestion]

  /// Another text for the value.
  struct Suggestion: Sendable {
    /// What it selects.
    let selector: Selector
    /// The selector as it would be written.
    let shown: String
    /// The replacement that it is.
    let edit: Fix
  }

  /// The patterns of rules that have a star, or the like, beside a number.
  static func find(in rules: [Rule]) -> [GlobOvershoot] {
    var result: [GlobOvershoot] = []
    var seen: Set<SourceSpan> = []
    for rule in rules {
      rule.selector.forEachLoneGlob { value in
        guard !seen.contains(value.span),
          let overshoot = GlobOvershoot(value, isExpression: false)
        else { return }
        seen.insert(value.span)
        result.append(overshoot)
      }
      rule.selector.forEachLoneExpression { value in
        guard !seen.contains(value.span),
          let overshoot = GlobOvershoot(value, isExpression: true)
        else { return }
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

  private init?(_ value: SelectorValue, isExpression: Bool) {
    guard case .pattern(let pattern) = value.question,
      let intended = pattern.withWholeNumbers(isExpression: isExpression)
    else { return nil }
    self.value = value
    self.isExpression = isExpression
    self.intended = .glob(
      SelectorValue(text: value.text, asking: .pattern(intended), at: value.span))
    let key: SelectorKey = isExpression ? .regex : .glob
    let texts = isExpression ? Self.expressions(for: value.text) : Self.globs(for: value.text)
    suggestions = texts.compactMap { text in
      guard !text.isExactly(value.text),
        let value = try? SelectorValue(text, under: key, at: value.span)
      else { return nil }
      if !isExpression {
        let shown = Quoted.text(text)
        return Suggestion(
          selector: .glob(value), shown: shown, edit: .write(shown, at: value.span))
      }
      let term = SelectorTerm(key: .regex, keySpan: value.span, values: [value], isList: false)
      return Suggestion(
        selector: .allOf(SelectorMapping(terms: [term], span: value.span)),
        shown: "{regex: \(flowScalar(text))}", edit: .write(flowScalar(text), at: value.span))
    }
  }

  /// The expressions that may have been meant: dots behind the numbers with a backslash, and such a dot
  /// before a number behind `.*`, or in place of that.
  private static func expressions(for expression: String) -> [String] {
    let ended = withEscapedDots(expression)
    return [ended] + [false, true].map { withDotsBefore(ended, isExpression: true, inPlace: $0) }
  }

  /// The globs that may have been meant: a dot between each number and a star behind it, and between
  /// each star and a number behind that, or in place of the star.
  private static func globs(for glob: String) -> [String] {
    let ended = withDots(glob)
    return [ended] + [false, true].map { withDotsBefore(ended, isExpression: false, inPlace: $0) }
  }

  /// A pattern with a dot before each number that stands behind a star, or in place of that star.
  private static func withDotsBefore(_ text: String, isExpression: Bool, inPlace: Bool) -> String {
    let scalars = Array(text.unicodeScalars)
    let dot = Array((isExpression ? "\\." : ".").unicodeScalars)
    let stars: [[Unicode.Scalar]] = isExpression ? [[".", "*"], [".", "+"]] : [["*"]]
    var result: [Unicode.Scalar] = []
    for (index, scalar) in scalars.enumerated() {
      let next = index + 1 < scalars.count ? scalars[index + 1] : " "
      let isNumber =
        scalar.isASCIIDigit || "[{(".unicodeScalars.contains(scalar) && next.isASCIIDigit
      if isNumber, let star = stars.first(where: { result.suffix($0.count).elementsEqual($0) }) {
        if inPlace { result.removeLast(star.count) }
        if !inPlace || !result.suffix(dot.count).elementsEqual(dot) { result += dot }
      }
      result.append(scalar)
    }
    return String(String.UnicodeScalarView(result))
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
